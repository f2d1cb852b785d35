"""Which event words of a sentence are told in passing, beside the act that the sentence is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onrecord.mentions.language import ParsedSentence

_BESIDE = frozenset({"relcl", "acl", "advcl", "appos"})
_ALONGSIDE = "conj"


def words_in_passing(sentence: ParsedSentence, groups: Sequence[Collection[int]]) -> frozenset[int]:
    """Which of the groups of event words (their indexes) stand behind another one.

    An event stands behind when another event's word governs it ("arrested after the bombing", "blamed for the raid",
    "agreed to talks"), or when it is told in a clause beside the main one (relative, participle, adverbial,
    apposition) while another event is not. What is joined by "and" stands side by side. Ties and lone events: none.
    """
    paths = [_highest_path(sentence, group) for group in groups]
    events = [frozenset(group) for group in groups]
    behind = set()
    for k, (above, is_beside) in enumerate(paths):
        others = [j for j in range(len(groups)) if j != k]
        is_governed = any(above & events[j] for j in others)
        is_outshone = is_beside and any(not paths[j][1] for j in others)
        if is_governed or is_outshone:
            behind.add(k)
    return frozenset(behind)


def _highest_path(sentence: ParsedSentence, group: Collection[int]) -> tuple[frozenset[int], bool]:
    """The words that govern the group's highest word, and whether a clause beside the main one holds it."""
    return min((_path(sentence, word) for word in group), key=lambda path: len(path[0]))


def _path(sentence: ParsedSentence, word: int) -> tuple[frozenset[int], bool]:
    above: set[int] = set()
    is_beside = False
    at, steps = word, 0
    while sentence.heads[at] != at and steps < len(sentence):
        dep, at, steps = sentence.deps[at], sentence.heads[at], steps + 1
        is_beside = is_beside or dep in _BESIDE
        if dep != _ALONGSIDE:
            above.add(at)
    return frozenset(above - {word}), is_beside
