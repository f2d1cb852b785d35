"""Acts of words that a modal, a "not" or a "ready" carries: "must return", "will not accept", "is ready to meet"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from onrecord.lexicon.spoken import SpokenWords
from onrecord.mentions.language import ParsedSentence

_MARKS = frozenset({"aux", "neg"})
_PREDICATES = frozenset({"acomp", "oprd", "attr", "ROOT", "conj", "ccomp"})


def spoken_words(sentence: ParsedSentence, rules: SpokenWords) -> dict[int, int]:
    """The words of ``sentence`` that may carry an act of words, each with the word that stands for the act: of a modal
    or "not" the verb it marks, of an adjective with an infinitive itself."""
    found = {}
    for i, dep in enumerate(sentence.deps):
        if dep in _MARKS:
            if _marks_act(sentence, i, rules):
                found[i] = sentence.heads[i]
        elif dep in _PREDICATES and sentence.words[i].lower() in rules.adjectives and sentence.kids(i, "xcomp"):
            found[i] = i
    return found


def _marks_act(sentence: ParsedSentence, i: int, rules: SpokenWords) -> bool:
    if sentence.deps[i] == "aux":
        return sentence.words[i].lower() in rules.marks
    modals = sentence.kids(sentence.heads[i], "aux")
    return any(sentence.words[k].lower() in rules.wills for k in modals)


def unspoken(pairs: Mapping[int, int], sentence: ParsedSentence, taken: Collection[int]) -> Sequence[int]:
    """The words among ``pairs`` whose act no event word tells already: neither the verb nor the word above it."""
    return [i for i, verb in pairs.items() if verb not in taken and sentence.heads[verb] not in taken]
