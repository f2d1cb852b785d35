"""Finds the words that can carry an event."""

from __future__ import annotations

from onrecord.lexicon.ontology import Frame, Ontology
from onrecord.mentions.language import ParsedSentence

_VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_NO_EVENT_VERBS = frozenset({"be", "have", "do", "'s", "say", "get", "go", "come", "seem"})


def word_frames(sentence: ParsedSentence, i: int, ontology: Ontology) -> tuple[Frame, ...]:
    """The frames of word ``i`` under its own part of speech, else under the other one."""
    lemma = sentence.lemmas[i].lower()
    pos = sentence.pos[i]
    own = "VERB" if pos in ("VERB", "AUX") else "NOUN"
    frames = ontology.frames(lemma, own)
    if not frames and pos in ("ADJ", "PROPN", "NOUN", "VERB"):
        frames = ontology.frames(sentence.words[i].lower(), "NOUN") or ontology.frames(lemma, "VERB")
        if pos == "PROPN" and sentence.words[i][:1].isupper() and not sentence.text.isupper():
            frames = ()
    return frames


def candidate_words(sentence: ParsedSentence, ontology: Ontology) -> list[int]:
    """Indexes of the words that could carry an event: all full verbs, and nouns that the ontology lists.

    Verbs outside the ontology are candidates too: the event model may know better.
    """
    found = []
    for i, pos in enumerate(sentence.pos):
        if pos == "VERB" and sentence.tags[i] in _VERB_TAGS:
            if sentence.lemmas[i].lower() not in _NO_EVENT_VERBS:
                found.append(i)
        elif pos in ("NOUN", "ADJ", "PROPN", "VERB", "AUX") and word_frames(sentence, i, ontology):
            found.append(i)
    return found


def may_carry_event(text: str, ontology: Ontology) -> bool:
    """Whether a sentence has any form of a trigger word: False spares it the parser.

    A beginning-of-word match, so it errs on the side of reading.
    """
    return ontology.sieve.search(text) is not None
