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

__all__ = [
    "Actor",
    "ActorMatch",
    "ActorMention",
    "Assertion",
    "AssertionKind",
    "Attribution",
    "Basis",
    "Casualties",
    "Coded",
    "CoderRef",
    "Codes",
    "Confidence",
    "Conflict",
    "Count",
    "DatePrecision",
    "Document",
    "DocumentRef",
    "Effect",
    "EventDate",
    "Evidence",
    "Incident",
    "IncidentCasualties",
    "IncidentToll",
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
    "Report",
    "Segment",
    "SpanPair",
    "Status",
    "Support",
    "TimeMention",
    "Toll",
    "TollVersion",
    "Version",
    "Weapon",
    "content_id",
    "json_line",
]
