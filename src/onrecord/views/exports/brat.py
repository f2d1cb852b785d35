"""brat standoff: for each document its clean text and a file of marks; both ways.

Text-bound annotations (``T``) hold the marks; a mark over a line's end is written in fragments, as brat asks. What
else an annotator's file holds (relations, events, attributes, notes) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from onrecord.errors import InputError
from onrecord.views.exports.cases import Case, Settings
from onrecord.views.exports.marks import LABELS, Mark, MarkedDocument, marked_documents
from onrecord.views.exports.returned import ReturnedDocument

__all__ = ["read_brat", "write_brat"]

_LINE: Final = re.compile(r"T\d+\t(?P<label>\S+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)\t")


def write_brat(cases: Iterable[Case], path: Path, settings: Settings) -> None:
    """Writes the folder: ``ID.txt`` and ``ID.ann`` for each document, and ``annotation.conf``."""
    path.mkdir(parents=True, exist_ok=True)
    labels = set(LABELS)
    for marked in marked_documents(cases):
        stem = marked.document.document_id
        (path / f"{stem}.txt").write_bytes(marked.document.clean.encode("utf-8"))
        (path / f"{stem}.ann").write_bytes("".join(_lines(marked)).encode("utf-8"))
        labels |= {mark.label for mark in marked.marks}
    sections = ("[entities]", *sorted(labels), "", "[relations]", "", "[events]", "", "[attributes]", "")
    (path / "annotation.conf").write_text("\n".join(sections), encoding="utf-8")


def _lines(marked: MarkedDocument) -> Iterator[str]:
    clean = marked.document.clean
    for number, mark in enumerate(marked.marks, start=1):
        pieces = list(_fragments(clean, mark))
        spans = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(clean[start:end] for start, end in pieces)
        yield f"T{number}\t{mark.label} {spans}\t{words}\n"
        told = " ".join(f"{report_id}/{field}" for report_id, field in mark.fields)
        yield f"#{number}\tAnnotatorNotes T{number}\t{told}\n"


def _fragments(clean: str, mark: Mark) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"[^\r\n]+", clean[mark.start : mark.end]):
        yield mark.start + found.start(), mark.start + found.end()


def read_brat(path: Path) -> Iterator[ReturnedDocument]:
    """Each ``.ann`` file of the folder with its text. InputError where the folder, a text or a line cannot be read."""
    if not path.is_dir():
        raise InputError(f"{path} is no folder; brat's documents are a folder of .txt and .ann files")
    for file in sorted(path.glob("*.ann")):
        text = file.with_suffix(".txt")
        if not text.is_file():
            raise InputError(f"{text} is missing; put it beside {file.name}")
        lines = file.read_bytes().decode("utf-8").splitlines()
        marks = tuple(sorted(_mark(line, file) for line in lines if line.startswith("T")))
        yield ReturnedDocument(
            name=file.name, document_id=file.stem, text=text.read_bytes().decode("utf-8"), marks=marks
        )


def _mark(line: str, file: Path) -> Mark:
    found = _LINE.match(line)
    if found is None:
        raise InputError(f"{file}: {line!r} is no text-bound annotation of brat; correct the line or take it out")
    offsets = [int(part) for piece in found["spans"].split(";") for part in piece.split()]
    return Mark(min(offsets), max(offsets), found["label"])
