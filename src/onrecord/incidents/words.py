"""Words as evidence of sameness: tokens, rarity, and weighted overlap.

A word is worth more the fewer documents hold it (inverse document frequency, Spärck Jones 1972). Its share of
documents is the mean of a background share and the share among the given documents, the background counting
as ``BACKGROUND_DOCUMENTS`` of them, so that a word's worth hardly moves while the first reports come in.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
from msgspec import Struct

__all__ = [
    "CAPITALISED",
    "TOKEN",
    "Rarity",
    "Vector",
    "cosine",
    "count_rarity",
    "fold_capitalised",
    "fold_name",
    "fold_word",
    "names_in",
    "rarity_worths",
    "vector",
    "words_in",
]

TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
CAPITALISED = re.compile(r"(?<![^\W_])[A-Z][^\W_]+(?:['’\-][^\W_]+)*|(?<![^\W_])\d[\d,.]*(?:-year-old)?")
POSSESSIVE = re.compile(r"['’]s?$")
BACKGROUND_DOCUMENTS = 200
UNSEEN_SHARE = 0.0005

Vector = Mapping[str, float]
Floats = npt.NDArray[np.float64]


class Rarity(Struct, frozen=True):
    """How many of ``documents`` documents hold a word, and the share of news articles that hold it."""

    documents: int
    holders: Mapping[str, int]
    background: Mapping[str, float]

    def worth(self, word: str) -> float:
        """Natural logarithm of one over the word's share of documents; 0 for a word that all hold."""
        expected = BACKGROUND_DOCUMENTS * self.background.get(word, UNSEEN_SHARE)
        share = (expected + self.holders.get(word, 0)) / (BACKGROUND_DOCUMENTS + self.documents)
        return max(0.0, -math.log(share))


def rarity_worths(words: Iterable[str], holders: Floats, documents: int, background: Mapping[str, float]) -> Floats:
    """``Rarity.worth`` of many words at once; ``holders`` says of each how many documents hold it."""
    expected = np.array([background.get(word, UNSEEN_SHARE) for word in words], np.float64) * BACKGROUND_DOCUMENTS
    return np.maximum(0.0, -np.log((expected + holders) / (BACKGROUND_DOCUMENTS + documents)))


def _stem(token: str) -> str:
    word = POSSESSIVE.sub("", token.casefold()).replace("’", "'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def fold_word(token: str, stopwords: frozenset[str]) -> str | None:
    """A token in lower case without plural or possessive; ``None`` for a stop word or a single letter."""
    name = fold_capitalised(token, stopwords)
    return name if name is not None and len(name) > 1 else None


def fold_capitalised(token: str, stopwords: frozenset[str]) -> str | None:
    """As ``fold_word``, single letters and digits included."""
    stem = _stem(token)
    return None if token.casefold() in stopwords or stem in stopwords else stem


def words_in(text: str, stopwords: frozenset[str]) -> list[str]:
    """The words of ``text`` in order, folded to lower case without plural or possessive; stop words left out."""
    return [word for token in TOKEN.findall(text) if (word := fold_word(token, stopwords)) is not None]


def names_in(text: str, stopwords: frozenset[str]) -> list[str]:
    """The capitalised words and the numbers of ``text``, folded as ``words_in`` folds them."""
    return [name for token in CAPITALISED.findall(text) if (name := fold_capitalised(token, stopwords)) is not None]


def fold_name(name: str) -> str:
    """A name reduced to what two spellings share: lower case, single spaces, no leading article."""
    folded = " ".join(token.casefold() for token in TOKEN.findall(name))
    return folded.removeprefix("the ")


def count_rarity(documents: Iterable[Iterable[str]], background: Mapping[str, float]) -> Rarity:
    """Counts in how many of ``documents`` (each the words of one) every word stands."""
    holders: Counter[str] = Counter()
    total = 0
    for words in documents:
        holders.update(set(words))
        total += 1
    return Rarity(total, holders, background)


def vector(words: Iterable[str], rarity: Rarity) -> Vector:
    """Unit-length vector: each distinct word's worth times 1 + log of how often it stands; {} without words."""
    counts = Counter(words)
    raw = {word: rarity.worth(word) * (1 + math.log(times)) for word, times in counts.items()}
    length = math.sqrt(sum(value * value for value in raw.values()))
    return {word: value / length for word, value in sorted(raw.items()) if value > 0} if length else {}


def cosine(a: Vector, b: Vector) -> float:
    """Cosine of two unit vectors, 0 to 1; 0 where either is empty."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return math.fsum(value * large[word] for word, value in small.items() if word in large)
