"""Finds the words that can carry an event."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.lexicon.ontology import Frame, Ontology
from onrecord.mentions.language import ParsedSentence

_VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_WORD = re.compile(r"[a-z][a-z-]*[a-z]")
_CONFLICT_SHARE = 0.1
_SHORT_SENTENCES = 6
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


def words_of(text: str) -> frozenset[str]:
    """The words of a text, lower case."""
    return frozenset(_WORD.findall(text.lower()))


def sift(sentences: Sequence[str], ontology: Ontology) -> list[bool]:
    """Which sentences of a document may carry an event, by the forms of trigger words: False spares them all work.

    Where hardly any sentence has a word of conflict, a word that is a trigger only in company is not enough.
    """
    words = [words_of(s) for s in sentences]
    conflict = sum(not w.isdisjoint(ontology.conflict_forms) for w in words)
    is_about_conflict = conflict >= _CONFLICT_SHARE * len(sentences) or len(sentences) < _SHORT_SENTENCES
    wanted = ontology.forms if is_about_conflict else ontology.strong_forms
    return [not w.isdisjoint(wanted) for w in words]
