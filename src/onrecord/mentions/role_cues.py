"""What grammar and the event model say about whether a noun of the sentence is an event's doer, or whom it is done to.

The cues have fitted weights (``lexicon.role_weights``). The rules of ``mentions.arguments`` come first; what they leave
open is weighed here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.lexicon.role_weights import Weights
from onrecord.mentions.arguments_grammar import KnownWords, is_passive, is_verb
from onrecord.mentions.language import ParsedSentence

_NEAR, _FAR = 3, 12
_LONGEST = 8
_ADPOSITIONS = frozenset({"prep", "agent", "dative"})
_INNER = frozenset({"compound", "nmod", "npadvmod"})
_SURE = 1e-3


class Candidate(Struct, frozen=True):
    """A noun (its index) that may be a party of an event; ``kinds``: what it is known to name; ``is_other``: it has
    the event's other role; ``probabilities``: the model's, of this role and of the other.
    ``is_alone``: the sentence tells no other event that these could be of."""

    noun: int
    kinds: tuple[str, ...]
    is_other: bool
    probabilities: tuple[float, float]
    is_alone: bool


def candidate_nouns(sentence: ParsedSentence, word: int, known: KnownWords) -> list[int]:
    """The heads of the noun phrases of a sentence, times and the event's own ``word`` left out."""
    return [
        i
        for i, pos in enumerate(sentence.pos)
        if pos in ("NOUN", "PROPN") and i != word and i not in known.times and sentence.deps[i] not in _INNER
    ]


def role_odds(sentence: ParsedSentence, word: int, event_type: str, candidate: Candidate, weights: Weights) -> float:
    """The log-odds that a noun has a role in the event that ``word`` tells."""
    return sum([weights.get(cue, 0.0) * value for cue, value in role_cues(sentence, word, event_type, candidate)])


def role_cues(
    sentence: ParsedSentence, word: int, event_type: str, candidate: Candidate
) -> Iterator[tuple[str, float]]:
    """The cues of a noun as a party of the event that ``word`` tells, each with its value (1 but for probabilities,
    which are log-odds)."""
    own, other = (_log_odds(p) for p in candidate.probabilities)
    yield "model own", own
    yield "model other", other
    if candidate.is_alone:
        yield "model own alone", own
    if candidate.is_other:
        yield "has the other role", 1.0
    yield "always", 1.0
    for cue in _grammar(sentence, word, event_type, candidate):
        yield cue, 1.0


def _grammar(sentence: ParsedSentence, word: int, event_type: str, candidate: Candidate) -> Iterator[str]:
    noun = candidate.noun
    up, down = _path(sentence, noun, word)
    told = "verb" if is_verb(sentence, word) else "noun"
    voice = "passive" if told == "verb" and is_passive(sentence, word) else told
    above = down[0] if down else "below"
    first = up[0] if up else "above"
    if up:
        yield f"up {voice} {'>'.join(up[-2:])} {above}"
        yield f"first {voice} {first} {min(len(up), 4)}"
    yield f"down {voice} {'<'.join(down[:2])}"
    yield f"length {min(len(up) + len(down), _LONGEST)}"
    yield f"dep {voice} {sentence.deps[noun]}"
    yield f"side {voice} {_distance(noun - word)}"
    yield f"type {event_type} {voice} {first}"
    for kind in candidate.kinds:
        yield f"kind {kind}"
        yield f"kind {kind} {voice}"
        yield f"kind {kind} {event_type}"
        if up:
            yield f"kind {kind} {first} {above}"


def _path(sentence: ParsedSentence, noun: int, word: int) -> tuple[list[str], list[str]]:
    """The dependencies from the noun up to what it and the event's word both hang on, and from there down to it."""
    line = _ancestors(sentence, word)
    place = {k: n for n, k in enumerate(line)}
    up: list[str] = []
    k = noun
    while k not in place:
        up.append(_label(sentence, k))
        if sentence.heads[k] == k:
            return up, ["apart"]
        k = sentence.heads[k]
    return up, [_label(sentence, j) for j in reversed(line[: place[k]])]


def _ancestors(sentence: ParsedSentence, word: int) -> Sequence[int]:
    found = [word]
    while sentence.heads[found[-1]] != found[-1]:
        found.append(sentence.heads[found[-1]])
    return found


def _label(sentence: ParsedSentence, k: int) -> str:
    dep = sentence.deps[k]
    return f"{dep}:{sentence.words[k].lower()}" if dep in _ADPOSITIONS else dep


def _distance(gap: int) -> str:
    reach = "near" if abs(gap) <= _NEAR else "far" if abs(gap) > _FAR else "middle"
    return f"{'after' if gap > 0 else 'before'} {reach}"


def _log_odds(probability: float) -> float:
    p = min(max(probability, _SURE), 1 - _SURE)
    return math.log(p / (1 - p))
