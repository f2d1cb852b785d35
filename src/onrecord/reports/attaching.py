"""Which event of a sentence a time, place, weapon or toll belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

from msgspec import Struct

from onrecord.lexicon.scenes import load_scene_words
from onrecord.mentions.language import ParsedSentence

_OTHER_CLAUSES = frozenset({"parataxis", "punct", "relcl", "advcl", "ccomp", "pcomp"})
_OTHER_TIMES = frozenset({"after", "before", "since", "because", "although", "though"})
_OWN_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp"})


class Owned(Struct, frozen=True):
    """The nearest event word above a word, or ``None``; how far up it is (a step out of a clause counts three);
    and whether a verb of speech stands in between."""

    word: int | None
    steps: int
    through_speech: bool


def word_at(sentence: ParsedSentence, offset: int) -> int | None:
    """The index of the word at a clean-text offset; ``None`` outside the sentence."""
    i = bisect_right(sentence.starts, offset) - 1
    return i if i >= 0 and offset < sentence.ends[-1] else None


def owner(sentence: ParsedSentence, word: int, triggers: Collection[int], cues: Collection[int]) -> Owned:
    """Climbs from ``word`` to the first event word; the root without one gives ``None``."""
    through = False
    steps = 0
    k = word
    for _ in range(len(sentence)):
        if k in triggers:
            return Owned(k, steps, through)
        if k in cues:
            through = True
        if sentence.heads[k] == k:
            break
        steps += 3 if sentence.deps[k] in _OWN_CLAUSES else 1
        k = sentence.heads[k]
    return Owned(None, steps, through)


def head_of_span(sentence: ParsedSentence, start: int, end: int) -> int | None:
    """The word of a span whose own head lies outside it."""
    first, last = word_at(sentence, start), word_at(sentence, end - 1)
    if first is None or last is None:
        return None
    for i in range(last, first - 1, -1):
        if not first <= sentence.heads[i] <= last or sentence.heads[i] == i:
            return i
    return last


def is_in_other_clause(sentence: ParsedSentence, verb: int, words: Collection[int]) -> bool:
    """Whether ``verb`` stands in a relative or adverbial clause beside all of ``words``, so that its day is not theirs:
    "the blast came after the army said that attacks had fallen to levels of the war, which began in May"."""
    k = verb
    for _ in range(len(sentence)):
        below = sentence.subtree(k)
        if any(word in below for word in words) or sentence.heads[k] == k:
            return False
        marks = {sentence.words[c].lower() for c in sentence.kids(k, "mark")}
        if sentence.deps[k] in ("relcl", "acl") or (sentence.deps[k] == "advcl" and marks & _OTHER_TIMES):
            return True
        k = sentence.heads[k]
    return False


def is_named_in_passing(sentence: ParsedSentence, noun: int, verb: int | None) -> bool:
    """Whether a deed's noun only says of what kind another noun is, which a verb of its own day tells: "said on Friday
    in response to the attacks", "visited the victims of the bombing on Monday"."""
    if verb is None or sentence.pos[noun] != "NOUN" or sentence.deps[noun] != "pobj":
        return False
    above = sentence.heads[sentence.heads[noun]]
    lemma = sentence.lemmas[above].lower()
    return sentence.pos[above] == "NOUN" and lemma in load_scene_words().about_deeds and above != verb


def clause_words(sentence: ParsedSentence, triggers: Sequence[int], others: Collection[int]) -> list[int]:
    """The words below the triggers but not below another event's word, ascending."""
    found: set[int] = set()
    for trigger in triggers:
        stack = [trigger]
        while stack:
            k = stack.pop()
            found.add(k)
            stack.extend(
                c
                for c in sentence.children[k]
                if c not in others
                and sentence.deps[c] not in _OTHER_CLAUSES
                and c not in found
                and not _is_other_clause(sentence, c)
            )
    return sorted(found)


def _is_other_clause(sentence: ParsedSentence, word: int) -> bool:
    """ "He was arrested, and his lawyer was to appear on Monday": joined by "and", with a subject of its own."""
    is_joined = sentence.deps[word] == "conj" and bool(sentence.kids(word, "nsubj", "nsubjpass"))
    return is_joined and not any(sentence.pos[k] == "NUM" for k in sentence.subtree(word))
