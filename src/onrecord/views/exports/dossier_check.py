"""Checks a sealed dossier, offline and from the file alone."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from onrecord.documents.decoding import decode
from onrecord.errors import InputError, LimitError
from onrecord.lexicon.documents import DocumentRules, load_document_rules
from onrecord.records import Decision, Document, Incident, MediaKind, RawItem, Report, decision_hash
from onrecord.views.exports.dossier import FORMAT, MANIFEST, SEAL, SOURCES, Manifest
from onrecord.views.exports.values import marked_values

__all__ = ["DossierCheck", "is_dossier", "verify_dossier"]

R = TypeVar("R", bound=Struct)


class DossierCheck(Struct, frozen=True, kw_only=True):
    """What was found. ``faults`` are lines for people, none where all holds; ``seal`` is the sha256 of the manifest.

    ``unproven`` counts documents whose bytes the dossier does not hold, so that nothing ties their text to an id.
    """

    seal: str
    incidents: int
    reports: int
    documents: int
    decisions: int
    unproven: int
    faults: tuple[str, ...]


def is_dossier(path: Path) -> bool:
    """Whether the file is a ZIP file with a manifest in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def verify_dossier(path: Path, seal: str | None = None) -> DossierCheck:
    """Checks every part against the manifest, the manifest against the seal (the one given too), documents against
    their ids, quotes against their documents and decisions against their hashes.

    InputError where the file is no dossier at all.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        manifest = msgspec.json.decode(parts[MANIFEST], type=Manifest)
    except (OSError, zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"{path}: no whole dossier ({error}); get the file again from whoever gave it") from error
    except msgspec.DecodeError as error:
        raise InputError(f"{path}: its manifest cannot be read ({error}); get the file again") from error
    return _check(manifest, parts, seal)


def _check(manifest: Manifest, parts: Mapping[str, bytes], seal: str | None) -> DossierCheck:
    faults = list(_seal_faults(manifest, parts, seal))
    incidents = _decoded("incidents.jsonl", parts, Incident, faults)
    reports = {one.report_id: one for one in _decoded("reports.jsonl", parts, Report, faults)}
    documents = {one.document_id: one for one in _decoded("documents.jsonl", parts, Document, faults)}
    decisions = _decoded("journal.jsonl", parts, Decision, faults)
    faults += _missing_faults(manifest, incidents, reports, documents)
    faults += _source_faults(parts, documents)
    for report in reports.values():
        if report.document.document_id in documents:
            faults += _quote_faults(report, documents[report.document.document_id].text)
    faults += [f"decision {one.seq}: does not fit its hash" for one in decisions if decision_hash(one) != one.hash]
    return DossierCheck(
        seal=_sha256(parts[MANIFEST]),
        incidents=len(incidents),
        reports=len(reports),
        documents=len(documents),
        decisions=len(decisions),
        unproven=len(documents.keys() - {_document_id(name) for name in parts}),
        faults=tuple(faults),
    )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _seal_faults(manifest: Manifest, parts: Mapping[str, bytes], seal: str | None) -> Iterator[str]:
    own = _sha256(parts[MANIFEST])
    if manifest.format != FORMAT:
        yield f"format is {manifest.format!r}, this onrecord knows {FORMAT!r}"
    if parts.get(SEAL, b"").decode("ascii", "replace").strip() != own:
        yield "the manifest does not fit the seal"
    if seal is not None and seal.lower() != own:
        yield f"the seal is {own}, not the one that was given"
    listed = {part.name: part for part in manifest.parts}
    for name, part in listed.items():
        if name not in parts:
            yield f"{name}: is missing"
        elif _sha256(parts[name]) != part.sha256:
            yield f"{name}: was changed"
    yield from (f"{name}: was added" for name in sorted(parts.keys() - listed.keys() - {MANIFEST, SEAL}))


def _decoded(name: str, parts: Mapping[str, bytes], kind: type[R], faults: list[str]) -> list[R]:
    records: list[R] = []
    for number, line in enumerate(parts.get(name, b"").splitlines(), start=1):
        try:
            records.append(msgspec.json.decode(line, type=kind))
        except msgspec.DecodeError as error:
            faults.append(f"{name}: line {number} cannot be read ({error})")
    return records


def _missing_faults(
    manifest: Manifest, incidents: list[Incident], reports: Mapping[str, Report], documents: Mapping[str, Document]
) -> Iterator[str]:
    if tuple(one.incident_id for one in incidents) != manifest.incidents:
        yield "incidents.jsonl: holds others than the manifest names"
    for incident in incidents:
        yield from (
            f"{incident.incident_id}: its report {key} is missing" for key in incident.reports if key not in reports
        )
    for report in reports.values():
        if report.document.document_id not in documents:
            yield f"{report.report_id}: its document is missing"


def _document_id(name: str) -> str | None:
    return name.removeprefix(SOURCES).partition(".")[0] if name.startswith(SOURCES) else None


def _source_faults(parts: Mapping[str, bytes], documents: Mapping[str, Document]) -> Iterator[str]:
    """Whether bytes fit their id and, read again, give the document's text."""
    rules = load_document_rules()
    for name, data in parts.items():
        key = _document_id(name)
        if key is None:
            continue
        if _sha256(data) != key:
            yield f"{name}: its bytes do not fit its id"
        if key in documents:
            media = MediaKind.HTML if name.endswith(f".{MediaKind.HTML}") else MediaKind.TEXT
            item = RawItem(path=documents[key].path, data=data, sha256=key, media=media)
            if not _gives(item, documents[key].text, rules):
                yield f"{documents[key].path}: its text is not what its bytes say"


def _gives(item: RawItem, text: str, rules: DocumentRules) -> bool:
    try:
        return decode(item, rules) == text
    except LimitError:
        return False


def _quote_faults(report: Report, text: str) -> Iterator[str]:
    quotes = [(one.start, one.end, one.text) for one in report.evidence]
    quotes += [(one.start, one.end, one.text) for one in marked_values(report)]
    for start, end, words in quotes:
        if text[start:end] != words:
            yield f"{report.report_id}: its words at [{start},{end}) do not stand in its document"
