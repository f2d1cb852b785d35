"""Chooses the words that carry an event, and their types."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from onrecord.lexicon.coding import CodingLexicon, Detection
from onrecord.lexicon.ontology import EVENT_TYPES, Frame
from onrecord.lexicon.wordings import Wording
from onrecord.mentions.event_model import STATUSES, WordScore
from onrecord.mentions.factuality import blend_factuality, factuality_cues
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.spoken import spoken_words, unspoken
from onrecord.mentions.triggers import word_frames
from onrecord.records import Status

_FINITE = frozenset({"VBD", "VBZ", "VBP"})


class EventMention(Struct, frozen=True):
    """A word that carries an event: indexes of sentence and word, its type, the evidence (log-odds) for it,
    the model's status and that status's probability, and factuality in [-3, +3]. ``is_spoken``: an act of words that
    took place with being said ("must return": a request), whatever the grammar of its word."""

    sentence: int
    word: int
    event_type: str
    evidence: float
    status: Status
    status_probability: float
    factuality: float
    mode: str | None
    cameo: str | None
    is_spoken: bool = False


def find_events(
    number: int, sentence: ParsedSentence, scores: Mapping[int, WordScore], lexicon: CodingLexicon
) -> list[EventMention]:
    """The event words of one sentence (``number`` is its index), left to right."""
    spoken = spoken_words(sentence, lexicon.detection.spoken)
    found = []
    for word, score in sorted(scores.items()):
        mention = None if word in spoken else _mention(number, sentence, word, score, lexicon)
        if mention is not None:
            found.append(mention)
    taken = {mention.word for mention in found}
    for word in unspoken(spoken, sentence, taken):
        said = _spoken_mention(number, spoken[word], scores.get(word), lexicon.detection)
        if said is not None and said.word not in taken:
            taken.add(said.word)
            found.append(said)
    return sorted(found, key=lambda mention: mention.word)


def _spoken_mention(number: int, word: int, score: WordScore | None, rules: Detection) -> EventMention | None:
    if score is None:
        return None
    event_type = _best_type(score, (), rules)
    odds = _odds(score) + rules.spoken.evidence
    if event_type not in rules.spoken.types or odds < rules.threshold:
        return None
    return EventMention(number, word, event_type, odds, Status.OCCURRED, 1.0, 3.0, None, None, is_spoken=True)


def _odds(score: WordScore) -> float:
    return math.log(max(1e-6, 1 - score.none) / max(1e-6, score.none))


def _mention(
    number: int, sentence: ParsedSentence, word: int, score: WordScore, lexicon: CodingLexicon
) -> EventMention | None:
    rules, retypes = lexicon.detection, lexicon.retypes
    frames = word_frames(sentence, word, lexicon.ontology)
    event_type = _best_type(score, frames, rules)
    retype = next((r for r in retypes if r.fits(sentence.lemmas[word].lower(), sentence.nameless)), None)
    if retype is not None:
        event_type = retype.to
    is_told = False
    fitting = frames if retype is not None else [f for f in frames if f.event_type == event_type]
    odds = _odds(score)
    if fitting:
        odds += rules.strong if fitting[0].is_strong else rules.weak
        if fitting[0].strength == "sure" and _is_told_as_done(sentence, word):
            odds += rules.sure
        if event_type == "ASSAULT" and fitting[0].is_strong:
            is_told = _is_within(sentence, word, lexicon.harm.deeds)
            odds += rules.violent + is_told * rules.told
        if event_type == "ASSAULT" and not is_told and _is_within(sentence, word, lexicon.responsibility.answered):
            is_told = True
            odds += rules.told
    else:
        odds += rules.other_type if frames else rules.not_listed
    odds += rules.types.get(event_type, 0.0)
    if odds < rules.threshold:
        return None
    status, probability = (Status.OCCURRED, 1.0) if is_told else _status(score)
    return EventMention(
        number,
        word,
        event_type,
        odds,
        status,
        probability,
        blend_factuality(
            score.factuality,
            factuality_cues(sentence, word, lexicon.status, lexicon.speech, lexicon.factuality_classes),
            lexicon.factuality,
        ),
        retype.mode if retype else fitting[0].mode if fitting else None,
        fitting[0].cameo if fitting and retype is None else None,
    )


def _is_within(sentence: ParsedSentence, word: int, phrases: Wording) -> bool:
    start, end = sentence.starts[word] - sentence.start, sentence.ends[word] - sentence.start
    return any(m.start() <= start and end <= m.end() for m in phrases.finditer(sentence.text))


def _is_told_as_done(sentence: ParsedSentence, word: int) -> bool:
    """Whether a verb in the past or the perfect has a subject, and no modal makes it doubtful."""
    if not sentence.kids(word, "nsubj", "nsubjpass") or sentence.pos[word] != "VERB":
        return False
    helpers = sentence.kids(word, "aux", "auxpass")
    is_finite = sentence.tags[word] == "VBD" or any(sentence.tags[k] in _FINITE for k in helpers)
    return is_finite and sentence.tags[word] in ("VBD", "VBN") and all(sentence.tags[k] != "MD" for k in helpers)


def _best_type(score: WordScore, frames: Sequence[Frame], rules: Detection) -> str:
    """The model's best type, where the trigger lexicon's own types weigh more (``listed_type``, in log-probability);
    the lexicon's own of a sure word."""
    if frames and frames[0].strength == "sure":
        return frames[0].event_type
    bonus = {f.event_type: rules.listed_type * (1.0 if f.is_strong else 0.5) for f in frames}

    def weight(t: int) -> float:
        return math.log(max(1e-9, score.types[t])) + bonus.get(EVENT_TYPES[t], 0.0)

    return EVENT_TYPES[max(range(len(EVENT_TYPES)), key=weight)]


def _status(score: WordScore) -> tuple[Status, float]:
    best = max(range(len(STATUSES)), key=lambda s: score.statuses[s])
    return STATUSES[best], score.statuses[best]
