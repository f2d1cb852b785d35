"""No words of a document become a formula, break a table or break a file."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest
from invented import SETTINGS, Told, case_of
from lxml import etree

from hostile import hostile_strings
from onrecord.views import INCIDENT_COLUMNS, REPORT_COLUMNS, incident_cells, report_cells, write_csv
from onrecord.views.exports import EXPORTS

LINES = Path(__file__).with_name("hostile.jsonl").read_text(encoding="utf-8").splitlines()
STRINGS = [json.loads(line) for line in LINES]
ALL_STRINGS = [*STRINGS, *hostile_strings()]
"""What would run in a spreadsheet, and what would act in a page."""
TABLES = ("acled", "ged", "gtd", "polecat", "gdelt", "codebooks")
STARTS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


def told(words):
    text = f"Published: 6 March 2024\n\n{words} killed {words}. The {words} claimed the attack in a video."
    return Told(text=text, name=words, group=words, town=words, title=words, source=words, url=f"https://x/{words}")


def runs(cell):
    """Whether a spreadsheet could take the cell for a formula. A number is none."""
    try:
        float(cell)
    except ValueError:
        seen = cell.lstrip("".join(one for one in cell if unicodedata.category(one)[0] in "CZ"))
        return seen.startswith(STARTS) or cell.startswith(("\t", "\r", "\n"))
    return False


def test_the_corpus_would_run():
    assert len(set(ALL_STRINGS)) >= 300
    assert sum(runs(words) for words in STRINGS) > 40


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_is_a_formula_and_no_row_is_broken(name):
    cases = [case_of(told(words)) for words in ALL_STRINGS]
    text = "".join(EXPORTS[name].parts(cases, SETTINGS)).encode("utf-8", "strict").decode()
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if EXPORTS[name].suffix == ".tsv" else ","))
    assert len(read) == len(cases) + 1
    assert {len(row) for row in read} == {len(read[0])}
    assert [cell for row in read for cell in row if runs(cell)] == []


@pytest.mark.parametrize(("columns", "cells"), [(INCIDENT_COLUMNS, "incident"), (REPORT_COLUMNS, "report")])
def test_the_listings_hold_no_formula(columns, cells):
    cases = [case_of(told(words)) for words in ALL_STRINGS]
    made = [incident_cells(case.incident) if cells == "incident" else report_cells(case.reports[0]) for case in cases]
    stream = io.StringIO()
    write_csv(made, columns, stream)
    read = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    assert len(read) == len(cases) + 1
    assert [cell for row in read for cell in row if runs(cell)] == []


@pytest.mark.parametrize("words", STRINGS, ids=range(len(STRINGS)))
def test_kml_and_geojson_hold_every_string(words):
    case = case_of(told(words))
    root = etree.fromstring("".join(EXPORTS["kml"].parts([case], SETTINGS)).encode("utf-8"))
    assert len(root.findall(".//{*}Placemark")) == 1
    read = json.loads("".join(EXPORTS["geojson"].parts([case], SETTINGS)))
    assert len(read["features"]) == 1
