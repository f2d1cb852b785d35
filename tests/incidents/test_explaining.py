"""An incident explains itself: the tree of joins, the weakest link, neighbours kept out, strict and loose counts."""

from __future__ import annotations

from told import report

from onrecord.incidents import count_fusions, explain_group, order_reports
from onrecord.incidents.affiliation import relate
from onrecord.lexicon.incidents import load_fusion_weights
from onrecord.records import NO_BONDS, Bond, Bonds

WEIGHTS = load_fusion_weights()
RELATED = relate(None)
BLAST = "A bomb in the grain market of Varanel killed nine people."
FIRST = report("a", BLAST, title="Bomb in Varanel market kills nine")
SECOND = report(
    "b", "Nine died when a bomb went off in Varanel's grain market.", title="Varanel market bomb kills nine"
)
THIRD = report("c", "The bomb in the grain market of Varanel left nine dead.", title="Nine dead in Varanel market bomb")
ELSEWHERE = report("d", "Gunmen shot two men in Oskha.", town="Oskha", mode="firearms", title="Two shot in Oskha")
ALL = order_reports((FIRST, SECOND, THIRD, ELSEWHERE))
GROUP = tuple(one.report_id for one in ALL if one is not ELSEWHERE)


def test_joins_are_a_tree_with_the_weakest_last_and_terms_that_sum_to_each_weight() -> None:
    why = explain_group(GROUP, ALL, {}, RELATED, WEIGHTS)
    assert len(why.joins) == len(GROUP) - 1
    assert [one.weight for one in why.joins] == sorted((one.weight for one in why.joins), reverse=True)
    for pair in why.joins:
        assert abs(sum(term.weight for term in pair.terms) - pair.weight) < 1e-6
    assert sorted(report_id for side in why.sides for report_id in side) == sorted(GROUP)
    assert why.mean is not None
    assert why.mean >= why.threshold


def test_one_report_alone_has_no_joins() -> None:
    why = explain_group((ELSEWHERE.report_id,), ALL, {}, RELATED, WEIGHTS)
    assert (why.joins, why.mean, why.leaning) == ((), None, ())


def test_the_order_of_reports_changes_nothing() -> None:
    turned = tuple(reversed(ALL))
    one = explain_group(GROUP, ALL, {}, RELATED, WEIGHTS)
    other = explain_group(tuple(reversed(GROUP)), turned, {}, RELATED, WEIGHTS)
    assert {frozenset((pair.left, pair.right)) for pair in one.joins} == {
        frozenset((pair.left, pair.right)) for pair in other.joins
    }
    assert one.mean == other.mean


def test_what_a_reviewer_parted_says_so() -> None:
    pair = (min(FIRST.report_id, SECOND.report_id), max(FIRST.report_id, SECOND.report_id))
    bonds = Bonds(apart=(Bond(reports=pair, words="not the same, says R.", decision=1),))
    why = explain_group((FIRST.report_id,), ALL, {}, RELATED, WEIGHTS, bonds)
    assert "not the same, says R." in {one.veto for one in why.apart}


def test_strict_fusion_never_gives_fewer_incidents_than_loose() -> None:
    counts = count_fusions(ALL, {}, RELATED, WEIGHTS, NO_BONDS)
    assert counts.reports == len(ALL)
    assert counts.strict >= counts.fused >= counts.loose >= 1
    assert counts.strict_threshold > WEIGHTS.reports.threshold > counts.loose_threshold
