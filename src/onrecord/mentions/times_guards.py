"""Tells time words from their doubles: the modal "may", the verb "march", "the sun", "1,990 men", "$1990"."""

from __future__ import annotations

from onrecord.mentions.times_reading import Found

_FIRST_PLAIN_YEAR = 1500


def is_read_as_time(found: Found) -> bool:
    """Whether the match is a time expression in its place, not a word or number that only looks like one."""
    check = _CHECKS.get(found.name)
    return _names_fit(found) and (check is None or check(found))


def _names_fit(found: Found) -> bool:
    """Ambiguous month and weekday words need a capital, or a number beside them."""
    tokens, classes = found.tokens, found.lexicon.classes
    doubtful = (classes["MONTHAMB"], classes["MONTHABBR"], classes["WEEKDAYABBR"])
    for index in range(found.start, found.end):
        code = tokens.codes[index]
        if code in doubtful and not _is_name(found, index, code == classes["MONTHAMB"]):
            return False
    return True


def _is_name(found: Found, index: int, full_name: bool) -> bool:
    tokens = found.tokens
    original = tokens.original(index)
    number_beside = found.has("d") or found.has("y") or found.has("yy")
    if original.isupper() and len(original) > 1:  # wire text in capitals tells nothing by case
        return number_beside or tokens.word(index - 1) in _BEFORE_MONTH
    if not original[0].isupper():
        around = tokens.text[max(0, tokens.starts[index] - 300) : tokens.starts[index] + 300]
        return number_beside and around == around.lower()  # a text without any capitals
    if number_beside:
        return True
    if full_name:
        at_start = tokens.word(index - 1) in (".", "", "?", "!", '"', "``", "“") or tokens.word(index - 1)[:1] == "\n"
        return not at_start
    return tokens.word(index + 1) == "." or tokens.word(index - 1) in _BEFORE_MONTH


_BEFORE_MONTH = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "by",
        "last",
        "next",
        "this",
        "early",
        "late",
        "mid",
        "of",
        "from",
        "through",
        "during",
        "between",
        "on",
        "each",
        "every",
    ]
)


def _year_fits(found: Found) -> bool:
    tokens, lexicon = found.tokens, found.lexicon
    start, end = found.parts["y"][0], found.parts["y"][1]
    year = int(tokens.words[start])
    before, after = tokens.word(start - 1), tokens.word(end)
    if _inside_number(found, start, end):
        return False
    if (
        before in lexicon.blockers
        or after in lexicon.count_nouns
        or tokens.text[tokens.starts[start] - 1 : tokens.starts[start]].isalpha()
    ):
        return False
    introduced = before in _BEFORE_YEAR or found.start < start
    if after == "." and tokens.glued(end) and tokens.word(end + 1).isdecimal():
        return False
    if year < _FIRST_PLAIN_YEAR or year > 2050:
        return introduced and before in _BEFORE_OLD_YEAR and not (after[:1].isalpha() and after.endswith("s"))
    if year < 1900 or year % 100 == 0:
        return introduced or before in ("(", ",") or after in (")", ",")
    return True


_BEFORE_YEAR = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "by",
        "of",
        "from",
        "to",
        "through",
        "during",
        "between",
        "early",
        "late",
        "mid",
        "after",
        "before",
        "year",
        "the",
        "and",
    ]
)
_BEFORE_OLD_YEAR = frozenset(["in", "since", "until", "till", "year"])


def _inside_number(found: Found, start: int, end: int) -> bool:
    """Glued to a sign that makes it part of a larger number, a sum, a name or a share."""
    tokens = found.tokens
    before, after = tokens.word(start - 1), tokens.word(end)
    if start and tokens.glued(start - 1) and before in ("$", "£", "€", "#", ".", ":", "/", "_", "@", "+"):
        return True
    if before == "," and start > 1 and tokens.glued(start - 1) and tokens.word(start - 2).isdecimal():
        return True
    if before in ("$", "£", "€"):
        return True
    glued = tokens.glued(end - 1)
    if (glued and after in ("%", "/", "_", "@", ":")) or after == "%":
        return True
    following = tokens.word(end + 1)
    if glued and after in (",", ".") and tokens.glued(end) and following.isdecimal():
        return True
    if glued and after == "-" and tokens.glued(end) and following.isalpha():
        return following not in ("era", "style", "vintage", "model", "based")
    return glued and after.isalnum()


def _day_fits(found: Found) -> bool:
    """The day's number is not the head of a larger number ("May 1,200 people", "March 2.5 percent")."""
    tokens = found.tokens
    end = found.parts["d"][1]
    if found.has("y") or found.has("yy") or found.has("r"):
        return True
    last = max(end, found.parts["m"][1])
    after, following = tokens.word(last), tokens.word(last + 1)
    if (
        last == end
        and after in (",", ".", ":")
        and tokens.glued(last - 1)
        and tokens.glued(last)
        and following.isdecimal()
    ):
        return False
    if last == end and (after == "%" or after in found.lexicon.count_nouns or after in ("million", "billion")):
        return False
    month_first = found.parts["m"][0] < found.parts["d"][0]
    start = found.parts["d"][0]
    return month_first or not (
        tokens.word(start - 1) in ("$", "£", "€", "#")
        or (tokens.glued(start - 1) and tokens.word(start - 1) in (",", "."))
    )


def _decade_fits(found: Found) -> bool:
    tokens = found.tokens
    before = tokens.word(found.start - 1)
    if before in ("his", "her", "their", "my", "your", "our"):
        return False
    if found.has("dw"):
        return tokens.word(found.start) == "the" and before == "in"
    last = found.end - 1
    if not tokens.glued(last - 1):
        return False
    return found.has("y") or tokens.word(found.start) == "the" or "'" in found.tokens.words[found.start : found.end]


def _clock_fits(found: Found) -> bool:
    tokens = found.tokens
    start, end = found.parts["c"]
    words = tokens.words[start:end]
    if ":" in words or "." in words:
        if not all(tokens.glued(index) for index in range(start, start + 2)):
            return False
        if len(words) == 3 and ":" in words and tokens.word(start - 1) not in _BEFORE_CLOCK:
            return False
        return len(words[2]) == 2
    return True


_BEFORE_CLOCK = frozenset(
    ["at", "about", "around", "by", "until", "till", "from", "after", "before", "since", "between", "and", "to"]
)


def _current_fits(found: Found) -> bool:
    return False


def _military_fits(found: Found) -> bool:
    after = found.tokens.word(found.parts["c"][1])
    digits = found.words("c")[0]
    return len(digits) == 4 and (after != "hours" or digits[0] == "0" or digits.endswith("00"))


_CHECKS = {
    "year_of": _year_fits,
    "month_day": _day_fits,
    "day_month": _day_fits,
    "decade": _decade_fits,
    "clock": _clock_fits,
    "current": _current_fits,
    "military_clock": _military_fits,
}
