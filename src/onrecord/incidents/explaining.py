"""Why the reports of an incident stand together, what would part them, and what keeps others out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import numpy as np
from msgspec import Struct, structs

from onrecord.incidents.blocking import Candidates
from onrecord.incidents.columns import Columns, columns_of
from onrecord.incidents.compare import Related, compare
from onrecord.incidents.constraints import veto
from onrecord.incidents.pairs import PairWeight, sum_findings
from onrecord.incidents.traits import Traits
from onrecord.lexicon.incidents import FusionWeights
from onrecord.records import NO_BONDS, Bonds, Report

__all__ = ["Why", "explain_group"]

NEIGHBOURS = 3


class Why(Struct, frozen=True, kw_only=True):
    """Why a group of reports is one incident.

    ``joins`` are the strongest pairs that hold it together (a spanning tree), strongest first, so the last is the
    weakest link. ``mean`` is the mean weight between the two sides that it joins, ``None`` for one report; the group
    holds while it is at least ``threshold``. ``leaning`` are the fields of the weakest link without which ``mean``
    would fall below. ``apart`` are the nearest reports outside, each pair with its weight and, where a rule or
    a reviewer forbids the join, the ``veto``.
    """

    kind: Literal["why"] = "why"
    reports: tuple[str, ...]
    threshold: float
    joins: tuple[PairWeight, ...]
    mean: float | None
    sides: tuple[tuple[str, ...], ...]
    leaning: tuple[str, ...]
    apart: tuple[PairWeight, ...]


class _Weigher:
    """Weighs pairs of one set of reports; a word's rarity is counted over all of them."""

    def __init__(
        self,
        reports: Sequence[Report],
        origins: Mapping[str, str],
        related: Related,
        weights: FusionWeights,
        bonds: Bonds,
    ) -> None:
        self.columns = columns_of(reports, origins, weights)
        self._traits: dict[int, Traits] = {}
        self.related, self.table = related, weights.reports
        self.together = {frozenset(bond.reports): bond.words for bond in bonds.together}
        self.parted = {frozenset(bond.reports): bond.words for bond in bonds.apart}

    def traits(self, row: int) -> Traits:
        if row not in self._traits:
            self._traits[row] = self.columns.traits(row)
        return self._traits[row]

    def pair(self, i: int, j: int) -> PairWeight:
        a, b = self.traits(i), self.traits(j)
        weighed = sum_findings(a.report_id, b.report_id, compare(a, b, self.related), self.table)
        ids = frozenset((a.report_id, b.report_id))
        bond = self.together.get(ids)
        return structs.replace(weighed, bond=bond, veto=self.parted.get(ids) or (None if bond else veto(a, b)))


def explain_group(
    members: Sequence[str],
    reports: Sequence[Report],
    origins: Mapping[str, str],
    related: Related,
    weights: FusionWeights,
    bonds: Bonds = NO_BONDS,
) -> Why:
    """The explanation of the incident whose report ids are ``members``; ``reports`` are all that were fused together.

    KeyError where a member is not among the reports.
    """
    weigher = _Weigher(reports, origins, related, weights, bonds)
    ids = weigher.columns.report_ids
    places = {report_id: index for index, report_id in enumerate(ids)}
    inside = sorted(places[member] for member in members)
    pairs = {(i, j): weigher.pair(i, j) for n, i in enumerate(inside) for j in inside[n + 1 :]}
    tree = _spanning(inside, pairs)
    sides = _sides(inside, tree)
    mean = _mean(sides, pairs) if tree else None
    threshold = weights.reports.threshold
    return Why(
        reports=tuple(ids[index] for index in inside),
        threshold=threshold,
        joins=tuple(pairs[pair] for pair in tree),
        mean=None if mean is None else round(mean, 3),
        sides=tuple(tuple(ids[index] for index in side) for side in sides),
        leaning=_leaning(pairs[tree[-1]], mean, threshold) if tree and mean is not None else (),
        apart=tuple(_nearest(inside, weigher)),
    )


def _spanning(inside: Sequence[int], pairs: Mapping[tuple[int, int], PairWeight]) -> list[tuple[int, int]]:
    """The pairs of a maximum spanning tree, strongest first; a reviewer's bond before any weight (Kruskal 1956)."""
    root = {index: index for index in inside}

    def top(index: int) -> int:
        while root[index] != index:
            index = root[index]
        return index

    tree = []
    for pair in sorted(pairs, key=lambda pair: (pairs[pair].bond is None, -pairs[pair].weight, pair)):
        left, right = top(pair[0]), top(pair[1])
        if left != right:
            root[right] = left
            tree.append(pair)
    return tree


def _sides(inside: Sequence[int], tree: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The two groups that remain where the weakest link is cut; one group where there is no link."""
    near: dict[int, list[int]] = {index: [] for index in inside}
    for i, j in tree[:-1]:
        near[i].append(j)
        near[j].append(i)
    sides: list[list[int]] = []
    left = set(inside)
    while left:
        stack, side = [min(left)], set[int]()
        while stack:
            index = stack.pop()
            if index not in side:
                side.add(index)
                stack += near[index]
        left -= side
        sides.append(sorted(side))
    return sides


def _mean(sides: Sequence[Sequence[int]], pairs: Mapping[tuple[int, int], PairWeight]) -> float:
    crossing = [pairs[min(i, j), max(i, j)].weight for i in sides[0] for j in sides[1]]
    return sum(crossing) / len(crossing)


def _leaning(weakest: PairWeight, mean: float, threshold: float) -> tuple[str, ...]:
    """The fields that the join leans on: without one of them its weight falls below the threshold."""
    if weakest.bond is not None:
        return ("a reviewer's word",)
    margin = min(mean, weakest.weight) - threshold
    telling = sorted((term for term in weakest.terms if term.weight > margin), key=lambda term: -term.weight)
    return tuple(f"{term.field}: {term.value}" for term in telling if term.field != "bias")


def _nearest(inside: Sequence[int], weigher: _Weigher) -> list[PairWeight]:
    """The outside reports with the greatest weight towards the group, one pair each."""
    known = set(inside)
    best: dict[int, PairWeight] = {}
    for i, j in _crossing(inside, weigher.columns):
        outside = j if i in known else i
        weighed = weigher.pair(i, j)
        if outside not in best or weighed.weight > best[outside].weight:
            best[outside] = weighed
    ranked = sorted(best.values(), key=lambda one: (-one.weight, one.left, one.right))
    return ranked[:NEIGHBOURS]


def _crossing(inside: Sequence[int], columns: Columns) -> Iterator[tuple[int, int]]:
    """The candidate pairs of which one side is inside."""
    mine = np.zeros(len(columns), np.bool_)
    mine[list(inside)] = True
    for left, right in Candidates(columns).stretches():
        crossing = mine.take(left) != mine.take(right)
        yield from zip(left[crossing].tolist(), right[crossing].tolist(), strict=True)
