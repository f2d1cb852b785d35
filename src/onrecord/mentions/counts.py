"""Numbers as news tells them: digits, words, ranges, bounds, vague counts."""

from __future__ import annotations

import re

from msgspec import Struct

from onrecord.lexicon.numbers import NumberWord, NumberWords

_WHOLE = re.compile(r"^\d{1,3}(?:[,.]\d{3})+$|^\d+$")
_DECIMAL = re.compile(r"^\d+\.\d{1,2}$")
# Digits that stand in a name ("F-16"), a time ("5:30"), an ordinal ("21st") or an age ("9-year-old") count nothing.
_TOKEN = re.compile(
    r"[A-Za-z]+(?:-[a-z]+)?|(?<![A-Za-z]-)(?<![\w:.,])\d(?:[\d,.]*\d)?(?![\d:]|[A-Za-z]|-(?!strong|odd)[a-z])"
)
_NO_COUNT = re.compile(
    r"(?:\bas (?=many as\b)"  # the words of a bound are no count of their own
    r"|\b(?=an? (?:estimated|minimum|maximum|total|additional|further|few|couple|pair|number)\b)"
    r"|\b(?=no (?:fewer|less|more) than\b)"
    r"|\b(?=many as\b))",
    re.I,
)
_LOWER = re.compile(r"\b(?:at least|(?:no|not) (?:fewer|less) than|a minimum of)\s*$", re.I)
_UPPER = re.compile(
    r"\b(?:up to|as many as|at most|(?:no|not) more than|fewer than|less than|under|nearly|almost|a maximum of)\s*$",
    re.I,
)
_ABOVE = re.compile(r"\b(?:more than|over|upwards? of|above|in excess of)\s*$", re.I)
_ABOUT = re.compile(r"\b(?:about|around|some|roughly|approximately|an estimated|estimated)\s*$", re.I)
_HALF = re.compile(r"\bhalf[\s-]*$", re.I)
_OR_MORE = re.compile(r"\s+or more\b", re.I)
_RANGE = re.compile(r"^\s*(?:to|-|–|—|and|or)\s*$")
_BETWEEN = re.compile(r"\bbetween\s*$", re.I)
_LEFT_CHARS = 24
_DOZEN = 12
_SCORE = 20
_HUNDRED = 100
_THOUSAND = 1000
_ROUND = (_HUNDRED, _THOUSAND, _THOUSAND**2)


class Number(Struct, frozen=True):
    """Bounds of a count; ``start``/``end`` are offsets in the text it was read from, bound words included."""

    low: int | None
    best: int | None
    high: int | None
    start: int
    end: int


class _Token(Struct, frozen=True):
    """A word or figure; ``value`` is ``None`` where it is no number; ``is_figure``: written in digits."""

    start: int
    end: int
    value: NumberWord | None
    is_figure: bool
    decimal: float | None = None


class _Run(Struct, frozen=True):
    """Tokens that make one number: what it says, the last multiplier in it (1: none), the index after it."""

    value: NumberWord
    factor: int
    after: int


def read_numbers(text: str, words: NumberWords) -> list[Number]:
    """All counts in ``text``, left to right. Years are the caller's to leave out."""
    tokens = [_token(m, words) for m in _TOKEN.finditer(text)]
    found: list[Number] = []
    i = 0
    while i < len(tokens):
        run = None if _NO_COUNT.match(text, tokens[i].start) else _run(text, tokens, i)
        if run is None:
            i += 1
            continue
        number = _bounded(text, tokens[i].start, tokens[run.after - 1].end, run.value)
        joined = _range(text, found[-1], number, run.factor) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(number)
        i = run.after
    return found


def _token(match: re.Match[str], words: NumberWords) -> _Token:
    form = match.group()
    if not form[0].isdigit():
        return _Token(match.start(), match.end(), _word_value(form.lower(), words), False)
    if _WHOLE.match(form):
        return _Token(match.start(), match.end(), _exact(int(re.sub(r"[,.]", "", form))), True)
    return _Token(match.start(), match.end(), None, True, float(form) if _DECIMAL.match(form) else None)


def _exact(n: int) -> NumberWord:
    return NumberWord(n, n, n)


def _word_value(word: str, words: NumberWords) -> NumberWord | None:
    known = words.get(word)
    if known is None and "-" in word:
        tens, units = (words.get(part) for part in word.split("-"))
        if tens and units and tens.best and units.best and _adds(tens.best, units.best):
            return _exact(tens.best + units.best)
    return known


def _adds(tens: int, units: int) -> bool:
    return tens in range(20, 100, 10) and units in range(1, 10)


# ---------------------------------------------------------------- numbers of several words


