"""The words of a document that a record rests on, as pieces of text to be marked.

Annotations count in ``Document.text``. What is shown is the story (``Document.clean``), in which a page's markup and
advertising are left out; ``shown_span`` leads from the first to the second.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from onrecord.records import Document, Relation, Report, SpanPair

__all__ = ["Annotation", "Piece", "annotations_of", "marked_pieces", "shown_span"]


class Annotation(Struct, frozen=True, kw_only=True):
    """Words of a document and what they are to a record. ``kind``: a short fixed word, also the name of its colour."""

    start: int
    end: int
    kind: str
    words: str
    report_id: str | None = None


class Piece(Struct, frozen=True, kw_only=True):
    """A run of text under the same annotations. ``here``: it lies in the passage asked for; ``first`` begins it."""

    text: str
    kinds: tuple[str, ...]
    title: str
    here: bool
    first: bool


def annotations_of(reports: Sequence[Report], relations: Sequence[Relation]) -> list[Annotation]:
    """Every span of the reports and relations of one document."""
    found = [one for report in reports for one in _of_report(report)]
    for relation in relations:
        words = f"relation: {relation.subject} {relation.relation} {relation.object}".replace("_", " ")
        found += [Annotation(start=one.start, end=one.end, kind="relation", words=words) for one in relation.evidence]
    return found


def _of_report(report: Report) -> Iterator[Annotation]:
    told = f"{report.event_type.lower()}{'/' + report.mode if report.mode else ''}"
    for evidence in report.evidence:
        yield _made(report, (evidence.start, evidence.end), "evidence", f"tells of {told}")
    if report.trigger:
        yield _made(report, (report.trigger.start, report.trigger.end), "trigger", f"event word: {told}")
    if report.date:
        yield from _spanned(report, report.date.span, "date", f"when: {report.date.start} to {report.date.end}")
    for place in report.places:
        yield from _spanned(report, place.span, "place", f"{place.role}: {place.name}")
    for actor in report.actors:
        yield from _spanned(report, actor.span, "actor", f"actor: {actor.name} ({actor.confidence})".replace("_", " "))
    for recipient in report.recipients:
        yield from _spanned(report, recipient.span, "recipient", f"to whom: {recipient.name}")
    for weapon in report.weapons:
        yield from _spanned(report, weapon.span, "weapon", f"weapon: {weapon.type}")
    for name in ("killed", "wounded", "abducted"):
        toll = getattr(report.casualties, name)
        if toll is not None:
            yield from _spanned(
                report, toll.span, "toll", f"{name}: {toll.best if toll.best is not None else toll.low}"
            )
    for assertion in report.assertions:
        yield _made(
            report, (assertion.start, assertion.end), "assertion", f"{assertion.speaker or 'text'} {assertion.kind}"
        )


def _spanned(report: Report, span: object, kind: str, words: str) -> Iterator[Annotation]:
    if isinstance(span, tuple):
        yield _made(report, (span[0], span[1]), kind, words)


def _made(report: Report, span: SpanPair, kind: str, words: str) -> Annotation:
    return Annotation(start=span[0], end=span[1], kind=kind, words=words, report_id=report.report_id)


def shown_span(document: Document, start: int, end: int) -> SpanPair | None:
    """The span of ``Document.clean`` that shows ``Document.text[start:end]``; ``None`` where none of it is shown."""
    segments = document.segments
    first = bisect_right(segments, start, key=lambda one: one.stored_start + one.stored_chars)
    last = bisect_left(segments, end, key=lambda one: one.stored_start) - 1
    if start >= end or first > last or first >= len(segments):
        return None
    one, other = segments[first], segments[last]
    low, high = one.clean_start, other.clean_start + other.clean_chars
    if one.clean_chars == one.stored_chars:
        low += max(0, start - one.stored_start)
    if other.clean_chars == other.stored_chars:
        high = other.clean_start + min(other.clean_chars, end - other.stored_start)
    return (low, high) if low < high else None


def marked_pieces(
    text: str, annotations: Iterable[Annotation], here: SpanPair | None = None, within: SpanPair | None = None
) -> list[Piece]:
    """The text (or the part ``within``) cut where an annotation begins or ends; offsets count in ``text``."""
    low, high = within or (0, len(text))
    marks = [one for one in annotations if one.start < high and one.end > low]
    cuts = {low, high, *(max(low, one.start) for one in marks), *(min(high, one.end) for one in marks)}
    if here is not None:
        cuts |= {min(max(low, offset), high) for offset in here}
    edges = sorted(cuts)
    starting = sorted(marks, key=lambda one: (one.start, -one.end))
    pieces: list[Piece] = []
    active: list[Annotation] = []
    position = 0
    for start, end in itertools.pairwise(edges):
        while position < len(starting) and starting[position].start <= start:
            active.append(starting[position])
            position += 1
        active = [one for one in active if one.end > start]
        lies_here = here is not None and here[0] <= start and end <= here[1]
        first = lies_here and (not pieces or not pieces[-1].here)
        pieces.append(_piece(text[start:end], active, lies_here, first))
    return pieces


def _piece(text: str, active: Sequence[Annotation], here: bool, first: bool) -> Piece:
    kinds = tuple(dict.fromkeys(one.kind for one in active))
    title = "; ".join(dict.fromkeys(one.words for one in active if one.kind != "evidence"))
    return Piece(text=text, kinds=kinds, title=title, here=here, first=first)
