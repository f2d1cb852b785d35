"""Days that a text puts beside a noun for a deed ("the August 7 bombings", "the raid of 3 May"), given to its deeds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from onrecord.lexicon.same_event import SameEventWords, load_same_event_words
from onrecord.records import Status, TimeMention
from onrecord.reports.drafts import Draft
from onrecord.reports.reading import Reading

_HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING, Status.ATTEMPTED})
_AFTER = re.compile(r"(?:['’]s?)?\s(?:[a-z-]+\s){0,2}?([a-z]{4,})\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b([a-z]{4,})\s(?:on|of)\s(?:the\s)?\Z", re.IGNORECASE)
_INDEFINITE = re.compile(r"an?\s", re.IGNORECASE)
_CHARS_BEFORE = 40
_LONGEST_DAYS = 31


class _DatedNoun(Struct, frozen=True):
    noun: str
    time: TimeMention


def date_by_name(drafts: Sequence[Draft], reading: Reading) -> list[Draft]:
    """Dates the violent acts without a time of their own that a noun tells ("the bombing", "the car bomb attack"), by
    the day that the text gives a noun of their kind elsewhere; left alone where it gives two days or none, and where
    an indefinite noun tells a new act ("a bombing")."""
    words = load_same_event_words()
    dated = _dated_nouns(reading, words)
    return [_dated(d, dated, words) if _is_open(d, reading) else d for d in drafts] if dated else list(drafts)


def _is_open(draft: Draft, reading: Reading) -> bool:
    is_one = draft.event_type == "ASSAULT" and not draft.aggregate and not draft.is_other
    is_undated = draft.time is None and draft.status in _HAPPENED
    return is_one and is_undated and not _INDEFINITE.match(reading.document.clean, draft.clauses[0][0])


def _dated(draft: Draft, dated: Sequence[_DatedNoun], words: SameEventWords) -> Draft:
    fitting = [d.time for d in dated if any(words.are_akin(d.noun, lemma) for lemma in draft.lemmas)]
    if not fitting or len({(t.first_day, t.last_day) for t in fitting}) > 1:
        return draft
    return replace(draft, time=fitting[0])


def _dated_nouns(reading: Reading, words: SameEventWords) -> list[_DatedNoun]:
    text = reading.document.clean
    found: list[_DatedNoun] = []
    for time in reading.times:
        if not _is_short(time):
            continue
        before = _BEFORE.search(text, max(0, time.start - _CHARS_BEFORE), time.start)
        for match in (_AFTER.match(text, time.end), before):
            noun = match.group(1).lower() if match else ""
            lemma = noun if noun in words.families else noun.removesuffix("s")
            if lemma in words.families and not words.is_general(lemma):
                found.append(_DatedNoun(lemma, time))
                break
    return found


def _is_short(time: TimeMention) -> bool:
    if time.first_day is None or time.last_day is None or time.anchor == "event" or time.timex_type != "DATE":
        return False
    return (date.fromisoformat(time.last_day) - date.fromisoformat(time.first_day)).days <= _LONGEST_DAYS
