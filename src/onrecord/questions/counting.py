"""How many incidents, month by month, by whom claimed: counted as a range where the day is not known exactly.

``low`` counts the incidents whose days all lie in the month, ``high`` those of which any day does, ``best`` those
whose middle day does, so that ``best`` adds up to the dated incidents. A statement about many events is no incident
and is counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from onrecord.questions.intervals import Interval, poisson_interval
from onrecord.records import Attribution, Basis, Incident

__all__ = ["Counts", "MonthCount", "NamedCount", "count_incidents", "middle_day", "single_incidents"]

NOBODY = "nobody named"
MONTH_CHARS = 7


class NamedCount(Struct, frozen=True, kw_only=True):
    """For how many incidents an actor is named first, on what basis, and how many of these are contested."""

    name: str
    basis: str
    incidents: int
    contested: int


class MonthCount(Struct, frozen=True, kw_only=True):
    """The incidents of a month (``2020-09``). ``interval`` is that of the mean behind ``best``."""

    month: str
    low: int
    best: int
    high: int
    interval: Interval
    one_origin: int
    killed_low: int
    killed_best: int
    killed_high: int
    named: tuple[NamedCount, ...]


class Counts(Struct, frozen=True, kw_only=True):
    """The counts of a selection.

    ``strict`` and ``loose`` are the incidents that its reports make where they are fused strictly and loosely;
    ``undated`` and ``statements`` (about many events) are in no month and not in ``incidents``.
    """

    kind: Literal["counts"] = "counts"
    incidents: int
    strict: int | None
    loose: int | None
    one_origin: int
    undated: int
    statements: int
    months: tuple[MonthCount, ...]
    named: tuple[NamedCount, ...]


def single_incidents(incidents: Iterable[Incident]) -> list[Incident]:
    """The incidents that are one event each."""
    return [one for one in incidents if not one.aggregate]


def count_incidents(
    incidents: Sequence[Incident],
    since: str | None = None,
    until: str | None = None,
    fusions: tuple[int, int] | None = None,
) -> Counts:
    """Counts incidents by month, from the first month told of (or ``since``) to the last (or ``until``; ISO days).

    ``fusions`` are the counts under strict and loose fusion of the same reports, where they are known.
    """
    single = single_incidents(incidents)
    dated = [one for one in single if one.date is not None]
    return Counts(
        incidents=len(dated),
        strict=fusions[0] if fusions else None,
        loose=fusions[1] if fusions else None,
        one_origin=sum(one.independent_sources == 1 for one in dated),
        undated=len(single) - len(dated),
        statements=len(incidents) - len(single),
        months=tuple(_month(month, dated) for month in _months(dated, since, until)),
        named=_named(dated),
    )


def middle_day(incident: Incident) -> date | None:
    """The day in the middle of an incident's days (the earlier of two); ``None`` where it has none."""
    if incident.date is None:
        return None
    start, end = date.fromisoformat(incident.date.start), date.fromisoformat(incident.date.end)
    return date.fromordinal((start.toordinal() + end.toordinal()) // 2)


def _months(dated: Sequence[Incident], since: str | None, until: str | None) -> Iterator[str]:
    middles = [str(day)[:MONTH_CHARS] for one in dated if (day := middle_day(one)) is not None]
    first, last = (since or min(middles, default=""))[:MONTH_CHARS], (until or max(middles, default=""))[:MONTH_CHARS]
    if not first or not last:
        return
    year, month = int(first[:4]), int(first[5:7])
    while f"{year:04}-{month:02}" <= last:
        yield f"{year:04}-{month:02}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _month(month: str, dated: Sequence[Incident]) -> MonthCount:
    any_day = [one for one in dated if one.date and one.date.start[:MONTH_CHARS] <= month <= one.date.end[:MONTH_CHARS]]
    within = [
        one for one in any_day if one.date and one.date.start[:MONTH_CHARS] == month == one.date.end[:MONTH_CHARS]
    ]
    best = [one for one in any_day if str(middle_day(one))[:MONTH_CHARS] == month]
    return MonthCount(
        month=month,
        low=len(within),
        best=len(best),
        high=len(any_day),
        interval=poisson_interval(len(best)),
        one_origin=sum(one.independent_sources == 1 for one in best),
        killed_low=_killed(within, "low"),
        killed_best=_killed(best, "best"),
        killed_high=_killed(any_day, "high"),
        named=_named(best),
    )


def _killed(incidents: Sequence[Incident], bound: Literal["low", "best", "high"]) -> int:
    """The sum of a bound of the dead; a toll without an upper bound counts with its best figure."""
    tolls = [one.casualties.killed for one in incidents if one.casualties.killed is not None]
    return sum(next((f for f in (getattr(toll, bound), toll.best, toll.low) if f is not None), 0) for toll in tolls)


def _named(incidents: Sequence[Incident]) -> tuple[NamedCount, ...]:
    """Who is named first, most often first; incidents that nobody is named for stand under ``NOBODY``. A reviewer's
    word on who did it counts before what documents say."""
    reviewed = [one for one in incidents if one.corrected_actor()]
    first = [_first(one.attribution) for one in incidents if not one.corrected_actor()]
    counts = Counter((one.name, str(one.basis)) if one else (NOBODY, "unknown") for one in first)
    counts += Counter((one.actors[0].name, "review") if one.actors else (NOBODY, "unknown") for one in reviewed)
    contested = Counter((one.name, str(one.basis)) for one in first if one and one.contested)
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    return tuple(
        NamedCount(name=name, basis=basis, incidents=counts[name, basis], contested=contested[name, basis])
        for name, basis in ranked
    )


def _first(attributions: Sequence[Attribution]) -> Attribution | None:
    return next((one for one in attributions if one.basis is not Basis.AFFILIATION), None)
