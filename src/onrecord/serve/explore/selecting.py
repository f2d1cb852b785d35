"""Which incidents pass, and in which order. Filters mean exactly what ``store.Selection`` says (a test compares)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from onrecord.serve.explore.asked import Asked, Box
from onrecord.serve.explore.columns import STATUSES, UNKNOWN, Columns, Ints, Keys, Mask
from onrecord.store import Selection, search_key

__all__ = ["ordered_rows", "passing", "rank_rows"]

WithWords = Callable[[str], Mask]


def passing(columns: Columns, asked: Asked, with_words: WithWords) -> Mask:
    """Which rows pass. ``with_words`` gives the rows whose documents hold some words."""
    mask = _selected(columns, asked.selection)
    if asked.box is not None:
        mask &= _in_box(columns, asked.box)
    if asked.words:
        found = with_words(asked.words)
        folded = search_key(asked.words)
        if folded:
            found |= _named(columns.places, folded, len(columns)) | _named(columns.actors, folded, len(columns))
        mask &= found
    return mask


def _selected(columns: Columns, selection: Selection) -> Mask:
    mask = np.ones(len(columns), dtype=np.bool_)
    if selection.since:
        mask &= columns.last_day >= date.fromisoformat(selection.since).toordinal()
    if selection.until:
        mask &= (columns.first_day <= date.fromisoformat(selection.until).toordinal()) & (columns.first_day != UNKNOWN)
    if selection.types:
        mask &= np.isin(columns.kind, [n for n, kind in enumerate(columns.kinds) if _is_of(kind, selection.types)])
    if selection.statuses:
        mask &= np.isin(columns.status, [STATUSES.index(status) for status in selection.statuses if status in STATUSES])
    if selection.country:
        mask &= _grouped(columns.places, selection.country.upper(), len(columns))
    if selection.place is not None:
        mask &= _named(columns.places, search_key(selection.place), len(columns))
    if selection.actor is not None:
        mask &= _acting(columns, selection.actor)
    if selection.min_sources > 0:
        mask &= columns.sources >= selection.min_sources
    return mask & columns.contested if selection.contested else mask


def _is_of(kind: str, wanted: tuple[str, ...]) -> bool:
    event_type, _, mode = kind.partition("/")
    return any(one.upper() == event_type or (mode and one.lower() == mode) for one in wanted)


def _acting(columns: Columns, actor: str) -> Mask:
    mask = _grouped(columns.actors, actor, len(columns))
    folded = search_key(actor)
    return mask | _named(columns.actors, folded, len(columns)) if folded else mask


def _grouped(keys: Keys, group: str, size: int) -> Mask:
    number = keys.groups.index(group) if group in keys.groups else UNKNOWN
    return _marked(keys.row[keys.group == number], size)


def _named(keys: Keys, part: str, size: int) -> Mask:
    """Rows that bear a name which holds ``part``; the empty part is in every name."""
    wanted = np.fromiter((part in name for name in keys.names), dtype=np.bool_, count=len(keys.names))
    return _marked(keys.row[wanted[keys.name]], size) if len(wanted) else np.zeros(size, dtype=np.bool_)


def _marked(rows: Ints, size: int) -> Mask:
    mask = np.zeros(size, dtype=np.bool_)
    mask[rows] = True
    return mask


def _in_box(columns: Columns, box: Box) -> Mask:
    """Rows whose place, or the centre of whose area, lies in the box; without coordinates none."""
    west, south, east, north = box
    longitude = columns.longitude
    across = (longitude >= west) & (longitude <= east) if west <= east else (longitude >= west) | (longitude <= east)
    mask: Mask = (columns.latitude >= south) & (columns.latitude <= north) & across
    return mask


def ordered_rows(columns: Columns, mask: Mask, ranks: Ints) -> Ints:
    """The rows that pass, by rank; ``ranks`` are those of ``rank_rows``."""
    rows = np.flatnonzero(mask)
    return rows[np.argsort(ranks[rows], kind="stable")]


def rank_rows(columns: Columns, order: str, descending: bool) -> Ints:
    """The rank of each row in an order: unknown values last in both directions, equal ones by date and id."""
    values, unknown = _values(columns, order)
    sign = -1 if descending else 1
    undated = columns.first_day == UNKNOWN
    by = (np.arange(len(columns)), -columns.last_day, -columns.first_day, undated, sign * values, unknown)
    ranks = np.empty(len(columns), dtype=np.int64)
    ranks[np.lexsort(by)] = np.arange(len(columns))
    return ranks


def _values(columns: Columns, order: str) -> tuple[Ints, Mask]:
    if order == "type":
        return _alphabetical(columns.kinds)[columns.kind], np.zeros(len(columns), dtype=np.bool_)
    texts = {"place": (columns.place_names, columns.place), "answer": (columns.answers, columns.answer)}
    if order in texts:
        names, column = texts[order]
        places = _alphabetical(names)
        return (places[column] if len(places) else column), column == UNKNOWN
    numbers = {
        "date": columns.first_day,
        "status": columns.status,
        "killed": columns.killed,
        "wounded": columns.wounded,
        "sources": columns.sources,
    }
    return numbers[order], numbers[order] == UNKNOWN


def _alphabetical(texts: tuple[str, ...]) -> Ints:
    """The place of each text in alphabetical order."""
    places = np.empty(len(texts), dtype=np.int64)
    places[sorted(range(len(texts)), key=lambda number: (search_key(texts[number]), texts[number]))] = np.arange(
        len(texts)
    )
    return places
