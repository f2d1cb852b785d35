"""What reviewers decided, as it stands in a report or incident beside the coder's own values."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class DecisionKind(StrEnum):
    """What a reviewer decides. Records: ``Judgement``."""

    SAME = "same"
    NOT_SAME = "not_same"
    CORRECT = "correct"
    MERGE_ACTORS = "merge_actors"
    SPLIT_ACTORS = "split_actors"
    NOTE = "note"
    ACCEPT = "accept"
    UNDO = "undo"


class Field(StrEnum):
    """What a reviewer can correct. ``event``: whether there was one at all (its only value is ``no``)."""

    EVENT = "event"
    EVENT_TYPE = "event_type"
    MODE = "mode"
    STATUS = "status"
    DATE = "date"
    PLACE = "place"
    ACTOR = "actor"
    KILLED = "killed"
    WOUNDED = "wounded"
    ABDUCTED = "abducted"


class Correction(Struct, frozen=True, kw_only=True):
    """A value that a reviewer put in the place of the coder's.

    ``own`` is what the coder read and ``value`` what the reviewer says, both as a reviewer would write them (dates
    ``2020-05-01`` or ``2020-05-01/2020-05-03``, tolls ``5`` or ``5-7``, ``5-`` for at least five); ``None`` where
    the value is unknown. The quotes of the coder's value stay in ``evidence``. ``decision`` is its number in the
    journal.
    """

    field: Field
    own: str | None
    value: str | None
    reviewer: str
    at: str
    reason: str
    decision: int


class Remark(Struct, frozen=True, kw_only=True):
    """Any other decision in force about a record: a note, an acceptance, that reports are or are not one happening.

    ``is_current`` is false where an incident's reports are no longer those that were decided upon.
    """

    kind: DecisionKind
    words: str
    reviewer: str
    at: str
    decision: int
    is_current: bool = True


class Review(Struct, frozen=True, kw_only=True):
    """All decisions in force about one record, by their number; of two corrections of a field the later alone.

    ``is_withdrawn``: a reviewer found that it is no event; such incidents are not listed unless asked for.
    """

    corrections: tuple[Correction, ...] = ()
    remarks: tuple[Remark, ...] = ()
    is_withdrawn: bool = False

    def correction_of(self, field: Field) -> Correction | None:
        """The correction of a field that is in force; ``None`` where nobody corrected it."""
        return next((one for one in self.corrections if one.field is field), None)
