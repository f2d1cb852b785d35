"""Where fusion was least sure: reports that hardly belong, and incidents that almost met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct

from onrecord.incidents.affiliation import relate
from onrecord.incidents.barring import Bars
from onrecord.incidents.blocking import Candidates
from onrecord.incidents.columns import Columns, columns_of
from onrecord.incidents.fusion import order_reports
from onrecord.incidents.ragged import Bits, Floats, Ints, Longs
from onrecord.incidents.weighing import Weigher
from onrecord.lexicon.actors import ActorIndex
from onrecord.lexicon.incidents import FusionWeights, PairTable
from onrecord.records import Bonds, Report

__all__ = ["Doubt", "find_doubts"]


class Doubt(Struct, frozen=True, kw_only=True):
    """How narrow a choice of fusion was.

    ``margin``: the distance of the mean weight from the threshold in log-odds; the smaller, the narrower. With
    ``other`` the two groups were kept apart; without it ``report_id`` was kept in ``group``.
    """

    group: str
    report_id: str
    margin: float
    other: str | None = None


def find_doubts(
    groups: Mapping[str, Sequence[str]],
    reports: Sequence[Report],
    origins: Mapping[str, str],
    *,
    actors: ActorIndex | None,
    weights: FusionWeights,
    bonds: Bonds,
    band: float,
) -> tuple[Doubt, ...]:
    """The doubts within ``band``, narrowest first. ``groups``: report ids by group id, as fused from ``reports``.

    Of a group the report that belongs least is named, of two groups the best matched report of the first. What a
    reviewer decided is no doubt.
    """
    columns = columns_of(order_reports(reports), origins, weights)
    table = weights.reports
    weigher = Weigher(columns, table, relate(actors))
    decided = {frozenset(bond.reports) for bond in (*bonds.together, *bonds.apart)}
    told = _Told(groups, columns.report_ids, decided)
    for left, right, free, found in _doubtful(columns, weigher, Bars(columns, bonds), told.group_of, table, band):
        for pair in zip(left.tolist(), right.tolist(), free.tolist(), found.tolist(), strict=True):
            told.add(*pair)
    weak = _weak_links(groups, told.inside, table.threshold, table.unpaired, decided)
    misses = _near_misses(groups, told.across, told.settled, table.threshold, table.unpaired)
    narrow = [doubt for doubt in (*weak, *misses) if doubt.margin <= band]
    return tuple(sorted(narrow, key=lambda one: (one.margin, one.group, one.report_id, one.other or "")))


class _Told:
    """The weights of the pairs within each group and between groups, and the pairs that are settled."""

    def __init__(
        self, groups: Mapping[str, Sequence[str]], report_ids: Sequence[str], decided: set[frozenset[str]]
    ) -> None:
        self.inside: dict[str, list[float]] = defaultdict(list)
        self.across: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
        self.settled: set[tuple[str, str]] = set()
        self._names = ["", *sorted(groups)]
        held = {report_id: number for number, name in enumerate(self._names) for report_id in groups.get(name, ())}
        self.group_of = np.array([held.get(report_id, 0) for report_id in report_ids], np.int64)
        self._ids, self._decided = report_ids, decided

    def add(self, i: int, j: int, may: bool, weight: float) -> None:
        """One more pair of rows; ``may`` is whether a rule lets them be one."""
        a, b = self._ids[i], self._ids[j]
        first, second = int(self.group_of[i]), int(self.group_of[j])
        pair = (self._names[min(first, second)], self._names[max(first, second)])
        if frozenset((a, b)) in self._decided or (first != second and not may):
            self.settled.add(pair if first != second else (a, b))
        elif first == second:
            self.inside[a].append(weight)
            self.inside[b].append(weight)
        else:
            self.across[pair].append((weight, a if first < second else b))


def _meeting(group_of: Longs, left: Ints, right: Ints) -> Longs:
    """The two groups of each pair as one number."""
    one, other = group_of.take(left), group_of.take(right)
    return np.minimum(one, other) << 32 | np.maximum(one, other)


def _doubtful(
    columns: Columns, weigher: Weigher, bars: Bars, group_of: Longs, table: PairTable, band: float
) -> Iterator[tuple[Ints, Ints, Bits, Floats]]:
    """The pairs within groups and between groups that almost met, whether they may be one, and their weights.

    Two groups almost met only where some pair between them did.
    """
    candidates, most = Candidates(columns), table.threshold - band
    least = most if table.unpaired < most else float("-inf")
    near = [weigher.weigh(left, right, least)[:2] for left, right in candidates.stretches()]
    met = np.unique(np.concatenate([np.empty(0, np.int64), *(_meeting(group_of, *pair) for pair in near)]))
    for one, other in candidates.stretches():
        kept = np.isin(_meeting(group_of, one, other), met) | (group_of.take(one) == group_of.take(other))
        left, right = one[kept], other[kept]
        yield left, right, bars.free(left, right), weigher.weigh(left, right)[2]


def _weak_links(
    groups: Mapping[str, Sequence[str]],
    inside: Mapping[str, Sequence[float]],
    threshold: float,
    unpaired: float,
    decided: set[frozenset[str]],
) -> list[Doubt]:
    found = []
    bound = {report_id for pair in decided for report_id in pair}
    for group, members in groups.items():
        free = [report_id for report_id in members if report_id not in bound]
        if len(members) > 1 and free:
            means = [(_mean(inside.get(one, ()), len(members) - 1, unpaired), one) for one in free]
            mean, report_id = min(means)
            found.append(Doubt(group=group, report_id=report_id, margin=max(0.0, mean - threshold)))
    return found


def _near_misses(
    groups: Mapping[str, Sequence[str]],
    across: Mapping[tuple[str, str], Sequence[tuple[float, str]]],
    settled: set[tuple[str, str]],
    threshold: float,
    unpaired: float,
) -> list[Doubt]:
    found = []
    for (one, other), weights in across.items():
        if one in groups and other in groups and (one, other) not in settled:
            pairs = len(groups[one]) * len(groups[other])
            margin = abs(threshold - _mean([weight for weight, _ in weights], pairs, unpaired))
            found.append(Doubt(group=one, report_id=max(weights)[1], margin=margin, other=other))
    return found


def _mean(weights: Sequence[float], pairs: int, unpaired: float) -> float:
    return (sum(weights) + unpaired * (pairs - len(weights))) / pairs
