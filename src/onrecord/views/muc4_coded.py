"""What the coder's reports say of the words that the span model marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import UNSET, Struct

from onrecord.lexicon.muc4 import Muc4Tables
from onrecord.records import Actor, Document, Recipient, Report, SpanPair, Weapon
from onrecord.views.muc4_entities import Entity, Mention
from onrecord.views.muc4_perpetrators import confidence_name
from onrecord.views.muc4_templates import is_relevant

__all__ = ["CodedWords", "coded_words"]

VIOLENT = "ASSAULT"
PERPETRATORS = ("perp_individual", "perp_organization")


class CodedWords(Struct, frozen=True):
    """Where a document's violent acts have their actors, recipients, weapons and triggers; the acts that the
    conference wanted apart from the triggers of the others. Spans of ``Document.text``."""

    document: Document
    actors: tuple[SpanPair, ...]
    recipients: tuple[SpanPair, ...]
    weapons: tuple[SpanPair, ...]
    confidences: tuple[tuple[SpanPair, str], ...]
    acts: tuple[SpanPair, ...]
    other_acts: tuple[SpanPair, ...]

    def names(self, entity: Entity) -> bool:
        """Whether a report has any mention of the entity in the part that its role plays."""
        spans = self.weapons if entity.role == "instrument" else self.recipients
        return self._meets(entity, self.actors if entity.role in PERPETRATORS else spans)

    def names_otherwise(self, entity: Entity) -> bool:
        """Whether a report has a mention of a perpetrator as recipient, or of a target as actor."""
        return self._meets(entity, self.recipients if entity.role in PERPETRATORS else self.actors)

    def confidence(self, entity: Entity) -> str | None:
        """How surely the first report that names the entity as an actor says that it did it; ``None`` without one."""
        return next(iter(self.confidences_of(entity.mentions)), None)

    def confidences_of(self, mentions: Iterable[Mention]) -> list[str]:
        """How surely each report that names one of the mentions as an actor says that it did it, in order."""
        spans = [(mention.span.start, mention.span.end) for mention in mentions]
        return [name for span, name in self.confidences if any(self._holds(one, (span,)) for one in spans)]

    def tells_act(self, span: SpanPair) -> bool:
        """Whether words of the clean text hold the trigger of a wanted act."""
        return self._holds(span, self.acts)

    def tells_other_act(self, span: SpanPair) -> bool:
        """Whether words of the clean text hold the trigger of a violent act that was not wanted."""
        return self._holds(span, self.other_acts)

    def _meets(self, entity: Entity, spans: Sequence[SpanPair]) -> bool:
        return any(self._holds((mention.span.start, mention.span.end), spans) for mention in entity.mentions)

    def _holds(self, span: SpanPair, spans: Sequence[SpanPair]) -> bool:
        start, end = self.document.stored_span(*span)
        return any(first < end and start < last for first, last in spans)


def coded_words(document: Document, reports: Sequence[Report], tables: Muc4Tables, home: str | None) -> CodedWords:
    """The words of the violent acts among a document's reports; ``home``: the country (alpha-3) of its dateline."""
    violent = [report for report in reports if report.event_type == VIOLENT]
    wanted = [report for report in violent if is_relevant(report, tables, home)]
    return CodedWords(
        document,
        _spans(actor for act in wanted for actor in act.actors),
        _spans(recipient for act in wanted for recipient in act.recipients),
        _spans(weapon for act in wanted for weapon in act.weapons),
        tuple(
            (actor.span, confidence_name(actor, tables))
            for act in wanted
            for actor in act.actors
            if actor.span is not UNSET
        ),
        _triggers(wanted),
        _triggers([report for report in violent if report not in wanted]),
    )


def _triggers(reports: Sequence[Report]) -> tuple[SpanPair, ...]:
    return tuple((report.trigger.start, report.trigger.end) for report in reports if report.trigger is not None)


def _spans(parts: Iterable[Actor | Recipient | Weapon]) -> tuple[SpanPair, ...]:
    return tuple(part.span for part in parts if part.span is not UNSET)
