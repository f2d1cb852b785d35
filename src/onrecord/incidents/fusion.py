"""From reports to incidents.

``fuse`` is a pure function of the set of reports: neither their order nor the batches in which they came
matters, because reports are first put into the order of (published, report_id) and everything after follows
from that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct, structs

from onrecord.incidents.affiliation import relate
from onrecord.incidents.barring import Bars
from onrecord.incidents.blocking import Candidates
from onrecord.incidents.columns import Columns, columns_of
from onrecord.incidents.compare import Related, compare
from onrecord.incidents.constraints import veto
from onrecord.incidents.grouping import bound_groups, groups_from
from onrecord.incidents.joining import Links, find_homes, first_joins
from onrecord.incidents.pairs import PairWeight, sum_findings
from onrecord.incidents.ragged import Ints
from onrecord.incidents.record import make_incident
from onrecord.incidents.weighing import Weigher
from onrecord.lexicon.actors import ActorIndex
from onrecord.lexicon.incidents import FusionWeights, PairTable
from onrecord.records import NO_BONDS, Bonds, Incident, Report

__all__ = ["FusionCounts", "cluster_reports", "count_fusions", "explain_pair", "fuse", "order_reports"]


def order_reports(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Each report once, by (published, report_id); reports of no known day stand last."""
    unique = {report.report_id: report for report in reports}
    return tuple(sorted(unique.values(), key=lambda one: (one.document.published or "9999", one.report_id)))


class FusionCounts(Struct, frozen=True, kw_only=True):
    """How many incidents the same reports make, fused strictly, as they are and loosely, with the thresholds."""

    reports: int
    strict: int
    fused: int
    loose: int
    strict_threshold: float
    loose_threshold: float


def count_fusions(
    reports: Sequence[Report], origins: Mapping[str, str], related: Related, weights: FusionWeights, bonds: Bonds
) -> FusionCounts:
    """The counts for reports in ``order_reports`` order; the pairs are weighed once."""
    table, columns = weights.reports, columns_of(reports, origins, weights)
    thresholds = (table.strict, table.threshold, table.loose)
    strict, fused, loose = (len(groups) for groups in _groups(columns, weights, related, bonds, thresholds))
    return FusionCounts(
        reports=len(reports),
        strict=strict,
        fused=fused,
        loose=loose,
        strict_threshold=table.strict,
        loose_threshold=table.loose,
    )


def _groups(
    columns: Columns, weights: FusionWeights, related: Related, bonds: Bonds, thresholds: Sequence[float]
) -> list[tuple[tuple[int, ...], ...]]:
    """The groups of rows at each threshold.

    A mean reaches a threshold only where some pair does. So the pairs that do are sought first, and all others weighed
    only within the components that these make; and single reports join in pairs before these others are weighed,
    so that fewer need be kept.
    """
    table, bars = weights.reports, Bars(columns, bonds)
    first, links = _compared(columns, Weigher(columns, table, related), bars, table, thresholds)
    return [groups_from(first, links, bars.free, threshold, table.unpaired) for threshold in thresholds]


def _compared(
    columns: Columns, weigher: Weigher, bars: Bars, table: PairTable, thresholds: Sequence[float]
) -> tuple[Ints, Links]:
    """The groups of a first round, and what was compared between them within a component."""
    count, candidates = len(columns), Candidates(columns)
    least = min(thresholds) if table.unpaired < min(thresholds) else float("-inf")
    strong = Links.joined(_weighed(candidates.stretches(), weigher, bars, least), count)
    bound = bound_groups(count, bars.together)
    homes = find_homes(count, np.append(strong.left, bound), np.append(strong.right, np.arange(count, dtype=np.int32)))
    first = bound if bars.together else first_joins(count, strong.only(strong.sums >= max(thresholds)), bars.free)
    del strong
    inside = _weighed(candidates.stretches(homes), weigher, bars, float("-inf"))
    return first, Links.joined((one.renamed(first) for one in inside), count)


def _weighed(stretches: Iterable[tuple[Ints, Ints]], weigher: Weigher, bars: Bars, least: float) -> Iterator[Links]:
    """The pairs that may be joined and weigh ``least`` or more."""
    for left, right in stretches:
        free = bars.free(left, right)
        yield Links.of(*weigher.weigh(left[free], right[free], least))


def _grouped(
    ordered: Sequence[Report],
    origins: Mapping[str, str],
    related: Related,
    weights: FusionWeights,
    bonds: Bonds = NO_BONDS,
) -> tuple[tuple[Report, ...], ...]:
    columns = columns_of(ordered, origins, weights)
    (groups,) = _groups(columns, weights, related, bonds, (weights.reports.threshold,))
    return tuple(tuple(ordered[index] for index in group) for group in groups)


def cluster_reports(
    reports: Sequence[Report], origins: Mapping[str, str], actors: ActorIndex | None, weights: FusionWeights
) -> tuple[tuple[str, ...], ...]:
    """Report ids in groups, one group a happening; every report stands in exactly one group.

    ``origins`` maps a document id to the id its syndicated copies share; a document it does not name is its
    own origin. ``actors`` may be ``None``: then no affiliation is known. Groups and their members are in
    ``order_reports`` order.
    """
    ordered = order_reports(reports)
    return tuple(
        tuple(report.report_id for report in group) for group in _grouped(ordered, origins, relate(actors), weights)
    )


def fuse(
    reports: Sequence[Report],
    origins: Mapping[str, str],
    actors: ActorIndex | None,
    weights: FusionWeights,
    bonds: Bonds = NO_BONDS,
) -> tuple[Incident, ...]:
    """The incidents that the reports tell of, in the order of their earliest reports.

    Arguments as in ``cluster_reports``; ``bonds`` are what reviewers decided, which neither weight nor rule overrides.
    ``attribution`` is left empty: it is the next room's work.
    """
    related = relate(actors)
    groups = _grouped(order_reports(reports), origins, related, weights, bonds)
    return tuple(make_incident(group, origins, related) for group in groups)


def _bond_words(one: str, other: str, bonds: Bonds) -> str | None:
    """On whose word two reports are together, be it through others; ``None`` where nobody said so."""
    reached, words = {one}, dict.fromkeys([one], "")
    waiting = [one]
    while waiting:
        at = waiting.pop()
        for bond in bonds.together:
            for near in set(bond.reports) - reached if at in bond.reports else ():
                reached.add(near)
                words[near] = "; ".join(dict.fromkeys(filter(None, (*words[at].split("; "), bond.words))))
                waiting.append(near)
    return words.get(other) or None


def explain_pair(
    left: Report,
    right: Report,
    reports: Sequence[Report],
    origins: Mapping[str, str],
    *,
    actors: ActorIndex | None,
    weights: FusionWeights,
    bonds: Bonds = NO_BONDS,
) -> PairWeight:
    """Why two of ``reports`` are, or are not, thought one: every field, what it shows and what that weighs.

    ``reports`` are all that were fused together, since a word's rarity is counted over them. A reviewer's word stands
    before any rule: ``veto`` gives it, or ``bond`` where it keeps the two together.
    """
    ordered = order_reports((*reports, left, right))
    columns = columns_of(ordered, origins, weights)
    a, b = (columns.traits(ordered.index(one)) for one in (left, right))
    weighed = sum_findings(left.report_id, right.report_id, compare(a, b, relate(actors)), weights.reports)
    pair = {left.report_id, right.report_id}
    bond = _bond_words(left.report_id, right.report_id, bonds)
    parted = next((one.words for one in bonds.apart if set(one.reports) == pair), None)
    return structs.replace(weighed, veto=parted or (None if bond else veto(a, b)), bond=bond)
