"""Numbers and units inside time expressions: "two and a half years", "a few weeks", "the past 18 months"."""

from __future__ import annotations

from msgspec import Struct

from onrecord.lexicon.times import TimeLexicon
from onrecord.mentions.times_reading import Found

_TIME_UNITS = {"TH": "H", "TM": "M", "TS": "S"}
_YEARS_OF = {"DE": 10, "CE": 100, "ML": 1000}


class Amount(Struct, frozen=True):
    """How many of which unit. ``count`` is ``None`` where the text gives no number ("several weeks")."""

    count: float | None
    unit: str

    @property
    def value(self) -> str:
        """The TIMEX3 duration: ``P2Y6M``, ``PT10H``, ``PXW``; decades and centuries in years."""
        return duration_value(self.count, self.unit)


def duration_value(count: float | None, unit: str) -> str:
    """The TIMEX3 value of ``count`` units; ``PX`` and the unit where the count is unknown."""
    if unit in _TIME_UNITS:
        mark = _TIME_UNITS[unit]
        if count is None:
            return f"PTX{mark}"
        whole, rest = int(count), count - int(count)
        tail = {"H": f"{round(rest * 60)}M", "M": f"{round(rest * 60)}S"}.get(mark, "") if rest else ""
        return f"PT{whole}{mark}{tail}" if whole or not tail else f"PT{tail}"
    if unit == "F":
        return "PXW" if count is None else f"P{_plain(count * 2)}W"
    if count is None:
        return f"PX{unit}"
    if unit in _YEARS_OF:
        return f"P{_plain(count * _YEARS_OF[unit])}Y"
    whole, rest = int(count), count - int(count)
    if unit == "Y" and rest:
        return f"P{whole}Y{round(rest * 12)}M" if whole else f"P{round(rest * 12)}M"
    return f"P{_plain(count)}{unit}"


def _plain(count: float) -> str:
    return str(int(count)) if count == int(count) else f"{count:g}"


def parse_count(words: list[str], lexicon: TimeLexicon) -> float | None:
    """The number that words like "twenty-five", "2 1/2", "a couple of", "1,200" stand for; ``None`` if vague."""
    words = [word for word in words if word not in "-–—"]
    if "couple" in words:
        return 2.0
    if "dozen" in words:
        return 12.0
    if lexicon.listed["vague_count"].intersection(words):
        return None
    if words and words[0] == "half":
        return 0.5
    if "half" in words:
        head = words[: words.index("half")]
        head = head[:-1] if head and head[-1] in ("a", "an") else head
        head = head[:-1] if head and head[-1] == "and" else head
        return (parse_count(head, lexicon) or 0.0) + 0.5
    return _sum(words, lexicon)


def _sum(words: list[str], lexicon: TimeLexicon) -> float | None:
    if "," in words:
        return float("".join(word for word in words if word.isdecimal()))
    if "/" in words:
        place = words.index("/")
        below = float(words[place + 1])
        whole = float(words[place - 2]) if place >= 2 and words[place - 2].isdecimal() else 0.0
        return whole + float(words[place - 1]) / below if below else None
    if "." in words:
        return float("".join(words))
    total, part = 0.0, 0.0
    for word in words:
        value = lexicon.values.get(word) or word
        if not value.isdecimal():
            continue
        number = float(value)
        if value in ("100", "1000") and word.isalpha():
            part = max(part, 1.0) * number
            if number == 1000:
                total, part = total + part, 0.0
        else:
            part += number
    return total + part if total + part else None


def amount_of(count_words: list[str], unit_words: list[str], lexicon: TimeLexicon, tail: list[str]) -> Amount:
    """The amount told by a count and a unit; a range ("12 to 18 months") is vague unless its start is exact."""
    unit = lexicon.values.get(unit_words[0], "D") if unit_words else "D"
    if unit == "2":  # the ordinal "second" read as a unit
        unit = "TS"
    for mark in ("to", "or"):
        if mark in count_words[1:]:
            count_words = count_words[: count_words.index(mark)]
    count = parse_count(count_words, lexicon)
    if count is not None and "half" in tail:
        count += 0.5
    return Amount(count, unit)


def amount(found: Found) -> Amount:
    """The count and unit of a match; no count at all is vague."""
    start, end = found.parts["u"]
    tail = found.tokens.words[end : found.end]
    words = found.words("n") or ["several"]
    return amount_of(words, found.tokens.words[start:end], found.lexicon, tail)
