"""Which pairs are worth comparing.

Two reports are candidates where they are of one family, their days come within ``WINDOW_DAYS`` of each
other and they share a key: a place (cell of about 30 km, neighbours included), a country where either knows
no finer place, or a doer. Reports without a day stand at their day of publication. Two rare words in common make
candidates at any distance in time, since a follow-up may give no day, while few reports hold both words; where more
do, only near each other in time. So does a common origin, at any distance.

Reports that share a key form a block; pairs are read off the blocks a stretch of reports at a time, so that never
more than about ``MOST_AT_ONCE`` of them are in memory.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations, product

import numpy as np
from msgspec import Struct

from onrecord.incidents.columns import Columns
from onrecord.incidents.ragged import Bits, Floats, Ints, Longs, Ragged, once, ragged, runs, starts_of
from onrecord.incidents.reading import NONE, Numbers
from onrecord.incidents.traits import Party, Site

__all__ = ["Candidates"]

WINDOW_DAYS = 8
CELL_DEGREES = 0.3
LONG_SPAN_DAYS = 70
RARE_WORDS = 8
BLOCK_LIMIT = 250
ANY_DAY_LIMIT = 30
MOST_AT_ONCE = 4_000_000
UNLIMITED = np.iinfo(np.int64).max


class _Blocks(Struct, frozen=True):
    """``rows`` of all blocks, one after the other, each ascending; block ``b`` ends at ``ends[b]``."""

    rows: Ints
    ends: Longs

    def sizes(self) -> Longs:
        return np.diff(self.ends, prepend=0)

    def numbers(self) -> Longs:
        """The block in which each of ``rows`` stands."""
        return np.repeat(np.arange(len(self.ends)), self.sizes())

    def only(self, blocks: Bits) -> _Blocks:
        """Some of the blocks."""
        sizes = self.sizes()
        return _Blocks(self.rows[np.repeat(blocks, sizes)], np.cumsum(sizes[blocks]))


class _Links(Struct, frozen=True):
    """Each of ``left`` is to be compared with ``right[starts : stops]``, all of which are greater."""

    left: Ints
    starts: Longs
    stops: Longs
    right: Ints


def _blocks(rows: Ints, keys: Longs, limit: int) -> _Blocks:
    """Rows (ascending) of one key together; blocks of one row, or of more than ``limit``, left out."""
    order = np.argsort(keys, kind="stable")
    rows, keys = rows.take(order), keys.take(order)
    ends = np.append(np.flatnonzero(keys[1:] != keys[:-1]) + 1, len(keys)) if len(keys) else np.empty(0, np.int64)
    blocks = _Blocks(rows, ends)
    sizes = blocks.sizes()
    return _different(blocks.only((sizes >= 2) & (sizes <= limit)))


def _different(blocks: _Blocks) -> _Blocks:
    """Of blocks that hold the same rows the first: a place is found by its name and by four cells.

    Rows are compared by the sum of a 64-bit hash of each (splitmix64).
    """
    if not len(blocks.ends):
        return blocks
    mixed = blocks.rows.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(0x632BE59BD9B4E019)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    _, first = np.unique(np.add.reduceat(mixed, blocks.ends - blocks.sizes()), return_index=True)
    kept = np.zeros(len(blocks.ends), np.bool_)
    kept[first] = True
    return blocks.only(kept)


def _all_pairs(blocks: _Blocks) -> _Links:
    """Each row with all that follow in its block."""
    starts = np.arange(1, len(blocks.rows) + 1)
    return _Links(blocks.rows, starts, np.repeat(blocks.ends, blocks.sizes()), blocks.rows)


def _pairs_with(blocks: _Blocks, chosen: Bits) -> tuple[_Links, _Links]:
    """The pairs of each block of which one row at least is chosen."""
    mine = chosen.take(blocks.rows)
    every = _all_pairs(blocks)
    before = starts_of(mine.astype(np.int64))
    others = _Links(
        blocks.rows[~mine], before.take(every.starts[~mine]), before.take(every.stops[~mine]), blocks.rows[mine]
    )
    return _Links(blocks.rows[mine], every.starts[mine], every.stops[mine], blocks.rows), others


def _cells_of(sites: Sequence[Site]) -> set[str]:
    cells = set()
    for site in sites:
        if not site.is_fine:
            continue
        cells.add(f"name:{site.name}")
        if site.latitude is not None and site.longitude is not None:
            row, column = math.floor(site.latitude / CELL_DEGREES), math.floor(site.longitude / CELL_DEGREES)
            cells.update(f"cell:{row + i}:{column + j}" for i, j in product((0, 1), (0, 1)))
    return cells


def _numbered(values: Sequence[set[str]]) -> tuple[Ragged, int]:
    """Each set as numbers, and how many different members there are."""
    numbers: Numbers[str] = Numbers()
    rows = ragged([numbers[member] for member in sorted(one)] for one in values)
    return rows, len(numbers)


class Candidates:
    """The candidate pairs of all reports."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._block = columns.cell["block"].astype(np.int64)
        self._first_week, self._weeks = _weeks(columns)
        links = [one for one in (*self._grounded(), *self._worded(), self._copied()) if len(one.left)]
        bases = np.cumsum([0, *(len(one.right) for one in links)])
        counts = [one.stops - one.starts for one in links]
        self._right = np.concatenate([np.empty(0, np.int32), *(one.right for one in links)])
        left = np.concatenate([np.empty(0, np.int32), *(one.left[n > 0] for one, n in zip(links, counts, strict=True))])
        starts = [one.starts[n > 0] + base for one, n, base in zip(links, counts, bases, strict=False)]
        order = np.argsort(left)
        self._left = left.take(order)
        self._starts = np.concatenate([np.empty(0, np.int64), *starts]).take(order).astype(np.uint32)
        self._counts = (
            np.concatenate([np.empty(0, np.int64), *(n[n > 0] for n in counts)]).take(order).astype(np.uint32)
        )

    def stretches(self, homes: Ints | None = None) -> Iterator[tuple[Ints, Ints]]:
        """Pairs (the smaller row first), each once, ascending, a stretch at a time.

        With ``homes`` only those whose rows are of one home.
        """
        told = starts_of(self._counts)
        begin = 0
        while begin < len(self._left):
            end = self._end_of_stretch(told, begin)
            counts = self._counts[begin:end].astype(np.int64)
            left = np.repeat(self._left[begin:end], counts)
            right = self._right.take(runs(self._starts[begin:end].astype(np.int64), counts))
            if homes is not None:
                near = homes.take(left) == homes.take(right)
                left, right = left[near], right[near]
            pairs = once((left.astype(np.int64) << 32) | right)
            if len(pairs):
                yield (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
            begin = end

    def _end_of_stretch(self, told: Longs, begin: int) -> int:
        """Where the stretch from ``begin`` ends: all pairs of one left row stand in one stretch."""
        end = int(np.searchsorted(told, told[begin] + MOST_AT_ONCE, side="right")) - 1
        last = self._left[max(begin, min(end, len(self._left) - 1))]
        whole = int(np.searchsorted(self._left, last))
        return whole if whole > begin else int(np.searchsorted(self._left, last, side="right"))

    def _spread(self, members: Ragged, aspect: Ints, limit: int) -> _Blocks:
        """Blocks of the reports whose ``aspect`` holds the same member, in one week and of one family."""
        lengths, held = members.take(aspect)
        rows = np.repeat(np.arange(len(aspect), dtype=np.int32), lengths)
        return self._by_week(rows, held.astype(np.int64), limit)

    def _by_week(self, rows: Ints, keys: Longs, limit: int) -> _Blocks:
        weeks = self._weeks.take(rows)
        near = runs(self._first_week.take(rows), weeks)
        rows, keys = np.repeat(rows, weeks), np.repeat(keys, weeks)
        span = int(near.max()) + 1 if len(near) else 1
        return _blocks(rows, (keys * len(self._columns.blocks) + self._block.take(rows)) * span + near, limit)

    def _grounded(self) -> Iterator[_Links]:
        """The pairs that share a place, a country or a doer in near weeks."""
        columns = self._columns
        cells, _ = _numbered([_cells_of(sites) for sites in columns.sites])
        countries, _ = _numbered([set(one) for one in columns.countries])
        actors, _ = _numbered([_keys(parties) for parties in columns.parties])
        coarse = (cells.lengths() == 0).take(columns.cell["sites"])
        yield _all_pairs(self._spread(cells, columns.cell["sites"], UNLIMITED))
        by_country = self._spread(countries, columns.cell["countries"], UNLIMITED)
        yield _all_pairs(_chosen(by_country, coarse, BLOCK_LIMIT))
        sizes = by_country.sizes()
        yield from _pairs_with(by_country.only(sizes <= BLOCK_LIMIT), coarse)
        yield _all_pairs(self._spread(actors, columns.cell["actors"], BLOCK_LIMIT))

    def _worded(self) -> Iterator[_Links]:
        """The pairs that share two rare words: anywhere in time where few hold both, in near weeks where more do."""
        rare = _rare_words(self._columns)
        words = max(1, len(self._columns.words))
        places = np.array(list(combinations(range(RARE_WORDS), 2)), np.int64)
        keys = rare[:, places[:, 0]].astype(np.int64) * words + rare[:, places[:, 1]]
        both = (rare[:, places[:, 1]] >= 0).ravel()
        rows = np.repeat(np.arange(len(rare), dtype=np.int32), len(places))[both]
        keys = keys.ravel()[both] * len(self._columns.blocks) + self._block.take(rows)
        blocks = _blocks(rows, keys, UNLIMITED)
        few = blocks.sizes() <= ANY_DAY_LIMIT
        yield _all_pairs(blocks.only(few))
        many = blocks.only(~few)
        order = np.argsort(many.rows, kind="stable")
        yield _all_pairs(self._by_week(many.rows.take(order), many.numbers().take(order), BLOCK_LIMIT))

    def _copied(self) -> _Links:
        """The pairs of one origin."""
        rows = np.arange(len(self._block), dtype=np.int32)
        keys = self._columns.cell["origin"] * np.int64(len(self._columns.blocks)) + self._block
        return _all_pairs(_blocks(rows, keys, BLOCK_LIMIT))


def _keys(parties: Sequence[Party]) -> set[str]:
    return {party.key for party in parties}


def _chosen(blocks: _Blocks, chosen: Bits, limit: int) -> _Blocks:
    """The blocks without the rows that are not chosen; those of one row, or of more than ``limit``, left out."""
    mine = chosen.take(blocks.rows)
    return _blocks(blocks.rows[mine], blocks.numbers()[mine], limit)


def _weeks(columns: Columns) -> tuple[Longs, Longs]:
    """The first week near which a report stands (the least of all is 0), and the number of weeks."""
    start, end, published = (columns.cell[name].astype(np.int64) for name in ("start", "end", "published"))
    dated = start != NONE
    start, end = np.where(dated, start, published), np.where(dated, end, published)
    end = np.minimum(end, start + LONG_SPAN_DAYS)
    first, last = (start - WINDOW_DAYS // 2) // WINDOW_DAYS, (end + WINDOW_DAYS // 2) // WINDOW_DAYS
    undated = start == NONE
    first[undated], last[undated] = 0, 0
    return first - first.min(initial=0), last - first + 1


def _rare_words(columns: Columns) -> Ints:
    """For each report the ``RARE_WORDS`` words that weigh most in title and evidence, ascending; then ``NONE``."""
    found = np.full((len(columns), RARE_WORDS), NONE, np.int32)
    step = 100_000
    for begin in range(0, len(columns), step):
        _put_rare(columns, begin, min(begin + step, len(columns)), found)
    return found


def _put_rare(columns: Columns, begin: int, end: int, found: Ints) -> None:
    keys, weights = zip(*(_told(columns, name, begin, end) for name in ("title", "evidence")), strict=True)
    held, place = np.unique(np.concatenate(keys), return_inverse=True)
    strength = np.bincount(place, weights=np.concatenate(weights), minlength=len(held))
    words = max(1, len(columns.words))
    row, word = held // words, held % words
    greatest = float(strength.max(initial=0.0)) + 1
    order = np.argsort(row * greatest - strength, kind="stable")
    row, word = row.take(order), word.take(order)
    rank = np.arange(len(row)) - np.searchsorted(row, row)
    kept = rank < RARE_WORDS
    kept_row, kept_word = row[kept], word[kept]
    order = np.argsort(kept_row * words + kept_word)
    kept_row, kept_word = kept_row.take(order), kept_word.take(order)
    found[begin + kept_row, np.arange(len(kept_row)) - np.searchsorted(kept_row, kept_row)] = kept_word


def _told(columns: Columns, name: str, begin: int, end: int) -> tuple[Longs, Floats]:
    view = columns.views[name]
    first, last = view.words.starts[begin], view.words.starts[end]
    rows = np.repeat(np.arange(end - begin), np.diff(view.words.starts[begin : end + 1]))
    return rows * max(1, len(columns.words)) + view.words.items[first:last], view.values[first:last]
