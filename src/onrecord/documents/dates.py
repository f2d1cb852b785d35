"""Reads calendar days out of short texts and addresses. No clock is asked: nothing here knows today's date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.lexicon.documents import DocumentRules, load_document_rules

_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_.]?)(\d{1,2})\2(\d{1,2})(?!\d)")
_URL_YEAR = re.compile(r"/((?:19|20)\d\d)(?=/)")
_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateFound:
    """A day written out in full at ``[start, end)`` of the text searched."""

    start: int
    end: int
    day: str


@cache
def month_pattern() -> str:
    """A pattern of all English month names and their short forms, the longer first."""
    words = sorted(load_document_rules().months, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(words) + r")\b\.?"


@cache
def _full_date() -> re.Pattern[str]:
    month = month_pattern()
    year, day = r"(?:1[5-9]|20)\d\d", r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
    return re.compile(
        rf"(?<![\w.])(?:"
        rf"(?P<iso_year>{year})(?P<iso_mark>[-/.])(?P<iso_month>\d{{1,2}})(?P=iso_mark)(?P<iso_day>\d{{1,2}})(?!\d)"
        rf"(?:T\d\d:?\d\d(?::?\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"
        rf"|(?P<dmy_day>{day})(?: of)?[ -](?P<dmy_month>{month}),?[ -](?P<dmy_year>{year}|'?\d\d)(?![\d:])"
        rf"|(?P<mdy_month>{month}) (?P<mdy_day>{day}),? (?P<mdy_year>{year})(?!\d)"
        rf"|(?P<num_a>\d{{1,2}})(?P<num_mark>[/.])(?P<num_b>\d{{1,2}})(?P=num_mark)(?P<num_year>{year})(?!\d)"
        rf")",
        re.IGNORECASE,
    )


def find_dates(text: str, start: int, end: int, rules: DocumentRules) -> Iterator[DateFound]:
    """The days written out in full (with their year) in ``text[start:end]``, in order.

    A numeric day such as 03/04/2020 counts only where its order is beyond doubt (one part above 12, or
    both the same). Days outside the plausible range of settings.toml are passed over.
    """
    for match in _full_date().finditer(text, start, end):
        if day := _day_of(match, rules):
            yield DateFound(match.start(), match.end(), day)


def parse_day(value: str, rules: DocumentRules) -> str | None:
    """The day of a column or metadata value (ISO date or time, RFC 2822, written out, 20201001); else ``None``."""
    found = next(find_dates(value, 0, len(value), rules), None)
    if found:
        return found.day
    compact = re.match(r"\s*(\d{4})(\d\d)(\d\d)(?!\d)", value)
    return plausible_day(int(compact[1]), int(compact[2]), int(compact[3]), rules) if compact else None


def plausible_day(year: int, month: int, day: int, rules: DocumentRules) -> str | None:
    """The ISO day; ``None`` where there is no such day or it is outside the plausible range."""
    try:
        value = datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
    return value if rules.settings.earliest <= value <= rules.settings.latest else None


def url_day(url: str, rules: DocumentRules) -> str | None:
    """The day that an address carries (``/2020/10/01/``); the time stamp of a web archive does not count."""
    for match in _URL_DAY.finditer(_ARCHIVE.sub("", url)):
        if not match[2] and len(match[0]) != 8:  # without marks only eight digits make a day
            continue
        if day := plausible_day(int(match[1]), int(match[3]), int(match[4]), rules):
            return day
    return None


def url_year(url: str) -> int | None:
    """The one year among the folders of an address; ``None`` where there is none or more than one."""
    years = {int(year) for year in _URL_YEAR.findall(_ARCHIVE.sub("", url))}
    return years.pop() if len(years) == 1 else None


def full_year(digits: str, rules: DocumentRules) -> int:
    """The year that two or four digits mean (90: 1990, 18: 2018)."""
    value = int(digits.lstrip("'"))
    if len(digits.lstrip("'")) > 2:
        return value
    return value + (1900 if value >= rules.settings.century_turn else 2000)


def month_number(word: str, rules: DocumentRules) -> int:
    """1 to 12 for a month's name or short form."""
    return rules.months[word.rstrip(".").lower()]


def day_number(word: str) -> int:
    """The number of "3", "03" or "3rd"."""
    return int(word.rstrip("stndrhSTNDRH"))


def _day_of(match: re.Match[str], rules: DocumentRules) -> str | None:
    if match["iso_year"]:
        return plausible_day(int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"]), rules)
    for order in ("dmy", "mdy"):
        if match[f"{order}_year"]:
            month = month_number(match[f"{order}_month"], rules)
            day = day_number(match[f"{order}_day"])
            return plausible_day(full_year(match[f"{order}_year"], rules), month, day, rules)
    first, second = int(match["num_a"]), int(match["num_b"])
    if first > 12 or first == second:
        first, second = second, first
    elif second <= 12:
        return None
    return plausible_day(int(match["num_year"]), first, second, rules)
