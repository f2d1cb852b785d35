"""What pairs of tellings show, field by field, in columns: values (``VALUES``) and numbers (``NUMBERS``)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from onrecord.incidents.ragged import Floats, Longs
from onrecord.incidents.stories import Stories
from onrecord.incidents.words import Rarity
from onrecord.lexicon.kinship import Kinship, WordKin
from onrecord.mentions.tellings import Telling

__all__ = ["NUMBERS", "VALUES", "TellingPairs", "compare_tellings"]

Singles: TypeAlias = npt.NDArray[np.float32]
_KINSHIPS = tuple(Kinship)
_AKIN = 0.3
_NO_ARGUMENTS = 0.5
VALUES = {
    "word": tuple(kinship.value for kinship in _KINSHIPS),
    "where": ("one sentence", "one document", "two documents"),
    "speech": ("neither", "one", "both"),
    "parts": ("verbs", "nouns", "verb and noun", "a pronoun", "other"),
}
NUMBERS = (
    "story",
    "story, beside the nearest",
    "sense",
    "sense in context",
    "context",
    "event type",
    "surely an event",
    "best of its document",
    "best of both documents",
    "shared arguments",
    "arguments not shared",
    "arguments in the other's document",
    "sentences between",
    "commoner word",
    "rarer word",
)


class TellingPairs(Struct, frozen=True):
    """Pairs of tellings (indexes, smaller first): of each field in ``VALUES`` the number of its value, of each in
    ``NUMBERS`` the number."""

    left: Longs
    right: Longs
    values: dict[str, Longs]
    numbers: dict[str, Floats]


class _Told(Struct, frozen=True):
    """Tellings in columns."""

    document: Longs
    sentence: Longs
    word: Longs
    words: tuple[str, ...]
    kinship: Longs
    arguments: Singles
    in_documents: Singles


def compare_tellings(
    tellings: Sequence[Telling],
    stories: Stories,
    documents: Sequence[frozenset[str]],
    rarity: Rarity,
    kin: WordKin,
    least_nearness: float,
) -> TellingPairs:
    """All pairs of tellings whose documents have words of a cosine of at least ``least_nearness``, or are one.

    ``documents`` are the words of each document in the order of ``stories.number``, ``rarity`` what words are worth.
    """
    told = _columns(tellings, stories, documents, rarity, kin)
    near = (stories.words >= least_nearness) | np.eye(len(stories.words), dtype=np.bool_)
    left, right = np.nonzero(np.triu(near[np.ix_(told.document, told.document)], 1))
    speech = np.array([one.is_speech for one in tellings], np.int64)
    values = {
        "word": told.kinship[told.word[left], told.word[right]],
        "where": _where(told, left, right),
        "speech": speech[left] + speech[right],
        "parts": _parts(np.array([one.part for one in tellings]), left, right),
    }
    numbers = dict(_numbers(tellings, told, stories, rarity, left, right))
    return TellingPairs(left, right, values, numbers)


def _columns(
    tellings: Sequence[Telling],
    stories: Stories,
    documents: Sequence[frozenset[str]],
    rarity: Rarity,
    kin: WordKin,
) -> _Told:
    words = tuple(sorted({one.word for one in tellings}))
    place = {word: k for k, word in enumerate(words)}
    kinship = np.zeros((len(words), len(words)), np.int64)
    for a, b in combinations(range(len(words)), 2):
        kinship[a, b] = kinship[b, a] = _KINSHIPS.index(kin.relation(words[a], words[b]))
    column = {word: k for k, word in enumerate(sorted(frozenset().union(*documents)))}
    arguments = np.zeros((len(tellings), len(column)), np.float32)
    for row, one in enumerate(tellings):
        for word in one.arguments & column.keys():
            arguments[row, column[word]] = rarity.worth(word)
    held = np.zeros((len(column), len(documents)), np.float32)
    for row, held_words in enumerate(documents):
        held[[column[word] for word in held_words], row] = 1.0
    return _Told(
        document=np.array([stories.number[one.document_id] for one in tellings], np.int64),
        sentence=np.array([one.sentence for one in tellings], np.int64),
        word=np.array([place[one.word] for one in tellings], np.int64),
        words=words,
        kinship=kinship,
        arguments=arguments,
        in_documents=arguments @ held,
    )


def _where(told: _Told, left: Longs, right: Longs) -> Longs:
    one = told.document[left] == told.document[right]
    return np.where(one, np.where(told.sentence[left] == told.sentence[right], 0, 1), 2)


def _parts(parts: npt.NDArray[np.str_], left: Longs, right: Longs) -> Longs:
    a, b = parts[left], parts[right]
    verbs, nouns = [(side == "verb").astype(int) for side in (a, b)], [(side == "noun").astype(int) for side in (a, b)]
    found = np.full(len(left), VALUES["parts"].index("other"))
    found[(verbs[0] + verbs[1] == 1) & (nouns[0] + nouns[1] == 1)] = 2
    found[nouns[0] + nouns[1] == 2] = 1
    found[verbs[0] + verbs[1] == 2] = 0
    found[(a == "pronoun") | (b == "pronoun")] = 3
    return found


def _numbers(
    tellings: Sequence[Telling], told: _Told, stories: Stories, rarity: Rarity, left: Longs, right: Longs
) -> list[tuple[str, Floats]]:
    one, two = told.document[left], told.document[right]
    other = one != two
    states = np.array([telling.states for telling in tellings], np.float32)
    cosines = [(states[left, layer] * states[right, layer]).sum(1) for layer in range(states.shape[1])]
    types = np.array([telling.types for telling in tellings], np.float32)
    root = np.sqrt(types)
    near = np.mean([states[:, layer] @ states[:, layer].T for layer in range(states.shape[1])], axis=0)
    near += _AKIN * (told.kinship[np.ix_(told.word, told.word)] <= _KINSHIPS.index(Kinship.SENSE))
    lags = _lags(near, told.document, left, right)
    commonness = np.array([-rarity.worth(word) for word in told.words])[told.word]
    return [
        ("story", stories.together[one, two]),
        ("story, beside the nearest", stories.relative[one, two]),
        *zip(("sense", "sense in context", "context"), cosines, strict=True),
        ("event type", (root[left] * root[right]).sum(1)),
        ("surely an event", 1 - np.minimum(types[left, 0], types[right, 0])),
        ("best of its document", np.maximum(*lags)),
        ("best of both documents", np.minimum(*lags)),
        *_arguments(told, left, right),
        ("sentences between", np.where(other, -1, np.abs(told.sentence[left] - told.sentence[right]))),
        ("commoner word", np.maximum(commonness[left], commonness[right])),
        ("rarer word", np.minimum(commonness[left], commonness[right])),
    ]


def _lags(near: Floats, document: Longs, left: Longs, right: Longs) -> tuple[Floats, Floats]:
    """How far a pair stays behind the nearest telling in the other's document, seen from either side; 0 at best."""
    itself = np.eye(len(near), dtype=np.bool_)
    others = np.where(itself, -1.0, near)
    best = np.stack([others[:, document == k].max(axis=1) for k in range(int(document.max()) + 1)], axis=1)
    pair = near[left, right]
    return pair - best[left, document[right]], pair - best[right, document[left]]


def _arguments(told: _Told, left: Longs, right: Longs) -> list[tuple[str, Floats]]:
    """Worths of arguments; the least share of one side's that the other's document holds, half where there are none."""
    worth = told.arguments.sum(1)
    holds = (told.arguments > 0).astype(np.float32)
    shared = np.zeros(len(left))
    for begin in range(0, len(left), 50_000):
        some = slice(begin, begin + 50_000)
        shared[some] = np.einsum("ij,ij->i", told.arguments[left[some]], holds[right[some]])
    shares = [
        np.where(worth[a] > 0, told.in_documents[a, told.document[b]] / np.maximum(worth[a], 1e-6), _NO_ARGUMENTS)
        for a, b in ((left, right), (right, left))
    ]
    return [
        ("shared arguments", shared),
        ("arguments not shared", np.minimum(worth[left], worth[right]) - shared),
        ("arguments in the other's document", np.minimum(*shares)),
    ]
