"""Bytes become text, the same bytes always the same text."""

from __future__ import annotations

import codecs
import re

from onrecord.errors import LimitError
from onrecord.lexicon.documents import DocumentRules
from onrecord.limits import MAX_DOCUMENT_CHARS, MAX_FILE_BYTES
from onrecord.records import MediaKind, RawItem

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META_BYTES = 4096  # WHATWG HTML 13.2.3.2 looks at 1,024; pages with long scripts in front need more
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")


def decode(item: RawItem, rules: DocumentRules) -> str:
    """The text of ``item``: byte order mark, then (HTML) the declared charset, then UTF-8, then windows-1252.

    The mark itself is no part of the text; a byte without meaning, or half of a surrogate pair, becomes
    U+FFFD. Nothing else is changed, line ends least of all. LimitError with code ``too_long`` or
    ``undecodable`` (too many control characters to be text).
    """
    if len(item.data) > MAX_FILE_BYTES:
        raise LimitError("too_long", f"more than {MAX_FILE_BYTES} bytes; split it into its articles")
    text = _SURROGATE.sub("\ufffd", _decode_bytes(item.data, item.media, rules))
    if len(text) > MAX_DOCUMENT_CHARS:
        raise LimitError("too_long", f"more than {MAX_DOCUMENT_CHARS} characters; split it into its articles")
    controls = len(_CONTROL.findall(text))
    if controls > rules.settings.max_control_share * len(text):
        raise LimitError("undecodable", "looks like no text (many control characters); convert it to UTF-8 text")
    return text


def _decode_bytes(data: bytes, media: MediaKind, rules: DocumentRules) -> str:
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    declared = _declared_codec(data, rules) if media is MediaKind.HTML else None
    for attempt, errors in ((declared, "strict"), ("utf-8", "strict"), ("utf-8", "surrogatepass")):
        if attempt:
            try:
                return data.decode(attempt, errors)
            except UnicodeDecodeError:
                continue
    return data.decode("cp1252", "replace")


def _declared_codec(data: bytes, rules: DocumentRules) -> str | None:
    found = _META_CHARSET.search(data, 0, _META_BYTES)
    return rules.encodings.get(found[1].decode("ascii", "replace").lower()) if found else None
