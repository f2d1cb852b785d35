"""Fusion: which reports become one incident, whatever their order."""

from __future__ import annotations

import random

import pytest
from stories import AGGREGATE, ALL, CHECKPOINT, HAPPENINGS, MARKET, ORIGINS, ROCKETS, TWO_BLASTS, WIRE_COPIES
from told import report, toll

from onrecord.incidents import cluster_reports, explain_pair, fuse
from onrecord.lexicon.incidents import load_fusion_weights
from onrecord.records import Conflict, Incident, Report, Status

WEIGHTS = load_fusion_weights()


def fused(reports: list[Report]) -> tuple[Incident, ...]:
    return fuse(reports, ORIGINS, None, WEIGHTS)


def incident_of(one: Report, reports: list[Report] = ALL) -> Incident:
    return next(incident for incident in fused(reports) if one.report_id in incident.reports)


def conflict(incident: Incident, field: str) -> Conflict | None:
    return next((one for one in incident.conflicts if one.field == field), None)


@pytest.mark.parametrize("name", HAPPENINGS)
def test_each_happening_becomes_one_incident(name: str) -> None:
    group = HAPPENINGS[name]
    assert set(incident_of(group[0]).reports) == {one.report_id for one in group}


def test_every_report_stands_in_exactly_one_incident() -> None:
    held = [report_id for incident in fused(ALL) for report_id in incident.reports]
    assert sorted(held) == sorted(one.report_id for one in ALL)


def test_order_and_repetition_change_nothing() -> None:
    expected = fused(ALL)
    shuffled = list(ALL)
    for seed in range(50):
        random.Random(seed).shuffle(shuffled)
        assert fused([*shuffled, *shuffled[: seed % 7]]) == expected


@pytest.mark.parametrize("size", [1, 4, 11])
def test_batches_end_where_one_run_ends(size: int) -> None:
    """The store keeps reports and fuses all of them after each batch; only the last fusion counts."""
    shuffled = random.Random(3).sample(ALL, len(ALL))
    kept: dict[str, Report] = {}
    for start in range(0, len(shuffled), size):
        kept |= {one.report_id: one for one in shuffled[start : start + size]}
        last = fused(list(kept.values()))
    assert last == fused(ALL)


def test_the_id_stays_while_later_reports_join() -> None:
    first, *rest = sorted(HAPPENINGS["market"], key=lambda one: (one.document.published or "", one.report_id))
    ids = {incident_of(first, [first, *rest[:count]]).incident_id for count in range(len(rest) + 1)}
    assert len(ids) == 1


def test_two_events_of_one_document_never_meet_through_a_third() -> None:
    for extra in ([], ALL):
        first, second, _ = TWO_BLASTS
        assert second.report_id not in incident_of(first, [*TWO_BLASTS, *extra]).reports


def test_the_same_event_told_twice_in_one_document_is_one() -> None:
    told = [
        report("a", text, recipients=("the mayor",)) for text in ("The mayor was hit.", "The mayor was hit at noon.")
    ]
    assert len(fused(told)) == 1


def test_three_tolls_give_a_range_and_every_version() -> None:
    incident = incident_of(MARKET[0])
    killed = incident.casualties.killed
    assert killed is not None
    assert (killed.low, killed.best, killed.high) == (12, 19, 19)
    assert {version.report_id for version in killed.versions} == set(incident.reports)
    disagreement = conflict(incident, "killed")
    assert disagreement is not None
    assert {version.value for version in disagreement.versions} == {"12", "14", "at least 15", "19"}


def test_copies_are_one_source() -> None:
    incident = incident_of(MARKET[0])
    assert len(incident.reports) == len(MARKET) + len(WIRE_COPIES)
    assert incident.independent_sources == len(MARKET)
    alone = fuse(HAPPENINGS["market"], {}, None, WEIGHTS)
    assert [one.independent_sources for one in alone] == [len(incident.reports)]


def test_disagreeing_actors_both_stay() -> None:
    assert {one.name for one in incident_of(MARKET[0]).actors} == {"Ash Front", "Grey Council"}


def test_same_day_attacks_in_one_town_stay_apart() -> None:
    assert not set(incident_of(MARKET[0]).reports) & set(incident_of(CHECKPOINT[0]).reports)


def test_two_car_bombs_on_one_day_in_one_town_stay_apart() -> None:
    police = report(
        "north-post-3", "A second car bomb outside a police station in Varanel killed three recruits.",
        title="Car bomb at Varanel police station kills three", recipients=("three recruits at a police station",),
        weapons=("car bomb",), killed=toll(3),
    )  # fmt: skip
    assert incident_of(police, [*ALL, police]).reports == (police.report_id,)


def test_an_aggregate_swallows_nothing() -> None:
    incident = incident_of(AGGREGATE[0])
    assert incident.aggregate
    assert set(incident.reports) == {one.report_id for one in AGGREGATE}


def test_a_denial_is_kept_as_a_version_of_the_status() -> None:
    incident = incident_of(ROCKETS[0])
    assert incident.status is Status.OCCURRED
    disagreement = conflict(incident, "status")
    assert disagreement is not None
    assert {version.value for version in disagreement.versions} == {"occurred", "denied"}


def test_a_plan_joins_the_deed_only_where_day_place_and_doer_agree() -> None:
    from told import actor

    ash = (actor("Ash Front", actor_id="ash"),)
    deed = report("a", "The Ash Front marched on Varanel.", event_type="PROTEST", mode="demo", actors=ash)
    plan = report(
        "b", "The Ash Front plans a march on Varanel on Tuesday.", published="2024-03-04", event_type="PROTEST",
        mode="demo", actors=ash, status=Status.PLANNED,
    )  # fmt: skip
    other = report(
        "c", "A march is planned.", published="2024-03-04", event_type="PROTEST", mode="demo", status=Status.PLANNED
    )
    assert len(fused([deed, plan])) == 1
    assert fused([deed, plan])[0].status is Status.OCCURRED
    assert len(fused([deed, other])) == 2


def test_the_terms_of_an_explanation_sum_to_its_weight() -> None:
    for left, right in ((MARKET[0], MARKET[1]), (MARKET[0], CHECKPOINT[0]), (ROCKETS[0], AGGREGATE[0])):
        pair = explain_pair(left, right, ALL, ORIGINS, actors=None, weights=WEIGHTS)
        assert sum(term.weight for term in pair.terms) == pytest.approx(pair.weight, abs=1e-9)
        assert {"date", "place", "killed", "recipient"} <= {term.field for term in pair.terms}
    assert pair.veto == "a statement about many events and a single event"


def test_explanation_is_symmetric() -> None:
    one = explain_pair(MARKET[0], MARKET[3], ALL, ORIGINS, actors=None, weights=WEIGHTS)
    other = explain_pair(MARKET[3], MARKET[0], ALL, ORIGINS, actors=None, weights=WEIGHTS)
    assert one.terms == other.terms


def test_groups_are_those_of_the_incidents() -> None:
    groups = cluster_reports(ALL, ORIGINS, None, WEIGHTS)
    assert groups == tuple(incident.reports for incident in fused(ALL))


def test_nothing_gives_nothing() -> None:
    assert fuse([], {}, None, WEIGHTS) == ()


def test_a_report_without_day_place_or_title_stands_alone() -> None:
    bare = report("a", "It happened.", day=None, town=None, published=None)
    assert len(fused([bare, *MARKET])) == 1 + len(fused(MARKET))
