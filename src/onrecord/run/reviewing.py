"""The command review: a queue of incidents, each with its quotes, and a line to decide on it."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TextIO, TypeAlias

from onrecord.errors import InputError
from onrecord.lexicon.review import load_queue_points
from onrecord.records import Incident, json_line
from onrecord.review import QueueEntry, review_queue
from onrecord.run.asking import TEXT_WIDTH, full_id, warn_if_behind
from onrecord.run.deciding import fuse_decided, judgement_of, reviewer_of
from onrecord.run.stages import Fusion, load_fusion
from onrecord.store import Selection, Store
from onrecord.views import Listing, incident_table, incident_text, report_text, show

if TYPE_CHECKING:
    from onrecord.incidents import Doubt

__all__ = ["REVIEW_HELP", "queue_of", "review_entries", "run_review"]

Ask: TypeAlias = Callable[[str], str]

REVIEW_HELP: Final = (
    ("a [WORDS]", "accept: reviewed, and right"),
    ("c FIELD VALUE", "correct a value (c killed 5, c date 2020-05, c place Mosul, Iraq, c event no)"),
    ("c ID FIELD VALUE", "correct a value of one report"),
    ("s ID", "this incident and ID (incident or report) are the same"),
    ("d ID", "ID is not the same; of its own reports: does not belong here"),
    ("n WORDS", "note"),
    ("v ID", "view a report or another incident"),
    ("u [NUMBER]", "undo the last decision of this sitting, or decision NUMBER"),
    ("Enter", "next incident, undecided"),
    ("q", "quit; whatever was decided is kept"),
)
"""Commands of a sitting. The reason follows two dashes: ``c killed 5 -- the ministry's figure``."""


def run_review(options: argparse.Namespace, store: Store) -> int:
    """Prints the queue, or goes through it with the reviewer. InputError where no reviewer is named."""
    reviewer = None if options.list else reviewer_of(options.reviewer)
    if reviewer is None:
        warn_if_behind(store)
    else:
        fuse_decided(store)  # what was decided before, and later, is part of what is now to be seen
    entries = queue_of(store, load_fusion())[: options.limit]
    if not entries:
        print("onrecord: no incident asks for review", file=sys.stderr)
    elif reviewer is None:
        _list(entries, options.format)
    else:
        made = review_entries(entries, store, reviewer, _ask, sys.stdout)
        print(f"{made} decision(s) entered; head {store.journal_head()[1]}")
        fuse_decided(store)
    return 0


def queue_of(store: Store, fusion: Fusion) -> tuple[QueueEntry, ...]:
    """The incidents that ask for review, the most urgent first."""
    incidents = list(store.select_incidents(Selection()))
    points = load_queue_points()
    doubts: Sequence[Doubt] = ()
    if fusion.doubts is not None:
        groups = {incident.incident_id: incident.reports for incident in incidents}
        origins = fusion.group_copies(store.clean_texts())
        doubts = fusion.doubts(groups, list(store.reports()), origins, store.bonds(), points.band)
    return review_queue(incidents, doubts, points)


def _list(entries: Sequence[QueueEntry], form: str) -> None:
    if form == "jsonl":
        for entry in entries:
            line = {"incident_id": entry.incident.incident_id, "points": entry.points, "reasons": entry.reasons}
            print(json_line(line))
        return
    rows = ((one.incident.incident_id, f"{one.points:.1f}", "; ".join(one.reasons)) for one in entries)
    show(Listing(("id", "points", "why"), rows, keys=2), sys.stdout)


def _ask(prompt: str) -> str:
    """A line from the reviewer; the end of input quits."""
    try:
        return input(prompt)
    except EOFError:
        return "q"


def review_entries(entries: Sequence[QueueEntry], store: Store, reviewer: str, ask: Ask, stream: TextIO) -> int:
    """Goes through the queue; how many decisions were entered.

    Each is in the journal before the next line is asked for. A line that cannot be understood is answered with why,
    and asked again.
    """
    sitting = _Sitting(store, reviewer, stream)
    for position, entry in enumerate(entries, start=1):
        incident = store.incident(entry.incident.incident_id)
        if incident is None:
            continue
        print(f"\n{position} of {len(entries)}: {'; '.join(entry.reasons)}", file=stream)
        sitting.show(incident)
        while (line := ask("review (? for help)> ").strip()) != "q":
            if sitting.obey(line, incident):
                break
        else:
            break
    return len(sitting.made)


class _Sitting:
    """One reviewer going through a queue."""

    def __init__(self, store: Store, reviewer: str, stream: TextIO) -> None:
        self._store = store
        self._reviewer = reviewer
        self._stream = stream
        self.made: list[int] = []

    def obey(self, line: str, incident: Incident) -> bool:
        """Does what a line says; whether to go on to the next incident."""
        command, _, rest = line.partition(" ")
        if not command:
            return True
        try:
            if command == "?":
                self._help()
            elif command == "v":
                self._view(rest.strip())
            else:
                self._decide(command, rest, incident)
                return command == "a"
        except (InputError, ValueError) as error:
            print(f"onrecord: {error}", file=self._stream)
        return False

    def show(self, incident: Incident) -> None:
        """The incident as ``onrecord show`` prints it."""
        page = incident_text(incident, self._store.reports_of(incident.incident_id))
        show(page, self._stream, width=TEXT_WIDTH)

    def _help(self) -> None:
        width = max(len(form) for form, _ in REVIEW_HELP)
        for form, meaning in REVIEW_HELP:
            print(f"  {form:<{width}}  {meaning}", file=self._stream)
        print("  a reason follows two dashes: c killed 5 -- the ministry's figure", file=self._stream)

    def _view(self, words: str) -> None:
        record_id = full_id(words, self._store)
        other, report = self._store.incident(record_id), self._store.report(record_id)
        if other is not None:
            self.show(other)
        elif report is not None:
            document = self._store.document(report.document.document_id)
            page = report_text(report, document.text if document else None, self._store.incidents_of(record_id))
            show(page, self._stream, width=TEXT_WIDTH)

    def _decide(self, command: str, rest: str, incident: Incident) -> None:
        words, _, reason = rest.partition("--")
        kind, operands = self._operands(command, shlex.split(words) if command != "n" else [words], incident)
        judgement = judgement_of(kind, operands, reason.strip(), self._store)
        decision = self._store.record_decision(judgement, self._reviewer)
        self.made.append(decision.seq)
        print(f"decision {decision.seq} entered", file=self._stream)
        shown = self._store.incident(incident.incident_id)
        if command in ("c", "u") and shown is not None:
            show(incident_table([shown]), self._stream)

    def _operands(self, command: str, words: list[str], incident: Incident) -> tuple[str, list[str]]:
        own = incident.incident_id
        if command == "c" and words[:1] and words[0].startswith(("inc-", "r-", "rep-")):
            return "correct", words
        if command == "u":
            return "undo", words or [str(self.made[-1]) if self.made else ""]
        forms = {"a": "accept", "c": "correct", "s": "same", "d": "not-same", "n": "note"}
        if command not in forms:
            raise InputError(f"{command!r} is no command of review; ? lists them")
        if command == "d":
            return "not-same", [*words, own]
        return forms[command], [own, *words]
