"""Everything that is read from a document before its events are put together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct

from onrecord.lexicon.coding import CodingLexicon
from onrecord.lexicon.weapons import WeaponWord
from onrecord.mentions.actors import tag_actors
from onrecord.mentions.event_model import WordScore, promises_event, score_sentence, score_words
from onrecord.mentions.language import ParsedSentence, Parser
from onrecord.mentions.places import PlaceHints, tag_places
from onrecord.mentions.sentences import split_sentences
from onrecord.mentions.speakers import Statement, find_statements
from onrecord.mentions.times import tag_times
from onrecord.mentions.triggers import candidate_words, sift
from onrecord.records import ActorMention, Document, PlaceMention, SpanPair, TimeMention


class WeaponMention(Struct, frozen=True):
    """A weapon's words in the clean text."""

    start: int
    end: int
    text: str
    word: WeaponWord


MentionT = TypeVar("MentionT", bound=TimeMention | PlaceMention | ActorMention | WeaponMention)


class Reading(Struct, frozen=True, kw_only=True):
    """A document's parsed sentences and all mentions, in text order; offsets in ``Document.clean``.

    ``sentences`` holds only those that may carry an event; ``scores`` and ``statements`` run parallel to it.
    ``spans`` are all sentences of the text, parsed or not.
    """

    document: Document
    spans: tuple[SpanPair, ...]
    sentences: tuple[ParsedSentence, ...]
    scores: tuple[dict[int, WordScore], ...]
    statements: tuple[tuple[Statement, ...], ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]
    weapons: tuple[WeaponMention, ...]

    def within(self, mentions: Sequence[MentionT], start: int, end: int) -> list[MentionT]:
        """The mentions that lie inside ``[start, end)``."""
        starts = [m.start for m in mentions]
        return [m for m in mentions[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)] if m.end <= end]


def read_document(document: Document, lexicon: CodingLexicon, parser: Parser) -> Reading:
    """Splits, sifts, parses and scores a document's sentences, and tags its times, places, actors and weapons.

    A document without a sentence that may carry an event is not tagged at all.
    """
    clean = document.clean
    spans = split_sentences(clean, lexicon.ontology.abbreviations)
    first = document.dateline[1] if document.dateline else 0
    pairs = [_after_dateline(clean, span, first) for span in spans]
    texts = [(clean[a:b], a) for a, b in pairs if a < b]
    sifted = [pair for pair, keep in zip(texts, sift([t for t, _ in texts], lexicon.ontology), strict=True) if keep]
    scored = [(pair, score_sentence(lexicon.model, pair[0])) for pair in sifted]
    least = lexicon.detection.least_probabilities()
    chosen = [(p, s) for p, s in scored if promises_event(s, p[0], lexicon.ontology.forms, least)]
    sentences = tuple(parser.parse([p for p, _ in chosen])) if chosen else ()
    words = [candidate_words(s, lexicon.ontology) for s in sentences]
    tagged = clean if any(words) else ""
    return Reading(
        document=document,
        spans=spans,
        sentences=sentences,
        scores=tuple(score_words(m, s, w) for (_, m), s, w in zip(chosen, sentences, words, strict=True)),
        statements=tuple(tuple(find_statements(s, lexicon.speech)) for s in sentences),
        times=tag_times(tagged, document.published, lexicon.times) if tagged else (),
        places=tag_places(tagged, lexicon.gazetteer, _hints(document)) if tagged else (),
        actors=tag_actors(tagged, lexicon.actors, document.published) if tagged else (),
        weapons=_weapons(tagged, lexicon),
    )


def _after_dateline(clean: str, span: SpanPair, dateline_end: int) -> SpanPair:
    start, end = span
    if start < dateline_end <= end:
        start = dateline_end
        while start < end and (clean[start].isspace() or clean[start] in "-–—"):
            start += 1
    return start, end


def _hints(document: Document) -> PlaceHints:
    dateline = document.clean[slice(*document.dateline)] if document.dateline else None
    return PlaceHints(title=document.title, dateline=dateline, outlet=document.url)


def _weapons(text: str, lexicon: CodingLexicon) -> tuple[WeaponMention, ...]:
    found = []
    for match in lexicon.weapons.pattern.finditer(text):
        word = lexicon.weapons.word(match.group())
        if word is not None:
            found.append(WeaponMention(match.start(), match.end(), match.group(), word))
    return tuple(found)
