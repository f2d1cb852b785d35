"""Incidents as a feed to subscribe to: Atom 1.0 (RFC 4287) and JSON Feed 1.1.

An entry's id is its incident's. It is dated by what was last read of it: the newest publication day of its reports or
the newest decision about it; so the same store always gives the same feed, and an entry is new only when it changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from msgspec import Struct

from onrecord.records import Incident
from onrecord.views.exports.cases import Case, document_refs, lead_quote, source_name
from onrecord.views.exports.kml import xml_text
from onrecord.views.exports.parties import candidate_words, statement_words, statements
from onrecord.views.words import actor_words, date_words, figure_words, one_line, place_words, type_words

__all__ = ["FEED_FORMS", "Feed", "atom_parts", "json_feed_parts", "updated_at"]

FEED_FORMS: Final = ("atom", "json")
_LONG_AGO: Final = "1970-01-01T00:00:00Z"
"""When nothing that tells of an incident is dated."""


class Feed(Struct, frozen=True, kw_only=True):
    """A feed's own id (a URI that never changes), title and the filters it answers, in words."""

    feed_id: str
    title: str
    filters: str


def updated_at(case: Case) -> str:
    """RFC 3339 time of the newest document or decision; the last day of the incident where neither is dated."""
    days = [f"{document.published[:10]}T00:00:00Z" for document in document_refs(case) if document.published]
    if review := case.incident.review:
        times = [one.at for one in review.corrections] + [one.at for one in review.remarks]
        days += [at.replace("+00:00", "Z") for at in times if "T" in at]
    if not days and case.incident.date:
        days = [f"{case.incident.date.end}T00:00:00Z"]
    return max(days, default=_LONG_AGO)


def newest_first(cases: Iterable[Case], limit: int) -> list[Case]:
    """The newest ``limit`` cases by ``updated_at``, then by id."""
    ranked = sorted(cases, key=lambda case: case.incident.incident_id)
    return sorted(ranked, key=updated_at, reverse=True)[:limit]


def atom_parts(cases: Sequence[Case], feed: Feed) -> Iterator[str]:
    """The feed as Atom, an entry a line."""
    updated = max(map(updated_at, cases), default=_LONG_AGO)
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{xml_text(feed.feed_id)}</id><title>{xml_text(feed.title)}</title>"
        f"<subtitle>{xml_text(feed.filters)}</subtitle><updated>{updated}</updated>"
        "<author><name>onrecord</name></author>\n"
    )
    yield from map(_atom_entry, cases)
    yield "</feed>\n"


def _atom_entry(case: Case) -> str:
    incident = case.incident
    links = [document.url for document in document_refs(case) if document.url and _is_web(document.url)]
    return "".join(
        (
            f"<entry><id>{_entry_id(incident)}</id><title>{xml_text(_title(incident))}</title>",
            f"<updated>{updated_at(case)}</updated>",
            *(f'<link rel="related" href={quoteattr(xml_text(link).replace("&amp;", "&"))}/>' for link in links),
            f"<category term={quoteattr(incident.event_type)}/>",
            f'<content type="html">{xml_text(_content(case))}</content></entry>\n',
        )
    )


def json_feed_parts(cases: Sequence[Case], feed: Feed) -> Iterator[str]:
    """The feed as JSON Feed. Each item's ``_onrecord`` holds status, country, figures and candidates."""
    head = {"version": "https://jsonfeed.org/version/1.1", "title": feed.title, "description": feed.filters}
    items = [_json_item(case) for case in cases]
    yield json.dumps({**head, "_onrecord": {"id": feed.feed_id}, "items": items}, ensure_ascii=False, indent=1) + "\n"


def _json_item(case: Case) -> dict[str, Any]:
    incident = case.incident
    killed = incident.casualties.killed
    return {
        "id": _entry_id(incident),
        "title": _title(incident),
        "content_html": _content(case),
        "date_modified": updated_at(case),
        "tags": [tag for tag in (incident.event_type, incident.mode) if tag],
        "_onrecord": {
            "status": str(incident.status),
            "date_start": incident.date.start if incident.date else None,
            "date_end": incident.date.end if incident.date else None,
            "country": next((place.country for place in incident.places if place.country), None),
            "killed_best": killed.best if killed else None,
            "attribution": list(candidate_words(incident)),
            "documents": [document.url for document in document_refs(case) if document.url],
        },
    }


def _entry_id(incident: Incident) -> str:
    return f"urn:onrecord:{incident.incident_id}"


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _title(incident: Incident) -> str:
    """What, where, when and, unless it happened, that it did not."""
    what = type_words(incident.event_type, incident.mode)
    status = "" if incident.status == "occurred" else f" ({incident.status})"
    return f"{what}{status}: {place_words(incident.places, 1)}, {date_words(incident.date)}"


def _content(case: Case) -> str:
    """HTML in which every word of a document is escaped."""
    incident, quote = case.incident, lead_quote(case)
    killed, wounded = incident.casualties.killed, incident.casualties.wounded
    sources = ", ".join(dict.fromkeys(source_name(one) or one.path for one in document_refs(case)))
    lines = [
        f"<blockquote>{_html(quote.text)}</blockquote>" if quote else "",
        f"<p>Killed: {_html(figure_words(killed))}. Wounded: {_html(figure_words(wounded))}. ",
        f"Said to have acted: {_html(actor_words(incident.actors))}.</p>",
        *(f"<p>{_html(statement_words(said, quoted=True))}</p>" for said in statements(incident)),
        f"<p>Sources: {_html(sources)}. A record of what is reported, not a finding.</p>",
    ]
    return "".join(lines)


def _html(words: str) -> str:
    return escape(one_line(words), quote=True)
