"""A report as a page: every value with the words it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.records import Evidence, Report, Review
from onrecord.views.decisions import review_lines
from onrecord.views.words import (
    UNKNOWN,
    code_words,
    count_words,
    date_words,
    figure_words,
    one_line,
    span_words,
    type_words,
)

__all__ = ["document_words", "heading", "quote", "report_text", "review_parts"]


def report_text(report: Report, document_text: str | None = None, incident_ids: Sequence[str] = ()) -> RenderableType:
    """The page of one report. ``document_text`` is ``Document.text``; without it assertions show no words."""
    facts = _facts_table()
    for name, value, words, span in _facts(report):
        facts.add_row(Text(name), Text(one_line(value) or UNKNOWN), quote(words) if words else Text(""), Text(span))
    parts: list[RenderableType] = [
        heading(f"Report {report.report_id}"),
        Text(f"{type_words(report.event_type, report.mode)}, {report.status}{', many events' * report.aggregate}"),
        Text(f"Document: {document_words(report)}"),
        Text(f"Incident: {', '.join(incident_ids) or UNKNOWN}"),
        *review_parts(report.review),
        heading("Evidence"),
        *(_indented(_evidence_line(evidence)) for evidence in report.evidence),
        heading("Values"),
        _indented(facts),
    ]
    if report.assertions:
        parts += [heading("Who says so"), *(_indented(line) for line in _assertion_lines(report, document_text))]
    parts += [
        heading("Coded by"),
        _indented(Text(f"onrecord {report.coder.version}, model {report.coder.model or UNKNOWN}")),
    ]
    return Group(*parts)


def review_parts(review: Review | None) -> Iterator[RenderableType]:
    """What reviewers decided, each with the value as coded; nothing where nobody did."""
    lines = review_lines(review)
    if lines:
        yield heading("Reviewed")
        yield from (_indented(Text(line)) for line in lines)


def heading(words: str) -> Text:
    """A line that opens a part of a page."""
    return Text(words, style="bold")


def quote(words: str) -> Text:
    """Words of a document, marked as such."""
    return Text(f'"{one_line(words)}"', style="italic")


def document_words(report: Report) -> str:
    """Title, source, day of publication and where it was read."""
    document = report.document
    known = (document.title, document.source, document.published, document.url or document.path)
    return one_line(" | ".join(word for word in known if word))


def _facts_table() -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("value", no_wrap=True)
    table.add_column("read as", overflow="fold")
    table.add_column("words of the text", overflow="fold")
    table.add_column("characters", no_wrap=True)
    return table


def _facts(report: Report) -> Iterator[tuple[str, str, str | None, str]]:
    if report.trigger:
        span = span_words((report.trigger.start, report.trigger.end))
        yield "event", type_words(report.event_type, report.mode), report.trigger.text, span
    yield "codes", code_words(report.codes), None, ""
    if report.contexts:
        yield "contexts", ", ".join(report.contexts), None, ""
    if report.count:
        yield "events", figure_words(report.count), report.count.text, span_words(report.count.span)
    if report.date:
        when = f"{date_words(report.date)} ({report.date.precision})"
        yield "date", when, report.date.text, span_words(report.date.span)
    yield from _participants(report)
    for name in ("killed", "wounded", "abducted"):
        toll = getattr(report.casualties, name)
        if toll:
            yield name, figure_words(toll), toll.text, span_words(toll.span)


def _participants(report: Report) -> Iterator[tuple[str, str, str | None, str]]:
    for place in report.places:
        where = ", ".join(word for word in (place.name, place.admin1, place.country) if word)
        point = f" {place.latitude:.3f}, {place.longitude:.3f}" if None not in (place.latitude, place.longitude) else ""
        yield f"place ({place.role})", f"{where}{point} ({place.precision})", place.text, span_words(place.span)
    for actor in report.actors:
        word = f", according to {actor.according_to}" if actor.according_to else ""
        identity = _identity(actor.actor_id, actor.country, actor.sector)
        yield "actor", f"{actor.name}{identity}, {actor.confidence}{word}", actor.text, span_words(actor.span)
    for one in report.recipients:
        number = f", {count_words(one.count)}" if one.count else ""
        effect = f", {one.effect}" if one.effect else ""
        identity = _identity(one.actor_id, one.country, one.sector)
        yield f"recipient ({one.kind})", f"{one.name}{identity}{number}{effect}", one.text, span_words(one.span)
    for weapon in report.weapons:
        number = f" x {count_words(weapon.count)}" if weapon.count else ""
        yield "weapon", f"{weapon.type}{number}", weapon.text, span_words(weapon.span)


def _identity(*known: str | None) -> str:
    words = ", ".join(word for word in known if word)
    return f" [{words}]" if words else ""


def _evidence_line(evidence: Evidence) -> Text:
    return quote(evidence.text).append(f" {span_words((evidence.start, evidence.end))}", style="not italic dim")


def _assertion_lines(report: Report, document_text: str | None) -> Iterator[Text]:
    for one in report.assertions:
        line = Text(f"{one_line(one.speaker) if one.speaker else 'the text itself'} {one.kind}")
        if document_text is not None:
            line.append(": ").append(quote(document_text[one.start : one.end]))
        yield line.append(f" {span_words((one.start, one.end))}", style="dim")


def _indented(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, 2))
