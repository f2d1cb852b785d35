"""The command that takes annotations back: each difference from what the coder read becomes a reviewer's decision."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct

from onrecord.errors import InputError
from onrecord.records import Decision, DecisionKind, Document, Field, Judgement, Report
from onrecord.review import judge_remark, judge_value
from onrecord.run.deciding import fuse_decided, reviewer_of
from onrecord.store import Store
from onrecord.views.exports.brat import read_brat
from onrecord.views.exports.doccano import read_doccano
from onrecord.views.exports.label_studio import read_label_studio
from onrecord.views.exports.marks import LABELS, Mark, mark_document
from onrecord.views.exports.returned import Change, ChangeKind, ReturnedDocument, differences

__all__ = ["READERS", "judgements_of", "run_annotations"]

Reader: TypeAlias = Callable[[Path], Iterator[ReturnedDocument]]
READERS: Final[Mapping[str, Reader]] = {
    "brat": read_brat,
    "doccano": read_doccano,
    "label-studio": read_label_studio,
}
UNKNOWN: Final = "unknown"

_FIELDS: Final = {
    "Place": Field.PLACE,
    "Actor": Field.ACTOR,
    "Date": Field.DATE,
    "Killed": Field.KILLED,
    "Wounded": Field.WOUNDED,
    "Abducted": Field.ABDUCTED,
}
"""What of a mark's label a reviewer can correct; changes of other labels are entered as notes."""


class _Wanted(Struct, frozen=True):
    """A decision to be: about a report, a new value of a field (``None``: a note alone), and the reason."""

    report_id: str
    field: Field | None
    words: str
    reason: str


def run_annotations(options: argparse.Namespace, store: Store) -> int:
    """Enters what annotators changed; with ``--dry-run`` says it alone. Nothing is entered twice."""
    reviewer = None if options.dry_run else reviewer_of(options.reviewer)
    known = {_key(decision) for decision in store.decisions()}
    own = _own_reports(store)
    documents = entered = again = 0
    for returned in READERS[options.form](options.path):
        documents += 1
        for judgement, words in judgements_of(returned, options.form, store, own):
            if _key(judgement) in known:
                again += 1
                continue
            known.add(_key(judgement))
            entered += 1
            print(words)
            if reviewer is not None:
                store.record_decision(judgement, reviewer)
    verb = "would be entered" if options.dry_run else "entered"
    print(f"{documents} document(s) came back; {entered} decision(s) {verb}, {again} known already")
    if entered and not options.dry_run:
        fuse_decided(store)
    return 0


def _key(judgement: Judgement | Decision) -> tuple[str, str, str | None, str]:
    field = str(judgement.field) if judgement.field else None
    return str(judgement.kind), judgement.subject.id, field, judgement.reason


def judgements_of(
    returned: ReturnedDocument, form: str, store: Store, own: Mapping[str, Sequence[Report]]
) -> Iterator[tuple[Judgement, str]]:
    """The decisions that a returned document asks for, each with the line that tells it.

    ``own``: what the coder read in each document, by its id. InputError where the document is not stored, or its text
    is another.
    """
    document = _document_of(returned, store)
    reports = {report.report_id: report for report in own.get(document.document_id, ())}
    for change in differences(mark_document(document, reports.values()), returned):
        wanted = list(_wanted(change, document, reports, form))
        if not wanted:
            print(f"onrecord: {returned.name}: {change.words(document)}: no report is near it", file=sys.stderr)
        for one in wanted:
            yield _judgement(one, store)


def _document_of(returned: ReturnedDocument, store: Store) -> Document:
    document = store.document(returned.document_id) if returned.document_id else None
    if document is None:
        flat = returned.text.replace("\r", "\n").rstrip()
        same = (key for key, clean in store.clean_texts() if clean.replace("\r", "\n").rstrip() == flat)
        found = next(same, None)
        document = store.document(found) if found else None
    if document is None:
        raise InputError(
            f"{returned.name}: this document is not in the store; give the store it was exported from with --db"
        )
    return document


def _own_reports(store: Store) -> Mapping[str, Sequence[Report]]:
    """What the coder read, by document, without reviewers' corrections: those have no words in the text."""
    found: dict[str, list[Report]] = defaultdict(list)
    for report in store.reports():
        found[report.document.document_id].append(store.own_report(report.report_id) or report)
    return found


