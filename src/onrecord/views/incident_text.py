"""An incident as a page: what is known, on whose word, who answers for it, and where the reports disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.records import Attribution, Incident, IncidentToll, Link, Report, Support
from onrecord.views.report_text import document_words, heading, quote, review_parts
from onrecord.views.words import (
    UNKNOWN,
    actor_words,
    code_words,
    count_words,
    date_words,
    figure_words,
    one_line,
    place_words,
    type_words,
    weapon_words,
)

__all__ = ["incident_facts", "incident_text", "link_words", "report_source", "same_words", "tolls"]


def incident_text(incident: Incident, reports: Sequence[Report]) -> RenderableType:
    """The page of one incident. ``reports`` are those of its reports that are stored, in the order to be shown."""
    by_id = {report.report_id: report for report in reports}
    return Group(
        heading(f"Incident {incident.incident_id}"),
        _indented(_facts_table(incident)),
        *review_parts(incident.review),
        *_casualty_parts(incident, by_id),
        *_attribution_parts(incident, by_id),
        *_disagreement_parts(incident),
        *_report_parts(incident, by_id),
    )


def incident_facts(incident: Incident) -> Iterator[tuple[str, str]]:
    """Names and values of what is known of an incident, in the order in which every view shows them."""
    many = ", many events" if incident.aggregate else ""
    recipients = [
        one_line(one.name)
        + (f" ({', '.join(filter(None, (count_words(one.count), one.effect)))})" if one.effect else "")
        for one in incident.recipients
    ]
    yield "what", f"{type_words(incident.event_type, incident.mode)}, {incident.status}{many}"
    yield "when", f"{date_words(incident.date)} ({incident.date.precision})" if incident.date else UNKNOWN
    yield "where", place_words(incident.places, at_most=len(incident.places))
    yield "who acted", actor_words(incident.actors, at_most=len(incident.actors))
    yield "to whom", "; ".join(dict.fromkeys(recipients)) or UNKNOWN
    yield "weapons", weapon_words(incident.weapons, at_most=len(incident.weapons))
    yield "codes", code_words(incident.codes)
    yield "sources", f"{incident.independent_sources} independent, {len(incident.reports)} report(s)"


def tolls(incident: Incident) -> list[tuple[str, IncidentToll]]:
    """The tolls that any report gives, each with its name."""
    named = [(name, getattr(incident.casualties, name)) for name in ("killed", "wounded", "abducted")]
    return [(name, toll) for name, toll in named if toll is not None]


def _facts_table(incident: Incident) -> Table:
    table = _plain_table()
    for name, value in incident_facts(incident):
        table.add_row(Text(name), Text(value))
    return table


def _casualty_parts(incident: Incident, by_id: Mapping[str, Report]) -> Iterator[RenderableType]:
    known = tolls(incident)
    if not known:
        return
    yield heading("Casualties")
    table = _plain_table(5)
    for name, toll in known:
        table.add_row(Text(name), Text(figure_words(toll), style="bold"))
        for version in toll.versions:
            words = quote(version.text) if version.text else Text("")
            source = version.source or report_source(by_id, version.report_id)
            origin = " ".join(filter(None, (source, version.published)))
            table.add_row("", Text(figure_words(version)), words, Text(one_line(origin)), Text(version.report_id))
    yield _indented(table)


def _attribution_parts(incident: Incident, by_id: Mapping[str, Report]) -> Iterator[RenderableType]:
    yield heading("Attribution")
    if not incident.attribution:
        yield _indented(Text("no report says who did it"))
    for rank, one in enumerate(incident.attribution, start=1):
        mark = ", contested" if one.contested else ""
        known_as = f" [{one.actor_id}]" if one.actor_id else ""
        yield _indented(Text(f"{rank}. {one_line(one.name)}{known_as}: {one.basis}{mark}", style="bold"))
        before = [above.name for above in incident.attribution[: rank - 1] if same_words(above, one)]
        if before:
            yield Padding(Text(f"on what is said for and against {one_line(before[0])}, above"), (0, 0, 0, 5))
        elif one.against:
            yield Padding(_sides(one, by_id), (0, 0, 0, 5))
        else:
            yield Padding(Text(f"for ({len(one.support)}), against (0): nobody"), (0, 0, 0, 5))
            yield from (Padding(_side_cell(one.support, row, by_id), (0, 0, 0, 5)) for row in range(len(one.support)))
        yield from (Padding(Text(link_words(link)), (0, 0, 0, 5)) for link in one.chain)


def same_words(one: Attribution, other: Attribution) -> bool:
    """Whether both rest on the very same statements, for and against."""
    return bool(one.support) and (one.support, one.against) == (other.support, other.against)


def _sides(attribution: Attribution, by_id: Mapping[str, Report]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold", expand=True)
    table.add_column(f"for ({len(attribution.support)})", ratio=1, overflow="fold")
    table.add_column(f"against ({len(attribution.against)})", ratio=1, overflow="fold")
    rows = max(len(attribution.support), len(attribution.against))
    for row in range(rows):
        table.add_row(*(_side_cell(side, row, by_id) for side in (attribution.support, attribution.against)))
    return table


def _side_cell(side: Sequence[Support], row: int, by_id: Mapping[str, Report]) -> Text:
    if row >= len(side):
        return Text("")
    support = side[row]
    speaker = one_line(support.speaker) if support.speaker else "the report itself"
    cell = Text(f"{speaker} {support.kind}: ").append(quote(support.quote))
    origin = " ".join(filter(None, (report_source(by_id, support.report_id), support.date)))
    return cell.append(f" ({one_line(origin)}; {support.report_id})", style="not italic dim")


def link_words(link: Link) -> str:
    """One step of a chain of affiliation: who to whom, when, how sure, on whose word."""
    since = f"{link.start or '?'} to {link.end or 'now'}" if link.start or link.end else "undated"
    step = f"{link.subject} {str(link.relation).replace('_', ' ')} {link.object}"
    return one_line(f"because {step} ({since}; {link.status}; source: {link.source})")


def _disagreement_parts(incident: Incident) -> Iterator[RenderableType]:
    if not incident.conflicts:
        return
    yield heading("Reports disagree on")
    table = _plain_table(3)
    for conflict in incident.conflicts:
        for position, version in enumerate(conflict.versions):
            name = one_line(conflict.field) if position == 0 else ""
            table.add_row(Text(name), Text(one_line(version.value)), Text(", ".join(version.reports)))
    yield _indented(table)


def _report_parts(incident: Incident, by_id: Mapping[str, Report]) -> Iterator[RenderableType]:
    yield heading("Reports")
    shown = [*by_id, *(report_id for report_id in incident.reports if report_id not in by_id)]
    for report_id in shown:
        report = by_id.get(report_id)
        if report is None:
            yield _indented(Text(f"{report_id} is not stored any more; run onrecord add again to fuse anew"))
            continue
        yield _indented(Text(f"{report_id} | {document_words(report)}"))
        yield from (Padding(quote(evidence.text), (0, 0, 0, 5)) for evidence in report.evidence[:1])


def report_source(by_id: Mapping[str, Report], report_id: str) -> str:
    """The source of a report's document, else its path; empty where the report is not stored."""
    report = by_id.get(report_id)
    return (report.document.source or report.document.path) if report else ""


def _plain_table(columns: int = 2) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for _ in range(columns):
        table.add_column(overflow="fold")
    return table


def _indented(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, 2))
