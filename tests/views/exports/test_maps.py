"""GeoJSON and KML, read by libraries of the formats."""

from __future__ import annotations

import json

import geojson
import pytest
import shapely.geometry
from fastkml import kml
from invented import SETTINGS, Told, case_of
from lxml import etree

from onrecord.lexicon.exports import load_fields
from onrecord.records import PlacePrecision
from onrecord.views.exports import EXPORTS


def written(name, cases):
    return "".join(EXPORTS[name].parts(cases, SETTINGS))


def test_geojson_of_the_samples_is_valid(sample_cases):
    read = geojson.loads(written("geojson", sample_cases))
    assert read.is_valid, read.errors()
    assert len(read["features"]) > 100
    points = [shapely.geometry.shape(one["geometry"]) for one in read["features"] if one["geometry"]]
    assert points
    assert all(point.is_valid and -90 <= point.y <= 90 and -180 <= point.x <= 180 for point in points)


def test_geojson_properties_are_the_documented_ones():
    (feature,) = json.loads(written("geojson", [case_of()]))["features"]
    assert set(feature["properties"]) == {field.name for field in load_fields("geojson")}
    assert feature["geometry"] == {"type": "Point", "coordinates": [43.2, -34.1]}
    assert feature["properties"]["contested"] is True
    assert feature["properties"]["wounded_best"] is None
    assert "River Front (accusation)" in feature["properties"]["attribution"]


@pytest.mark.parametrize("precision", ["admin1", "country", "other"])
def test_a_coarse_place_is_never_a_point(precision):
    case = case_of(Told(precision=PlacePrecision(precision)))
    (feature,) = json.loads(written("geojson", [case]))["features"]
    assert feature["geometry"] is None
    assert feature["properties"]["centre_latitude"] == -34.1
    assert "<Point>" not in written("kml", [case])


def test_kml_of_the_samples_is_read(sample_cases):
    _, _, body = written("kml", sample_cases).partition("?>\n")
    read = kml.KML.from_string(body, strict=True)
    (document,) = read.features
    geo = json.loads(written("geojson", sample_cases))["features"]
    assert len(document.features) == len(geo)
    assert sum(one.geometry is not None for one in document.features) == sum(one["geometry"] is not None for one in geo)


def test_kml_times_and_data():
    root = etree.fromstring(written("kml", [case_of()]).encode())
    assert root.findtext(".//{*}begin") == "2024-03-05"
    data = {one.get("name"): one.findtext("{*}value") for one in root.findall(".//{*}Data")}
    assert data["contested"] == "true"
    assert "wounded_best" not in data
