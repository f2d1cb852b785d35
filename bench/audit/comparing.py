"""Compares what the coder makes of two fillings of one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.audit.drawing import Filling, sentences
from onrecord.records import Coded, Report

Signs = Mapping[tuple[int, int], tuple[str, str, tuple[str, ...]]]
"""By the place of the event's word: type, status, the doers' confidences."""

WHAT = ("type", "status", "confidence")


@dataclass(frozen=True)
class Change:
    """One report of a filling beside the same sentence's other filling: ``what`` differs (empty: nothing),
    ``missing`` where only one of the two has the report."""

    filling: Filling
    other: Filling
    what: tuple[str, ...]


def signs(filling: Filling, coded: Coded) -> Signs:
    """What may not hang on a name, of each report."""
    return {_place(filling, report): _sign(report) for report in coded.reports}


def _place(filling: Filling, report: Report) -> tuple[int, int]:
    carrier = report.trigger or report.evidence[0]
    return filling.place(carrier.start)


def _sign(report: Report) -> tuple[str, str, tuple[str, ...]]:
    return report.event_type, str(report.status), tuple(sorted({str(actor.confidence) for actor in report.actors}))


def compare(first: Filling, one: Signs, second: Filling, two: Signs) -> list[Change]:
    """One Change for each report that either filling has."""
    found = []
    for place in sorted({*one, *two}):
        if place in one and place in two:
            what = tuple(name for name, a, b in zip(WHAT, one[place], two[place], strict=True) if a != b)
        else:
            what = ("missing",)
        found.append(Change(first, second, what))
    return found


def compare_all(rows: Sequence[Filling], found: Mapping[tuple[int, int], Signs]) -> list[Change]:
    """Every filling beside the next of its sentence, the last beside the first."""
    by_sentence: dict[int, list[Filling]] = {}
    for filling in rows:
        by_sentence.setdefault(filling.sentence, []).append(filling)
    changes = []
    for same in by_sentence.values():
        for a, b in zip(same, [*same[1:], same[0]], strict=True):
            changes += compare(a, found[a.sentence, a.number], b, found[b.sentence, b.number])
    return changes


def changed_share(changes: Sequence[Change]) -> float:
    """The share of reports that differ in any way; 0 where there are none."""
    return sum(bool(change.what) for change in changes) / len(changes) if changes else 0.0


def breakdown(changes: Sequence[Change]) -> list[str]:
    """Lines: the share by what changed, by kind of sentence and by kind, region and form of the names in it."""
    lines = [f"actor-swap audit: {sum(bool(c.what) for c in changes)} of {len(changes)} reports change with the name"]
    counted = Counter(name for change in changes for name in change.what)
    lines.append("  what changes: " + ", ".join(f"{name} {counted[name]}" for name in (*WHAT, "missing")))
    for title, groups in (("sentence", _sentence_kind), ("name", _kinds), ("region", _regions), ("form", _forms)):
        totals, hits = Counter[str](), Counter[str]()
        for change in changes:
            for group in groups(change):
                totals[group] += 1
                hits[group] += bool(change.what)
        shares = (f"{group} {hits[group] / totals[group]:.3f} ({totals[group]})" for group in sorted(totals))
        lines.append(f"  by {title}: " + ", ".join(shares))
    return lines


def _sentence_kind(change: Change) -> set[str]:
    return {sentences()[change.filling.sentence][0]}


def _kinds(change: Change) -> set[str]:
    return {name.kind for filling in (change.filling, change.other) for name in filling.names.values()}


def _regions(change: Change) -> set[str]:
    return {name.region for filling in (change.filling, change.other) for name in filling.names.values()}


def _forms(change: Change) -> set[str]:
    return {name.form for filling in (change.filling, change.other) for name in filling.names.values()}
