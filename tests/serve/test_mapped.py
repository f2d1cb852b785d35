"""What a map shows: imprecise places are areas, never points."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.incidents.geodesy import distance_km
from onrecord.serve.drawing.map_svg import draw_map
from onrecord.serve.drawing.outlines import load_outlines, shape_codes
from onrecord.serve.explore.columns import read_columns
from onrecord.serve.explore.mapped import area_radii_km, circle_ring, map_rows


def mapped_of(*places, zoom=3.0):
    records = []
    for number, (precision, country, latitude, longitude) in enumerate(places):
        place = {
            "name": f"Place {number}", "role": "site", "country": country, "latitude": latitude, "longitude": longitude,
            "precision": precision,
        }  # fmt: skip
        record = {
            "event_type": "ASSAULT", "mode": None, "status": "occurred", "date": None, "places": [place],
            "casualties": {}, "independent_sources": 1, "attribution": [],
        }  # fmt: skip
        records.append((f"inc-{number}", json.dumps(record)))
    columns = read_columns(records, [], [])
    return map_rows(columns, np.ones(len(columns), dtype=bool), zoom, None)


@pytest.mark.parametrize("precision", ["near", "admin2", "admin1", "other"])
def test_an_imprecise_place_is_an_area(precision):
    made = mapped_of((precision, "IRQ", 33.3, 44.4))
    assert made.clusters == ()
    assert [(area.precision, area.radius_km) for area in made.areas] == [(precision, area_radii_km()[precision])]


def test_a_country_is_shaded_and_never_a_point():
    made = mapped_of(("country", "IRQ", 33.0, 44.0), ("country", "IRQ", 33.0, 44.0), ("exact", None, None, None))
    assert (made.clusters, made.areas, made.countries, made.unplaced) == ((), (), {"IRQ": 2}, 1)
    (shaded,) = [shape for shape in draw_map(made).shapes if shape.count]
    assert (shaded.name, shaded.count) == ("Iraq", 2)


def test_points_close_together_are_one_cluster_until_one_is_near():
    places = [("exact", "IRQ", 33.30, 44.40), ("exact", "IRQ", 33.31, 44.41), ("exact", "COL", 4.6, -74.1)]
    assert sorted(one.count for one in mapped_of(*places).clusters) == [1, 2]
    assert sorted(one.count for one in mapped_of(*places, zoom=13).clusters) == [1, 1, 1]


@given(st.floats(-80, 80), st.floats(-180, 180), st.sampled_from([12.0, 110.0]))
def test_a_circle_has_its_radius(latitude, longitude, radius_km):
    ring = circle_ring(latitude, longitude, radius_km)
    assert ring[0] == ring[-1]
    for x, y in ring:
        assert distance_km((latitude, longitude), (y, x)) == pytest.approx(radius_km, rel=0.02)


def test_every_shape_of_the_table_is_a_country_and_rings_do_not_jump():
    outlines = load_outlines()
    assert {"IRQ", "USA", "FRA", "XKX", "NGA"} <= {outline.alpha3 for outline in outlines}
    assert len(set(shape_codes().values())) > 230
    for outline in outlines:
        for ring in outline.rings:
            steps = [abs(one[0] - other[0]) for one, other in itertools.pairwise(ring)]
            assert outline.name == "Antarctica" or max(steps) < 60
