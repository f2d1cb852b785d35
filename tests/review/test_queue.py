from __future__ import annotations

import pytest
from decided import remark
from msgspec.structs import replace
from small_stages import articles, small_stages

from onrecord.incidents import Doubt
from onrecord.lexicon.review import load_queue_points
from onrecord.records import Coded, PlaceRole
from onrecord.review import review_queue
from onrecord.run.pipeline import add, fuse_store
from onrecord.store import Selection, open_store

POINTS = load_queue_points()


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "a.db", create=True) as opened:
        add(articles(), opened, small_stages(), lambda _: None, None)
        yield opened


def queue(store, doubts=()):
    return review_queue(store.select_incidents(Selection()), doubts, POINTS)


def test_what_is_contested_comes_before_what_rests_on_one_source(store):
    alpha, beta = queue(store)
    assert alpha.incident.places[0].name == "Alpha"
    assert alpha.reasons == ("attribution is contested", "reports disagree on killed")
    assert beta.reasons == ("rests on one source",)
    assert alpha.points > beta.points


def test_doubts_of_fusion_weigh_by_how_narrow_they_were(store):
    alpha, beta = (entry.incident for entry in queue(store))
    near = Doubt(group=beta.incident_id, report_id=beta.reports[0], margin=0.0, other=alpha.incident_id)
    first = queue(store, [near])[0]
    assert f"may be the same as {beta.incident_id}" in first.reasons
    narrow, wide = (
        queue(store, [Doubt(group=alpha.incident_id, report_id=alpha.reports[0], margin=margin)])[0]
        for margin in (0.0, POINTS.band)
    )
    assert f"{alpha.reports[0]} hardly belongs to it" in narrow.reasons
    assert narrow.points == pytest.approx(wide.points + POINTS.weak_link)


def test_what_was_accepted_is_left_out_until_its_reports_change(store):
    alpha, _ = (entry.incident for entry in queue(store))
    store.record_decision(remark(store, "accept", alpha.incident_id), "A. Reviewer")
    assert [entry.incident.places[0].name for entry in queue(store)] == ["Beta"]
    gone = store.report(alpha.reports[-1]).document
    item = next(one for one in articles() if one.path == gone.path)
    quiet = small_stages().make_document(item)
    store.put_document(quiet, Coded(reports=(), relations=()), "small-1")
    fuse_store(store, small_stages().fusion, "small-1")
    reasons = queue(store)[0].reasons
    assert "its reports have changed since it was accepted" in reasons


@pytest.mark.parametrize(("role", "is_missing"), [(PlaceRole.TARGET, False), (PlaceRole.MENTIONED, True)])
def test_what_was_hit_has_a_place_what_is_mentioned_is_none(store, role, is_missing):
    incident = next(store.select_incidents(Selection()))
    moved = replace(incident, places=tuple(replace(place, role=role) for place in incident.places))
    (entry,) = review_queue([moved], (), POINTS)
    assert ("no report gives place" in entry.reasons) == is_missing
