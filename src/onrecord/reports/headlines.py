"""The main event of a document: what its headline and first sentences say, with the words' places in the document."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TypeVar

from msgspec import Struct

from onrecord.lexicon.gazetteer import Gazetteer, load_gazetteer
from onrecord.lexicon.headlines import HeadlineWords, load_headline_words
from onrecord.lexicon.ontology import load_ontology
from onrecord.mentions.language import Parser, SpacyParser
from onrecord.mentions.main_event import Story, main_event
from onrecord.mentions.places import PlaceHints, tag_places
from onrecord.mentions.sentences import split_sentences
from onrecord.mentions.times import tag_times
from onrecord.records import Document, PlaceMention, SpanPair, TimeMention

__all__ = ["Headline", "HeadlineReader", "Words", "load_headline_reader"]


class Words(Struct, frozen=True, kw_only=True):
    """Words of a document: ``span`` in ``Document.text``; ``None`` where they stand in a title kept apart from it."""

    text: str
    span: SpanPair | None = None


class Headline(Struct, frozen=True, kw_only=True):
    """Who did what, when and where in the main event of a document; ``None`` where its words do not say."""

    document_id: str
    path: str
    title: str | None
    published: str | None
    who: Words | None
    what: Words | None
    when: Words | None
    where: Words | None


class HeadlineReader:
    """Reads main events. Nothing is coded from them: a main event may be a football match."""

    def __init__(self, parser: Parser, gazetteer: Gazetteer, words: HeadlineWords) -> None:
        self._parser = parser
        self._gazetteer = gazetteer
        self._words = words
        self._abbreviations = load_ontology().abbreviations

    def read(self, document: Document) -> Headline:
        """The main event of a document."""
        title = document.title if document.title and document.title not in document.clean else None
        shift = len(title) + 2 if title else 0
        text = f"{title}\n\n{document.clean}" if title else document.clean
        text = text[: shift + self._words.characters]
        first, last = (offset + shift for offset in document.dateline or (-shift, -shift))
        story = Story(
            text=text,
            lines=_after_dateline(split_sentences(text, self._abbreviations), (first, last)),
            times=_dateline_last(tag_times(text, document.published), (first, last)),
            places=_dateline_last(tag_places(text, self._gazetteer, PlaceHints(title=document.title)), (first, last)),
        )
        found = main_event(story, self._parser, self._words)
        answers = (found.who, found.what, found.when, found.where)
        who, what, when, where = (_words(span, text, shift, document) for span in answers)
        return Headline(
            document_id=document.document_id,
            path=document.path,
            title=document.title,
            published=document.published,
            who=who,
            what=what,
            when=when,
            where=where,
        )


MentionT = TypeVar("MentionT", TimeMention, PlaceMention)


def _after_dateline(lines: Iterable[SpanPair], dateline: SpanPair) -> tuple[SpanPair, ...]:
    """The lines without the words of the dateline."""
    clipped = ((dateline[1] if dateline[0] <= start < dateline[1] else start, end) for start, end in lines)
    return tuple((start, end) for start, end in clipped if start < end)


def _dateline_last(mentions: Iterable[MentionT], dateline: SpanPair) -> tuple[MentionT, ...]:
    """The mentions, those of the dateline behind all others: it says where and when the report was written."""
    return tuple(sorted(mentions, key=lambda one: dateline[0] <= one.start < dateline[1]))


def _words(span: SpanPair | None, text: str, shift: int, document: Document) -> Words | None:
    if span is None:
        return None
    start, end = span
    stored = document.stored_span(start - shift, end - shift) if start >= shift else None
    return Words(text=text[start:end], span=stored)


@cache
def load_headline_reader() -> HeadlineReader:
    """The reader with the package's data. LexiconError where a data file is wrong."""
    return HeadlineReader(SpacyParser(), load_gazetteer(), load_headline_words())
