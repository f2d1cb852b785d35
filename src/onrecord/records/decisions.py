"""The journal of human decisions: what a reviewer decided, about what, why, and the chain that seals it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final

import msgspec
from msgspec import Struct, structs

from onrecord.records.documents import SpanPair
from onrecord.records.reports import Actor, Codes, EventDate, Place, Report, Toll
from onrecord.records.reviews import DecisionKind, Field

CHAIN_START: Final = "0" * 64
"""``prev_hash`` of the first decision."""


class SubjectKind(StrEnum):
    """What a decision is about."""

    REPORT = "report"
    INCIDENT = "incident"
    ACTOR = "actor"
    DECISION = "decision"


class Anchor(Struct, frozen=True, kw_only=True):
    """Where a report stands in its document, so that it is found again when another coder gives it another id.

    ``trigger`` and ``evidence`` are spans in ``Document.text``; ``quote`` is the evidence as the reviewer saw it.
    """

    report_id: str
    document_id: str
    event_type: str
    trigger: SpanPair
    evidence: SpanPair
    quote: str


class Subject(Struct, frozen=True, kw_only=True):
    """What is decided upon.

    ``id`` is that of the report or incident at the time, an actor's id (or name, where it has no id), or the number
    of a decision. ``anchors``: the report, or all reports of the incident at the time, earliest first.
    """

    kind: SubjectKind
    id: str
    anchors: tuple[Anchor, ...] = ()


class Value(Struct, frozen=True, kw_only=True):
    """A corrected value: as a reviewer writes it (``None``: unknown) and, where the field has parts, resolved.

    What a name resolves to is kept here, so that replaying the journal does not depend on tables that change.
    """

    words: str | None
    date: EventDate | None = None
    place: Place | None = None
    actor: Actor | None = None
    toll: Toll | None = None
    codes: Codes | None = None


class Judgement(Struct, frozen=True, kw_only=True):
    """One decision before it is entered in the journal.

    ================  ==================  ==============================  ===========================================
    kind              subject             other                           means
    ================  ==================  ==============================  ===========================================
    same, not_same    report or incident  report or incident              all their reports are (not) one happening
    correct           report or incident                                  ``field`` is ``value``
    merge_actors      actor               actor (``value.actor`` says)    the first is the second
    split_actors      actor (a name)      actor                           whoever is told by that name is not the other
    note, accept      report or incident                                  ``reason`` is the note; reviewed as right
    undo              decision                                            it counts no longer
    ================  ==================  ==============================  ===========================================
    """

    kind: DecisionKind
    subject: Subject
    other: Subject | None = None
    field: Field | None = None
    value: Value | None = None
    reason: str = ""


class Decision(Judgement, frozen=True, kw_only=True):
    """An entry of the journal. ``seq`` counts from 1; ``at`` is an ISO time; ``hash`` as ``decision_hash`` gives it."""

    seq: int
    at: str
    reviewer: str
    prev_hash: str
    hash: str = ""


def decision_hash(decision: Decision) -> str:
    """sha256 (hex) of the entry as JSON in UTF-8, keys sorted, without white space, ``hash`` empty."""
    unsealed = structs.replace(decision, hash="")
    return hashlib.sha256(msgspec.json.encode(unsealed, order="sorted")).hexdigest()


def enter_judgement(judgement: Judgement, seq: int, at: str, reviewer: str, prev_hash: str) -> Decision:
    """The sealed entry that a judgement becomes as number ``seq`` of the journal."""
    entry = Decision(**structs.asdict(judgement), seq=seq, at=at, reviewer=reviewer, prev_hash=prev_hash)
    return structs.replace(entry, hash=decision_hash(entry))


def undone_by(decisions: Iterable[Decision]) -> Mapping[int, int]:
    """The numbers of the decisions that count no longer, each with the number of the undo that is in force.

    An undo that was itself undone undoes nothing.
    """
    undone: dict[int, int] = {}
    for decision in sorted(decisions, key=lambda one: -one.seq):
        if decision.kind is DecisionKind.UNDO and decision.seq not in undone:
            undone[int(decision.subject.id)] = decision.seq
    return undone


class Standing(StrEnum):
    """What has become of a decision.

    ``in_force``; ``undone``; ``overruled``: a later decision says otherwise; ``unattached``: no report fits it any
    more, it counts again as soon as one does.
    """

    IN_FORCE = "in_force"
    UNDONE = "undone"
    OVERRULED = "overruled"
    UNATTACHED = "unattached"


class DecisionState(Struct, frozen=True, kw_only=True):
    """A decision and what has become of it. ``by``: the number of the decision that undid or overruled it.

    ``reports`` are the ids of the reports that it is attached to now.
    """

    decision: Decision
    standing: Standing
    by: int | None = None
    reports: tuple[str, ...] = ()


class Bond(Struct, frozen=True, kw_only=True):
    """Two reports (ids sorted) that a reviewer said are, or are not, one happening; ``words`` say who and why."""

    reports: tuple[str, str]
    words: str
    decision: int


class Bonds(Struct, frozen=True, kw_only=True):
    """What decisions demand of fusion. They never contradict each other: of two that do, the later decision stands."""

    together: tuple[Bond, ...] = ()
    apart: tuple[Bond, ...] = ()


NO_BONDS: Final = Bonds()


def anchor_of(report: Report) -> Anchor:
    """Where a report stands in its document."""
    first = report.evidence[0] if report.evidence else None
    evidence = (first.start, first.end) if first else (0, 0)
    trigger = (report.trigger.start, report.trigger.end) if report.trigger else evidence
    return Anchor(
        report_id=report.report_id,
        document_id=report.document.document_id,
        event_type=report.event_type,
        trigger=trigger,
        evidence=evidence,
        quote=first.text if first else "",
    )


def anchors_of(decision: Judgement) -> Iterator[Anchor]:
    """The anchors of both subjects."""
    yield from decision.subject.anchors
    if decision.other is not None:
        yield from decision.other.anchors
