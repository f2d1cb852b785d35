"""The registry, the tables of fields and the page that is written from them agree."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.lexicon.exports import load_export_tables, load_fields
from onrecord.lexicon.gazetteer_tables import read_countries
from onrecord.lexicon.tables import data_path, read_rules
from onrecord.run.arguments_exchange import EXPORT_FORMATS
from onrecord.views.exports import EXPORTS

ROOT = Path(__file__).resolve().parents[3]


def test_the_page_is_current():
    command = [sys.executable, str(ROOT / "tools" / "write_exports.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_command_line_names_every_format():
    assert tuple(sorted(EXPORTS)) == EXPORT_FORMATS


def test_every_format_is_told_of():
    assert set(read_rules(data_path("exports", "formats.toml"))) == set(EXPORTS)


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_every_field_is_told_of(name):
    export = EXPORTS[name]
    assert (export.parts is None) != (export.writer is None)
    fields = load_fields(export.fields)
    assert len({field.name for field in fields}) == len(fields)
    assert all(field.meaning and field.unknown and field.kind for field in fields)


def test_every_country_of_the_gazetteer_has_its_codes():
    names = {one.alpha3 for one in read_countries(Path(str(data_path("gazetteer", "countries.csv"))))}
    assert set(load_export_tables().countries) == names


@pytest.mark.parametrize(
    ("country", "numbers"),
    [("IRQ", (368, 645)), ("USA", (840, 2)), ("FRA", (250, 220)), ("SSD", (728, 626)), ("RUS", (643, 365))],
)
def test_known_codes_of_countries(country, numbers):
    codes = load_export_tables().countries[country]
    assert (codes.iso_numeric, codes.gw_number) == numbers
