"""What a rule found, what the builders know while reading a text, and the draft of a mention they return."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.lexicon.times import PARA, TimeLexicon
from onrecord.records import DatePrecision

Anchor: TypeAlias = Literal["none", "published", "event", "mention"]
TimexType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]
_CUE_TOKENS_BEFORE = 9
_CUE_TOKENS_AFTER = 6
_NEAR_TOKENS = 30
_TURN_OF_YEAR = 8  # months back that mean the next year rather than this one (wikiwars dev)


class Draft(Struct, frozen=True, kw_only=True):
    """A mention counted in tokens. ``start`` and ``end`` are token indexes, half-open.

    ``needs_day``: a time of day whose day was inferred ("at dawn"); a day told right after it is meant instead.
    """

    start: int
    end: int
    timex_type: TimexType
    value: str
    first: date | None = None
    last: date | None = None
    precision: DatePrecision | None = None
    anchor: Anchor = "none"
    shift_days: int | None = None
    is_vague: bool = False
    needs_day: bool = False


class Tokens(Struct, frozen=True):
    """A text as tokens: lower-case words and signs, their offsets, and one class character each."""

    text: str
    words: list[str]
    starts: list[int]
    codes: str

    def original(self, index: int) -> str:
        """The token as it stands in the text."""
        start = self.starts[index]
        return self.text[start : start + len(self.words[index])]

    def end_of(self, index: int) -> int:
        """The offset after the token."""
        return self.starts[index] + len(self.words[index])

    def glued(self, index: int) -> bool:
        """Whether no space stands between this token and the next."""
        return index + 1 < len(self.words) and self.end_of(index) == self.starts[index + 1]

    def word(self, index: int) -> str:
        """The lower-case token, empty outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""


class Reading:
    """One text being read: its tokens, its publication day and the last day told so far."""

    __slots__ = ("lexicon", "published", "story", "tokens", "told")

    def __init__(self, tokens: Tokens, lexicon: TimeLexicon, published: date | None) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.published = published
        self.told: Draft | None = None
        self.story: date | None = None

    @property
    def told_day(self) -> date | None:
        """The first day of the last resolved mention before this one."""
        return self.told.first if self.told else None

    def remember(self, draft: Draft) -> None:
        """Takes a mention into memory: the day told last, and where the story has got to."""
        if draft.first is None or draft.anchor == "event" or draft.timex_type not in ("DATE", "TIME"):
            return
        self.told = draft
        if self._moves_story(draft):
            self.story = draft.first

    def _moves_story(self, draft: Draft) -> bool:
        """Days and months move the story on; a year does only where it opens a sentence ("In 1941 ...")."""
        before = self.tokens.word(draft.start - 1)
        if before == "(":
            return False
        if draft.precision == DatePrecision.YEAR:
            opening = self.tokens.word(draft.start - 2)
            return before in ("in", "by", "during") and (opening in (".", "") or opening[0] == PARA)
        return draft.precision in (DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.SEASON)

    def story_year(self, month: int) -> int | None:
        """The year of a month told without one, in a text without a publication day."""
        if self.story is None:
            return self.told_day.year if self.told_day else None
        return self.story.year + (self.story.month - month >= _TURN_OF_YEAR)

    def told_near(self, start: int) -> Draft | None:
        """The last resolved mention if it ended few tokens before ``start``, or if there is no publication day."""
        near = self.told is not None and (self.published is None or start - self.told.end <= _NEAR_TOKENS)
        return self.told if near else None

    def direction(self, start: int, end: int, *, verbs: bool = False) -> int:
        """+1 where the words around point to the future, -1 to the past, 0 where none does; nearest wins.

        ``verbs`` takes every word in -ed for the past, which suits weekdays, told after their verb.
        """
        word = self.tokens.word
        if word(end) in ("'", "’") and word(end + 1) == "s":
            return -1  # "Wednesday's ruling"
        if word(start - 1) in self.lexicon.listed["ahead_at_once"]:
            return 0 if word(start - 2) == "not" else 1  # "postponed until Tuesday", but "not until Tuesday"
        for index in range(start - 1, max(-1, start - 1 - _CUE_TOKENS_BEFORE), -1):
            if self._ends_sentence(index):
                break
            if cue := self._cue(index, verbs=verbs):
                return cue
        for index in range(end, min(len(self.tokens.words), end + _CUE_TOKENS_AFTER)):
            if self._ends_sentence(index):
                break
            if cue := self._cue(index, verbs=True):
                return cue
        return 0

    def _ends_sentence(self, index: int) -> bool:
        word = self.tokens.words[index]
        return word == "." or word[0] == PARA

    def _cue(self, index: int, *, verbs: bool) -> int:
        word, listed = self.tokens.words[index], self.lexicon.listed
        cue = self.lexicon.cues.get(word, 0)
        if not cue and verbs and (word in listed["reporting"] or self._looks_past(index)):
            cue = -1
        if cue < 0 and self.tokens.word(index - 1) == "be":
            return 1  # "will be held", "to be freed"
        return cue

    def _looks_past(self, index: int) -> bool:
        word = self.tokens.words[index]
        return len(word) > 4 and word.endswith("ed") and self.tokens.original(index)[0].islower()


class Found(Struct, frozen=True):
    """A rule's match: the token span and the token spans of its named parts."""

    name: str
    start: int
    end: int
    parts: dict[str, tuple[int, int]]
    tokens: Tokens
    lexicon: TimeLexicon

    def has(self, part: str) -> bool:
        """Whether the part is there."""
        return part in self.parts

    def words(self, part: str) -> list[str]:
        """The lower-case tokens of a part, empty where it is absent."""
        start, end = self.parts.get(part, (0, 0))
        return self.tokens.words[start:end]

    def value(self, part: str) -> str:
        """The table's value of the first token of a part, or the token itself."""
        words = self.words(part)
        return (self.lexicon.values.get(words[0]) or words[0]) if words else ""

    def number(self, part: str) -> int | None:
        """The integer that the part's first token stands for."""
        value = self.value(part)
        return int(value) if value.isdecimal() else None

    def shift(self, part: str = "r") -> int:
        """-1 for "last", "previous", +1 for "next", "following", 0 for "this", "same" and where the part is absent."""
        words = self.words(part)
        return int(self.lexicon.values[words[-1]] or 0) if words else 0

    def draft(
        self,
        timex_type: TimexType,
        value: str,
        days: tuple[date | None, date | None] = (None, None),
        precision: DatePrecision | None = None,
        anchor: Anchor = "none",
    ) -> Draft:
        """A draft over the whole match."""
        return Draft(
            start=self.start,
            end=self.end,
            timex_type=timex_type,
            value=value,
            first=days[0],
            last=days[1],
            precision=precision if days[0] else None,
            anchor=anchor,
        )


Builder: TypeAlias = Callable[[Found, Reading], tuple[Draft, ...] | None]
"""Makes drafts of a match: () where the rule does not fit after all, ``None`` where the words mean no time."""


def tokenize(text: str, lexicon: TimeLexicon) -> Tokens:
    """Splits a text into tokens with classes. Offsets are those of ``text``."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose lower case is longer (Turkish dotted I)
        lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    found = list(lexicon.token.finditer(lower))
    words = [match[0] for match in found]
    lookup, other = lexicon.codes.get, "x"
    codes = "".join([lookup(word, other) for word in words])
    return Tokens(text, words, [match.start() for match in found], codes)
