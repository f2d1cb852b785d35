"""Entries of saved feeds (RSS 0.9x, 1.0 and 2.0, Atom 1.0, JSON Feed) as raw items. Nothing is fetched.

RFC 4287 (Atom); the RSS 2.0 specification of the RSS Advisory Board; JSON Feed 1.1.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO, Final

from lxml import etree
from msgspec import Struct

from onrecord.limits import MAX_FILE_BYTES
from onrecord.records import MediaKind, RawItem, Refusal

__all__ = ["FEED_START", "feed_day", "read_feed_items"]

FEED_START: Final = re.compile(
    rb"(?:\s|<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>)*<(?:rss|(?:\w+:)?feed|rdf:RDF)\b|\s*\{\s*\"version\"\s*:\s*\"https?:"
    rb"(?:\\?/){2}jsonfeed\.org",
    re.DOTALL,
)
"""How a feed begins: its first element, or the version of a JSON feed."""

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_TAG: Final = re.compile(r"<[a-zA-Z!/][^>]*>")
_BODIES: Final = ("encoded", "content", "content_html", "description", "summary", "content_text")
_DAYS: Final = ("pubDate", "published", "issued", "date", "date_published", "updated", "modified", "date_modified")


class _Feed(Struct, frozen=True):
    title: str | None
    language: str | None


class _Entry(Struct, frozen=True, kw_only=True):
    """One entry: the texts of its fields by their names without namespaces (the first of each), and its address."""

    fields: dict[str, str]
    link: str | None
    source: str | None
    language: str | None


def read_feed_items(path: str, stream: BinaryIO, source: str | None) -> Iterator[RawItem | Refusal]:
    """The entries of a feed, in order: text, title, address, day and source as the feed gives them.

    ``path`` of an item is the entry's own id, else its address, else ``feed:number`` (counted from 1). An entry
    without text is a refusal, and so is a feed that cannot be read. ``source`` stands in where the feed has no title.
    """
    data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        yield _refuse(path, "too_long", f"{path}: more than {MAX_FILE_BYTES} bytes; split the feed")
        return
    try:
        feed, entries = _json_feed(data) if data.lstrip().startswith(b"{") else _xml_feed(data)
    except (etree.XMLSyntaxError, ValueError, RecursionError) as error:
        yield _refuse(path, "bad_feed", f"{path}: not a readable feed ({error}); save it again")
        return
    if not entries:
        yield _refuse(path, "no_entry", f"{path}: the feed has no entry; check what was saved")
    for number, entry in enumerate(entries, start=1):
        yield _item(f"{path}:{number}", entry, feed, source)


def feed_day(words: str | None) -> str | None:
    """The ISO day of a date as feeds write it (RFC 822, ISO 8601), in its own time zone; ``None`` where it is none."""
    if not words:
        return None
    try:
        return date.fromisoformat(words.strip()[:10]).isoformat()
    except ValueError:
        pass  # not ISO: RFC 822 is tried next
    try:
        return parsedate_to_datetime(words.strip()).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _item(place: str, entry: _Entry, feed: _Feed, source: str | None) -> RawItem | Refusal:
    fields = entry.fields
    path = fields.get("guid") or fields.get("id") or entry.link or place
    body = next((fields[name] for name in _BODIES if fields.get(name)), None)
    if body is None:
        return _refuse(path, "no_text", f"{place} has no text; a feed that holds summaries or contents is needed")
    is_markup = bool(_TAG.search(body))
    data = (f"<article>{body}</article>" if is_markup else html.unescape(body)).encode("utf-8", "replace")
    day = next((day for name in _DAYS if (day := feed_day(fields.get(name)))), None)
    return RawItem(
        path=path,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        media=MediaKind.HTML if is_markup else MediaKind.TEXT,
        url=entry.link,
        title=_plain(fields.get("title")),
        source=_plain(entry.source) or _plain(feed.title) or source,
        published=day,
        language=entry.language or feed.language,
    )


def _plain(words: str | None) -> str | None:
    """A title without markup and references, on one line."""
    if words is None:
        return None
    return " ".join(html.unescape(_TAG.sub(" ", words)).split()) or None


def _refuse(path: str, code: str, detail: str) -> Refusal:
    return Refusal(path=path, stage="sources", code=code, detail=detail)


# ------------------------------------------------------------ XML


def _xml_feed(data: bytes) -> tuple[_Feed, list[_Entry]]:
    """XMLSyntaxError where it is no XML; entities of its own are not expanded and nothing is loaded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(data.lstrip(), parser)
    if root is None:
        raise ValueError("no XML element")
    channel = next((one for one in root if _name(one) == "channel"), root)
    entries = [one for one in root.iter() if _name(one) in ("item", "entry")]
    language = _texts(channel).get("language") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return _Feed(_texts(channel).get("title"), _language(language)), [_xml_entry(one) for one in entries]


def _name(element: Any) -> str:
    """The local name; empty for a comment or processing instruction."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _texts(element: Any) -> dict[str, str]:
    """The text of each child by its local name; of several of a name the first that has any."""
    found: dict[str, str] = {}
    for child in element:
        name = _name(child)
        if name and name not in found and (text := _text(child)):
            found[name] = text
    return found


def _text(element: Any) -> str:
    """Its text; where it holds elements itself (XHTML), their markup."""
    if len(element) == 0:
        return (element.text or "").strip()
    inner = [html.escape(element.text or "", quote=False)]
    inner += [etree.tostring(child, encoding="unicode", method="html") for child in element if _name(child)]
    return "".join(inner).strip()


def _xml_entry(element: Any) -> _Entry:
    links = [one for one in element if _name(one) == "link"]
    addresses = [one.get("href") for one in links if one.get("rel", "alternate") == "alternate" and one.get("href")]
    addresses += [one.text.strip() for one in links if one.text and one.text.strip()]
    origin = next((one for one in element if _name(one) == "source"), None)
    named = None if origin is None else (_texts(origin).get("title") or (origin.text or "").strip() or None)
    fields = _texts(element)
    return _Entry(
        fields=fields,
        link=next(iter(addresses), None),
        source=named,
        language=_language(element.get("{http://www.w3.org/XML/1998/namespace}lang") or fields.get("language")),
    )


def _language(words: str | None) -> str | None:
    """The two letters of a language tag."""
    head = (words or "").strip().lower().replace("_", "-").partition("-")[0]
    return head if len(head) == 2 and head.isalpha() else None


# ------------------------------------------------------------ JSON


def _json_feed(data: bytes) -> tuple[_Feed, list[_Entry]]:
    """ValueError where it is no JSON feed."""
    read = json.loads(data.decode("utf-8-sig"))
    items = read.get("items") if isinstance(read, dict) else None
    if not isinstance(items, list):
        raise ValueError("no list of items")
    feed = _Feed(_string(read.get("title")), _language(_string(read.get("language"))))
    return feed, [_json_entry(item) for item in items if isinstance(item, dict)]


def _json_entry(item: dict[str, Any]) -> _Entry:
    fields = {name: text for name, value in item.items() if (text := _string(value))}
    link = fields.get("url") or fields.get("external_url")
    return _Entry(fields=fields, link=link, source=None, language=_language(fields.get("language")))


def _string(value: object) -> str | None:
    """A text without lone surrogates, which JSON may hold and UTF-8 may not."""
    return value.encode("utf-8", "replace").decode("utf-8").strip() or None if isinstance(value, str) else None
