"""Web archives (WARC 1.0 and 1.1, ISO 28500; WACZ 1.1) as raw items: one page at a time, bounded whatever they hold.

Only what a server sent as a page is read: responses with status 200 (and ``resource`` and ``conversion`` records) of
HTML or plain text. Everything else in an archive (images, scripts, requests, redirects) is passed over in silence.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final
from urllib.parse import urlsplit

import brotli
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from onrecord.limits import MAX_FILE_BYTES
from onrecord.records import MediaKind, RawItem, Refusal
from onrecord.sources.kinds import FileKind

__all__ = ["read_archive_items"]

PAGES: Final = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
MEDIA: Final = {
    "text/html": MediaKind.HTML,
    "application/xhtml+xml": MediaKind.HTML,
    "text/plain": MediaKind.TEXT,
}
OK: Final = 200
WARC_NAMES: Final = (".warc", ".warc.gz")
DAMAGES: Final = (OSError, ValueError, EOFError, zlib.error, brotli.error)
"""What fastwarc and zlib raise on bytes that are no archive, or a damaged one."""


def read_archive_items(kind: FileKind, path: str, stream: BinaryIO, source: str | None) -> Iterator[RawItem | Refusal]:
    """The pages of an archive, in its order.

    ``path`` of an item is the archive's with the record's id (``news.warc.gz#urn:uuid:...``), ``url`` the address that
    was asked for, ``source`` the host's name unless ``source`` says otherwise; the sha256 is that of the page's bytes
    after transfer and content decoding. The day of the capture is not that of publication and is not used.
    A page that is too long, and a part that is damaged, is a refusal.
    """
    if kind is FileKind.WACZ:
        yield from _read_wacz(path, stream, source)
    else:
        yield from _read_warc(path, stream, source)


def _read_wacz(path: str, stream: BinaryIO, source: str | None) -> Iterator[RawItem | Refusal]:
    if not stream.seekable():
        detail = f"{path}: a WACZ cannot be read from a pipe (its directory stands at its end); give the file"
        yield _refuse(path, "not_seekable", detail)
        return
    try:
        with zipfile.ZipFile(stream) as archive:
            for name in sorted(info.filename for info in archive.infolist() if info.filename.endswith(WARC_NAMES)):
                with archive.open(name) as member:
                    yield from _read_warc(f"{path}!{name}", member, source)  # type: ignore[arg-type]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, *DAMAGES) as error:
        yield _refuse(path, "damaged_archive", f"{path}: cannot be read as WACZ ({error}); get it again")


def _read_warc(path: str, stream: BinaryIO, source: str | None) -> Iterator[RawItem | Refusal]:
    try:
        # content encodings are left to _unpack, which stops at the limit
        for record in ArchiveIterator(stream, record_types=PAGES, parse_http=True, auto_decode="transfer"):
            one = _page(path, record, source)
            if one is not None:
                yield one
    except DAMAGES as error:
        yield _refuse(path, "damaged_archive", f"{path}: damaged from here on ({error}); what came before was read")


def _page(path: str, record: WarcRecord, source: str | None) -> RawItem | Refusal | None:
    media = _media(record)
    if media is None:
        return None
    where = f"{path}#{(record.record_id or '').strip('<>')}"
    try:
        data = _body(record)
    except DAMAGES as error:
        return _refuse(where, "damaged_record", f"{where}: cannot be decoded ({error}); get the archive again")
    if len(data) > MAX_FILE_BYTES:
        return _refuse(where, "too_long", f"{where}: more than {MAX_FILE_BYTES} bytes; it is no single article")
    if not data.strip():
        return None
    url = record.headers.get("WARC-Target-URI")
    return RawItem(
        path=where,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        media=media,
        url=url,
        source=source or _host(url),
    )


def _body(record: WarcRecord) -> bytes:
    """The page's bytes, at most one more than the limit. One of DAMAGES where they end early or are wrongly packed."""
    headers = record.http_headers if record.is_http else None
    is_chunked = headers is not None and "Transfer-Encoding" in headers
    data = record.reader.read(MAX_FILE_BYTES + 1)
    if not is_chunked and len(data) < min(record.content_length, MAX_FILE_BYTES + 1):
        raise EOFError(f"{len(data)} of {record.content_length} bytes are there")
    packing = (headers.get("Content-Encoding") or "" if headers is not None else "").strip().lower()
    return _unpack(data, packing)


def _unpack(data: bytes, packing: str) -> bytes:
    """What was packed, at most one byte more than the limit: a bomb is never unpacked whole."""
    if packing in ("", "identity"):
        return data
    if packing in ("gzip", "x-gzip", "deflate"):
        is_raw = packing == "deflate" and data[:1] != b"\x78"
        unzip = zlib.decompressobj(-15 if is_raw else 47)
        unpacked = unzip.decompress(data, MAX_FILE_BYTES + 1)
        is_whole = unzip.eof
    elif packing == "br":
        unbrotli = brotli.Decompressor()
        unpacked = unbrotli.process(data, output_buffer_limit=MAX_FILE_BYTES + 1)
        is_whole = unbrotli.is_finished()
    else:
        raise ValueError(f"packed as {packing!r}, which is not known")
    if not is_whole and len(unpacked) <= MAX_FILE_BYTES:
        raise EOFError("the packed page ends early")
    return bytes(unpacked)


def _media(record: WarcRecord) -> MediaKind | None:
    """What the record's page is; ``None`` where it is no page."""
    if record.is_http and record.http_headers is not None:
        if record.http_headers.status_code != OK:
            return None
        content_type = record.http_content_type or ""
    else:
        content_type = record.headers.get("Content-Type") or ""
    return MEDIA.get(content_type.partition(";")[0].strip().lower())


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # an address that is none, such as http://[bad
        return None
    return host.removeprefix("www.") if host else None


def _refuse(path: str, code: str, detail: str) -> Refusal:
    return Refusal(path=path, stage="sources", code=code, detail=detail)
