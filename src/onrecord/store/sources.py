"""The bytes of documents as they were read, packed for keeping."""

from __future__ import annotations

import zlib
from typing import Final

import msgspec
from msgspec import Struct

from onrecord.records import MediaKind, RawItem, json_line
from onrecord.store.writing import Value, digest_of

__all__ = ["item_of", "source_hash", "source_row"]


class _Source(Struct, frozen=True, kw_only=True):
    """A raw item without its bytes."""

    path: str
    media: MediaKind
    url: str | None
    title: str | None
    source: str | None
    published: str | None
    language: str | None


_SOURCE: Final = msgspec.json.Decoder(_Source)


def source_hash(prev_hash: str, document_id: str, record: str, data: bytes) -> str:
    """The link that a kept source is in the chain: sha256 (hex) of the link before it, the id, the record, and the
    bytes as packed, each but the last with a line feed after it.

    Of the packed bytes, since in those some bits mean nothing and a change of them could else go unseen.
    """
    return digest_of(f"{prev_hash}\n{document_id}\n{record}\n".encode() + data)


def source_row(item: RawItem, seq: int, prev_hash: str) -> tuple[Value, ...]:
    """The row of the table ``sources`` as number ``seq`` of the chain."""
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
    return seq, item.sha256, line, packed, prev_hash, source_hash(prev_hash, item.sha256, line, packed)


def item_of(document_id: str, record: str, data: bytes) -> RawItem:
    """The raw item as it was read. zlib.error where the packed bytes are damaged."""
    known = _SOURCE.decode(record)
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
