"""The frozen records that pass from room to room, and the public record they are printed as.

Offsets are half-open ``[start, end)`` and count characters (Python code points, never bytes).
Two texts are in play and every docstring names the one it means:

* ``Document.text``: the document as stored, after decoding and before cleaning. Everything that leaves
  the program (reports, relations, incidents) counts in this text.
* ``Document.clean``: the text of the story alone. Mentions count in this text.

``Document.stored_span`` leads from the second to the first.

Dates are ISO 8601 strings (``2020-09-30``), inclusive at both ends. ``None`` means "the text does not
support a value"; it is never a guess.
"""

from __future__ import annotations

from onrecord.records.decisions import (
    CHAIN_START,
    NO_BONDS,
    Anchor,
    Bond,
    Bonds,
    Decision,
    DecisionState,
    Judgement,
    Standing,
    Subject,
    SubjectKind,
    Value,
    anchor_of,
    anchors_of,
    decision_hash,
    enter_judgement,
    undone_by,
)
from onrecord.records.documents import Document, MediaKind, RawItem, Refusal, Segment, SpanPair
from onrecord.records.ids import content_id, json_line
from onrecord.records.incidents import (
    Attribution,
    Basis,
    Conflict,
    Incident,
    IncidentCasualties,
    IncidentToll,
    Link,
    Support,
    TollVersion,
    Version,
)
from onrecord.records.mentions import ActorMatch, ActorMention, DatePrecision, PlaceMention, PlacePrecision, TimeMention
from onrecord.records.reports import (
    SITE_ROLES,
    Actor,
    Assertion,
    AssertionKind,
    Casualties,
    Coded,
    CoderRef,
    Codes,
    Confidence,
    Count,
    DocumentRef,
    Effect,
    EventDate,
    Evidence,
    Place,
    PlaceRole,
    Recipient,
    RecipientKind,
    Relation,
    RelationKind,
    Report,
    Status,
    Toll,
    Weapon,
)
from onrecord.records.reviews import Correction, DecisionKind, Field, Remark, Review

__all__ = [
    "CHAIN_START",
    "NO_BONDS",
    "SITE_ROLES",
    "Actor",
    "ActorMatch",
    "ActorMention",
    "Anchor",
    "Assertion",
    "AssertionKind",
    "Attribution",
    "Basis",
    "Bond",
    "Bonds",
    "Casualties",
    "Coded",
    "CoderRef",
    "Codes",
    "Confidence",
    "Conflict",
    "Correction",
    "Count",
    "DatePrecision",
    "Decision",
    "DecisionKind",
    "DecisionState",
    "Document",
    "DocumentRef",
    "Effect",
    "EventDate",
    "Evidence",
    "Field",
    "Incident",
    "IncidentCasualties",
    "IncidentToll",
    "Judgement",
    "Link",
    "MediaKind",
    "Place",
    "PlaceMention",
    "PlacePrecision",
    "PlaceRole",
    "RawItem",
    "Recipient",
    "RecipientKind",
    "Refusal",
    "Relation",
    "RelationKind",
    "Remark",
    "Report",
    "Review",
    "Segment",
    "SpanPair",
    "Standing",
    "Status",
    "Subject",
    "SubjectKind",
    "Support",
    "TimeMention",
    "Toll",
    "TollVersion",
    "Value",
    "Version",
    "Weapon",
    "anchor_of",
    "anchors_of",
    "content_id",
    "decision_hash",
    "enter_judgement",
    "json_line",
    "undone_by",
]
