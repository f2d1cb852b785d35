"""The bytes of documents as they were read, packed for keeping."""

from __future__ import annotations

import zlib
from typing import Final

import msgspec
from msgspec import Struct

from onrecord.records import MediaKind, RawItem, json_line
from onrecord.store.writing import Value, digest_of

__all__ = ["SOURCE", "item_of", "source_row"]


class _Source(Struct, frozen=True, kw_only=True):
    """A raw item without its bytes."""

    path: str
    media: MediaKind
    url: str | None
    title: str | None
    source: str | None
    published: str | None
    language: str | None


SOURCE: Final = msgspec.json.Decoder(_Source)


def source_row(item: RawItem) -> tuple[Value, ...]:
    """The row of the table ``sources``. Its digest is of the packed bytes: in those some bits mean nothing, so that a
    change could else go unseen."""
    described = _Source(
        path=item.path,
        media=item.media,
        url=item.url,
        title=item.title,
        source=item.source,
        published=item.published,
        language=item.language,
    )
    packed = zlib.compress(item.data, 6)
    line = json_line(described)
    return item.sha256, line, packed, digest_of(line.encode("utf-8") + packed)


def item_of(document_id: str, record: str, data: bytes) -> RawItem:
    """The raw item as it was read. zlib.error where the packed bytes are damaged."""
    known = SOURCE.decode(record)
    return RawItem(
        path=known.path,
        data=zlib.decompress(data),
        sha256=document_id,
        media=known.media,
        url=known.url,
        title=known.title,
        source=known.source,
        published=known.published,
        language=known.language,
    )
