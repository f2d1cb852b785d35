"""Incidents as one web page that stands alone: it loads nothing, and no word of a document can act in it.

All text is escaped where it becomes markup (``page_html``). Should that ever fail, the page's Content Security Policy
(CSP Level 3) lets only its own script and style run, each named by the hash of its text, and forbids every request.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from string import Template
from typing import Final

from onrecord.records import Incident, Report
from onrecord.views.page_detail import contested_mark, incident_detail
from onrecord.views.page_html import SPACE, Html, element, joined, words
from onrecord.views.words import UNKNOWN, Bounds, actor_words, date_words, figure_words, place_words
from onrecord.views.words import type_words as kind_words

__all__ = ["page_parts"]

COLUMNS: Final = (
    ("date", "text"),
    ("type", "text"),
    ("status", "text"),
    ("place", "text"),
    ("attributed to", "text"),
    ("killed", "number"),
    ("wounded", "number"),
    ("sources", "number"),
)
"""Name of each column and how it is sorted."""


def page_parts(
    incidents: Sequence[Incident], reports_of: Callable[[str], Sequence[Report]], notes: Sequence[str] = ()
) -> Iterator[str]:
    """The page piece by piece: incidents in the order given, the same for the same records whenever it is made.

    ``reports_of`` gives the stored reports of an incident id. ``notes`` stand above the table, a paragraph each.
    """
    style, script = _file("page_style.css"), _file("page_script.js")
    before, after = _file("page_frame.html").split("$rows")
    values = {
        "policy": _policy(style, script),
        "style": style,
        "script": script,
        "count": f"{len(incidents)} incident{'s' * (len(incidents) != 1)}",
        "notes": "\n".join(element("p", words(note), class_="note") for note in notes),
        "heads": joined(_head(name, kind) for name, kind in COLUMNS),
    }
    yield Template(before).substitute(values)
    for incident in incidents:
        yield _body(incident, reports_of(incident.incident_id)) + "\n"
    yield Template(after).substitute(values)


def _file(name: str) -> str:
    # beside this module and not in data/: that folder's digest names the coder, and a new colour recodes no store
    return files("onrecord.views").joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_source_hash(style)}; script-src {_source_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _source_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _head(name: str, kind: str) -> Html:
    return element("th", element("button", words(name), type="button"), scope="col", data_kind=kind)


def _body(incident: Incident, reports: Sequence[Report]) -> Html:
    detail_id = f"detail-{incident.incident_id}"
    detail = element("td", incident_detail(incident, reports), colspan=str(len(COLUMNS)))
    return element(
        "tbody",
        element("tr", *_cells(incident, detail_id), class_="row"),
        element("tr", detail, class_="detail", id=detail_id),
        id=incident.incident_id,
    )


def _cells(incident: Incident, detail_id: str) -> Iterator[Html]:
    date = incident.date
    button = element("button", words(_when(incident)), type="button", aria_expanded="false", aria_controls=detail_id)
    yield element("th", button, scope="row", data_key=f"{date.start} {date.end}" if date else "")
    yield _text_cell(kind_words(incident.event_type, incident.mode) + " (many)" * incident.aggregate)
    yield _text_cell(str(incident.status))
    yield _text_cell(place_words(incident.places))
    yield _answer_cell(incident)
    yield _number_cell(incident.casualties.killed)
    yield _number_cell(incident.casualties.wounded)
    sources = str(incident.independent_sources)
    yield element("td", words(sources), class_="number", data_key=sources)


def _when(incident: Incident) -> str:
    return date_words(incident.date).replace("..", " to ") if incident.date else "undated"


def _text_cell(text: str) -> Html:
    return element("td", words(text), data_key="" if text == UNKNOWN else None)


def _answer_cell(incident: Incident) -> Html:
    """Who answers for it, strongest first; where no report says so, who is named as acting, marked as that. What a
    reviewer says goes before all."""
    if incident.corrected_actor():
        return element("td", words(f"{actor_words(incident.actors)} (review)"))
    if not incident.attribution:
        acting = actor_words(incident.actors)
        text = acting if acting == UNKNOWN else f"acting: {acting}"
        return element("td", words(text), class_="plain", data_key="" if acting == UNKNOWN else None)
    parts = [
        element("div", words(f"{one.name} ({one.basis})"), SPACE, contested_mark(one))
        for one in incident.attribution[:2]
    ]
    more = len(incident.attribution) - len(parts)
    rest = [element("div", words(f"and {more} more"), class_="plain")] if more else []
    return element("td", *parts, *rest)


def _number_cell(bounds: Bounds | None) -> Html:
    known = [bounds.best, bounds.low, bounds.high] if bounds else []
    key = next((str(number) for number in known if number is not None), "")
    return element("td", words(figure_words(bounds)), class_="number", data_key=key)
