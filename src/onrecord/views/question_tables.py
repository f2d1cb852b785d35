"""The answers to an analyst's questions as flat rows, for tables and CSV, with the notes that go under a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from onrecord.questions import (
    ClaimRow,
    Counts,
    Gap,
    HeldStatement,
    IncidentChanges,
    Interval,
    MonthCount,
    Trend,
)
from onrecord.questions.trends import Period
from onrecord.records import EventDate
from onrecord.views.cells import Cell
from onrecord.views.tables import Listing
from onrecord.views.words import UNKNOWN, date_words, one_line, type_words

__all__ = [
    "CHANGE_COLUMNS",
    "CLAIM_COLUMNS",
    "COUNT_COLUMNS",
    "GAP_COLUMNS",
    "STATEMENT_COLUMNS",
    "TREND_COLUMNS",
    "change_cells",
    "claim_cells",
    "count_cells",
    "count_notes",
    "gap_cells",
    "question_table",
    "statement_cells",
    "trend_cells",
    "trend_notes",
]

Row = dict[str, Cell]
COUNT_COLUMNS: Final = ("month", "low", "best", "high", "95%", "one origin", "killed", "named")
TREND_COLUMNS: Final = ("period", "days", "low", "best", "high", "95%")
CLAIM_COLUMNS: Final = ("incident", "date", "type", "name", "basis", "contested", "for", "against", "says", "quote")
GAP_COLUMNS: Final = ("incident", "date", "type", "origins", "unreported", "withheld", "disputed")
STATEMENT_COLUMNS: Final = ("report", "published", "source", "says", "on record", "finding", "type", "dates", "quote")
CHANGE_COLUMNS: Final = ("incident", "change", "field", "before", "after", "report", "source", "published", "quote")
KEYS: Final = 4


def question_table(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> Listing:
    """The rows as a table; an unknown cell is ``UNKNOWN``."""
    words = ([UNKNOWN if row[name] in (None, "") else one_line(str(row[name])) for name in columns] for row in rows)
    return Listing(tuple(columns), (tuple(cells) for cells in words), keys=KEYS)


def count_cells(counts: Counts) -> Iterator[Row]:
    """One row a month."""
    for month in counts.months:
        yield {
            "month": month.month,
            "low": month.low,
            "best": month.best,
            "high": month.high,
            "95%": _interval(month.interval),
            "one origin": month.one_origin,
            "killed": _killed(month),
            "named": "; ".join(f"{one.name} ({one.basis}) {one.incidents}" for one in month.named),
        }


def count_notes(counts: Counts) -> list[str]:
    """What the months do not show: totals, undated incidents, statements, strict and loose fusion, who is named."""
    notes = [
        f"{counts.incidents} dated incidents, {counts.one_origin} of them told by one origin only; "
        f"{counts.undated} undated and {counts.statements} statements about many events are in no month"
    ]
    if counts.strict is not None and counts.loose is not None:
        notes.append(f"the same reports make {counts.strict} incidents fused strictly, {counts.loose} fused loosely")
    for one in counts.named:
        contested = f", {one.contested} contested" if one.contested else ""
        notes.append(f"{one.incidents} {one_line(one.name)} ({one.basis}{contested})")
    return notes


def trend_cells(trend: Trend) -> Iterator[Row]:
    """One row a period, the earlier first."""
    for period in (trend.before, trend.period):
        yield _period(period)


def trend_notes(trend: Trend) -> list[str]:
    """The ratio in words."""
    ratio = trend.ratio
    value = "no ratio" if ratio.value is None else f"{ratio.value:g} times the rate before"
    bounds = f"{_bound(ratio.low)} to {_bound(ratio.high)}"
    clear = (
        "a change that chance alone hardly makes" if trend.is_clear else "no change that chance alone could not make"
    )
    return [
        f"{value} (exact 95% interval {bounds}): {clear}",
        f"where uncertain days all fall one way or the other: {_bound(trend.ratio_low)} to {_bound(trend.ratio_high)}",
    ]


def claim_cells(row: ClaimRow) -> Row:
    """One row an attribution."""
    return {
        "incident": row.incident_id,
        "date": date_words(row.date),
        "type": type_words(row.event_type, row.mode),
        "name": row.name,
        "basis": str(row.basis),
        "contested": "contested" if row.contested else "no",
        "for": row.support,
        "against": row.against,
        "says": "; ".join(row.speakers) + (f" | against: {'; '.join(row.opposed_by)}" if row.opposed_by else ""),
        "quote": row.quote,
    }


def gap_cells(gap: Gap) -> Row:
    """One row an incident."""
    return {
        "incident": gap.incident_id,
        "date": date_words(gap.date),
        "type": type_words(gap.event_type, gap.mode),
        "origins": gap.independent_sources,
        "unreported": "; ".join(gap.unreported),
        "withheld": "; ".join(gap.withheld),
        "disputed": "; ".join(gap.disputed),
    }


def statement_cells(row: HeldStatement) -> Row:
    """One row a statement."""
    said = [UNKNOWN if figure is None else str(figure) for figure in (row.low, row.high)]
    return {
        "report": row.report_id,
        "published": row.published,
        "source": row.source,
        "says": f"{said[0]} to {said[1]}",
        "on record": row.on_record,
        "finding": str(row.finding),
        "type": row.event_type,
        "dates": _dates(row.date),
        "quote": row.quote,
    }


def change_cells(changes: IncidentChanges) -> Iterator[Row]:
    """One row a field that changed."""
    for one in changes.fields:
        yield {
            "incident": changes.incident_id,
            "change": str(changes.change),
            "field": one.field,
            "before": one.before,
            "after": one.after,
            "report": one.report_id,
            "source": one.source,
            "published": one.published,
            "quote": one.quote,
        }


def _period(period: Period) -> Row:
    return {
        "period": f"{period.since}..{period.until}",
        "days": period.days,
        "low": period.low,
        "best": period.best,
        "high": period.high,
        "95%": _interval(period.interval),
    }


def _killed(month: MonthCount) -> str:
    figures = (month.killed_low, month.killed_best, month.killed_high)
    return str(figures[0]) if len(set(figures)) == 1 else f"{figures[0]}-{figures[2]}, best {figures[1]}"


def _interval(interval: Interval) -> str:
    return f"{_bound(interval.low)} to {_bound(interval.high)}"


def _bound(bound: float | None) -> str:
    return "unbounded" if bound is None else f"{bound:.3g}"


def _dates(date: EventDate | None) -> str:
    return date_words(date)
