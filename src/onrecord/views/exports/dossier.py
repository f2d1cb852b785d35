"""A sealed dossier: one ZIP file with records, their documents as they were read, hashes and the journal's decisions.

The seal is the sha256 of the manifest, which holds the sha256 of every other part. Who notes the seal elsewhere can
prove later that nothing in the file was changed; without that the seal shows damage, not forgery.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from onrecord.records import json_line
from onrecord.views.exports.cases import Case, Settings

__all__ = ["FORMAT", "MANIFEST", "SEAL", "SOURCES", "Manifest", "Part", "write_dossier"]

FORMAT: Final = "onrecord dossier 1"
MANIFEST: Final = "manifest.json"
SEAL: Final = "seal"
SOURCES: Final = "sources/"
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""Every part bears this time, so that the same content always gives the same bytes."""

_README: Final = """\
A sealed dossier made by onrecord.

incidents.jsonl   what is said to have happened, one incident a line
reports.jsonl     each as one document tells it, with quotes
documents.jsonl   the texts in which all spans count (characters from 0, the end exclusive)
sources/          the bytes of each document as they were read; the name is their sha256 and text or html
journal.jsonl     decisions of reviewers about them, each with its own hash
manifest.json     the sha256 of every part
seal              the sha256 of manifest.json

A dossier records statements. It does not find that they are true.

To check it: onrecord verify FILE. Without onrecord: compute the sha256 of manifest.json and compare it with the seal
that you noted when you were given the file; then compute the sha256 of every part and compare it with the manifest.
"""


class Part(Struct, frozen=True, kw_only=True):
    """A part of the file: its name, the sha256 (hex) and number of its bytes."""

    name: str
    sha256: str
    size_bytes: int


class Manifest(Struct, frozen=True, kw_only=True):
    """What a dossier holds."""

    format: str
    made_at: str
    made_by: str
    incidents: tuple[str, ...]
    journal_head: str
    parts: tuple[Part, ...]


def write_dossier(cases: Iterable[Case], path: Path, settings: Settings) -> None:
    """Writes the file anew; nothing is left where that fails."""
    held = list(cases)
    parts = sorted(_parts(held, settings))
    manifest = Manifest(
        format=FORMAT,
        made_at=datetime.fromtimestamp(settings.made_at, UTC).isoformat(),
        made_by=f"onrecord {settings.version}",
        incidents=tuple(case.incident.incident_id for case in held),
        journal_head=settings.journal_head,
        parts=tuple(_described(name, data) for name, data in parts),
    )
    listed = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    sealed = [(MANIFEST, listed), (SEAL, f"{hashlib.sha256(listed).hexdigest()}\n".encode()), *parts]
    part = path.with_name(f"{path.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in sealed:
                entry = zipfile.ZipInfo(name, _EARLIEST)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _described(name: str, data: bytes) -> Part:
    return Part(name=name, sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data))


def _parts(cases: Sequence[Case], settings: Settings) -> Iterator[tuple[str, bytes]]:
    reports = {report.report_id: report for case in cases for report in case.reports}
    documents = {key: document for case in cases for key, document in case.documents.items()}
    sources = {key: item for case in cases for key, item in case.sources.items()}
    yield "README.txt", _README.encode()
    yield "incidents.jsonl", _lines(case.incident for case in cases)
    yield "reports.jsonl", _lines(reports.values())
    yield "documents.jsonl", _lines(documents.values())
    yield (
        "journal.jsonl",
        _lines(
            one for one in settings.decisions if any(anchor.document_id in documents for anchor in one.subject.anchors)
        ),
    )
    for key, item in sources.items():
        yield f"{SOURCES}{key}.{item.media}", item.data


def _lines(records: Iterable[Struct]) -> bytes:
    return "".join(f"{json_line(record)}\n" for record in records).encode("utf-8")
