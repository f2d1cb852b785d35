"""The built gazetteer and its loader. Names and places are real."""

from __future__ import annotations

import csv
import shutil
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import LexiconError
from onrecord.lexicon.gazetteer import KINDS, Gazetteer, load_gazetteer
from onrecord.lexicon.gazetteer_names import key_variants, place_key

DATA = Path(str(resources.files("onrecord") / "data" / "gazetteer"))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Baghdad", "IRQ", 33.34, 44.40),
        ("BAGHDAD", "IRQ", 33.34, 44.40),
        ("al-Ramadi", "IRQ", 33.42, 43.31),
        ("Ar Ramādī", "IRQ", 33.42, 43.31),
        ("Koya", "IRQ", 36.08, 44.63),
        ("Erbil", "IRQ", 36.19, 44.01),
        ("Ain al-Asad", "IRQ", 33.79, 42.44),
        ("Union III", "IRQ", 33.30, 44.39),
        ("Nineveh plains", "IRQ", 36.5, 43.2),
        ("Deir ez-Zor", "SYR", 35.34, 40.14),
        ("Sana'a", "YEM", 15.35, 44.21),
        ("Sana’a", "YEM", 15.35, 44.21),
        ("St. Louis", "USA", 38.63, -90.20),
        ("Saint Louis", "USA", 38.63, -90.20),
        ("São Paulo", "BRA", -23.55, -46.63),
        ("Sao Paulo", "BRA", -23.55, -46.63),
        ("Laurel County", "USA", 37.1, -84.1),
        ("Kiev", "UKR", 50.45, 30.52),
        ("the Bekaa valley", "LBN", 33.9, 36.0),
        ("Gaza Strip", "PSE", 31.42, 34.33),
        ("Donbas", "UKR", 48.3, 38.0),
    ],
)
def test_first_place_of_a_name(
    gazetteer: Gazetteer, name: str, country: str, latitude: float, longitude: float
) -> None:
    place = gazetteer.lookup(name)[0]
    assert place.country == country
    assert place.latitude == pytest.approx(latitude, abs=0.2)
    assert place.longitude == pytest.approx(longitude, abs=0.2)


@pytest.mark.parametrize(
    ("word", "alpha3"),
    [("Iraq", "IRQ"), ("Iraqi", "IRQ"), ("IRQ", "IRQ"), ("U.S.", "USA"), ("Côte d’Ivoire", "CIV"), ("Burmese", "MMR")],
)
def test_country_by_name_demonym_and_code(gazetteer: Gazetteer, word: str, alpha3: str) -> None:
    country = gazetteer.country_of(word)
    assert country is not None
    assert country.alpha3 == alpha3
    assert gazetteer.lookup(word)[0].kind == "country"


@pytest.mark.parametrize("word", ["", "   ", "...", "Qxyzzy", "Qxyzzy Qxyzzyville"])
def test_unknown_names_give_nothing(gazetteer: Gazetteer, word: str) -> None:
    assert gazetteer.lookup(word) == ()
    assert gazetteer.country_of(word) is None


def test_georgia_is_a_country_and_a_state(gazetteer: Gazetteer) -> None:
    kinds = {(place.kind, place.country) for place in gazetteer.lookup("Georgia")}
    assert {("country", "GEO"), ("admin1", "USA")} <= kinds


def test_subdivision_of_a_settlement(gazetteer: Gazetteer) -> None:
    texan = [place for place in gazetteer.lookup("Paris") if place.admin1 == "Texas"]
    assert [place.gazetteer_id for place in texan if place.kind == "city"] == ["4717560"]


def test_every_place_lies_on_the_globe(gazetteer: Gazetteer) -> None:
    assert np.abs(gazetteer.latitude).max() <= 90
    assert np.abs(gazetteer.longitude).max() <= 180
    assert gazetteer.kind.max() < len(KINDS)
    assert len(gazetteer) > 250_000


def test_every_own_place_is_found_where_the_table_says(gazetteer: Gazetteer) -> None:
    with (DATA / "own_places.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) >= 250
    for row in rows:
        near = [
            place
            for place in gazetteer.lookup(row["name"])
            if abs(place.latitude - float(row["latitude"])) < 0.5
            and abs(place.longitude - float(row["longitude"])) < 0.5
        ]
        assert near, row["name"]
        assert row["source"], row["name"]
        assert row["date"], row["name"]


def test_every_demonym_of_an_area_leads_to_a_place(gazetteer: Gazetteer) -> None:
    for demonym, (key, alpha3) in gazetteer.area_demonyms.items():
        found = gazetteer.find(key)
        assert found is not None, demonym
        code = gazetteer.countries.index(alpha3) if alpha3 else 0
        assert (gazetteer.country[found[0]] == code).any(), demonym


def test_every_country_has_its_own_record(gazetteer: Gazetteer) -> None:
    for country in gazetteer.all_countries():
        place = gazetteer.lookup(country.name)[0]
        assert (place.kind, place.country) == ("country", country.alpha3), country.name
        assert place.gazetteer_id == country.gazetteer_id


@given(st.text(max_size=30))
def test_keys_are_stable_and_plain(name: str) -> None:
    key = place_key(name)
    assert key == key.strip()
    assert "  " not in key
    assert place_key(name.upper().lower()) == place_key(name.lower())
    for variant in key_variants(name):
        assert variant


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Al-Ḩasakah", "al hasakah"),
        ("St. John’s", "saint johns"),
        ("Mt. Sinjar", "mount sinjar"),
        ("Łódź", "lodz"),
        ("The Hague", "hague"),
        ("U.S.", "us"),
        ("Bosnia-Herzegovina", "bosnia herzegovina"),
    ],
)
def test_key(name: str, key: str) -> None:
    assert place_key(name) == key


def _copy(folder: Path) -> Path:
    for path in DATA.iterdir():
        shutil.copy(path, folder / path.name)
    return folder


def test_a_wrong_table_names_file_and_line(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    lines = (folder / "countries.csv").read_text(encoding="utf-8").split("\n")
    lines[2] = "ALA,AX"
    (folder / "countries.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"countries\.csv, line 3"):
        load_gazetteer(folder)


def test_a_latitude_that_is_no_number_names_file_and_line(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    text = (folder / "countries.csv").read_text(encoding="utf-8")
    (folder / "countries.csv").write_text(text.replace(",Kabul,33,", ",Kabul,north,"), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"countries\.csv, line 2"):
        load_gazetteer(folder)


@pytest.mark.parametrize("name", ["places.npz", "weights.toml", "cue_words.csv"])
def test_a_damaged_or_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = _copy(tmp_path)
    (folder / name).write_bytes(b"\x00not this")
    with pytest.raises(LexiconError, match=name.replace(".", r"\.")):
        load_gazetteer(folder)
    (folder / name).unlink()
    with pytest.raises(LexiconError, match=name.replace(".", r"\.")):
        load_gazetteer(folder)
