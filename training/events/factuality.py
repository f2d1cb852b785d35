"""Factuality of event words, labelled by close reading (``training/labels/factuality.csv``): ids and offsets, no text."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator

from msgspec import Struct

from training.events.labels import LABELS, sentences_of

VALUES = LABELS.with_name("factuality.csv")


class ValuedWord(Struct, frozen=True):
    """An event word ``[start, end)`` of its sentence, in characters, and its value in [-3, +3]."""

    start: int
    end: int
    value: float


def valued_sentences(data: pathlib.Path, path: pathlib.Path = VALUES) -> Iterator[tuple[str, str, list[ValuedWord]]]:
    """(the sentence's id, its text, its event words in their order); an id is ``set:document:offset of the sentence``.

    Raises ``KeyError`` where a document is missing under ``data``.
    """
    for name, document, start, text, rows in sentences_of(data, path):
        yield f"{name}:{document}:{start}", text, [_valued(row, start) for row in rows]


def _valued(row: dict[str, str], start: int) -> ValuedWord:
    return ValuedWord(int(row["start"]) - start, int(row["end"]) - start, float(row["value"]))
