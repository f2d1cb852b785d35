"""Incidents fused anew stand as if all were written, and only what changed is written."""

from __future__ import annotations

import pytest
from small_stages import articles, small_stages

from onrecord.records import DecisionKind
from onrecord.review import judge_remark
from onrecord.run.pipeline import add, fuse_store
from onrecord.store import Selection, open_store
from onrecord.store.renewing import renew_incidents
from onrecord.store.writing import insert_incident

HARMS = (
    "DELETE FROM incident_reports WHERE incident_id = ?",
    "DELETE FROM incident_places WHERE incident_id = ?",
    "INSERT INTO incident_actors VALUES (?, 'x:nobody', 'nobody')",
    "UPDATE incidents SET contested = 1 - contested WHERE incident_id = ?",
    "UPDATE incidents SET record = replace(record, '2020', '2021') WHERE incident_id = ?",
    "DELETE FROM incidents WHERE incident_id = ?",
)


@pytest.fixture
def filled(tmp_path):
    with open_store(tmp_path / "a.db", create=True, clock=lambda: "2020-12-01T00:00:00+00:00") as opened:
        add(articles(), opened, small_stages(), lambda _: None, None)
        yield opened


def incidents_of(store):
    return [store.own_incident(incident.incident_id) for incident in store.select_incidents(Selection())]


def lines_of(store):
    return [line for line in store.dump() if '"table":"incident' in line]


def test_nothing_is_written_where_nothing_changed(filled):
    before = lines_of(filled)
    assert renew_incidents(filled._connection, incidents_of(filled)) == 0
    assert lines_of(filled) == before


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_not_as_it_would_be_written_is_written(filled, harm):
    incidents, before = incidents_of(filled), lines_of(filled)
    filled._connection.execute(harm, (incidents[0].incident_id,))
    assert lines_of(filled) != before
    assert renew_incidents(filled._connection, incidents) == 1
    assert lines_of(filled) == before


def test_an_incident_that_is_no_more_goes_and_a_new_one_comes(filled):
    incidents, before = incidents_of(filled), lines_of(filled)
    assert renew_incidents(filled._connection, incidents[1:]) == 0
    assert incidents[0].incident_id not in "".join(lines_of(filled))
    assert renew_incidents(filled._connection, incidents) == 1
    assert lines_of(filled) == before


def test_a_decision_is_laid_over_what_it_touches_each_time(filled):
    incident = incidents_of(filled)[0]
    note = judge_remark(filled, DecisionKind.NOTE, incident.incident_id, "seen")
    filled.record_decision(note, "ann")
    laid = lines_of(filled)
    fuse_store(filled, small_stages().fusion, "small-1")
    assert lines_of(filled) == laid


def test_the_rows_are_those_of_writing_all(filled):
    incidents, before = incidents_of(filled), lines_of(filled)
    filled._connection.execute("DELETE FROM incidents")
    for incident in incidents:
        insert_incident(filled._connection, incident)
    assert lines_of(filled) == before
