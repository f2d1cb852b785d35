"""Reads what the user gives into raw items."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.limits import MAX_FILE_BYTES
from onrecord.records import MediaKind, RawItem, Refusal
from onrecord.sources.archives import read_archive_items
from onrecord.sources.feeds import read_feed_items
from onrecord.sources.kinds import SNIFF_BYTES, FileKind, kind_of_suffix, sniff_kind
from onrecord.sources.paths import STANDARD_INPUT, expand_paths, readable_name
from onrecord.sources.tables import read_table_items

_TABLES = (FileKind.JSONL, FileKind.CSV, FileKind.PARQUET)
_ARCHIVES = (FileKind.WARC, FileKind.WACZ)
_MEDIA = {FileKind.TEXT: MediaKind.TEXT, FileKind.HTML: MediaKind.HTML}


@dataclass(frozen=True, slots=True)
class ItemHints:
    """What the user says of all documents at once.

    ``published`` is the date of documents that carry none: it is applied last, so pass it to
    ``make_document`` as ``fallback_published``. ``source`` is put on every item that names none.
    """

    published: str | None = None
    source: str | None = None


NO_HINTS = ItemHints()


def read_items(
    paths: Sequence[str], *, stdin: BinaryIO | None = None, hints: ItemHints = NO_HINTS
) -> Iterator[RawItem | Refusal]:
    """The documents under ``paths``: files, folders (with what lies below), globs, and ``-`` for ``stdin``.

    The order is that of the paths, names sorted within a folder or glob, rows as they stand. The suffix
    says what a file is (data/documents/suffixes.csv), else its first bytes. A file or row that cannot be
    used is a Refusal and reading goes on. InputError, before anything is read, where a path does not
    exist, a pattern matches nothing, or ``-`` is given and ``stdin`` is not.
    """
    files = expand_paths(paths)
    if STANDARD_INPUT in files and stdin is None:
        raise InputError("-: there is no standard input here; give a file instead")
    return _read_all(files, stdin, hints)


def _read_all(files: Sequence[str], stdin: BinaryIO | None, hints: ItemHints) -> Iterator[RawItem | Refusal]:
    for path in files:
        if path == STANDARD_INPUT and stdin is not None:
            yield from read_stream(path, stdin, hints)
            continue
        try:
            with Path(path).open("rb") as stream:
                yield from read_stream(readable_name(path), stream, hints)
        except OSError as error:
            reason, name = error.strerror or str(error), readable_name(path)
            yield _refuse(name, "unreadable", f"{name}: cannot be read ({reason}); check its permissions")


def read_stream(path: str, stream: BinaryIO, hints: ItemHints) -> Iterator[RawItem | Refusal]:
    """The documents of one open file; ``path`` is its name, by whose suffix (else by the first bytes) it is read."""
    kind = kind_of_suffix(path)
    if kind is None or path == STANDARD_INPUT:
        head = stream.read(SNIFF_BYTES)
        kind = sniff_kind(head)
        stream = _put_back(head, stream)
    if kind in _TABLES:
        yield from read_table_items(kind, path, stream, hints.source)
    elif kind in _MEDIA:
        yield _read_whole(path, stream, _MEDIA[kind], hints)
    elif kind in _ARCHIVES:
        told = stream if stream.seekable() else _put_back(b"", stream)
        yield from read_archive_items(kind, path, told, hints.source)
    elif kind is FileKind.FEED:
        yield from read_feed_items(path, stream, hints.source)
    elif kind is FileKind.JSON:
        detail = f"{path}: JSON, but no table; write one object a line with the columns id and text"
        yield _refuse(path, "unknown_kind", detail)
    else:
        yield _refuse(
            path,
            "unknown_kind",
            f"{path}: neither text, HTML, a table, a feed nor a web archive; convert it to one of them",
        )


def _read_whole(path: str, stream: BinaryIO, media: MediaKind, hints: ItemHints) -> RawItem | Refusal:
    data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        return _refuse(path, "too_long", f"{path}: more than {MAX_FILE_BYTES} bytes; split it into its articles")
    digest = hashlib.sha256(data).hexdigest()
    return RawItem(path=path, data=data, sha256=digest, media=media, source=hints.source)


def _refuse(path: str, code: str, detail: str) -> Refusal:
    return Refusal(path=path, stage="sources", code=code, detail=detail)


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were looked at and stand in front of it again; unlike a pipe it tells where it is."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._rest = rest
        self._at = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        chunk, self._head = (self._head[:size], self._head[size:]) if self._head else (self._rest.read(size), b"")
        buffer[: len(chunk)] = chunk
        self._at += len(chunk)
        return len(chunk)

    def tell(self) -> int:
        return self._at


def _put_back(head: bytes, stream: BinaryIO) -> BinaryIO:
    if stream.seekable():
        stream.seek(-len(head), io.SEEK_CUR)
        return stream
    return io.BufferedReader(_Rejoined(head, stream))
