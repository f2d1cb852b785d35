"""What an article is chiefly about, by its headline and first sentences: who did what, when and where.

The questions are those of Hamborg et al., "Giveme5W1H" (2019). Nothing is coded from the answers: they tell a reader
what an article is about, whether or not it holds an event that is coded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.lexicon.headlines import HeadlineWords
from onrecord.mentions.language import ParsedSentence, Parser
from onrecord.records import PlaceMention, SpanPair, TimeMention

__all__ = ["MainEvent", "Story", "main_event"]

_PIECE = re.compile(
    r"\s*(?::|\.\.\.|…|\s[-–—|]\s|;)\s*"
    r"""|\s*(?<!\w)['‘“"](?=[^'’”"]*['’”"]\s*$)"""  # what is said, quoted at the end
    r"""|['’”"](?!\w)\s+(?=[A-Z])"""  # what was said, quoted at the beginning
)
_QUOTES = " \t\n'\"‘’“”"
_INNER_QUOTE = re.compile(r"""(?<=\w)['‘’“”"](?=\s+\w)""")
_SMALL = re.compile(r"(?<![.!?“\"] )\b[a-z]+\b")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+\b")
_LONG_WORD = re.compile(r"[A-Za-z]{3,}")
_TITLE_CASE_SHARE = 0.7
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR_OR_DAY = re.compile(r"\b(?:1[89]|20)\d\d\b|day\b")
_CLAUSES = frozenset({"ROOT", "ccomp", "conj", "advcl", "parataxis"})
_STOPS = frozenset({",", ":", ";", ".", "..."})


class Story(Struct, frozen=True, kw_only=True):
    """An article as its main event is read: ``lines`` are the spans in ``text`` of the headline and of the sentences
    after it, in order; ``times`` and ``places`` what was found in ``text``."""

    text: str
    lines: tuple[SpanPair, ...]
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()


class MainEvent(Struct, frozen=True, kw_only=True):
    """The spans of the answers in ``Story.text``; ``None`` where the words give none."""

    who: SpanPair | None = None
    what: SpanPair | None = None
    when: SpanPair | None = None
    where: SpanPair | None = None


def main_event(story: Story, parser: Parser, words: HeadlineWords) -> MainEvent:
    """Who did what, when and where in the main event of an article."""
    who, what = _deed(story, parser, words)
    return MainEvent(who=who, what=what, when=_when(story, words), where=_where(story, parser, words))


def _deed(story: Story, parser: Parser, words: HeadlineWords) -> tuple[SpanPair | None, SpanPair | None]:
    """The subject of the first clause that has one that names somebody, and what is said of it."""
    for sentence in parser.parse(_clauses(story, words)):
        for verb in range(len(sentence)):
            if found := _subject_and_rest(sentence, verb, words):
                return found
    return None, None


def _clauses(story: Story, words: HeadlineWords) -> Iterator[tuple[str, int]]:
    """The pieces of the headline, then the sentences, each with its offset."""
    if not story.lines:
        return
    start, end = story.lines[0]
    headline = _in_sentence_case(story.text[start:end], story.text[end:])
    for first, last in _pieces(headline):
        yield headline[first:last], start + first
    for first, last in story.lines[1 : 1 + words.sentences]:
        yield story.text[first:last], first


def _in_sentence_case(headline: str, rest: str) -> str:
    """A headline in capitals at every word as a sentence: the words that the story writes small are written so.

    As long as before, so that offsets stay.
    """
    long_words = _LONG_WORD.findall(headline)
    if sum(word[0].isupper() for word in long_words) < _TITLE_CASE_SHARE * len(long_words):
        return headline
    small = set(_SMALL.findall(rest))
    return _CAPITALISED.sub(lambda m: m[0].lower() if m[0].lower() in small else m[0], headline)


