"""Turns grammatical heads into parties: names, pronouns' antecedents, what actor knowledge says of them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.lexicon.coding import CodingLexicon
from onrecord.mentions.actors import resolve_actor
from onrecord.mentions.casualties import count_of
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import Phrase, antecedent, noun_phrase
from onrecord.mentions.speakers import Statement, covers
from onrecord.records import ActorMatch
from onrecord.reports.drafts import Party
from onrecord.reports.reading import Reading

_SINGULAR = frozenset({"he", "she", "him", "her", "himself", "herself"})
_PLURAL = frozenset({"they", "them", "themselves", "those"})
_NEUTER = frozenset({"it", "itself"})
_SPEAKERS = frozenset({"i", "we", "us", "me"})
_PRONOUNS = (
    _SINGULAR
    | _PLURAL
    | _NEUTER
    | _SPEAKERS
    | {
        "who",
        "which",
        "that",
        "this",
        "these",
        "one",
        "anyone",
        "someone",
        "nobody",
        "everyone",
        "there",
        "what",
        "him",
        "you",
        "your",
    }
)
_SENTENCES_BACK = 3
_LONGEST_TIME_CHARS = 60


def find_party(reading: Reading, number: int, head: int, lexicon: CodingLexicon) -> Party | None:
    """The party that word ``head`` of sentence ``number`` names; ``None`` for a pronoun that nothing explains,
    a bare date, or a word that names no one."""
    sentence = reading.sentences[number]
    head = antecedent(sentence, head)
    word = sentence.words[head]
    if word.lower() in _PRONOUNS and not (word == "US" and not sentence.text.isupper()):
        return _of_pronoun(reading, number, head, lexicon)
    if sentence.pos[head] in ("DET", "ADJ") and not sentence.words[head][:1].isupper():
        return None
    return _party(reading, number, head, lexicon)


def _party(reading: Reading, number: int, head: int, lexicon: CodingLexicon) -> Party | None:
    sentence = reading.sentences[number]
    phrase = noun_phrase(sentence, head, number)
    if _is_time(reading, sentence.starts[head], sentence.ends[head]):
        return None
    match = resolve_actor(phrase.other_name or phrase.text, lexicon.actors, reading.document.published)
    if phrase.other_name and match.actor_id is None:
        described = resolve_actor(phrase.text, lexicon.actors, reading.document.published)
        match = replace(described, name=phrase.other_name)
    places = [p for p in reading.within(reading.places, phrase.start, phrase.end) if p.end == sentence.ends[head]]
    return Party(
        text=phrase.text,
        start=phrase.start,
        end=phrase.end,
        lemma=phrase.lemma,
        match=match,
        is_person=_is_person(sentence, head, match),
        is_place=bool(places) and match.kind not in ("person", "armed_group"),
        count=count_of(sentence, head, lexicon.numbers, lexicon.casualties.collectives),
    )


def _is_time(reading: Reading, start: int, end: int) -> bool:
    times = reading.within(reading.times, max(0, start - _LONGEST_TIME_CHARS), end + _LONGEST_TIME_CHARS)
    return any(t.start <= start and end <= t.end for t in times)


def _is_person(sentence: ParsedSentence, head: int, match: ActorMatch) -> bool:
    if match.kind is not None:
        return match.kind == "person"
    if match.sector is not None and match.looseness == "description":
        return True
    return sentence.pos[head] == "PROPN" and match.looseness == "unknown"


# ---------------------------------------------------------------- pronouns


def _of_pronoun(reading: Reading, number: int, head: int, lexicon: CodingLexicon) -> Party | None:
    word = reading.sentences[number].words[head].lower()
    if word in _SPEAKERS:
        return _speaker_party(reading, number, head, lexicon)
    if word not in _SINGULAR | _PLURAL | _NEUTER:
        return None
    for n in range(number, max(-1, number - 1 - _SENTENCES_BACK), -1):
        sentence = reading.sentences[n]
        before = head if n == number else len(sentence)
        for dep in ("nsubj", "nsubjpass", "other"):
            for i in _open_nouns(sentence, before, dep):
                party = _party(reading, n, i, lexicon)
                if party is not None and _agrees(word, sentence.tags[i], party):
                    return party
    return None


def _open_nouns(sentence: ParsedSentence, before: int, dep: str) -> Sequence[int]:
    wanted = (dep,) if dep != "other" else ("pobj", "dobj", "appos", "conj", "ROOT")
    return [i for i in range(before) if sentence.deps[i] in wanted and sentence.pos[i] in ("NOUN", "PROPN")]


def _agrees(pronoun: str, tag: str, party: Party) -> bool:
    if pronoun in _SINGULAR:
        return party.is_person and tag in ("NN", "NNP")
    if pronoun in _PLURAL:
        return (tag in ("NNS", "NNPS") and party.match.looseness != "unknown") or party.match.kind == "armed_group"
    return tag in ("NN", "NNP", "NNPS") and not party.is_person and party.match.looseness != "unknown"


def _speaker_party(reading: Reading, number: int, head: int, lexicon: CodingLexicon) -> Party | None:
    for n in (number, number - 1, number + 1):
        if not 0 <= n < len(reading.sentences):
            continue
        for statement in reading.statements[n]:
            fits = n != number or covers(reading.sentences[n], statement, head)
            if statement.speaker is not None and fits and statement.speaker != head:
                party = speaker_of(reading, n, statement, lexicon)
                if party is not None:
                    return party
    return None


def speaker_of(reading: Reading, number: int, statement: Statement, lexicon: CodingLexicon) -> Party | None:
    """The party that makes a statement; ``None`` where no one is named."""
    if statement.speaker is None:
        return None
    if reading.sentences[number].words[statement.speaker].lower() in _SPEAKERS - {"us"}:
        return None
    return find_party(reading, number, statement.speaker, lexicon)


def phrase_of(reading: Reading, number: int, head: int) -> Phrase:
    """The noun phrase of a head word."""
    return noun_phrase(reading.sentences[number], head, number)
