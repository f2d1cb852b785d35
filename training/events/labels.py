"""Sentences labelled by close reading (``training/labels``): ids of documents and offsets, no text.

The texts lie in ``../shared/bench``. A sentence is ``[sentence_start, sentence_end)`` of a document's text, single line
breaks read as blanks; a rams document's text is its tokens with blanks between. A row is a word that was judged:
its types (best first), "unknown", or "none" for a sentence without an event. All other words carry none.
"""

from __future__ import annotations

import csv
import json
import pathlib
from collections.abc import Iterator
from itertools import groupby
from typing import Any

LABELS = pathlib.Path(__file__).resolve().parents[1] / "labels" / "sentences.csv"
LATER_LABELS = LABELS.with_name("later.csv")
"""Those that the shipped model was not fitted on, but a larger one."""

FILES = {"speed": "speed/news.jsonl"}
"""Where a set's texts lie, if not in its ``dev.jsonl``."""

Row = dict[str, Any]


def labelled_sentences(data: pathlib.Path, path: pathlib.Path = LABELS) -> Iterator[tuple[str, str, str, list[Row]]]:
    """(set, document, sentence, judged words): words as ``{start, end, types | None, status, core}``, offsets in the sentence.

    Raises ``KeyError`` where a document is missing under ``data``.
    """
    for name, document, start, text, rows in sentences_of(data, path):
        yield name, document, text, [_judged(row, start) for row in rows if row["types"] != "none"]


def sentences_of(data: pathlib.Path, path: pathlib.Path) -> Iterator[tuple[str, str, int, str, list[Row]]]:
    """(set, document, where the sentence begins in it, the sentence, its rows) of a table of labels.

    Raises ``KeyError`` where a document is missing under ``data``.
    """
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    texts = {name: read_texts(data, name) for name in {row["set"] for row in rows}}
    key = ("set", "document", "sentence_start", "sentence_end")
    for (name, document, first, last), group in groupby(rows, key=lambda row: [row[k] for k in key]):
        start, end = int(first), int(last)
        yield name, document, start, texts[name][document].replace("\n", " ")[start:end], list(group)


def _judged(row: Row, start: int) -> Row:
    known = row["types"] != "unknown"
    return {
        "start": int(row["start"]) - start,
        "end": int(row["end"]) - start,
        "types": row["types"].split() if known else None,
        "status": row["status"] or None,
        "core": row["core"] == "yes" if known else None,
    }


def read_texts(data: pathlib.Path, name: str) -> dict[str, str]:
    """A set's texts by the document's id."""
    path = data / FILES.get(name, f"{name}/dev.jsonl")
    return {str(row["id"]): _text(row) for row in map(json.loads, path.open(encoding="utf-8"))}


def _text(row: Row) -> str:
    if "doc" in row:
        return str(row["doc"]["doc_text"])
    return str(row["text"]) if "text" in row else " ".join(" ".join(tokens) for tokens in row["sentences"])
