"""Reads a corrected value as a reviewer writes it.

===================  =====================================================================================
field                written as
===================  =====================================================================================
any but ``event``    ``unknown``: nothing supports a value
event                ``no``: there was no such event
status, event_type,  one of the words of the public record
mode
date                 ``2020-05-01``, ``2020-05``, ``2020`` or two of them with a slash between: first/last day
killed, wounded,     ``5``, ``5-7``, ``5-`` (at least five), ``-5`` (at most five)
abducted
place                ``Mosul``, ``Mosul, Iraq`` or ``Mosul, Iraq @ 36.34, 43.13`` (degrees north, east)
actor                an actor's id or name, or any other name
===================  =====================================================================================
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Final

from onrecord.errors import InputError
from onrecord.lexicon.schemes import SchemeRow, load_schemes
from onrecord.records import (
    Actor,
    Codes,
    Confidence,
    DatePrecision,
    EventDate,
    Field,
    Incident,
    Report,
    Status,
    Toll,
    Value,
)
from onrecord.review.knowledge import known_actor, known_place

__all__ = ["UNKNOWN", "actor_value", "parse_value"]

UNKNOWN: Final = "unknown"
_DAY: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_TOLL: Final = re.compile(r"(\d{1,9})?(-)?(\d{1,9})?")


def parse_value(field: Field, words: str, record: Report | Incident) -> Value:
    """The value that ``words`` give to a field of ``record``; else InputError, which names what is allowed."""
    plain = " ".join(words.split())
    if plain.casefold() == UNKNOWN and field in (Field.EVENT, Field.EVENT_TYPE, Field.STATUS):
        raise InputError(f"{field} cannot be unknown; {_ALLOWED[field]}")
    if plain.casefold() == UNKNOWN:
        return Value(words=None, codes=_codes(record.event_type, None, record) if field is Field.MODE else None)
    return _PARSERS[field](plain, record)


def _event(words: str, _: Report | Incident) -> Value:
    if words.casefold() != "no":
        raise InputError(f"{words!r} says nothing of an event; {_ALLOWED[Field.EVENT]}")
    return Value(words="no")


def _status(words: str, _: Report | Incident) -> Value:
    return Value(words=_one_of(words.casefold(), [str(status) for status in Status], "status"))


def _event_type(words: str, record: Report | Incident) -> Value:
    known = _one_of(words.upper(), sorted({kind for kind, _ in load_schemes().rows}), "PLOVER type")
    return Value(words=known, codes=_codes(known, None, record))


def _mode(words: str, record: Report | Incident) -> Value:
    modes = sorted(mode for kind, mode in load_schemes().rows if mode and kind == record.event_type)
    known = _one_of(words.casefold(), modes, f"mode of {record.event_type}")
    return Value(words=known, codes=_codes(record.event_type, known, record))


def _codes(event_type: str, mode: str | None, record: Report | Incident) -> Codes:
    """The codes that type and mode give by themselves; the weapon's stays where the type stays."""
    rows: Mapping[tuple[str, str], SchemeRow] = load_schemes().rows
    row = rows.get((event_type, mode or "")) or rows[event_type, ""]
    is_attack = event_type == "ASSAULT"
    weapon = record.codes.gtd_weaptype if is_attack and record.event_type == event_type else None
    attack = row.gtd_attacktype if is_attack else None
    return Codes(cameo=row.cameo, acled=row.acled, gtd_attacktype=attack, gtd_weaptype=weapon)


def _one_of(words: str, allowed: Iterable[str], noun: str) -> str:
    known = list(allowed)
    if words in known:
        return words
    nearest = get_close_matches(words, known, n=1)
    hint = f" (nearest: {nearest[0]})" if nearest else ""
    raise InputError(f"{words!r} is no {noun}{hint}; give one of {', '.join(known) or 'none'}")


def _date(words: str, _: Report | Incident) -> Value:
    first, _slash, last = words.partition("/")
    start, precision = _day(first.strip(), is_last=False)
    end, other = _day(last.strip() or first.strip(), is_last=True)
    if end < start:
        raise InputError(f"{words!r} ends before it begins; {_ALLOWED[Field.DATE]}")
    if last.strip() and (start, precision) != (end, other):
        precision = DatePrecision.INTERVAL
    shown = start if start == end else f"{start}/{end}"
    return Value(words=shown, date=EventDate(start=start, end=end, precision=precision))


def _day(words: str, *, is_last: bool) -> tuple[str, DatePrecision]:
    matched = _DAY.fullmatch(words)
    try:
        if matched is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in matched.groups())
        precision = DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
        month = month or (12 if is_last else 1)
        day = day or (calendar.monthrange(year or 0, month)[1] if is_last else 1)
        return date(year or 0, month, day).isoformat(), precision
    except ValueError:
        raise InputError(f"{words!r} is no date; {_ALLOWED[Field.DATE]}") from None


def _toll(words: str, _: Report | Incident) -> Value:
    matched = _TOLL.fullmatch(words.replace(" ", ""))
    if matched is None or not (matched[1] or matched[3]) or (matched[3] and not matched[2]):
        raise InputError(f"{words!r} is no number of persons; {_ALLOWED[Field.KILLED]}")
    low, high = (int(part) if part else None for part in (matched[1], matched[3]))
    if not matched[2]:
        high = low
    if low is not None and high is not None and high < low:
        raise InputError(f"{words!r} ends below its beginning; {_ALLOWED[Field.KILLED]}")
    best = low if low is not None else high
    return Value(words=matched[0], toll=Toll(low=low, best=best, high=high, text=None))


def _place(words: str, _: Report | Incident) -> Value:
    place = known_place(words)
    return Value(words=", ".join(filter(None, (place.name, place.country))), place=place)


def _actor(words: str, record: Report | Incident) -> Value:
    return actor_value(words, record.date.start if record.date else None)


def actor_value(words: str, on: str | None) -> Value:
    """The actor whose id or name the words are, as of an ISO day; else somebody of that name without an id."""
    entry = known_actor(words, on)
    actor = Actor(
        text=words,
        name=entry.name,
        actor_id=entry.actor_id,
        country=entry.country,
        sector=entry.sector,
        confidence=Confidence.REPORTED_AS_FACT,
        according_to=None,
    )
    return Value(words=entry.name, actor=actor)


_PARSERS: Final[Mapping[Field, Callable[[str, Report | Incident], Value]]] = {
    Field.EVENT: _event,
    Field.EVENT_TYPE: _event_type,
    Field.MODE: _mode,
    Field.STATUS: _status,
    Field.DATE: _date,
    Field.PLACE: _place,
    Field.ACTOR: _actor,
    Field.KILLED: _toll,
    Field.WOUNDED: _toll,
    Field.ABDUCTED: _toll,
}

_ALLOWED: Final[Mapping[Field, str]] = {
    Field.EVENT: "write no where there was none, and undo that decision where there was one",
    Field.EVENT_TYPE: "give a PLOVER type",
    Field.STATUS: f"give one of {', '.join(Status)}",
    Field.DATE: "write YYYY-MM-DD, YYYY-MM, YYYY, or first/last day",
    Field.KILLED: "write 5, 5-7, 5- (at least five), -5 (at most five) or unknown",
}
