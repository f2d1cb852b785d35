"""Tells what a file is, by its suffix or by its first bytes."""

from __future__ import annotations

import codecs
import csv
import re
import zlib
from enum import StrEnum
from pathlib import PurePath

from onrecord.lexicon.documents import load_document_rules
from onrecord.sources.feeds import FEED_START

SNIFF_BYTES = 65_536
TEXT_COLUMNS = ("text", "html")

_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|script)\b", re.IGNORECASE)
_PARQUET_MAGIC = b"PAR1"
_WARC_MAGIC = b"WARC/1."
_GZIP_MAGIC = b"\x1f\x8b"
_ZIP_MAGIC = b"PK\x03\x04"
_WACZ_MEMBER = re.compile(rb"datapackage\.json|archive/[^/]+\.warc")
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class FileKind(StrEnum):
    """What a file holds."""

    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    WARC = "warc"
    WACZ = "wacz"
    FEED = "feed"
    JSON = "json"
    BINARY = "binary"


def kind_of_suffix(path: str) -> FileKind | None:
    """The kind that the suffix stands for (data/documents/suffixes.csv); ``None`` where it is not listed."""
    listed = load_document_rules().suffixes
    last_two = PurePath(path.lower()).suffixes[-2:]
    kind = listed.get("".join(last_two)) or listed.get("".join(last_two[-1:]))
    return FileKind(kind) if kind else None


def sniff_kind(head: bytes) -> FileKind:
    """The kind that the first bytes of a file look like; plain text where nothing else fits.

    ``JSON`` is JSON that is no table (a list, or an object over several lines), ``BINARY`` has NUL bytes.
    """
    if head.startswith(_PARQUET_MAGIC):
        return FileKind.PARQUET
    if head.startswith(_WARC_MAGIC) or _unzipped(head).startswith(_WARC_MAGIC):
        return FileKind.WARC
    if head.startswith(_ZIP_MAGIC) and _WACZ_MEMBER.search(head):
        return FileKind.WACZ
    if b"\0" in head[:1024] and not head.startswith(_BOMS):
        return FileKind.BINARY
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if FEED_START.match(start[:4096]):
        return FileKind.FEED
    if start.startswith(b"<") and _TAG.search(start[:2048]):
        return FileKind.HTML
    if start.startswith((b"{", b"[{", b"[\n")):
        return _json_kind(start)
    if _has_text_column(start):
        return FileKind.CSV
    return FileKind.TEXT


def _unzipped(head: bytes) -> bytes:
    """The first bytes of what is gzipped; empty where nothing is."""
    if not head.startswith(_GZIP_MAGIC):
        return b""
    try:
        return zlib.decompressobj(31).decompress(head, len(_WARC_MAGIC))
    except zlib.error:
        return b""


def _json_kind(start: bytes) -> FileKind:
    line = start.partition(b"\n")[0].rstrip()
    whole = line.startswith(b"{") and line.endswith(b"}")
    return FileKind.JSONL if whole or b"\n" not in start else FileKind.JSON


def _has_text_column(start: bytes) -> bool:
    line = start.partition(b"\n")[0].decode("utf-8", "replace").strip()
    if "," not in line:
        return False
    try:
        names = {name.strip().lower() for name in next(csv.reader([line]), [])}
    except csv.Error:  # a bare carriage return, or a cell past csv's limit: no head of a table
        return False
    return bool(names & set(TEXT_COLUMNS)) and "id" in names
