"""Names that are spelt nearly as another: the same words in the same order, but for slips and transliteration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches
from typing import Final

from onrecord.lexicon.actors import ActorIndex, ActorName
from onrecord.lexicon.actors_context import NameContext
from onrecord.lexicon.actors_names import loose_key, name_key

__all__ = ["NearNames"]

_SAME_WORD: Final = 0.84
"""Share of letters in common from which two longer words may be one misspelt; "Nujaba" and "Nujabaa" .92."""
_LONGER: Final = 5
_MOST_SLIPS: Final = 2
_LONE: Final = 9
"""A name of one shorter word is too near to others for slips: Mahariba and Mahariya are two peoples."""
_NO_SLIPS: Final = frozenset({"abbreviation", "word_abbreviation", "surname"})
_ARTICLES: Final = frozenset(
    ["al", "el", "ul", "il", "as", "ash", "ad", "adh", "an", "ar", "at", "az", "the", "of", "de", "i", "e", "ye", "yi"]
)


class NearNames:
    """Finds table names near a given one. Frozen once made; ``of`` is a pure look-up."""

    def __init__(self, actors: ActorIndex, context: NameContext) -> None:
        self._context = context
        by_word: defaultdict[str, dict[ActorName, tuple[str, ...]]] = defaultdict(dict)
        for names in actors.names.values():
            for name in names:
                if name.kind not in _NO_SLIPS:
                    words = _words(name_key(name.alias))
                    for word in self._telling(words):
                        by_word[word][name] = words
        self._by_word = {word: tuple(found.items()) for word, found in by_word.items()}
        shelves: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(self._by_word):
            shelves[word[0], len(word)].append(word)
        self._shelves = dict(shelves)

    def of(self, key: str) -> Iterator[tuple[ActorName, float]]:
        """The names spelt nearly as ``key`` with how near, 0 to 1, exclusive; a name may come more than once."""
        words = _words(key)
        telling = self._telling(words)
        if not telling or len(key) < _LONGER + 1:
            return
        for word in {near for mine in telling for near in (mine, *self._near_words(mine))}:
            for name, others in self._by_word.get(word, ()):
                score = self._score(words, others)
                if score is not None:
                    yield name, score

    def sharing(self, key: str) -> Iterator[ActorName]:
        """The names that share a telling word with ``key``, the rarest word's first."""
        found = [self._by_word[word] for word in self._telling(_words(key)) if word in self._by_word]
        for pairs in sorted(found, key=len):
            yield from (name for name, _ in pairs)

    def _telling(self, words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word for word in words if word not in self._context.generic and len(word) >= _LONGER - 1)

    def _near_words(self, word: str) -> list[str]:
        if len(word) < _LONGER:
            return []
        lengths = range(len(word) - _MOST_SLIPS, len(word) + _MOST_SLIPS + 1)
        shelf = [near for length in lengths for near in self._shelves.get((word[0], length), ())]
        return get_close_matches(word, shelf, n=6, cutoff=_SAME_WORD)

    def _score(self, words: tuple[str, ...], others: tuple[str, ...]) -> float | None:
        if len(words) != len(others) or words == others:
            return None
        scores = [self._same(one, other) for one, other in zip(words, others, strict=True)]
        lone = len(words) == 1 and len(words[0]) < _LONE and loose_key(words[0]) != loose_key(others[0])
        return min(scores) if all(scores) and not lone else None

    def _same(self, one: str, other: str) -> float:
        if one == other:
            return 1.0
        if one.isdigit() or other.isdigit() or min(len(one), len(other)) < 3:
            return 0.0
        if loose_key(one) == loose_key(other):
            return 0.97
        if one in self._context.generic or other in self._context.generic or one[0] != other[0]:
            return 0.0
        ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
        return ratio if min(len(one), len(other)) >= _LONGER and ratio >= _SAME_WORD else 0.0


def _words(key: str) -> tuple[str, ...]:
    words = tuple(word.removesuffix("'s") for word in key.split() if word not in _ARTICLES)
    return tuple(
        word[2:] if word.startswith("al") and len(word) > 6 and word[2] not in "aeiou" else word for word in words
    )
