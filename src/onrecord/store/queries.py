"""Turns a Selection into SQL with bound values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from onrecord.store.selection import Selection, search_key

__all__ = ["After", "Noun", "select_records"]

Noun: TypeAlias = Literal["incident", "report"]
Condition: TypeAlias = tuple[str, list[str | int]]
After: TypeAlias = tuple[str | None, str | None, str]


def select_records(noun: Noun, selection: Selection, after: After | None = None) -> Condition:
    """The SQL that gives the JSON of each record that passes (by date and id, undated last), and its values.

    ``after``: only those that come after a record with these days (``None``: undated) and this id.
    """
    conditions = list(_conditions(noun, selection))
    if after is not None:
        key = f"(date_start IS NULL, coalesce(date_start, ''), coalesce(date_end, ''), {noun}_id)"
        start, end, record_id = after
        conditions.append((f"{key} > (?, ?, ?, ?)", [int(start is None), start or "", end or "", record_id]))
    where = f" WHERE {' AND '.join(sql for sql, _ in conditions)}" if conditions else ""
    order = f" ORDER BY date_start IS NULL, date_start, date_end, {noun}_id"
    return f"SELECT record FROM {noun}s{where}{order}", [value for _, values in conditions for value in values]  # noqa: S608 - only fixed words are put in


def _conditions(noun: Noun, selection: Selection) -> Iterator[Condition]:
    if selection.since:
        yield "date_end >= ?", [selection.since]
    if selection.until:
        yield "date_start <= ?", [selection.until]
    if selection.types:
        marks = ",".join("?" * len(selection.types))
        upper, lower = [kind.upper() for kind in selection.types], [kind.lower() for kind in selection.types]
        yield f"(event_type IN ({marks}) OR mode IN ({marks}))", [*upper, *lower]
    if selection.statuses:
        yield f"status IN ({','.join('?' * len(selection.statuses))})", list(selection.statuses)
    yield from _side_conditions(noun, selection)
    yield from _incident_conditions(noun, selection)


def _side_conditions(noun: Noun, selection: Selection) -> Iterator[Condition]:
    if selection.country:
        yield f"{noun}_id IN (SELECT {noun}_id FROM {noun}_places WHERE country = ?)", [selection.country.upper()]  # noqa: S608
    if selection.place is not None:
        folded = search_key(selection.place)
        yield f"{noun}_id IN (SELECT {noun}_id FROM {noun}_places WHERE instr(name, ?))", [folded]  # noqa: S608
    if selection.actor is not None:
        folded = search_key(selection.actor)
        found = f"SELECT {noun}_id FROM {noun}_actors WHERE actor_id = ? OR (? <> '' AND instr(name, ?))"  # noqa: S608
        yield f"{noun}_id IN ({found})", [selection.actor, folded, folded]


def _incident_conditions(noun: Noun, selection: Selection) -> Iterator[Condition]:
    if not selection.withdrawn:
        yield "withdrawn = 0", []
    inner: list[Condition] = []
    if selection.min_sources > 0:
        inner.append(("independent_sources >= ?", [selection.min_sources]))
    if selection.contested:
        inner.append(("contested = 1", []))
    for sql, values in inner:
        if noun == "incident":
            yield sql, values
        else:
            linked = "SELECT report_id FROM incident_reports JOIN incidents USING (incident_id)"
            yield f"report_id IN ({linked} WHERE {sql})", values
