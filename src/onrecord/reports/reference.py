"""How an event is spoken of: as known, as another one, as one or many."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Collection, Iterator, Sequence

from onrecord.lexicon.same_event import load_same_event_words
from onrecord.mentions.language import ParsedSentence
from onrecord.reports.drafts import Tense

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "week"}
)


def is_definite(sentence: ParsedSentence, words: Sequence[int]) -> bool:
    """Whether the event word is a noun with "the", "this" or a day ("Monday's assault"), alone or under a verb that
    only carries it ("carried out the attack"): the event may be one told before."""
    nouns = [w for w in words if not _is_light(sentence, w)]
    return bool(nouns) and all(sentence.pos[w] in ("NOUN", "PROPN") and _is_known(sentence, w) for w in nouns)


def names_known_deed(sentence: ParsedSentence, words: Sequence[int], events: Collection[int]) -> bool:
    """Whether the sentence names a deed as known, by a bare noun that is no other event of its own ``events``:
    "confirmed the attack but said eleven had died", "two were killed in the blast"."""
    rules = load_same_event_words()
    return any(
        rules.names_deed(lemma.lower())
        and sentence.tags[k] == "NN"
        and (k in words or k not in events)
        and _is_known(sentence, k)
        and not sentence.kids(k, "compound", "amod", "prep", "acl", "relcl", "poss", "nmod")
        for k, lemma in enumerate(sentence.lemmas)
    )


def _is_known(sentence: ParsedSentence, noun: int) -> bool:
    if any(sentence.words[c].lower() in _DEFINITE for c in sentence.kids(noun, "det")):
        return True
    return any(sentence.words[c].lower() in _DAYS for c in sentence.kids(noun, "poss"))


_NAMING = frozenset({"compound", "amod", "poss", "nmod", "appos"})
_NAMING_PREPOSITIONS = frozenset({"of", "on", "against"})
_TIMES = _DAYS | {name.lower() for name in month_name if name}


def naming_words(sentence: ParsedSentence, words: Sequence[int], passed: Collection[int]) -> frozenset[str]:
    """Lower-case lemmas of what tells the event's noun, spoken of as known, from others of its kind: "the airport
    attack", "the attack on the embassy". Days and the words ``passed`` (weapons) are left out; empty for verbs and for
    a bare noun ("the attack")."""
    nouns = [w for w in words if sentence.pos[w] in ("NOUN", "PROPN") and _is_known(sentence, w)]
    return frozenset(
        lemma
        for noun in nouns
        for k in _naming(sentence, noun)
        if (lemma := sentence.lemmas[k].lower()) not in _TIMES and k not in words and k not in passed
    )


def _naming(sentence: ParsedSentence, noun: int) -> Iterator[int]:
    has_case = not sentence.text.isupper()
    for k in sentence.children[noun]:
        is_name = sentence.pos[k] in ("NOUN", "PROPN") or (has_case and sentence.words[k][:1].isupper())
        if sentence.deps[k] in _NAMING and is_name:
            yield k
            yield from _naming(sentence, k)
        elif sentence.deps[k] == "prep" and sentence.words[k].lower() in _NAMING_PREPOSITIONS:
            # Whom "the killing of a reporter" was told of before may have been told by name alone.
            is_whose = sentence.words[k].lower() == "of"
            for thing in sentence.kids(k, "pobj"):
                if not is_whose or sentence.pos[thing] == "PROPN":
                    yield thing
                    yield from _naming(sentence, thing)


def _is_light(sentence: ParsedSentence, word: int) -> bool:
    return sentence.pos[word] == "VERB" and sentence.lemmas[word].lower() in load_same_event_words().light


def lemma_of(sentence: ParsedSentence, words: Sequence[int], lead: int) -> str:
    """The lemma of the event's leading word; of the noun where a verb only carries it. Lower case."""
    nouns = [w for w in words if sentence.pos[w] == "NOUN"]
    return sentence.lemmas[nouns[0] if nouns and _is_light(sentence, lead) else lead].lower()


def is_other(sentence: ParsedSentence, words: Sequence[int]) -> bool:
    """Whether the text sets the event apart from those told before: "another attack", "separately"."""
    rules = load_same_event_words()
    if sentence.words[0].lower() in rules.openings:
        return True
    told = [
        *words,
        *(s for w in words for s in sentence.kids(w, "nsubj") if sentence.lemmas[s].lower() in rules.families),
    ]
    return any(sentence.words[c].lower() in rules.other for w in told for c in sentence.children[w] if c < w)


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