def _wanted(change: Change, document: Document, reports: Mapping[str, Report], form: str) -> Iterator[_Wanted]:
    reason = f"annotated in {form}: {change.words(document)}"
    if change.kind is ChangeKind.ADDED and change.new is not None:
        report = _nearest(change.new, document, reports.values())
        if report is not None:
            is_free = change.new.label in _FIELDS and not _values(report, change.new.label)
            field = _FIELDS[change.new.label] if is_free else None
            yield _Wanted(report.report_id, field, _words(change.new, document, report), reason)
    elif change.old is not None:
        for report_id, _ in change.old.fields:
            yield _changed(change, change.old, document, reports[report_id], reason)


def _changed(change: Change, old: Mark, document: Document, report: Report, reason: str) -> _Wanted:
    if old.label not in LABELS:  # the event's own words
        if change.kind is ChangeKind.RELABELLED and change.new:
            return _Wanted(report.report_id, Field.EVENT_TYPE, change.new.label, reason)
        field = Field.EVENT if change.kind is ChangeKind.REMOVED else None
        return _Wanted(report.report_id, field, "no", reason)
    field = _FIELDS.get(old.label)
    if change.kind is ChangeKind.RELABELLED or _values(report, old.label) != 1:
        field = None  # which of several is meant, or what a value of another kind was, the mark does not say
    words = _words(change.new, document, report) if change.new else UNKNOWN
    return _Wanted(report.report_id, field, words, reason)


def _values(report: Report, label: str) -> int:
    """How many values of a label a report has."""
    if label in ("Place", "Actor"):
        return len(report.places if label == "Place" else report.actors)
    value = report.date if label == "Date" else getattr(report.casualties, label.lower(), None)
    return 0 if value is None else 1


def _words(mark: Mark, document: Document, report: Report) -> str:
    """What a reviewer would write for the marked words."""
    words = " ".join(document.clean[mark.start : mark.end].split())
    if mark.label == "Date":
        return _day_words(document.clean, mark, report) or words
    return _number_words(words) or words if mark.label in ("Killed", "Wounded", "Abducted") else words


def _day_words(clean: str, mark: Mark, report: Report) -> str | None:
    """The days that the marked words mean in their text."""
    from onrecord.mentions.times import tag_times  # noqa: PLC0415 - only changed dates need it

    for found in tag_times(clean, report.document.published):
        if found.start < mark.end and mark.start < found.end and found.first_day and found.last_day:
            return found.first_day if found.first_day == found.last_day else f"{found.first_day}/{found.last_day}"
    return None


def _number_words(words: str) -> str | None:
    """``5``, ``5-`` or ``5-7`` for the first number that the words tell."""
    from onrecord.lexicon.numbers import load_number_words  # noqa: PLC0415 - only changed tolls need it
    from onrecord.mentions.counts import read_numbers  # noqa: PLC0415

    for found in read_numbers(words, load_number_words()):
        low, high = found.low, found.high
        if low is not None or high is not None:
            return str(low) if low == high else f"{'' if low is None else low}-{'' if high is None else high}"
    return None


def _nearest(mark: Mark, document: Document, reports: Iterable[Report]) -> Report | None:
    """The report whose evidence holds the words, else the one whose evidence begins nearest; ``None`` without any."""
    start, end = document.stored_span(mark.start, mark.end)
    told = [report for report in reports if report.evidence]
    holding = [one for one in told if one.evidence[0].start <= start and end <= one.evidence[0].end]
    return min(holding or told, key=lambda one: abs(_trigger_start(one) - start), default=None)


def _trigger_start(report: Report) -> int:
    return report.trigger.start if report.trigger else report.evidence[0].start


def _judgement(wanted: _Wanted, store: Store) -> tuple[Judgement, str]:
    """A correction where the words are a value of the field, else a note that keeps them."""
    if wanted.field is not None:
        try:
            judgement = judge_value(store, wanted.report_id, wanted.field, wanted.words, wanted.reason)
        except InputError:
            judgement = None  # a name that no table knows: the note below keeps the words
        if judgement is not None:
            return judgement, f"{wanted.report_id}: {wanted.field} is {wanted.words} ({wanted.reason})"
    note = judge_remark(store, DecisionKind.NOTE, wanted.report_id, wanted.reason)
    return note, f"{wanted.report_id}: note: {wanted.reason}"
