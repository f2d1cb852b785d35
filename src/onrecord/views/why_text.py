"""Why reports are one incident, as a page: field by field, the weakest link, what keeps others out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.incidents import FusionCounts, PairWeight, Why
from onrecord.records import Report
from onrecord.views.report_text import heading, quote
from onrecord.views.words import one_line

__all__ = ["counts_line", "pair_text", "why_text"]


def why_text(incident_id: str, why: Why, by_id: Mapping[str, Report], counts: FusionCounts) -> RenderableType:
    """The page of one incident's explanation; ``counts`` are those of all reports fused strictly and loosely."""
    return Group(
        heading(f"Why incident {incident_id} is one"),
        Text(f"{len(why.reports)} report(s); groups are joined while the mean weight between them is {why.threshold:g}"
             " or more (log-odds)"),
        *_joins(why, by_id),
        *_weakest(why),
        *_apart(why, by_id),
        Text(counts_line(counts)),
    )  # fmt: skip


def counts_line(counts: FusionCounts) -> str:
    """Incidents under strict, actual and loose fusion of the same reports."""
    return (
        f"all {counts.reports} reports: {counts.strict} incidents fused strictly (from {counts.strict_threshold:g}), "
        f"{counts.fused} as they are, {counts.loose} fused loosely (from {counts.loose_threshold:g})"
    )


def pair_text(pair: PairWeight, by_id: Mapping[str, Report]) -> RenderableType:
    """Two reports field by field: what each shows and what it weighs, the weightiest first."""
    return Group(*_pair_lines(pair, by_id))


def _pair_lines(pair: PairWeight, by_id: Mapping[str, Report]) -> Iterator[RenderableType]:
    yield Text(f"{pair.left} and {pair.right}: {pair.weight:+.2f}", style="bold")
    for report_id in (pair.left, pair.right):
        report = by_id.get(report_id)
        if report is not None and report.evidence:
            source = " ".join(filter(None, (report.document.source or report.document.path, report.document.published)))
            yield _in(quote(report.evidence[0].text).append(f" ({one_line(source)})", style="not italic dim"))
    if pair.bond:
        yield _in(Text(f"kept together: {one_line(pair.bond)}"))
    if pair.veto:
        yield _in(Text(f"kept apart: {one_line(pair.veto)}"))
    for term in sorted(pair.terms, key=lambda term: -abs(term.weight)):
        if term.weight:
            amount = "" if term.amount == 1 else f" ({term.amount:.2f})"
            yield _in(Text(f"{term.weight:+6.2f}  {term.field}: {term.value}{amount}"))


def _joins(why: Why, by_id: Mapping[str, Report]) -> Iterator[RenderableType]:
    if not why.joins:
        yield Text("one report alone: nothing joins it")
        return
    yield heading("What joins them, the weakest link last")
    for pair in why.joins:
        yield from _pair_lines(pair, by_id)


def _weakest(why: Why) -> Iterator[RenderableType]:
    if why.mean is None:
        return
    yield heading("What would part them")
    sizes = " and ".join(str(len(side)) for side in why.sides)
    yield _in(Text(f"across the weakest link ({sizes} reports) the mean weight is {why.mean:+.2f}, "
                   f"{why.mean - why.threshold:+.2f} from parting"))  # fmt: skip
    if why.leaning:
        yield _in(Text(f"they would part without any one of: {'; '.join(why.leaning)}"))
    else:
        yield _in(Text("no single field carries the join"))


def _apart(why: Why, by_id: Mapping[str, Report]) -> Iterator[RenderableType]:
    if not why.apart:
        yield Text("no other report comes near it")
        return
    yield heading("Nearest reports that stay apart")
    for pair in why.apart:
        yield from _pair_lines(pair, by_id)


def _in(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, 3))
