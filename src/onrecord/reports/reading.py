"""Everything that is read from a document before its events are put together."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from onrecord.lexicon.actors import ActorIndex
from onrecord.lexicon.coding import CodingLexicon
from onrecord.lexicon.unlisted_places import load_unlisted_places
from onrecord.lexicon.weapons import WeaponWord
from onrecord.mentions.actors import resolve_actor, tag_actors
from onrecord.mentions.event_model import SentenceScores, WordScore, score_words
from onrecord.mentions.events import EventMention, find_events
from onrecord.mentions.language import ParsedSentence, Parser
from onrecord.mentions.name_masks import mask_names, parse_masked
from onrecord.mentions.places import PlaceHints, tag_places
from onrecord.mentions.places_unlisted import find_areas, find_unlisted
from onrecord.mentions.sentences import split_sentences
from onrecord.mentions.speakers import Statement, find_statements
from onrecord.mentions.speakers_nouns import accusing_nouns
from onrecord.mentions.spoken import spoken_words
from onrecord.mentions.subject import tells_crime
from onrecord.mentions.times import tag_times
from onrecord.mentions.triggers import candidate_words
from onrecord.records import ActorMatch, ActorMention, Document, PlaceMention, SpanPair, TimeMention
from onrecord.reports.choosing import ChosenSentence, choose_sentences, is_foreign, story_sentences
from onrecord.reports.relations import may_carry_relation

if TYPE_CHECKING:
    from onrecord.reports.drafts import Party


class WeaponMention(Struct, frozen=True):
    """A weapon's words in the clean text."""

    start: int
    end: int
    text: str
    word: WeaponWord


_ACTORS_TO_RELATE = 2
_FEW_CAPITALS = 0.005
_SURE_PLACE = 0.74
_NAMED_AFTER_PLACES = frozenset({"armed_group", "militia", "criminal_group", "party", "media", "company"})
_start = attrgetter("start")
MentionT = TypeVar("MentionT", bound=TimeMention | PlaceMention | ActorMention | WeaponMention)


class Told(Struct, frozen=True):
    """What was already asked of a document, so that nothing is worked out twice: what actor knowledge says of phrases,
    and the party that a word (sentence, word) names. It changes no answer."""

    matches: dict[str, ActorMatch] = field(default_factory=dict)
    parties: dict[tuple[int, int], Party | None] = field(default_factory=dict)


class Reading(Struct, frozen=True, kw_only=True):
    """A document's parsed sentences and all mentions, in text order; offsets in ``Document.clean``.

    ``sentences`` holds only those that may carry an event, ``related`` those parsed for relations alone;
    ``scores``, ``events`` (the event words), ``outputs`` and ``statements`` run parallel to ``sentences``. Where no
    sentence has an event word, times, places and weapons are not looked for.
    ``spans`` are all sentences of the text, parsed or not; ``is_crime``: the text is about ordinary crime.
    """

    document: Document
    spans: tuple[SpanPair, ...]
    sentences: tuple[ParsedSentence, ...]
    related: tuple[ParsedSentence, ...]
    scores: tuple[dict[int, WordScore], ...]
    events: tuple[tuple[EventMention, ...], ...]
    outputs: tuple[SentenceScores, ...]
    statements: tuple[tuple[Statement, ...], ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]
    weapons: tuple[WeaponMention, ...]
    is_crime: bool = False
    told: Told = field(default_factory=Told)

    def who(self, phrase: str, actors: ActorIndex) -> ActorMatch:
        """What actor knowledge says of a phrase on the document's day (``resolve_actor``)."""
        match = self.told.matches.get(phrase)
        if match is None:
            match = self.told.matches[phrase] = resolve_actor(phrase, actors, self.document.published)
        return match

    def within(self, mentions: Sequence[MentionT], start: int, end: int) -> list[MentionT]:
        """The mentions that lie inside ``[start, end)``."""
        first = bisect_left(mentions, start, key=_start)
        return [m for m in mentions[first : bisect_left(mentions, end, first, key=_start)] if m.end <= end]


def read_document(document: Document, lexicon: CodingLexicon, parser: Parser, *, relations: bool = True) -> Reading:
    """Splits, sifts, parses and scores a document's sentences, and tags its times, places, actors and weapons.

    A document about sport and the like, or without a sentence that may carry an event, is not tagged at all; nor is
    one whose parse shows that none does, but for the actors where relations are asked for.
    """
    clean = document.clean
    spans = split_sentences(clean, lexicon.ontology.abbreviations)
    if is_foreign(clean, lexicon):
        return _empty(document, spans)
    texts = story_sentences(document, spans)
    chosen = choose_sentences(texts, lexicon)
    actors = tag_actors(clean, lexicon.actors, document.published) if relations else ()
    related = _worth_relating(texts, {one.start for one in chosen}, actors, lexicon) if relations else []
    if not chosen and not related:
        return _empty(document, spans)
    pairs = [*((one.text, one.start) for one in chosen), *related]
    masks = [one.mask for one in chosen]
    masks += [mask_names(text, lexicon.actors, lexicon.name_masks) for text, _ in related]
    parsed = tuple(parse_masked(parser, pairs, masks))
    sentences = parsed[: len(chosen)]
    scores = tuple(_word_scores(one, s, lexicon) for one, s in zip(chosen, sentences, strict=True))
    events = tuple(tuple(find_events(n, s, scores[n], lexicon)) for n, s in enumerate(sentences))
    tells = any(events)
    if not tells and not relations:
        return _empty(document, spans)
    actors = actors if relations else tag_actors(clean, lexicon.actors, document.published)
    times = tag_times(clean, document.published, lexicon.times) if tells else ()
    return Reading(
        document=document,
        spans=spans,
        sentences=sentences,
        related=parsed[len(chosen) :],
        outputs=tuple(one.scores for one in chosen),
        scores=scores,
        events=events,
        statements=tuple(_statements(s, lexicon) for s in sentences),
        times=times,
        places=_all_places(document, actors, times, lexicon) if tells else (),
        actors=actors,
        weapons=_weapons(clean, lexicon) if tells else (),
        is_crime=tells and tells_crime(clean, lexicon.domains.crime),
    )


