"""How an event is spoken of: as known, as another one, as one or many."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon.same_event import load_same_event_words
from onrecord.mentions.language import ParsedSentence
from onrecord.reports.drafts import Tense

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def is_definite(sentence: ParsedSentence, words: Sequence[int]) -> bool:
    """Whether all event words are nouns with "the" or "this": the event may be one told before."""
    return all(
        sentence.pos[word] in ("NOUN", "PROPN")
        and any(sentence.words[c].lower() in _DEFINITE for c in sentence.kids(word, "det"))
        for word in words
    )


def is_other(sentence: ParsedSentence, words: Sequence[int]) -> bool:
    """Whether the text sets the event apart from those told before: "another attack", "separately"."""
    rules = load_same_event_words()
    if sentence.words[0].lower() in rules.openings:
        return True
    return any(sentence.words[c].lower() in rules.other for w in words for c in sentence.children[w] if c < w)


def is_plural(sentence: ParsedSentence, words: Sequence[int]) -> bool:
    """Whether one of the event words is a noun in the plural."""
    return any(sentence.tags[w] in ("NNS", "NNPS") for w in words)


def tense_of(sentence: ParsedSentence, words: Sequence[int]) -> Tense | None:
    """The tense of the first finite verb among the event words; ``None`` for nouns, participles and infinitives."""
    for word in words:
        helpers = {sentence.words[c].lower() for c in sentence.kids(word, "aux", "auxpass")}
        tag = sentence.tags[word]
        if "had" in helpers:
            return "past perfect"
        if helpers & {"has", "have", "'ve", "’ve"}:
            return "perfect"
        if tag == "VBD" or helpers & {"was", "were", "did"}:
            return "past"
        if tag in ("VBZ", "VBP") or helpers & {"is", "are", "am", "'re", "’re"}:
            return "present"
    return None
