"""The values of a report that stand in its document: each with its label, its span and what it was read as."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, UnsetType

from onrecord.records import Report, SpanPair
from onrecord.views.words import date_words, figure_words, type_words

__all__ = ["MarkedValue", "marked_values"]


class MarkedValue(Struct, frozen=True, kw_only=True):
    """Words of ``Document.text`` that a report's value was read from.

    ``field`` leads to it (``places/0``); ``label`` is the kind of thing marked, ``reading`` what it was taken for.
    """

    field: str
    label: str
    start: int
    end: int
    text: str
    reading: str


def marked_values(report: Report) -> Iterator[MarkedValue]:
    """The event's own words first, then date, places, parties, weapons and tolls. Inferred values have no words."""
    if report.trigger:
        what = f"{type_words(report.event_type, report.mode)}, {report.status}"
        yield _value(
            "trigger", report.event_type, (report.trigger.start, report.trigger.end), report.trigger.text, what
        )
    if report.date:
        yield from _spanned("date", "Date", report.date.span, report.date.text, date_words(report.date))
    for place_number, place in enumerate(report.places):
        reading = f"{place.role}: {place.name}" + (f", {place.country}" if place.country else "")
        yield from _spanned(f"places/{place_number}", "Place", place.span, place.text, reading)
    for actor_number, actor in enumerate(report.actors):
        yield from _spanned(
            f"actors/{actor_number}", "Actor", actor.span, actor.text, f"{actor.name} ({actor.confidence})"
        )
    for hit_number, hit in enumerate(report.recipients):
        yield from _spanned(f"recipients/{hit_number}", "Recipient", hit.span, hit.text, hit.name)
    for weapon_number, weapon in enumerate(report.weapons):
        yield from _spanned(f"weapons/{weapon_number}", "Weapon", weapon.span, weapon.text, weapon.type)
    for name in ("killed", "wounded", "abducted"):
        if toll := getattr(report.casualties, name):
            yield from _spanned(f"casualties/{name}", name.capitalize(), toll.span, toll.text, figure_words(toll))


def _spanned(
    field: str, label: str, span: SpanPair | UnsetType, text: str | None, reading: str
) -> Iterator[MarkedValue]:
    if not isinstance(span, UnsetType) and text is not None:
        yield _value(field, label, span, text, reading)


def _value(field: str, label: str, span: SpanPair, text: str, reading: str) -> MarkedValue:
    return MarkedValue(field=field, label=label, start=span[0], end=span[1], text=text, reading=reading)
