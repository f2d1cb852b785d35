"""Days as people write them in a filter: a day, a month or a year."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

__all__ = ["first_day", "last_day"]

_DAY: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


def first_day(words: str) -> str:
    """The first ISO day of ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; ValueError, with a remedy, for anything else."""
    return _day(words, last=False)


def last_day(words: str) -> str:
    """The last ISO day of ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; ValueError, with a remedy, for anything else."""
    return _day(words, last=True)


def _day(words: str, *, last: bool) -> str:
    matched = _DAY.fullmatch(words)
    try:
        if matched is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in matched.groups())
        month = month or (12 if last else 1)
        return date(year or 0, month, day or (calendar.monthrange(year or 0, month)[1] if last else 1)).isoformat()
    except (ValueError, IndexError):  # month 13: an IndexError on some Pythons
        raise ValueError(f"{words!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY") from None
