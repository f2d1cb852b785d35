"""One event, or a statement that covers many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.lexicon.numbers import NumberWords
from onrecord.mentions.counts import Number, read_numbers
from onrecord.mentions.language import ParsedSentence
from onrecord.records import TimeMention

_SERIES = frozenset(
    {
        "series",
        "string",
        "wave",
        "spate",
        "number",
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "campaign",
        "rash",
        "succession",
    }
)
_MANY = frozenset(
    {
        "many",
        "several",
        "numerous",
        "repeated",
        "frequent",
        "daily",
        "weekly",
        "various",
        "more",
        "regular",
        "sporadic",
        "such",
        "similar",
        "previous",
        "recent",
    }
)
_LONG_DAYS = 13


def aggregate_of(
    sentence: ParsedSentence, words: Sequence[int], time: TimeMention | None, numbers: NumberWords
) -> tuple[bool, Number | None]:
    """Whether the event words cover many events, and how many the text says (offsets in the clean text)."""
    for word in words:
        if sentence.tags[word] not in ("NNS", "NNPS"):
            continue
        first = min(
            k for c in (word, *(c for c in sentence.children[word] if c < word)) for k in _quantity(sentence, c)
        )
        text = sentence.span_text(first, word)
        counted = _counted(sentence, word, text, sentence.starts[first], numbers)
        if counted is not None and (counted.low or counted.best or 0) > 1:
            return True, counted
        modifiers = {sentence.words[c].lower() for c in sentence.children[word]}
        above = sentence.words[sentence.heads[sentence.heads[word]]].lower()
        if modifiers & _MANY or above in _SERIES:
            return True, counted
        if time is not None and _is_long(time):
            return True, None
    if time is not None and (time.is_vague or time.timex_type == "SET") and _is_long(time):
        return True, None
    return False, None


def _quantity(sentence: ParsedSentence, child: int) -> list[int]:
    """The words of a number that modifies the event word ("half a dozen"), else the word itself."""
    return sentence.subtree(child) if sentence.deps[child] == "nummod" else [child]


def _counted(sentence: ParsedSentence, word: int, text: str, offset: int, numbers: NumberWords) -> Number | None:
    of = sentence.heads[word]
    quantity = sentence.heads[of]
    if sentence.words[of].lower() == "of" and sentence.words[quantity].lower() in numbers:
        known = numbers[sentence.words[quantity].lower()]
        return Number(known.low, known.best, known.high, sentence.starts[quantity], sentence.ends[quantity])
    found = read_numbers(text, numbers)
    if not found:
        return None
    n = found[0]
    return Number(n.low, n.best, n.high, offset + n.start, offset + n.end)


def _is_long(time: TimeMention) -> bool:
    if time.first_day is None or time.last_day is None:
        return time.timex_type == "SET"
    days = (date.fromisoformat(time.last_day) - date.fromisoformat(time.first_day)).days
    return time.precision == "interval" and days > _LONG_DAYS
