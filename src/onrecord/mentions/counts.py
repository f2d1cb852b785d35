"""Numbers as news tells them: digits, words, ranges, bounds, vague counts."""

from __future__ import annotations

import re

from msgspec import Struct

from onrecord.lexicon.numbers import NumberWord, NumberWords

_DIGITS = re.compile(r"^\d{1,3}(?:[,.]\d{3})+$|^\d+$")
_TOKEN = re.compile(r"[A-Za-z]+(?:-[a-z]+)?|\d[\d,.]*\d|\d")
_LOWER = re.compile(r"\b(?:at least|no fewer than|no less than|not less than|a minimum of)\s*$", re.I)
_ABOVE = re.compile(r"\b(?:more than|over|upwards? of|above|in excess of)\s*$", re.I)
_UPPER = re.compile(r"\b(?:up to|as many as|at most|no more than|fewer than|less than|under|nearly|almost)\s*$", re.I)
_ABOUT = re.compile(r"\b(?:about|around|some|roughly|approximately|an estimated|estimated)\s*$", re.I)
_RANGE = re.compile(r"^\s*(?:to|-|–|and|or)\s*$")


class Number(Struct, frozen=True):
    """Bounds of a count; ``start``/``end`` are offsets in the text it was read from, bound words included."""

    low: int | None
    best: int | None
    high: int | None
    start: int
    end: int


def read_numbers(text: str, words: NumberWords) -> list[Number]:
    """All counts in ``text``, left to right. Years, ages and times are the caller's to leave out."""
    tokens = [(m.start(), m.end(), _value(m.group(), words)) for m in _TOKEN.finditer(text)]
    found: list[Number] = []
    i = 0
    while i < len(tokens):
        start, end, value = tokens[i]
        if value is None:
            i += 1
            continue
        i += 1
        while i < len(tokens) and (joined := _joined(value, tokens[i], text[end : tokens[i][0]])) is not None:
            value, end = joined, tokens[i][1]
            i += 1
        number = _bounded(text, start, end, value)
        if found and _is_range(text, found[-1], number):
            first = found.pop()
            number = Number(first.low, None, number.high, first.start, number.end)
        found.append(number)
    return found


def _value(token: str, words: NumberWords) -> NumberWord | None:
    if _DIGITS.match(token):
        n = int(re.sub(r"[,.]", "", token))
        return NumberWord(n, n, n)
    known = words.get(token.lower())
    if known is None and "-" in token:
        parts = [words.get(part) for part in token.lower().split("-")]
        if all(parts) and len(parts) == 2 and parts[0] and parts[1] and (parts[0].best or 0) >= 20:
            n = (parts[0].best or 0) + (parts[1].best or 0)
            return NumberWord(n, n, n)
    return known


_Token = tuple[int, int, NumberWord | None]


def _joined(value: NumberWord, token: _Token, between: str) -> NumberWord | None:
    """A multiplier after a number ("two dozen", "three hundred"); ``None`` where the two do not belong together."""
    after = token[2]
    if after is None or between.strip() not in ("", "of", "a") or after.best is None or after.best < 12:
        return None
    if value.best is not None and value.best < after.best:
        n = value.best * after.best
        return NumberWord(n, n, n)
    if value.best is None and value.low and after.best >= 100:
        return NumberWord(value.low * after.best, None, None)
    return None


def _bounded(text: str, start: int, end: int, value: NumberWord) -> Number:
    before = text[max(0, start - 20) : start]
    for pattern, bound in ((_LOWER, "low"), (_ABOVE, "low"), (_UPPER, "high"), (_ABOUT, "about")):
        match = pattern.search(before)
        if match:
            first = start - (len(before) - match.start())
            if bound == "low":
                return Number(value.low, value.best, None, first, end)
            if bound == "high":
                return Number(None, value.best, value.high, first, end)
            return Number(None, value.best if value.best is not None else value.low, None, first, end)
    return Number(value.low, value.best, value.high, start, end)


def _is_range(text: str, first: Number, second: Number) -> bool:
    between = text[first.end : second.start]
    if not _RANGE.match(between) or first.low is None or second.high is None or first.low >= second.high:
        return False
    joiner = between.strip()
    return joiner != "and" or text[max(0, first.start - 9) : first.start].lower().endswith("between ")
