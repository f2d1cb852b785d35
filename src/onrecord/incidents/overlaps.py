"""How much the word vectors of many pairs of reports have in common."""

from __future__ import annotations

import numpy as np

from onrecord.incidents.ragged import Floats, Ints, Ragged, once, runs, starts_of

__all__ = ["shared_products"]

ROWS_AT_ONCE = 256
ITEMS_AT_ONCE = 1_000_000


def shared_products(
    words: Ragged, left_values: Floats, right_values: Floats, left: Ints, right: Ints, vocabulary: int
) -> Floats:
    """For each pair of rows the sum, over the words that both hold, of the left value times the right value.

    ``left`` ascends. Words stand once in a row; the values are those of ``words.items``. The sum runs in the order
    of the words, so it hangs on nothing but the two rows.
    """
    sums = np.zeros(len(left))
    column_of = np.full(vocabulary, -1, np.int32)
    costs = starts_of(words.starts.take(right + 1) - words.starts.take(right))
    first = np.flatnonzero(np.append(True, left[1:] != left[:-1])) if len(left) else np.empty(0, np.int64)
    begin = 0
    while begin < len(first):
        end = int(np.searchsorted(first, np.searchsorted(costs, costs[first[begin]] + ITEMS_AT_ONCE)))
        end = max(begin + 1, min(end, begin + ROWS_AT_ONCE, len(first)))
        stop = int(first[end]) if end < len(first) else len(left)
        pairs = slice(int(first[begin]), stop)
        rows = left.take(first[begin:end])
        sums[pairs] = _products(words, (left_values, right_values), rows, left[pairs], right[pairs], column_of)
        begin = end
    return sums


def _products(
    words: Ragged, values: tuple[Floats, Floats], rows: Ints, left: Ints, right: Ints, column_of: Ints
) -> Floats:
    """The sums for pairs whose left sides are ``rows`` (ascending); ``column_of`` is -1 throughout before and after."""
    lengths, held = words.take(rows)
    known = once(held.astype(np.int64))
    column_of[known] = np.arange(len(known), dtype=np.int32)
    table = np.zeros((len(rows), len(known)))
    where = runs(words.starts.take(rows), lengths)
    table[np.repeat(np.arange(len(rows)), lengths), column_of.take(held)] = values[0].take(where)
    at = words.starts.take(right)
    counts = words.starts.take(right + 1) - at
    items = runs(at, counts)
    columns = column_of.take(words.items.take(items))
    column_of[known] = -1
    hits = np.flatnonzero(columns >= 0)
    pair = np.repeat(np.arange(len(right)), counts).take(hits)
    row = np.searchsorted(rows, left).take(pair)
    product = table.ravel().take(row * len(known) + columns.take(hits)) * values[1].take(items.take(hits))
    return np.bincount(pair, weights=product, minlength=len(right)).astype(np.float64, copy=False)
