"""Intervals against published values; counts, trends, gaps, claims, statements, changes on small incidents."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from onrecord.attribution import attribute
from onrecord.incidents import fuse
from onrecord.lexicon.incidents import load_fusion_weights
from onrecord.questions import (
    changes_between,
    claim_rows,
    compare_periods,
    count_incidents,
    find_gaps,
    hold_statements,
    poisson_interval,
    rate_ratio,
)
from onrecord.questions.changes import ChangeOf
from onrecord.questions.statements import Finding
from onrecord.records import AssertionKind, Confidence, Count, Incident, Report

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "incidents"))
from told import actor, report, said, toll

WEIGHTS = load_fusion_weights()


def incidents(*reports: Report) -> list[Incident]:
    by_id = {one.report_id: one for one in reports}
    return [
        replace(one, attribution=attribute([by_id[report_id] for report_id in one.reports], None))
        for one in fuse(reports, {}, None, WEIGHTS)
    ]


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390)]
)
def test_poisson_bounds_are_garwoods(count: int, low: float, high: float) -> None:
    found = poisson_interval(count)
    assert found.low == pytest.approx(low, abs=2e-3)
    assert found.high == pytest.approx(high, abs=2e-3)


def test_ratio_bounds_are_the_binomial_ones() -> None:
    """8 of 10: Clopper and Pearson give .4439 to .9748; so the ratio of rates lies between .798 and 38.7."""
    found = rate_ratio(8, 30, 2, 30)
    assert found.value == 4
    assert found.low == pytest.approx(0.4439 / 0.5561, abs=5e-3)
    assert found.high == pytest.approx(0.9748 / 0.0252, abs=0.3)


def test_nothing_before_has_no_ratio_and_no_upper_bound() -> None:
    found = rate_ratio(3, 30, 0, 30)
    assert (found.value, found.high) == (None, None)
    assert rate_ratio(0, 30, 0, 30).low is None


def test_a_rough_day_counts_as_a_range() -> None:
    sure = report("a", "A bomb went off in Varanel.", day="2024-03-05")
    rough = report("b", "Gunmen raided Oskha.", town="Oskha", mode="firearms", day="2024-02-25", end="2024-03-10")
    counts = count_incidents(incidents(sure, rough))
    february, march = counts.months if len(counts.months) == 2 else (None, counts.months[0])
    assert (march.low, march.high) == (1, 2)
    assert sum(month.best for month in counts.months) == counts.incidents == 2
    assert february is None or february.low == 0


def test_statements_and_undated_incidents_stand_in_no_month() -> None:
    many = report(
        "m", "There were dozens of attacks in recent months.", aggregate=True, day="2024-01-01", end="2024-03-06"
    )
    undated = report("u", "Two men were shot in Dolvara.", town="Dolvara", day=None)
    counts = count_incidents(incidents(many, undated))
    assert (counts.incidents, counts.undated, counts.statements, counts.months) == (0, 1, 1, ())


def test_a_trend_compares_with_as_many_days_before() -> None:
    towns = ("Varanel", "Oskha", "Temrin", "Dolvara")
    march = [
        report(f"m{n}", f"A bomb hit {town}.", town=town, day=f"2024-03-{5 + 6 * n:02}") for n, town in enumerate(towns)
    ]
    february = [
        report("f", "Shells hit Temrin.", town="Temrin", mode="heavy-weapons", day="2024-02-10", published="2024-02-11")
    ]
    trend = compare_periods(incidents(*march, *february), "2024-03-01", "2024-03-31")
    assert (trend.period.best, trend.before.best, trend.before.until) == (4, 1, "2024-02-29")
    assert trend.ratio.value == 4
    assert not trend.is_clear
    with pytest.raises(ValueError, match="before it begins"):
        compare_periods([], "2024-03-02", "2024-03-01")


def test_claims_say_who_is_for_and_against() -> None:
    text = "The Ash Front said it fired the rockets at Temrin, but the Grey Council denied it."
    claim = report("a", text, town="Temrin", actors=(actor("Ash Front", Confidence.CLAIMED),))
    denial = report("b", text, town="Temrin", actors=(actor("Ash Front", Confidence.DENIED, "an Ash Front commander"),),
                    assertions=(said(AssertionKind.DENIES, "an Ash Front commander"),))  # fmt: skip
    (row,) = claim_rows(incidents(claim, denial), contested_only=True)
    assert (row.name, row.contested, row.opposed_by) == ("Ash Front", True, ("an Ash Front commander",))
    assert list(claim_rows(incidents(claim), contested_only=True)) == []


def test_gaps_name_empty_slots_and_one_origin() -> None:
    (gap,) = find_gaps(incidents(report("a", "A bomb went off in Varanel.", killed=toll(3, 3, None))))
    assert gap.one_origin
    assert {"who did it", "to whom", "weapon", "wounded"} <= set(gap.unreported)
    assert "killed" not in gap.unreported
    assert gap.withheld == ("upper bound of the killed",)


@pytest.mark.parametrize(
    ("low", "high", "finding"), [(24, 99, Finding.SHORT), (1, 3, Finding.BORNE_OUT), (None, None, Finding.UNCOUNTED)]
)
def test_a_statement_is_held_against_single_incidents_of_its_time_and_country(low, high, finding) -> None:
    many = report("m", "There were dozens of attacks.", aggregate=True, day="2024-01-01", end="2024-03-06")
    many = replace(many, count=Count(low=low, best=None, high=high) if low else None)
    inside = report("a", "A bomb hit Varanel.", day="2024-02-05", published="2024-02-06")
    abroad = report("b", "A bomb hit Dolvara.", town="Dolvara", day="2024-02-05", published="2024-02-06")
    told = incidents(many, inside, abroad)
    reports = {one.report_id: one for one in (many, inside, abroad)}
    (row,) = hold_statements([one for one in told if one.aggregate], told, reports)
    assert (row.on_record, row.finding) == (1, finding)


def test_a_change_names_the_sentence_responsible() -> None:
    first = report(
        "a",
        "A bomb in Varanel's market killed nine.",
        killed=toll(9),
        title="Varanel market bomb",
        published="2024-03-05",
    )
    later = report(
        "b",
        "The bomb in Varanel's market killed twelve.",
        killed=toll(12),
        title="Varanel market bomb",
        published="2024-03-06",
    )
    before, after = incidents(first), incidents(first, later)
    assert len(after) == 1
    (change,) = changes_between(before, after, {one.report_id: one for one in (first, later)})
    assert (change.change, change.added_reports) == (ChangeOf.CHANGED, (later.report_id,))
    killed = next(one for one in change.fields if one.field == "killed")
    assert killed.report_id == later.report_id
    assert killed.quote == later.evidence[0].text
    assert list(changes_between(after, after, {})) == []


def test_an_incident_of_which_nothing_was_known_is_new() -> None:
    (change,) = changes_between([], incidents(report("a", "A bomb hit Varanel.")), {})
    assert (change.change, change.was) == (ChangeOf.NEW, ())
