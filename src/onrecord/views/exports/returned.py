"""What comes back from an annotation program, and how it differs from what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from onrecord.errors import InputError
from onrecord.records import Document
from onrecord.views.exports.marks import LABELS, Mark, MarkedDocument

__all__ = ["Change", "ChangeKind", "ReturnedDocument", "differences"]


class ReturnedDocument(Struct, frozen=True, kw_only=True):
    """A document as it came back. ``document_id`` may be unknown; ``marks`` count in ``text``, by place."""

    name: str
    document_id: str | None
    text: str
    marks: tuple[Mark, ...]


class ChangeKind(StrEnum):
    """What an annotator did. ``moved``: other words, same label; ``relabelled``: same words, other label."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RELABELLED = "relabelled"


class Change(Struct, frozen=True, kw_only=True):
    """One difference. ``old`` is what is stored, ``new`` what came back; both count in ``Document.clean``."""

    kind: ChangeKind
    old: Mark | None
    new: Mark | None

    def words(self, document: Document) -> str:
        """``Place: "Mosul" -> "Erbil"``."""
        old, new = (f'"{document.clean[one.start : one.end]}"' if one else "nothing" for one in (self.old, self.new))
        labels = dict.fromkeys(one.label for one in (self.old, self.new) if one)
        return f"{' -> '.join(labels)}: {old} -> {new}"


def differences(stored: MarkedDocument, returned: ReturnedDocument) -> tuple[Change, ...]:
    """Every difference, by place. InputError where the text is another, or a mark lies outside it.

    A mark that came back unchanged is none. Of the rest, one on the same words is relabelled, one of the same label
    that overlaps is moved; what is then left of the stored is removed, what is left of the returned is added.
    """
    _check_text(stored, returned)
    old = {(mark.start, mark.end, mark.label): mark for mark in stored.marks}
    new = {(mark.start, mark.end, mark.label): mark for mark in returned.marks}
    left = [mark for key, mark in old.items() if key not in new]
    came = [mark for key, mark in new.items() if key not in old]
    changes = [*_paired(left, came, ChangeKind.RELABELLED), *_paired(left, came, ChangeKind.MOVED)]
    changes += [Change(kind=ChangeKind.REMOVED, old=mark, new=None) for mark in left]
    changes += [Change(kind=ChangeKind.ADDED, old=None, new=mark) for mark in came]
    return tuple(sorted(changes, key=lambda change: change.old or change.new or Mark(0, 0, "")))


def _check_text(stored: MarkedDocument, returned: ReturnedDocument) -> None:
    if _flat(returned.text) != _flat(stored.document.clean):
        raise InputError(
            f"{returned.name}: its text is not that of the stored document; export it again and annotate that"
        )
    for mark in returned.marks:
        if not 0 <= mark.start < mark.end <= len(stored.document.clean):
            raise InputError(f"{returned.name}: the mark [{mark.start},{mark.end}) lies outside the text; correct it")


def _flat(text: str) -> str:
    """Line ends may come back as another system writes them, one character for one character."""
    return text.replace("\r", "\n").rstrip()


def _paired(left: list[Mark], came: list[Mark], kind: ChangeKind) -> Iterator[Change]:
    """Takes pairs that fit out of both lists."""
    for old in list(left):
        fits = [new for new in came if _fits(old, new, kind)]
        if fits:
            new = max(fits, key=lambda one: min(one.end, old.end) - max(one.start, old.start))
            left.remove(old)
            came.remove(new)
            yield Change(kind=kind, old=old, new=new)


def _fits(old: Mark, new: Mark, kind: ChangeKind) -> bool:
    if kind is ChangeKind.RELABELLED:  # an event stays one, and so does a part of it
        same_sort = (old.label in LABELS) == (new.label in LABELS)
        return (old.start, old.end) == (new.start, new.end) and same_sort
    return old.label == new.label and old.start < new.end and new.start < old.end
