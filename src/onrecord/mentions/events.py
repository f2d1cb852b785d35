"""Chooses the words that carry an event, and their types."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from onrecord.lexicon.coding import CodingLexicon, Detection
from onrecord.lexicon.harm_told import HarmTold
from onrecord.lexicon.ontology import EVENT_TYPES, Frame
from onrecord.lexicon.roles import load_role_rules
from onrecord.lexicon.same_event import load_same_event_words
from onrecord.mentions.event_model import STATUSES, WordScore
from onrecord.mentions.factuality import blend_factuality, factuality_cues
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.one_act import is_result, tell_one_act
from onrecord.mentions.reasons import is_reason_of
from onrecord.mentions.spoken import spoken_words, unspoken
from onrecord.mentions.triggers import word_frames
from onrecord.records import Status


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
        odds += rules.strong if fitting[0].strength == "strong" else rules.weak
        if event_type == "ASSAULT" and fitting[0].strength == "strong":
            is_told = _is_told_with_harm(sentence, word, lexicon.harm)
            odds += rules.violent + is_told * rules.told
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


def _is_told_with_harm(sentence: ParsedSentence, word: int, harm: HarmTold) -> bool:
    start, end = sentence.starts[word] - sentence.start, sentence.ends[word] - sentence.start
    return any(m.start() <= start and end <= m.end() for m in harm.deeds.finditer(sentence.text))


def _best_type(score: WordScore, frames: Sequence[Frame], rules: Detection) -> str:
    """The model's best type, where the trigger lexicon's own types weigh more (``listed_type``, in log-probability)."""
    bonus = {f.event_type: rules.listed_type * (1.0 if f.strength == "strong" else 0.5) for f in frames}

    def weight(t: int) -> float:
        return math.log(max(1e-9, score.types[t])) + bonus.get(EVENT_TYPES[t], 0.0)

    return EVENT_TYPES[max(range(len(EVENT_TYPES)), key=weight)]


def _status(score: WordScore) -> tuple[Status, float]:
    best = max(range(len(STATUSES)), key=lambda s: score.statuses[s])
    return STATUSES[best], score.statuses[best]


def group_mentions(
    sentence: ParsedSentence, mentions: Sequence[EventMention], split: Sequence[tuple[int, int]]
) -> list[tuple[EventMention, ...]]:
    """Gathers the words of one sentence that carry the same event; each group's governing word first.

    ``split`` holds pairs of words that must stay apart (each has its own time or place).
    """
    parent = list(range(len(mentions)))

    def root(k: int) -> int:
        while parent[k] != k:
            k = parent[k]
        return k

    apart = {frozenset(pair) for pair in split}
    words = {m.word for m in mentions}
    for a in range(len(mentions)):
        for b in range(a + 1, len(mentions)):
            x, y = mentions[a], mentions[b]
            if x.event_type != y.event_type:
                continue
            if frozenset((x.word, y.word)) in apart and not is_result(sentence, x.word, y.word):
                continue
            if _belong_together(sentence, x.word, y.word) or _tell_one(sentence, x.word, y.word, words):
                parent[root(b)] = root(a)
    groups: dict[int, list[EventMention]] = {}
    for k, mention in enumerate(mentions):
        groups.setdefault(root(k), []).append(mention)
    return [tuple(sorted(g, key=lambda m: _depth(sentence, m.word))) for g in groups.values()]


_HARMS = frozenset({"kill", "wound", "injure", "die", "hurt"})
_KILLS = _HARMS | {"murder", "assassinate", "shoot", "slay", "execute"}
_CLAUSES = frozenset({"advcl", "conj", "ccomp", "xcomp", "dep"})
_LINKS = frozenset(
    {
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
        "prep",
        "agent",
        "xcomp",
        "advcl",
        "acl",
        "compound",
        "amod",
        "conj",
        "pcomp",
        "attr",
        "appos",
        "oprd",
        "dep",
    }
)


def _belong_together(sentence: ParsedSentence, a: int, b: int) -> bool:
    for low, high in ((a, b), (b, a)):
        k, steps = low, 0
        while k != high and sentence.heads[k] != k and steps < 4 and _links(sentence, k):
            k = sentence.heads[k]
            steps += 1
        if k == high:
            return not is_reason_of(sentence, low, high)
    return False


def _tell_one(sentence: ParsedSentence, a: int, b: int, words: Collection[int]) -> bool:
    return tell_one_act(sentence, a, b) or _share_verb(sentence, a, b, words)


def _share_verb(sentence: ParsedSentence, a: int, b: int, words: Collection[int]) -> bool:
    """ "The police opened fire, killing two", "a blast damaged the mosque, killing ten": a noun of which a verb without
    an event of its own tells, and what a clause without a subject adds to that verb."""
    for noun, added in ((a, b), (b, a)):
        verb = sentence.heads[noun]
        is_told = sentence.deps[noun] == "nsubj" or (
            sentence.deps[noun] == "dobj" and sentence.lemmas[verb].lower() in load_same_event_words().light
        )
        is_added = sentence.deps[added] == "conj" or (sentence.deps[added] == "advcl" and sentence.tags[added] == "VBG")
        is_added = is_added and sentence.heads[added] == verb and verb not in words
        if is_told and is_added and not sentence.kids(added, "mark", "nsubj", "nsubjpass"):
            return True
    return False


def _links(sentence: ParsedSentence, k: int) -> bool:
    """Whether what ``k`` tells is told of the word above it too: no clause with a subject of its own starts here."""
    dep = sentence.deps[k]
    if dep == "relcl" and _acts_in_turn(sentence, k):
        return False
    if dep == "relcl":
        if _tells_of_place(sentence, k):
            return True
        is_victim = sentence.lemmas[k].lower() in _KILLS and bool(sentence.kids(k, "nsubjpass"))
        return (sentence.pos[sentence.heads[k]] == "NOUN" or is_victim) and sentence.tags[k] != "VB"
    if dep == "conj" and _acts_beside(sentence, k):
        return False
    if dep in _CLAUSES and sentence.kids(k, "nsubj", "nsubjpass"):
        both = {sentence.lemmas[k].lower(), sentence.lemmas[sentence.heads[k]].lower()}
        is_beside = dep == "conj" or any(sentence.words[c].lower() == "while" for c in sentence.kids(k, "mark"))
        return (is_beside and both <= _HARMS) or _tells_how(sentence, k)
    if dep == "acl" and sentence.kids(k, "nsubj", "nsubjpass"):
        return False  # "amid claims that soldiers raped women": what the claim is about
    return dep in _LINKS


def _tells_of_place(sentence: ParsedSentence, k: int) -> bool:
    """ "an attack in Gao, which killed ten": parsers hang on the town what the attack did."""
    place = sentence.heads[k]
    is_place = sentence.pos[place] == "PROPN" and sentence.deps[place] == "pobj"
    are_things = any(sentence.words[j].lower() in ("which", "that") for j in sentence.kids(k, "nsubj"))
    return is_place and are_things and sentence.lemmas[k].lower() in _HARMS and bool(sentence.kids(k, "dobj", "conj"))


def _acts_in_turn(sentence: ParsedSentence, k: int) -> bool:
    """ "shot four men who began shooting at officers": whoever an act is done to does another."""
    noun = sentence.heads[k]
    is_done_to = sentence.deps[noun] in ("dobj", "nsubjpass") and sentence.pos[sentence.heads[noun]] == "VERB"
    return is_done_to and any(sentence.words[j].lower() == "who" for j in sentence.kids(k, "nsubj"))


def _acts_beside(sentence: ParsedSentence, k: int) -> bool:
    """ "Rebels killed a guard and the army killed two rebels": each side has its own deed."""
    sides = [sentence.kids(verb, "nsubj") for verb in (sentence.heads[k], k)]
    groups = load_role_rules().party_nouns
    return all(
        len(side) == 1 and (sentence.pos[side[0]] == "PROPN" or sentence.lemmas[side[0]].lower() in groups)
        for side in sides
    ) and all(sentence.kids(verb, "dobj") for verb in (sentence.heads[k], k))


def _tells_how(sentence: ParsedSentence, k: int) -> bool:
    """ "Ten people were killed when gunmen attacked the campus": the clause tells how the harm was done."""
    above = sentence.heads[k]
    if sentence.deps[k] != "advcl" or sentence.lemmas[above].lower() not in _HARMS or k < above:
        return False
    if sentence.kids(above, "dobj", "agent"):
        return False
    return any(sentence.words[c].lower() in ("when", "as", "after") for c in sentence.kids(k, "advmod", "mark"))


def _depth(sentence: ParsedSentence, word: int) -> int:
    depth = 0
    while sentence.heads[word] != word and depth < 50:
        word = sentence.heads[word]
        depth += 1
    return depth