def _statements(sentence: ParsedSentence, lexicon: CodingLexicon) -> tuple[Statement, ...]:
    by_verbs = find_statements(sentence, lexicon.speech)
    return (*by_verbs, *accusing_nouns(sentence, lexicon.responsibility.charges))


def _word_scores(one: ChosenSentence, sentence: ParsedSentence, lexicon: CodingLexicon) -> dict[int, WordScore]:
    """The scores of the words that can still pass; beside a phrase of harm, or of who answers for it, any word can."""
    is_any = one.tells_harm or lexicon.responsibility.answered.search(one.text) is not None
    least = -math.inf if is_any else lexicon.bars.least
    chosen = {*candidate_words(sentence, lexicon.ontology), *spoken_words(sentence, lexicon.detection.spoken)}
    return score_words(one.scores, sentence, sorted(chosen), least)


def _empty(document: Document, spans: tuple[SpanPair, ...]) -> Reading:
    return Reading(
        document=document,
        spans=spans,
        sentences=(),
        related=(),
        scores=(),
        events=(),
        outputs=(),
        statements=(),
        times=(),
        places=(),
        actors=(),
        weapons=(),
    )


def _worth_relating(
    texts: Sequence[tuple[str, int]], parsed: Collection[int], actors: Sequence[ActorMention], lexicon: CodingLexicon
) -> list[tuple[str, int]]:
    """The sentences without an event that name two actors and have a word that may relate them."""
    starts = [actor.start for actor in actors]
    return [
        (text, start)
        for text, start in texts
        if start not in parsed
        and bisect_right(starts, start + len(text)) - bisect_right(starts, start - 1) >= _ACTORS_TO_RELATE
        and may_carry_relation(text, lexicon.relations)
    ]


def _all_places(
    document: Document, actors: Sequence[ActorMention], times: Sequence[TimeMention], lexicon: CodingLexicon
) -> tuple[PlaceMention, ...]:
    """The places that the gazetteer lists, and those that only their kind or the words before them tell."""
    listed = _outside_names(_places(document, lexicon), actors)
    named = [(a.start, a.end) for a in actors]
    rules, demonyms = load_unlisted_places(), lexicon.gazetteer.demonyms
    when = [(t.start, t.end) for t in times]
    unlisted = find_unlisted(document.clean, listed, named, when, rules, demonyms)
    unlisted += find_areas(document.clean, (*listed, *unlisted), rules, demonyms)
    return tuple(sorted((*listed, *unlisted), key=lambda p: p.start))


def _places(document: Document, lexicon: CodingLexicon) -> tuple[PlaceMention, ...]:
    """The document's places. A text without capitals is read as if all were capitals; of it only sure places count."""
    clean = document.clean
    capitals = islice(filter(str.isupper, clean), int(_FEW_CAPITALS * len(clean)), None)
    upper = clean.upper()
    if next(capitals, None) is not None or len(upper) != len(clean):
        return tag_places(clean, lexicon.gazetteer, _hints(document))
    found = tag_places(upper, lexicon.gazetteer, _hints(document))
    sure = [p for p in found if p.score >= _SURE_PLACE and clean[p.end : p.end + 1] != "-"]
    return tuple(replace(p, text=clean[p.start : p.end]) for p in sure)


def _outside_names(places: Sequence[PlaceMention], actors: Sequence[ActorMention]) -> tuple[PlaceMention, ...]:
    """The places but those inside the longer name of a group, party or firm: no one was there for being named so."""
    named = [(a.start, a.end) for a in actors if a.match.kind in _NAMED_AFTER_PLACES and a.match.looseness == "name"]
    return tuple(
        p for p in places if not any(a <= p.start and p.end <= b and p.end - p.start < b - a for a, b in named)
    )


def _hints(document: Document) -> PlaceHints:
    dateline = document.clean[slice(*document.dateline)] if document.dateline else None
    return PlaceHints(title=document.title, dateline=dateline, outlet=document.url)


def _weapons(text: str, lexicon: CodingLexicon) -> tuple[WeaponMention, ...]:
    found = []
    for match in lexicon.weapons.find(text):
        word = lexicon.weapons.word(match.group())
        if word is not None:
            found.append(WeaponMention(match.start(), match.end(), text[slice(*match.span())], word))
    return tuple(found)
