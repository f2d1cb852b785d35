from __future__ import annotations

import csv
import io

import pytest
from small_stages import articles, small_stages

from onrecord.records import Refusal
from onrecord.run.pipeline import add, code_items
from onrecord.store import Selection, open_store
from onrecord.views import (
    INCIDENT_COLUMNS,
    REFUSAL_COLUMNS,
    REPORT_COLUMNS,
    incident_cells,
    refusal_cells,
    report_cells,
    safe_cell,
    write_csv,
)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_never_becomes_a_formula(start):
    stream = io.StringIO()
    write_csv([{"a": f"{start}cmd|' /C calc'!A0", "b": "fine = yes"}], ("a", "b"), stream)
    (_, row) = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    assert row == [f"'{start}cmd|' /C calc'!A0", "fine = yes"]


@pytest.mark.parametrize(("cell", "written"), [(-33.9, -33.9), (0, 0), (None, ""), ("", ""), ("a,b\n", "a,b\n")])
def test_numbers_and_unknown_values(cell, written):
    assert safe_cell(cell) == written


def test_columns_are_those_of_the_rows(tmp_path):
    with open_store(tmp_path / "a.db", create=True) as store:
        add(articles(), store, small_stages(), lambda _: None, None)
        incident = next(store.select_incidents(Selection()))
    ((_, coded),) = code_items(articles(["one.txt"]), small_stages())
    assert tuple(incident_cells(incident)) == INCIDENT_COLUMNS
    assert tuple(report_cells(coded.reports[0])) == REPORT_COLUMNS
    assert tuple(refusal_cells(Refusal(path="p", stage="s", code="c", detail="d"))) == REFUSAL_COLUMNS
    cells = incident_cells(incident)
    assert (cells["place"], cells["country"], cells["latitude"]) == ("Alpha", "IRQ", 36.2)
    assert (cells["killed_low"], cells["killed_best"], cells["killed_high"]) == (3, 3, 5)
    assert cells["wounded_low"] is None
    assert cells["contested"] == "Blue Army"
    assert report_cells(coded.reports[0])["quote"] == "The Red Front shelled Alpha on 2020-05-01, killing 3."
