"""Where fusion was least sure: reports that hardly belong, and incidents that almost met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from onrecord.incidents.affiliation import relate
from onrecord.incidents.blocking import candidate_pairs
from onrecord.incidents.constraints import veto
from onrecord.incidents.fusion import order_reports
from onrecord.incidents.pairs import weigh_pair
from onrecord.incidents.traits import traits_of
from onrecord.lexicon.actors import ActorIndex
from onrecord.lexicon.incidents import FusionWeights
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
    ordered = order_reports(reports)
    traits = traits_of(ordered, origins, weights)
    group_of = {report_id: group for group, members in groups.items() for report_id in members}
    decided = {frozenset(bond.reports) for bond in (*bonds.together, *bonds.apart)}
    inside: dict[str, list[float]] = defaultdict(list)
    across: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    settled: set[tuple[str, str]] = set()
    related = relate(actors)
    for i, j in candidate_pairs(traits):
        a, b = traits[i], traits[j]
        one, other = group_of.get(a.report_id, ""), group_of.get(b.report_id, "")
        pair = (min(one, other), max(one, other))
        if frozenset((a.report_id, b.report_id)) in decided or (one != other and veto(a, b) is not None):
            settled.add(pair if one != other else (a.report_id, b.report_id))
            continue
        weight = weigh_pair(a, b, weights.reports, related)
        if one == other:
            inside[a.report_id].append(weight)
            inside[b.report_id].append(weight)
        else:
            across[pair].append((weight, a.report_id if one == pair[0] else b.report_id))
    table = weights.reports
    weak = _weak_links(groups, inside, table.threshold, table.unpaired, decided)
    near = _near_misses(groups, across, settled, table.threshold, table.unpaired)
    found = [doubt for doubt in (*weak, *near) if doubt.margin <= band]
    return tuple(sorted(found, key=lambda one: (one.margin, one.group, one.report_id, one.other or "")))


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
