"""How near documents are in what they are about, and from what nearness on they share a group of documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from onrecord.incidents.ragged import Floats
from onrecord.incidents.words import count_rarity, vector

__all__ = ["Stories", "read_stories"]

NEAREST = 5


class Stories(Struct, frozen=True):
    """Documents against documents, rows and columns in the order of ``number``.

    ``words``: cosine of their words. ``together``: the mean cosine at which average link first puts the two into one
    group. ``relative``: the cosine beside those that the two have with their nearest documents (1: as near as these).
    """

    number: Mapping[str, int]
    words: Floats
    together: Floats
    relative: Floats


def read_stories(documents: Mapping[str, Sequence[str]], word_shares: Mapping[str, float]) -> Stories:
    """Compares documents, given by id as their words; ``word_shares`` says how common words are in the news."""
    ids = sorted(documents)
    rarity = count_rarity(documents.values(), word_shares)
    vectors = [vector(set(documents[key]), rarity) for key in ids]
    column = {word: k for k, word in enumerate(sorted({word for one in vectors for word in one}))}
    matrix = np.zeros((len(ids), len(column)))
    for row, one in enumerate(vectors):
        for word, value in one.items():
            matrix[row, column[word]] = value
    words = matrix @ matrix.T
    return Stories({key: k for k, key in enumerate(ids)}, words, _together(words), _relative(words))


def _relative(words: Floats) -> Floats:
    others = words.copy()
    np.fill_diagonal(others, 0.0)
    nearest = np.sort(others, axis=1)[:, -NEAREST:].mean(axis=1) if len(words) else np.zeros(0)
    found = words / np.maximum(np.sqrt(np.outer(nearest, nearest)), 1e-9)
    np.fill_diagonal(found, 0.0)
    return np.asarray(found, np.float64)


def _together(words: Floats) -> Floats:
    """Average link: each time the two nearest groups are joined, all pairs across them get that nearness."""
    near = words.copy()
    np.fill_diagonal(near, -1.0)
    members = {k: [k] for k in range(len(words))}
    found = np.ones_like(words)
    while len(members) > 1:
        one, two = sorted(divmod(int(near.argmax()), len(words)))
        left, right = members[one], members.pop(two)
        found[np.ix_(left, right)] = found[np.ix_(right, left)] = near[one, two]
        joined = (near[one] * len(left) + near[two] * len(right)) / (len(left) + len(right))
        joined[[one, two]] = -1.0
        near[one], near[:, one] = joined, joined
        near[two], near[:, two] = -1.0, -1.0
        members[one] = left + right
    return found
