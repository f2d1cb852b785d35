"""Factuality of event words, labelled by close reading (``training/labels/factuality.csv``): ids and offsets, no text."""

from __future__ import annotations

import csv
import pathlib
from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from training.events.labels import LABELS, read_texts

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
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    texts = {name: read_texts(data, name) for name in {row["set"] for row in rows}}
    key = ("set", "document", "sentence_start", "sentence_end")
    for (name, document, first, last), group in groupby(rows, key=lambda row: [row[k] for k in key]):
        start, end = int(first), int(last)
        text = texts[name][document].replace("\n", " ")[start:end]
        yield f"{name}:{document}:{first}", text, [_valued(row, start) for row in group]


def _valued(row: dict[str, str], start: int) -> ValuedWord:
    return ValuedWord(int(row["start"]) - start, int(row["end"]) - start, float(row["value"]))
