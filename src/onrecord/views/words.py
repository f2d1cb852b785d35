"""Short words for the values of records, the same in every table and text.

An unknown value is ``UNKNOWN``, never a guess and never an empty cell that could be read as zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from onrecord.records import Actor, Attribution, Codes, Count, DatePrecision, EventDate, Place, PlaceRole, Weapon

__all__ = [
    "UNKNOWN",
    "Bounds",
    "actor_words",
    "attribution_words",
    "code_words",
    "count_words",
    "date_words",
    "figure_words",
    "one_line",
    "place_words",
    "span_words",
    "type_words",
    "weapon_words",
]

UNKNOWN: Final = "-"

_MONTH_CHARS: Final = 7
_YEAR_CHARS: Final = 4


class Bounds(Protocol):
    """Anything with a lowest, best and highest number (a count, a toll, a toll over reports)."""

    @property
    def low(self) -> int | None: ...  # noqa: D102
    @property
    def best(self) -> int | None: ...  # noqa: D102
    @property
    def high(self) -> int | None: ...  # noqa: D102


def one_line(text: str) -> str:
    """The text with every run of white space as one space, and what a terminal would obey shown as U+FFFD.

    Control characters and marks that turn the direction of writing are what a hostile document would use to
    repaint a screen; they stay as they are in JSON.
    """
    return "".join(character if character.isprintable() else "\ufffd" for character in " ".join(text.split()))


def type_words(event_type: str, mode: str | None) -> str:
    """``ASSAULT/aerial``, or the type alone."""
    return f"{event_type}/{mode}" if mode else event_type


def date_words(date: EventDate | None) -> str:
    """A day, a month (``2020-09``), a year, or first and last day with two dots between."""
    if date is None:
        return UNKNOWN
    if date.precision is DatePrecision.YEAR and date.start[:_YEAR_CHARS] == date.end[:_YEAR_CHARS]:
        return date.start[:_YEAR_CHARS]
    if date.precision is DatePrecision.MONTH and date.start[:_MONTH_CHARS] == date.end[:_MONTH_CHARS]:
        return date.start[:_MONTH_CHARS]
    return date.start if date.start == date.end else f"{date.start}..{date.end}"


def figure_words(bounds: Bounds | None) -> str:
    """``5``, ``3-7`` (``3-7, best 5`` where that lies between), ``3+`` without upper bound, ``<=7`` without lower."""
    if bounds is None:
        return UNKNOWN
    low, best, high = bounds.low, bounds.best, bounds.high
    if low is None and high is None:
        return UNKNOWN if best is None else str(best)
    if high is None:
        return f"{low}+" if best in (None, low) else f"{low}+, best {best}"
    if low is None:
        return f"<={high}" if best in (None, high) else f"<={high}, best {best}"
    if low == high:
        return str(low)
    return f"{low}-{high}" if best in (None, low, high) else f"{low}-{high}, best {best}"


def place_words(places: Sequence[Place], at_most: int = 2) -> str:
    """Names with country codes, sites first; places that are merely mentioned only where there is nothing else."""
    ranked = sorted(places, key=lambda place: list(PlaceRole).index(place.role))
    happened = [place for place in ranked if place.role is not PlaceRole.MENTIONED] or ranked
    names = dict.fromkeys(f"{one_line(p.name)} ({p.country})" if p.country else one_line(p.name) for p in happened)
    return _listed(list(names), at_most)


def actor_words(actors: Sequence[Actor], at_most: int = 2) -> str:
    """Names, each with how sure the text is where it is not told as fact."""
    names = dict.fromkeys(
        one_line(actor.name) + ("" if actor.confidence == "reported_as_fact" else f" ({actor.confidence})")
        for actor in actors
    )
    return _listed(list(names), at_most)


def attribution_words(attributions: Sequence[Attribution], at_most: int = 2) -> str:
    """Candidates, strongest first, each with what it rests on and whether it is contested."""
    names = [f"{one_line(one.name)} ({one.basis}{', contested' if one.contested else ''})" for one in attributions]
    return _listed(names, at_most)


def weapon_words(weapons: Sequence[Weapon], at_most: int = 3) -> str:
    """Types with how many: ``rocket x 6, mortar``."""
    names = dict.fromkeys(
        f"{weapon.type} x {figure_words(weapon.count)}" if weapon.count else weapon.type for weapon in weapons
    )
    return _listed(list(names), at_most)


def code_words(codes: Codes) -> str:
    """The event in other schemes, those that have it."""
    known = [f"CAMEO {codes.cameo}"] if codes.cameo else []
    if codes.acled:
        known.append(f"ACLED {codes.acled[0]} / {codes.acled[1]}")
    if codes.gtd_attacktype is not None:
        known.append(f"GTD attacktype {codes.gtd_attacktype}")
    if codes.gtd_weaptype is not None:
        known.append(f"GTD weaptype {codes.gtd_weaptype}")
    return " | ".join(known) or UNKNOWN


def span_words(span: object) -> str:
    """``[12,20)`` for a span, ``(inferred)`` where the value has none."""
    return f"[{span[0]},{span[1]})" if isinstance(span, tuple) else "(inferred)"


def count_words(count: Count | None) -> str:
    """How many, in figures; nothing where the text gives no number."""
    return "" if count is None else figure_words(count)


def _listed(names: list[str], at_most: int) -> str:
    if not names:
        return UNKNOWN
    rest = len(names) - at_most
    return "; ".join(names[:at_most]) + (f"; +{rest} more" if rest > 0 else "")
