"""What an explore page is asked for: the filters, the order and the place in the list, as they stand in its address."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias
from urllib.parse import urlencode

from msgspec import Struct

from onrecord.errors import InputError
from onrecord.records import Status
from onrecord.records.days import first_day, last_day
from onrecord.store import Selection
from onrecord.views.choices import country_code, known_type

__all__ = ["ORDERS", "Asked", "Box", "read_asked"]

Box: TypeAlias = tuple[float, float, float, float]
"""West, south, east, north in degrees; a box that crosses the date line has west > east."""

Values: TypeAlias = Mapping[str, Sequence[str]]

ORDERS: Final = ("date", "type", "status", "place", "answer", "killed", "wounded", "sources")
MAX_WORDS_CHARS: Final = 200


class Asked(Struct, frozen=True, kw_only=True):
    """Filters that all must hold: ``selection`` as on the command line, ``words`` in a document, ``box`` on the map.

    ``order`` names a column of ``ORDERS``; unknown values stand last in both directions.
    """

    selection: Selection = Selection()
    words: str = ""
    box: Box | None = None
    order: str = "date"
    descending: bool = True

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The filters and the order as the names and values of a query string, defaults left out."""
        chosen = self.selection
        for name in ("since", "until", "place", "country", "actor"):
            value = getattr(chosen, name)
            if value is not None:
                yield name, value
        yield from (("type", kind) for kind in chosen.types)
        yield from (("status", status) for status in chosen.statuses)
        if chosen.min_sources:
            yield "min_sources", str(chosen.min_sources)
        if chosen.contested:
            yield "contested", "1"
        if self.words:
            yield "q", self.words
        if self.box is not None:
            yield "bbox", ",".join(f"{edge:.4f}".rstrip("0").rstrip(".") for edge in self.box)
        if (self.order, self.descending) != ("date", True):
            yield "sort", ("-" if self.descending else "") + self.order

    def query(self, **changes: str | None) -> str:
        """The query string, with names set to other values, or left out where ``None``."""
        kept = [(name, value) for name, value in self.pairs() if name not in changes]
        return urlencode(kept + [(name, value) for name, value in changes.items() if value is not None])

    def without(self, name: str, value: str) -> str:
        """The query string without one of its pairs."""
        return urlencode([pair for pair in self.pairs() if pair != (name, value)])


def read_asked(values: Values) -> Asked:
    """What the names and values of a query string ask for; empty values count as absent, unknown names are left alone.

    InputError, with a remedy, for a value that cannot be used.
    """
    order, descending = _order(_one(values, "sort"))
    country = _one(values, "country")
    return Asked(
        selection=Selection(
            since=_checked(first_day, _one(values, "since")),
            until=_checked(last_day, _one(values, "until")),
            place=_one(values, "place"),
            country=country_code(country) if country else None,
            actor=_one(values, "actor"),
            types=tuple(dict.fromkeys(map(known_type, _many(values, "type")))),
            statuses=tuple(dict.fromkeys(map(_status, _many(values, "status")))),
            min_sources=_count(_one(values, "min_sources")),
            contested=(_one(values, "contested") or "0") in ("1", "true", "on", "yes"),
        ),
        words=" ".join((_one(values, "q") or "").split())[:MAX_WORDS_CHARS],
        box=_box(_one(values, "bbox")),
        order=order,
        descending=descending,
    )


def _many(values: Values, name: str) -> list[str]:
    return [value.strip() for value in values.get(name, ()) if value.strip()]


def _one(values: Values, name: str) -> str | None:
    given = _many(values, name)
    return given[-1] if given else None


def _checked(reading: Callable[[str], str], words: str | None) -> str | None:
    try:
        return reading(words) if words else None
    except ValueError as error:
        raise InputError(str(error)) from None


def _status(words: str) -> str:
    if words not in tuple(Status):
        raise InputError(f"{words!r} is no status; statuses are {', '.join(Status)}")
    return words


def _count(words: str | None) -> int:
    if words is None:
        return 0
    if not (words.isascii() and words.isdecimal()) or len(words) > 9:
        raise InputError(f"{words!r} is no number; give 0 or more as min_sources")
    return int(words)


def _box(words: str | None) -> Box | None:
    if words is None:
        return None
    try:
        west, south, east, north = (float(edge) for edge in words.split(","))
    except ValueError:
        raise InputError(f"{words!r} is no box; write west,south,east,north in degrees") from None
    if not all(map(math.isfinite, (west, south, east, north))) or not -90 <= south <= north <= 90:
        raise InputError(f"{words!r} is no box; south and north lie between -90 and 90, south first")
    if east - west >= 360:
        return (-180.0, south, 180.0, north)
    return (_turned(west), south, _turned(east), north)


def _turned(longitude: float) -> float:
    """The longitude within [-180, 180]."""
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180


def _order(words: str | None) -> tuple[str, bool]:
    if words is None:
        return "date", True
    name = words.removeprefix("-")
    if name not in ORDERS:
        raise InputError(f"{words!r} is no order; sort by {', '.join(ORDERS)}, with - in front for the last first")
    return name, words.startswith("-")