def _pieces(headline: str) -> Iterator[SpanPair]:
    """The parts of a headline between colons, dashes and around quotations; those of one word are left out."""
    start = 0
    for cut in [*_PIECE.finditer(headline), None]:
        end = cut.start() if cut else len(headline)
        piece = headline[start:end]
        around = " \t\n" if _INNER_QUOTE.search(piece) else _QUOTES
        if len(piece.split()) > 1:
            yield start + len(piece) - len(piece.lstrip(around)), start + len(piece.rstrip(around))
        start = cut.end() if cut else end


def _subject_and_rest(sentence: ParsedSentence, verb: int, words: HeadlineWords) -> tuple[SpanPair, SpanPair] | None:
    if sentence.deps[verb] not in _CLAUSES or sentence.pos[verb] not in ("VERB", "AUX"):
        return None
    subject = next(iter(sentence.kids(verb, "nsubj", "nsubjpass")), None)
    if subject is None or sentence.words[subject].lower() in words.pronouns:
        return None
    subtree = sentence.subtree(subject)
    first = subtree[-1] + 1
    named = [word for word in subtree if sentence.pos[word] != "PUNCT"]
    if not named or first > verb or sentence.pos[first] == "PUNCT":
        return None
    return (sentence.starts[named[0]], sentence.ends[named[-1]]), _said(sentence, first, words)


def _said(sentence: ParsedSentence, first: int, words: HeadlineWords) -> SpanPair:
    """What follows the subject: up to a stop, in few words, without a preposition hanging at the end."""
    end = first
    while end < min(len(sentence), first + words.what_words) and sentence.words[end] not in _STOPS:
        end += 1
    while end > first + 1 and sentence.pos[end - 1] in words.hanging:
        end -= 1
    return sentence.starts[first], sentence.ends[max(first, end - 1)]


def _when(story: Story, words: HeadlineWords) -> SpanPair | None:
    """The first time that tells a day; else the first time at all."""
    dated = [time for time in story.times if time.timex_type in ("DATE", "TIME")]
    days = [time for time in dated if _DAY.match(time.value) and time.text.lower() not in words.no_day]
    return next(((time.start, time.end) for time in days or dated), None)


def _where(story: Story, parser: Parser, words: HeadlineWords) -> SpanPair | None:
    """The first phrase of place around a name, in the headline, else in the sentences; else the first place named."""
    lines = story.lines[: 1 + words.sentences]
    for sentence in parser.parse((story.text[start:end], start) for start, end in lines):
        ranked = sorted(_places_at(sentence, story, words))
        if ranked:
            return ranked[0][2:]
    return next(((place.start, place.end) for place in story.places), None)


def _places_at(sentence: ParsedSentence, story: Story, words: HeadlineWords) -> Iterator[tuple[bool, int, int, int]]:
    """The phrases of place in a sentence: whether it is further off, the preposition, and the span."""
    for preposition, word in enumerate(sentence.words):
        kind = word.lower()
        if sentence.deps[preposition] != "prep" or kind not in words.at_a_place | words.in_a_place | words.to_a_place:
            continue
        for noun in sentence.kids(preposition, "pobj"):
            span = _named_phrase(sentence, noun)
            if span is None or _is_time(span, story):
                continue
            if kind in words.to_a_place and not _within(story.places, span):
                continue
            yield kind not in words.at_a_place, preposition, *span


def _named_phrase(sentence: ParsedSentence, noun: int) -> SpanPair | None:
    """A noun with what stands before it, where a name is among them; without an article in front."""
    left = [word for word in sentence.subtree(noun) if word <= noun]
    if not any(sentence.pos[word] == "PROPN" for word in left):
        return None
    if len(left) > 1 and sentence.pos[left[0]] == "DET":
        left = left[1:]
    return sentence.starts[left[0]], sentence.ends[noun]


def _is_time(span: SpanPair, story: Story) -> bool:
    return bool(_YEAR_OR_DAY.search(story.text[slice(*span)])) or any(
        time.start < span[1] and span[0] < time.end for time in story.times
    )


def _within(places: Sequence[PlaceMention], span: SpanPair) -> bool:
    return any(span[0] <= place.start and place.end <= span[1] for place in places)
