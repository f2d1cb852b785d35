from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_stages import articles, small_stages

from onrecord.run.pipeline import add
from onrecord.store import Selection, open_store, search_key


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("selection") / "a.db", create=True) as opened:
        add(articles(), opened, small_stages(), lambda _: None, None)
        yield opened


ALPHA, BETA = {"Alpha"}, {"Beta"}
CASES = [
    ({}, ALPHA | BETA),
    ({"since": "2020-05-01"}, ALPHA | BETA),
    ({"since": "2020-05-02"}, BETA),
    ({"until": "2020-05-01"}, ALPHA),
    ({"until": "2020-04-30"}, set()),
    ({"since": "2020-05-01", "until": "2020-06-10"}, ALPHA | BETA),
    ({"place": "ALP"}, ALPHA),
    ({"place": "%"}, ALPHA | BETA),  # no letter or digit: nothing to look for
    ({"country": "irq"}, ALPHA),
    ({"country": "AFG"}, BETA),
    ({"country": "IR"}, set()),
    ({"actor": "red front"}, ALPHA),
    ({"actor": "Green-Guard"}, BETA),
    ({"actor": "green-guard"}, BETA),
    ({"actor": "nobody"}, set()),
    ({"types": ("assault",)}, ALPHA | BETA),
    ({"types": ("FIREARMS", "PROTEST")}, BETA),
    ({"types": ("PROTEST",)}, set()),
    ({"statuses": ("planned",)}, set()),
    ({"statuses": ("planned", "occurred")}, ALPHA | BETA),
    ({"min_sources": 2}, ALPHA),
    ({"min_sources": 3}, set()),
    ({"contested": True}, ALPHA),
    ({"contested": True, "country": "AFG"}, set()),
]


@pytest.mark.parametrize(("filters", "expected"), CASES)
def test_incidents_and_reports_pass_alike(store, filters, expected):
    selection = Selection(**filters)
    assert {incident.places[0].name for incident in store.select_incidents(selection)} == expected
    assert {report.places[0].name for report in store.select_reports(selection)} == expected


def test_an_attributed_actor_finds_the_incident_and_not_the_report(store):
    selection = Selection(actor="Blue Army")
    assert [incident.places[0].name for incident in store.select_incidents(selection)] == ["Alpha"]
    assert list(store.select_reports(selection)) == []


def test_they_come_by_date(store):
    assert [one.date.start for one in store.select_reports(Selection())] == ["2020-05-01"] * 3 + ["2020-06-10"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Al-Asad", "al asad"),
        ("  Nīnawá ", "ninawa"),
        ("Union III", "union iii"),
        ("Ain al-Asad (base)", "ain al asad base"),
    ],
)
def test_search_key(name, key):
    assert search_key(name) == key


@given(st.text())
def test_search_key_is_stable(name):
    assert search_key(search_key(name)) == search_key(name)
