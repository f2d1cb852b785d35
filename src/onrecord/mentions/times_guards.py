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
        return number_beside or tokens.word(index - 1) in found.lexicon.listed["month_before"]
    if not original[0].isupper():
        around = tokens.text[max(0, tokens.starts[index] - 300) : tokens.starts[index] + 300]
        capitals = sum(letter.isupper() for letter in around)
        return number_beside and capitals * 100 <= len(around)  # a text (all but) without capitals
    if number_beside:
        return True
    if full_name:
        return tokens.word(index - 1) in found.lexicon.listed["month_before"] or found.start < index
    if tokens.codes[index] == found.lexicon.classes["WEEKDAYABBR"]:
        return tokens.word(index - 1) in found.lexicon.listed["weekday_before"]
    return tokens.word(index + 1) == "." or tokens.word(index - 1) in found.lexicon.listed["month_before"]


def _year_fits(found: Found) -> bool:
    tokens, lexicon = found.tokens, found.lexicon
    start, end = found.parts["y"][0], found.parts["y"][1]
    year = int(tokens.words[start])
    before, after = tokens.word(start - 1), tokens.word(end)
    if _inside_number(found, start, end):
        return False
    if (
        before in lexicon.listed["before_number"]
        or after in lexicon.listed["counted"]
        or tokens.text[tokens.starts[start] - 1 : tokens.starts[start]].isalpha()
    ):
        return False
    introduced = before in found.lexicon.listed["year_before"] or found.start < start
    if after == "." and tokens.glued(end) and tokens.word(end + 1).isdecimal():
        return False
    if year < _FIRST_PLAIN_YEAR or year > 2050:
        return (
            introduced
            and before in found.lexicon.listed["old_year_before"]
            and not (after[:1].isalpha() and after.endswith("s"))
        )
    if year < 1900 or year % 100 == 0:
        return introduced or before in ("(", ",") or after in (")", ",")
    return True


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
    if glued and after == "-" and tokens.glued(end) and following.isdecimal():
        return len(following) not in (2, 4)
    if glued and after == "-" and tokens.glued(end) and following.isalpha():
        return following not in found.lexicon.listed["year_compound"]
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
    if last == end and (after == "%" or after in found.lexicon.listed["counted"] or after in ("million", "billion")):
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
    if before in found.lexicon.listed["possessive"]:
        return False
    if found.has("dw"):
        return tokens.word(found.start) == "the" and before in found.lexicon.listed["decade_before"]
    if found.has("y") and tokens.words[found.end - 2] in "'’" and tokens.word(found.start) != "the":
        return False  # "2018's"
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
        if len(words) == 3 and ":" in words and tokens.word(start - 1) not in found.lexicon.listed["clock_before"]:
            return False
        return len(words[2]) == 2
    return True


def _current_fits(found: Found) -> bool:
    return found.tokens.word(found.end)[:1].isalpha()


def _season_fits(found: Found) -> bool:
    """ "the fall of the city", "a spring board": a season stands before a pause or a small word."""
    return (
        found.tokens.word(found.end) not in found.lexicon.listed["season_not_before"]
        and found.tokens.original(found.end - 1).islower()
    )


def _title_free(found: Found) -> bool:
    """Not the name of a broadcast or paper ("This Week", "60 Minutes"): its unit is no capitalised word."""
    original = found.tokens.original(found.parts["u"][0])
    return original.islower() or original.isupper()


def _pair_fits(found: Found) -> bool:
    tokens = found.tokens
    start, end = found.parts["y1"][0], found.parts["y"][1]
    first, last = tokens.words[start], tokens.words[found.parts["y"][0]]
    before, after = tokens.word(start - 1), tokens.word(end)
    if (start and before in ("$", "£", "€", "-", "/", ":")) or (after in ("%", "/", "-") and tokens.glued(end - 1)):
        return False
    if found.has("bc"):
        return True
    joint = found.words("j")[0]
    if joint == "and" and before not in ("between", "both"):
        return False
    if (
        len(first) != 4
        or len(last) not in (2, 4)
        or after in found.lexicon.listed["counted"]
        or before in found.lexicon.listed["before_number"]
    ):
        return False
    if len(last) == 2:
        return joint in "-–/" and tokens.glued(start) and 0 < int(last) - int(first[2:]) < 40
    return 1000 <= int(first) < int(last) <= 2060 and (
        int(first) >= 1500 or before in found.lexicon.listed["year_before"]
    )


def _quarter_fits(found: Found) -> bool:
    return found.tokens.word(found.end) not in found.lexicon.listed["quarter_not_before"]


def _spoken_fits(found: Found) -> bool:
    values = [int(found.lexicon.values[found.words(part)[0]]) for part in ("y1", "y2", "y3") if found.has(part)]
    if values[0] not in (17, 18, 19, 20) or sum(values[1:]) < 10 or (len(values) == 3 and values[2] > 9):
        return False
    return len(values) == 2 or values[1] % 10 == 0


def _military_fits(found: Found) -> bool:
    after = found.tokens.word(found.parts["c"][1])
    digits = found.words("c")[0]
    return len(digits) == 4 and (after != "hours" or digits[0] == "0" or digits.endswith("00"))


def _name_free(found: Found) -> bool:
    """No part of a name: "USA TODAY", "The Tonight Show", "China Daily", "the daily Granma"."""
    tokens, last = found.tokens, found.end - 1
    original, before, after = tokens.original(last), tokens.word(found.start - 1), tokens.word(found.end)
    if before in found.lexicon.listed["paper_before"]:
        return False
    if original.istitle() and found.start and tokens.original(found.start - 1)[:1].isupper():
        return False
    return found.name != "set_word" or not (after and tokens.original(found.end)[0].isupper() and original.islower())


def _letter_fits(found: Found) -> bool:
    tokens = found.tokens
    start = tokens.starts[found.start]
    before, after = tokens.text[start - 1 : start], tokens.text[tokens.end_of(found.end - 1) :][:1]
    return tokens.text[start] == "Q" and not before.isalnum() and not after.isalnum() and before != "/"


def _part_fits(found: Found) -> bool:
    return found.tokens.word(found.start + 1) != "-" or found.words("p") == ["afternoon"]


def _ends_clause(found: Found) -> bool:
    """ "the year before." counts from the date told last, "the year before the war" from an event."""
    after = found.tokens.word(found.end)
    return not after or after in found.lexicon.listed["clause_end"]


def _digits_clock_fits(found: Found) -> bool:
    """ "at 1030, on", "at 1400 today"; not "at 1990 levels"."""
    after = found.tokens.word(found.end)
    code = found.tokens.codes[found.end : found.end + 1]
    names = ("DEICTIC", "THIS", "WEEKDAY", "ON", "LPAR", "YEAR")
    return not after or after in found.lexicon.listed["clause_end"] or code in {found.lexicon.classes[n] for n in names}


_CHECKS = {
    "clock_in_digits": _digits_clock_fits,
    "unit_before": _ends_clause,
    "deictic": _name_free,
    "tonight": _name_free,
    "set_word": _name_free,
    "quarter_letter": _letter_fits,
    "part_alone": _part_fits,
    "year_of": _year_fits,
    "month_day": _day_fits,
    "day_month": _day_fits,
    "decade": _decade_fits,
    "clock": _clock_fits,
    "current": _current_fits,
    "bare_season": _season_fits,
    "rel_unit": _title_free,
    "duration": _title_free,
    "year_pair": _pair_fits,
    "the_quarter": _quarter_fits,
    "bare_quarter": _quarter_fits,
    "spoken_year": _spoken_fits,
    "military_clock": _military_fits,
}
