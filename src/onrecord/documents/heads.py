"""Finds the lines at a text's head that hold its date, and the date in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.documents.dates import DateFound, find_dates
from onrecord.documents.drafts import Cut, Draft
from onrecord.lexicon.documents import DocumentRules

_LABEL = (
    r"(?:(?:first |last )?(?:published|posted|updated|modified|issued|released|created|filed)(?: (?:on|at))?"
    r"|publication date|published date|date published|date of publication|date|(?:this )?story is from)"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_TIME = (
    r"(?:at |@ ?)?\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?(?:\s?\(?(?-i:[A-Z]{2,4})\b\)?)?"
    r"|\b\d{1,2}\s?[ap]\.?m\b\.?|\b\d{4} ?(?-i:GMT|UTC)\b"
)
_LABELLED = re.compile(rf"(?:by .{{2,60}}? )?{_LABEL}\s*[:|–—-]?\s*(?:{_WEEKDAY},? )?", re.IGNORECASE)
_AFTER = re.compile(rf"(?:,? ?(?:{_TIME}))?(?:\s*[|–—]\s*|\s*[.,-]?\s+|$)", re.IGNORECASE)
_FURNITURE = re.compile(rf"\b{_LABEL}\b:?|{_WEEKDAY}|{_TIME}|\b\d+ min(?:ute)?s? (?:read|ago)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_POSTED = re.compile(r"\(@\w")  # the signature of a quoted post, whose day is its own
_MAX_OTHER_WORDS = 9
_MAX_OTHER_WORDS_SHOUTED = 3  # in capitals a sentence cannot be told from names


_BARE_PARAGRAPHS = 4  # a line with nothing but a day is a head line only this near to the top


@dataclass(frozen=True, slots=True)
class _DateLine:
    cut: Cut
    day: str
    is_update: bool


@dataclass(frozen=True, slots=True)
class Head:
    """What the head lines say: the publication day, and the cuts that take them out."""

    day: str | None
    cuts: tuple[Cut, ...]


def find_head(draft: Draft, rules: DocumentRules) -> Head:
    """The date lines among the first paragraphs.

    Two forms: a label and a day in front of the text ("date 2020-10-01 The ...", "Published: 1 May 2019"),
    and a short line that holds a day and no sentence ("Jane Roe | Oct. 1, 2020", "Friday, 1 May 2019").
    The first day that is not marked as an update counts.
    """
    stated: list[_DateLine] = []
    bare: list[_DateLine] = []
    for index, (start, end) in enumerate(draft.paragraphs[: rules.settings.head_paragraphs]):
        if labelled := _labelled(draft.clean, start, end, rules):
            stated.append(labelled)
        elif index < _BARE_PARAGRAPHS and (line := _date_line(draft.clean, start, end, rules)):
            bare.append(line)
    if len({line.day for line in bare}) > 1:  # the headings of a chronology, not the day of its publication
        bare = []
    lines = sorted((*stated, *bare), key=lambda line: line.is_update)
    return Head(lines[0].day if lines else None, tuple(line.cut for line in lines))


def _labelled(clean: str, start: int, end: int, rules: DocumentRules) -> _DateLine | None:
    label = _LABELLED.match(clean, start, end)
    if not label:
        return None
    window = min(end, label.end() + 40)
    date = next(find_dates(clean, label.end(), window, rules), None)
    if not date or date.start != label.end():
        return None
    after = _AFTER.match(clean, date.end, end)
    if not after or (after.end() < end and not _opens_text(clean, after.end())):
        return None
    return _DateLine(Cut(start, after.end()), date.day, _is_update(label[0]))


def _opens_text(clean: str, at: int) -> bool:
    """Whether a text (or another label) may begin here: not in the middle of a sentence."""
    return not clean[at].islower() or bool(re.compile(_LABEL, re.IGNORECASE).match(clean, at))


def _date_line(clean: str, start: int, end: int, rules: DocumentRules) -> _DateLine | None:
    if end - start > rules.settings.head_line_chars or _POSTED.search(clean, start, end):
        return None
    dates = list(find_dates(clean, start, end, rules))
    if not dates or (clean[end - 1] == "." and not _ends_with_date(clean, dates[-1], end)):
        return None
    rest = clean[start : dates[0].start] + " " + clean[dates[-1].end : end]
    words = _WORD.findall(_FURNITURE.sub(" ", rest))
    shouting = clean[start:end].isupper()
    if len(words) > (_MAX_OTHER_WORDS_SHOUTED if shouting else _MAX_OTHER_WORDS):
        return None
    if any(_is_sentence_word(word) for word in words):
        return None
    return _DateLine(Cut(start, end), dates[0].day, _is_update(clean[start:end]))


def _ends_with_date(clean: str, date: DateFound, end: int) -> bool:
    return not _WORD.search(_FURNITURE.sub(" ", clean[date.end : end]))


@cache
def _connectives() -> frozenset[str]:
    return frozenset({"by", "and", "of", "for", "the", "in", "at", "on", "to", "de", "al", "el", "bin", "van", "von"})


def _is_sentence_word(word: str) -> bool:
    return word[0].islower() and word not in _connectives()


def _is_update(line: str) -> bool:
    return bool(re.match(r"(?:last )?(?:updated|modified)\b", line, re.IGNORECASE))
