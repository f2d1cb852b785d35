"""Did it happen, as a value in [-3, +3]: the event model's view and that of the words and grammar around the word."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from onrecord.lexicon.factuality import FactualityWeights
from onrecord.lexicon.status import StatusCues
from onrecord.mentions.factuality_governors import Classes, governor_cues
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.status import grammatical_status
from onrecord.records import AssertionKind

ALWAYS = "always"
"""The cue that every word has."""

_AUXILIARIES = {"'ll": "will", "wo": "will", "shall": "will", "'d": "would", "might": "may", "ca": "can"}
_MODALS = frozenset({"will", "would", "could", "may", "should", "can", "must", "to"})
_BARRIERS = frozenset({"relcl", "advcl", "parataxis", "appos", "poss", "npadvmod"})
_BEARING = frozenset({"neg", "aux", "mark", "amod"})
_STEPS_UP = 4


def blend_factuality(told: float, cues: frozenset[str], weights: FactualityWeights) -> float:
    """The value in [-3, +3] from the event model's (``told``) and from the cues; cues without a weight say nothing."""
    odds = [0.0] * len(weights.levels)
    for cue in sorted(cues):
        for level, weight in enumerate(weights.cues.get(cue, ())):
            odds[level] += weight
    top = max(odds)
    shares = [math.exp(x - top) for x in odds]
    by_cues = sum(s * value for s, value in zip(shares, weights.levels, strict=True)) / sum(shares)
    return max(-3.0, min(3.0, (1 - weights.share) * told + weights.share * by_cues + weights.margin))


def factuality_cues(
    sentence: ParsedSentence, word: int, status: StatusCues, speech: Mapping[str, AssertionKind], classes: Classes
) -> frozenset[str]:
    """What bears on the word: its own form and marks, the word before it, and what stands above it in the parse.

    ``classes`` are the words that govern an event, by lemma (``mentions.factuality_governors``). Names are no cues, so
    that no value hangs on who is named.
    """
    found = grammatical_status(sentence, word, status)
    kind = "negated" if found.is_negated else found.status.value if found.status else "none"
    cues = {ALWAYS, f"status={kind}", f"dep={sentence.deps[word]}", f"tag={sentence.tags[word]}"}
    cues.add(f"lemma={_lemma(sentence, word)}")
    cues.update(f"own:{mark}" for mark in _marks(sentence, word, status))
    if _is_infinitive(sentence, word):
        cues.add(f"infinitive:{sentence.deps[word]}")
    if _is_quoted(sentence, word):
        cues.add("quoted")
    if word > 0 and not _is_name(sentence, word - 1):
        cues.add(f"after={sentence.words[word - 1].lower()}")
    cues.update(_above(sentence, word, status, speech))
    cues.update(governor_cues(sentence, word, classes))
    return frozenset(cues)


def _above(
    sentence: ParsedSentence, word: int, status: StatusCues, speech: Mapping[str, AssertionKind]
) -> Iterator[str]:
    below, beyond = word, ""
    for step in range(_STEPS_UP):
        above = sentence.heads[below]
        if above == below:
            return
        dep, lemma, place = sentence.deps[below], _lemma(sentence, above), "over" if step == 0 else "above"
        if dep in _BARRIERS and not (dep == "advcl" and sentence.tags[below] == "VB"):
            beyond = "beyond:"
        if step == 0:
            yield f"over:{dep}:{lemma}"
        yield f"{beyond}any:{lemma}"
        form = "infinitive" if sentence.tags[below] == "VB" else "noun" if sentence.pos[below] == "NOUN" else "other"
        yield from (f"{beyond}{place}:{form}:{said}" for said in _classes(lemma, status, speech))
        if not beyond:
            marks = _marks(sentence, above, status)
            yield from (f"{place}:{mark}" for mark in marks if mark.partition("=")[0] in _BEARING)
        below = above


def _classes(lemma: str, status: StatusCues, speech: Mapping[str, AssertionKind]) -> Iterator[str]:
    if lemma in status.governors:
        yield status.governors[lemma].value
    if lemma in speech:
        yield f"say-{speech[lemma].value}"


def _marks(sentence: ParsedSentence, word: int, status: StatusCues) -> Iterator[str]:
    """What the word's own children say of it: negation, auxiliaries, conjunctions, adverbs, adjectives."""
    for child in sentence.children[word]:
        dep, form = sentence.deps[child], sentence.words[child].lower()
        if dep == "neg" or (dep in ("det", "preconj") and form in status.negators):
            yield "neg"
        if dep == "aux":
            modal = _AUXILIARIES.get(form, form)
            if modal in _MODALS or sentence.lemmas[child] == "have":
                yield f"aux={modal if modal in _MODALS else 'have'}"
        if dep == "mark" or (dep == "advmod" and sentence.tags[child] == "WRB"):
            yield f"mark={form}"
        if dep in ("advmod", "amod"):
            yield f"{dep}={_lemma(sentence, child)}"
        if dep == "det":
            yield f"det={form}"


def _lemma(sentence: ParsedSentence, word: int) -> str:
    return "(name)" if _is_name(sentence, word) else sentence.lemmas[word].lower()


def _is_name(sentence: ParsedSentence, word: int) -> bool:
    """Whether the word is written like a name, or tagged as one where it opens the sentence."""
    is_first = word == 0
    return sentence.tags[word] in ("NNP", "NNPS") or (not is_first and sentence.words[word][:1].isupper())


def _is_infinitive(sentence: ParsedSentence, word: int) -> bool:
    return sentence.tags[word] == "VB" and any(sentence.words[c].lower() == "to" for c in sentence.children[word])


def _is_quoted(sentence: ParsedSentence, word: int) -> bool:
    is_open = False
    for form in sentence.words[:word]:
        if form in ("``", "“"):
            is_open = True
        elif form in ("''", "”"):
            is_open = False
        elif form == '"':
            is_open = not is_open
    return is_open
