"""KML 2.2: one placemark an incident that happened; a coarse place has no point."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from onrecord.lexicon.exports import load_fields
from onrecord.views.exports.cases import HAPPENED, Case, Settings, main_place
from onrecord.views.exports.geojson import feature_properties, point_of
from onrecord.views.words import date_words, place_words, type_words

__all__ = ["kml_parts", "xml_text"]

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n<name>Incidents</name>\n'
)


def kml_parts(cases: Iterable[Case], settings: Settings) -> Iterator[str]:
    """A document with a placemark a line. Its data are those of GeoJSON's properties."""
    yield _HEAD
    for case in cases:
        if case.incident.status in HAPPENED:
            yield _placemark(case)
    yield "</Document></kml>\n"


def xml_text(text: str) -> str:
    """The text for XML: what XML 1.0 cannot hold (control characters, lone surrogates) becomes U+FFFD."""
    return escape(_NOT_XML.sub("\ufffd", text))


def _placemark(case: Case) -> str:
    incident = case.incident
    properties = feature_properties(case)
    point = point_of(main_place(incident.places))
    what = type_words(incident.event_type, incident.mode)
    name = f"{what}, {place_words(incident.places, 1)}, {date_words(incident.date)}"
    quote = properties["quote"] or ""
    return "".join(
        (
            f"<Placemark id={quoteattr(incident.incident_id)}><name>{xml_text(name)}</name>",
            # viewers read a description as HTML, so the words are escaped once for HTML and once for XML
            f"<description>{xml_text(html.escape(quote))}</description>" if quote else "",
            _time(case),
            f"<ExtendedData>{''.join(_data(properties))}</ExtendedData>",
            f"<Point><coordinates>{point[0]},{point[1]}</coordinates></Point>" if point else "",
            "</Placemark>\n",
        )
    )


def _time(case: Case) -> str:
    when = case.incident.date
    if when is None:
        return ""
    return f"<TimeSpan><begin>{when.start}</begin><end>{when.end}</end></TimeSpan>"


def _data(properties: dict[str, object]) -> Iterator[str]:
    for field in load_fields("geojson"):
        value = properties[field.name]
        if value is not None:
            words = str(value).lower() if isinstance(value, bool) else str(value)
            yield f'<Data name="{field.name}"><value>{xml_text(words)}</value></Data>'