def _run(text: str, tokens: list[_Token], first: int) -> _Run | None:
    """The number that begins at token ``first``: "two hundred and fifty", "2.5 million", "several dozen"."""
    token = tokens[first]
    if token.decimal is not None:
        return _decimal(text, tokens, first)
    if token.value is None:
        return None
    if token.value.best is None:
        return _vague(text, tokens, first, token.value)
    if token.value.best == 0:
        ends = first + 2 if _is_one(text, tokens, first) else first + 1
        return _Run(token.value, 1, ends)
    total, group, factor, i = 0, token.value.best, 1, first + 1
    last = group
    while i < len(tokens) and (step := _step(text, tokens, i, last)) is not None:
        if step == "times":
            last = factor = _best(tokens[i])
            group *= factor
        else:
            i += step == "and"
            last = _best(tokens[i])
            if group >= _THOUSAND:
                total, group = total + group, last
            else:
                group += last
        i += 1
    n = total + group
    if _is_multiple(tokens[i - 1]) and i <= first + 2 and _HALF.search(text[: token.start]):
        n //= 2
    value = token.value if i == first + 1 and n == token.value.best else _exact(n)
    return _Run(value, factor, i)


def _best(token: _Token) -> int:
    return (token.value.best or 0) if token.value else 0


def _is_multiple(token: _Token) -> bool:
    """Whether a word counts in dozens, scores, hundreds, thousands."""
    n = _best(token)
    return not token.is_figure and (n in (_DOZEN, _SCORE, _HUNDRED) or (n >= _THOUSAND and n % _THOUSAND == 0))


def _step(text: str, tokens: list[_Token], i: int, last: int) -> str | None:
    """How token ``i`` goes on with the number before it: ``times``, ``plus``, ``and`` or not at all (``None``)."""
    between = text[tokens[i - 1].end : tokens[i].start].strip()
    if i + 1 < len(tokens) and text[tokens[i].start : tokens[i].end].lower() == "and":
        is_small = 0 < _best(tokens[i + 1]) < _HUNDRED
        is_word = not tokens[i - 1].is_figure and not tokens[i + 1].is_figure
        return "and" if is_small and is_word and last in _ROUND and not between else None
    n = _best(tokens[i])
    if not n or tokens[i].is_figure:
        return None
    if _is_multiple(tokens[i]) and last < n and between in ("", "-"):
        return "times"
    if tokens[i - 1].is_figure or text[tokens[i].start : tokens[i].end].lower() in ("a", "an", "both"):
        return None
    if between == "" and _adds(last, n):
        return "plus"
    if last in _ROUND and n < last and between == "":
        return "plus"
    return None


def _is_one(text: str, tokens: list[_Token], i: int) -> bool:
    """ "no one" is one word in two."""
    return i + 1 < len(tokens) and text[tokens[i].start : tokens[i + 1].end].lower() == "no one"


def _decimal(text: str, tokens: list[_Token], i: int) -> _Run | None:
    if i + 1 >= len(tokens) or not _is_multiple(tokens[i + 1]) or text[tokens[i].end : tokens[i + 1].start].strip():
        return None
    factor = _best(tokens[i + 1])
    return _Run(_exact(round((tokens[i].decimal or 0) * factor)), factor, i + 2)


def _vague(text: str, tokens: list[_Token], first: int, value: NumberWord) -> _Run:
    """ "several hundred", "hundreds of thousands": the low bounds multiply."""
    i = first + 1
    if i >= len(tokens) or value.low is None:
        return _Run(value, 1, i)
    if _is_multiple(tokens[i]) and not text[tokens[i - 1].end : tokens[i].start].strip():
        return _Run(NumberWord(value.low * _best(tokens[i]), None, None), 1, i + 1)
    if i + 1 < len(tokens) and text[tokens[i].start : tokens[i].end].lower() == "of":
        unit = tokens[i + 1].value
        if unit is not None and unit.best is None and (unit.low or 0) >= 2 * _HUNDRED:
            return _Run(NumberWord(value.low * (unit.low or 0) // 2, None, None), 1, i + 2)
    return _Run(value, 1, i)


# ---------------------------------------------------------------- bounds


def _bounded(text: str, start: int, end: int, value: NumberWord) -> Number:
    before = text[max(0, start - _LEFT_CHARS) : start]
    half = _HALF.search(before)
    if half:
        start -= len(before) - half.start()
        before = before[: half.start()]
    for pattern, bound in ((_LOWER, "low"), (_UPPER, "high"), (_ABOVE, "low"), (_ABOUT, "about")):
        match = pattern.search(before)
        if match:
            first = start - (len(before) - match.start())
            if bound == "low":
                return Number(value.low, value.best, None, first, end)
            if bound == "high":
                return Number(None, value.best, value.high, first, end)
            return Number(None, value.best if value.best is not None else value.low, None, first, end)
    more = _OR_MORE.match(text, end)
    if more:
        return Number(value.low, value.best, None, start, more.end())
    return Number(value.low, value.best, value.high, start, end)


def _range(text: str, first: Number, second: Number, factor: int) -> Number | None:
    """ "20 to 30", "between 20 and 30", "two to three hundred" as one number; ``None`` where they are two."""
    between = text[first.end : second.start]
    low, high = first.best, second.high if second.high is not None else None
    if not _RANGE.match(between) or low is None or high is None:
        return None
    if low < high // factor and factor >= _HUNDRED:
        low *= factor
    start = first.start
    if between.strip() == "and":
        opened = _BETWEEN.search(text[:start])
        if opened is None:
            return None
        start = opened.start()
    return Number(low, None, high, start, second.end) if low < high else None
