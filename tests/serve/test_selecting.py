"""The explore page's filters over columns give what the store's own selection gives."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.serve.explore.asked import ORDERS, Asked, read_asked
from onrecord.serve.state import ServerState, Settings
from onrecord.store import Selection, open_store


@dataclass
class Both:
    state: ServerState
    store: object

    def columns(self, selection):
        found = self.state.find(Asked(selection=selection))
        return {found.columns.ids[row] for row in found.rows}

    def stored(self, selection):
        return {incident.incident_id for incident in self.store.select_incidents(selection)}


@pytest.fixture(scope="module")
def both(db):
    with open_store(db) as store:
        yield Both(ServerState(Settings(db=db)), store)


names = st.sampled_from([None, "alp", "Beta", "%", "red front", "green-guard", "blue army", "nobody", "é"])
days = st.sampled_from([None, "2020-04-30", "2020-05-01", "2020-05-02", "2020-06-10", "2021-01-01"])
selections = st.builds(
    Selection,
    since=days,
    until=days,
    place=names,
    actor=names,
    country=st.sampled_from([None, "IRQ", "irq", "AFG", "FRA"]),
    types=st.sampled_from([(), ("assault",), ("FIREARMS", "PROTEST"), ("PROTEST",), ("heavy-weapons",)]),
    statuses=st.sampled_from([(), ("occurred",), ("planned",), ("planned", "occurred")]),
    min_sources=st.integers(0, 3),
    contested=st.booleans(),
)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(selections)
def test_columns_and_store_select_alike(both, selection):
    assert both.columns(selection) == both.stored(selection)


def ids(both, query):
    found = both.state.find(read_asked(query))
    return [found.columns.ids[row] for row in found.rows]


def test_every_order_reverses_but_for_the_unknown(both):
    for order in ORDERS:
        up, down = ids(both, {"sort": [order]}), ids(both, {"sort": [f"-{order}"]})
        assert sorted(up) == sorted(down)
        assert len(up) == 2
    assert ids(both, {"sort": ["killed"]}) == ids(both, {"sort": ["-killed"]})[::-1]


def test_a_box_takes_what_lies_in_it_and_may_cross_the_date_line(both):
    assert len(ids(both, {"bbox": ["40,30,50,40"]})) == 1
    assert len(ids(both, {"bbox": ["40,30,80,40"]})) == 2
    assert ids(both, {"bbox": ["170,-10,-170,10"]}) == []
    assert len(ids(both, {"bbox": ["60,-80,50,80"]})) == 2
    assert len(ids(both, {"bbox": ["-400,-90,400,90"]})) == 2


def test_words_are_looked_for_in_texts_and_names(both):
    assert len(ids(both, {"q": ["raided"]})) == 1
    assert len(ids(both, {"q": ["Grey State"]})) == 1
    assert len(ids(both, {"q": ["red fro"]})) == 1
    assert ids(both, {"q": ["harvest"]}) == []


@pytest.mark.parametrize(
    "query",
    [
        {"since": ["yesterday"]}, {"until": ["2020-13"]}, {"country": ["Atlantis"]}, {"type": ["quarrel"]},
        {"status": ["perhaps"]}, {"min_sources": ["-1"]}, {"min_sources": ["many"]}, {"min_sources": ["9" * 40]},
        {"bbox": ["1,2,3"]}, {"bbox": ["nan,0,1,1"]}, {"bbox": ["0,50,1,40"]}, {"bbox": ["a,b"]}, {"sort": ["best"]},
        {"min_sources": ["٣"]},
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said(query):
    with pytest.raises(InputError, match="is no"):
        read_asked(query)


@given(selections, st.sampled_from(ORDERS), st.booleans(), st.sampled_from(["", "two words", "a&b=c"]))
def test_the_address_says_what_was_asked(selection, order, descending, words):
    from urllib.parse import parse_qs

    country = selection.country.upper() if selection.country else None
    place, actor = (name.strip() if name else None for name in (selection.place, selection.actor))
    types = tuple(kind.upper() if kind.upper() in {"ASSAULT", "PROTEST"} else kind.lower() for kind in selection.types)
    from msgspec.structs import replace

    told = replace(selection, country=country, place=place, actor=actor, types=types)
    asked = Asked(selection=told, words=words, order=order, descending=descending, box=(1.5, -2.0, 3.0, 4.25))
    assert read_asked(parse_qs(asked.query())) == asked
