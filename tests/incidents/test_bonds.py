"""What reviewers decided stands above weights and rules, and says so."""

from __future__ import annotations

from stories import ALL, MARKET, THREAT, TWO_BLASTS

from onrecord.incidents import Doubt, explain_pair, find_doubts, fuse
from onrecord.lexicon.incidents import load_fusion_weights
from onrecord.records import NO_BONDS, Bond, Bonds, Report

WEIGHTS = load_fusion_weights()
WORDS = "decision 1 of A. Reviewer on 2021-01-01: read both"


def bond(one: Report, other: Report) -> Bond:
    low, high = sorted((one.report_id, other.report_id))
    return Bond(reports=(low, high), words=WORDS, decision=1)


def groups(bonds: Bonds) -> set[frozenset[str]]:
    return {frozenset(incident.reports) for incident in fuse(ALL, {}, None, WEIGHTS, bonds)}


def holder(report: Report, found: set[frozenset[str]]) -> frozenset[str]:
    return next(group for group in found if report.report_id in group)


def test_reports_kept_apart_part_and_nothing_else_moves() -> None:
    before = groups(NO_BONDS)
    one, other = MARKET[0], MARKET[-1]
    assert other.report_id in holder(one, before)
    after = groups(Bonds(apart=(bond(one, other),)))
    assert other.report_id not in holder(one, after)
    assert {group for group in before if one.report_id not in group} <= after


def test_reports_kept_together_meet_whatever_rules_say_and_bring_their_own() -> None:
    before = groups(NO_BONDS)
    deed, threat = MARKET[0], THREAT[0]
    assert threat.report_id not in holder(deed, before)
    after = groups(Bonds(together=(bond(deed, threat),)))
    assert threat.report_id in holder(deed, after)
    assert {group for group in before if not group & holder(deed, after)} <= after


def test_two_events_of_one_document_can_be_said_to_be_one() -> None:
    first, second = TWO_BLASTS[0], TWO_BLASTS[1]
    assert second.report_id in holder(first, groups(Bonds(together=(bond(first, second),))))


def test_bonds_of_reports_that_are_gone_are_nothing() -> None:
    gone = Bond(reports=("r-gone", MARKET[0].report_id), words=WORDS, decision=1)
    assert groups(Bonds(together=(gone,), apart=(gone,))) == groups(NO_BONDS)


def explained(one: Report, other: Report, bonds: Bonds) -> tuple[str | None, str | None]:
    pair = explain_pair(one, other, ALL, {}, actors=None, weights=WEIGHTS, bonds=bonds)
    return pair.veto, pair.bond


def test_a_decision_explains_itself_in_the_place_of_rules() -> None:
    one, other, threat = MARKET[0], MARKET[-1], THREAT[0]
    assert explained(one, other, Bonds(apart=(bond(one, other),))) == (WORDS, None)
    together = Bonds(together=(bond(one, threat), bond(other, threat)))
    assert explained(one, threat, together) == (None, WORDS)
    assert explained(one, other, together) == (None, WORDS)
    assert explained(one, threat, NO_BONDS)[0] is not None


def doubts(bonds: Bonds, band: float) -> tuple[Doubt, ...]:
    fused = {incident.incident_id: incident.reports for incident in fuse(ALL, {}, None, WEIGHTS, bonds)}
    return find_doubts(fused, ALL, {}, actors=None, weights=WEIGHTS, bonds=bonds, band=band)


def test_doubts_are_the_narrow_choices_narrowest_first() -> None:
    found = doubts(NO_BONDS, 40.0)
    margins = [doubt.margin for doubt in found]
    assert margins == sorted(margins)
    assert len(doubts(NO_BONDS, 0.5)) < len(found)
    assert any(doubt.other for doubt in found)
    assert any(doubt.other is None for doubt in found)
    ids = {report.report_id for report in ALL}
    assert {doubt.report_id for doubt in found} <= ids


def test_what_was_decided_is_no_doubt() -> None:
    by_id = {report.report_id: report for report in ALL}
    near = next(doubt for doubt in doubts(NO_BONDS, 4.0) if doubt.other is not None)
    fused = {incident.incident_id: incident.reports for incident in fuse(ALL, {}, None, WEIGHTS)}
    decided = Bonds(apart=tuple(bond(by_id[x], by_id[y]) for x in fused[near.group] for y in fused[near.other or ""]))
    pairs = {(doubt.group, doubt.other) for doubt in doubts(decided, 4.0)}
    assert (near.group, near.other) not in pairs
