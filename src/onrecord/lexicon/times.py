"""Loads the words, rules and holidays that the dates room reads time expressions with.

Every word that can stand in a time expression has one class (``data/times/words.csv``). A text becomes a
string with one character a token, its class; the rules (``data/times/rules.toml``) are regular expressions
over that string. Words outside the table all have the class ``OTHER``.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.tables import data_path, read_rules, read_table
from onrecord.lexicon.wordings import alternatives

__all__ = ["OTHER", "PARA", "Holiday", "TimeLexicon", "TimeRule", "default_time_lexicon", "load_time_lexicon"]

OTHER = "x"
PARA = "\n"
_FIRST_CODE = 0xC0
_NUMBER_CLASSES = ("N0", "N12", "N31", "N99", "N999", "YEAR", "NBIG", "MILCLOCK")
_LAST_YEAR = 2099
_CONTEXT_KINDS = (
    "future",
    "past",
    "reporting",
    "counted",
    "before_number",
    "bare_plural_before",
    "month_before",
    "weekday_before",
    "year_before",
    "old_year_before",
    "clock_before",
    "quarter_not_before",
    "season_not_before",
    "from_told",
    "possessive",
    "have",
    "year_compound",
    "vague_count",
    "until",
    "paper_before",
    "decade_before",
    "ahead_at_once",
    "clause_end",
)
_HOLIDAY_RULES = ("fixed", "nth", "last", "easter", "dated", "islamic")
_IDENT = re.compile(r"(?:\b([a-z]\w*)=)?(?<![A-Za-z0-9<])([A-Z][A-Z0-9]+)\b|\b([a-z]\w*)=\(")
_GROUP = re.compile(r"\(\?P<\w+>")


class Holiday(Struct, frozen=True, kw_only=True):
    """A named day. ``rule``: ``fixed`` (month, value = day), ``nth`` (month, value = ISO weekday, nth),
    ``last`` (month, value = ISO weekday), ``easter`` (value = days from Easter Sunday),
    ``dated`` (month, value = day, nth = year), ``islamic`` (month and value = day of the Islamic calendar).
    ``days`` is how long it lasts."""

    name: str
    rule: str
    month: int
    value: int
    nth: int
    days: int


class TimeRule(Struct, frozen=True, kw_only=True):
    """A rule: what it looks like over word classes, what builds its value, and its examples."""

    name: str
    build: str
    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]


class TimeLexicon(Struct, frozen=True, kw_only=True):
    """Everything the time tagger needs to know beforehand.

    ``codes`` gives a lower-case word's class character, ``values`` its value, ``classes`` a class name's
    character. ``token`` splits lower-case text into words and signs, ``trigger`` finds class characters that
    alone may carry a time expression, ``scan`` is all rules in order, one numbered group each.
    ``cues`` gives +1 (future) or -1 (past) for words that tell the direction of a bare day or month;
    ``listed`` the words of each kind in ``data/times/context.csv``.
    """

    codes: dict[str, str]
    values: dict[str, str]
    classes: dict[str, str]
    token: re.Pattern[str]
    trigger: re.Pattern[str]
    scan: re.Pattern[str]
    rules: tuple[TimeRule, ...]
    holidays: dict[str, Holiday]
    cues: dict[str, int]
    listed: dict[str, frozenset[str]]


@cache
def default_time_lexicon() -> TimeLexicon:
    """The lexicon of the installed package, loaded once. LexiconError where a data file is wrong."""
    return load_time_lexicon()


def load_time_lexicon(folder: Traversable | None = None) -> TimeLexicon:
    """Reads the tables and rules of the package, or of a folder like its ``data/times``.

    LexiconError names the file and the line or rule that is wrong.
    """
    folder = folder or data_path("times")
    classes = {name: chr(_FIRST_CODE + place) for place, name in enumerate((*_NUMBER_CLASSES, "HOLIDAY"))}
    codes, values = _load_words(folder / "words.csv", classes)
    holidays = _load_holidays(folder / "holidays.csv")
    codes.update(dict.fromkeys(_spellings(holidays), classes["HOLIDAY"]))
    codes.update(_number_codes(classes))
    cues, listed = _load_context(folder / "context.csv")
    table = read_rules(folder / "rules.toml")
    rules, scan = _compile_rules(table, classes, f"{folder / 'rules.toml'}")
    return TimeLexicon(
        codes=codes,
        values=values,
        classes=classes,
        token=_token_pattern(holidays),
        trigger=_trigger_pattern(table, classes),
        scan=scan,
        rules=rules,
        holidays=holidays,
        cues=cues,
        listed=listed,
    )


def _load_words(source: Traversable, classes: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Class characters and values of the words; a new class name gets the next character in ``classes``."""
    codes: dict[str, str] = {}
    values: dict[str, str] = {}
    for line, row in enumerate(read_table(source, ("class", "word", "value")), start=2):
        name, word = row["class"], row["word"]
        if word in codes:
            raise LexiconError(f"{source}:{line}: {word!r} stands twice; one word has one class")
        codes[word] = classes.setdefault(name, chr(_FIRST_CODE + len(classes)))
        values[word] = row["value"]
    return codes, values


def _number_codes(classes: dict[str, str]) -> dict[str, str]:
    codes = {f"{number:02d}": classes["N12"] for number in range(1, 10)}
    codes["00"] = classes["N0"]
    codes.update({f"{number:04d}": classes["MILCLOCK"] for number in range(1000)})
    limits = ((1, "N0"), (13, "N12"), (32, "N31"), (100, "N99"), (1000, "N999"), (_LAST_YEAR + 1, "YEAR"))
    for number in range(10000):
        name = next((name for limit, name in limits if number < limit), "NBIG")
        codes[str(number)] = classes[name]
    return codes


def _load_holidays(source: Traversable) -> dict[str, Holiday]:
    columns = ("name", "rule", "month", "value", "nth", "days", "source")
    holidays = {}
    for line, row in enumerate(read_table(source, columns), start=2):
        if row["rule"] not in _HOLIDAY_RULES:
            raise LexiconError(f"{source}:{line}: rule {row['rule']!r} is none of {', '.join(_HOLIDAY_RULES)}")
        try:
            numbers = {name: int(row[name] or 0) for name in ("month", "value", "nth", "days")}
        except ValueError as error:
            raise LexiconError(f"{source}:{line}: {error}") from error
        holidays[row["name"]] = Holiday(name=row["name"], rule=row["rule"], **numbers)
    return holidays


def _spellings(holidays: dict[str, Holiday]) -> set[str]:
    plain = {name.replace("'", mark) for name in holidays for mark in "'’"}
    return plain | {name.replace(" ", "\n") for name in plain}


def _token_pattern(holidays: dict[str, Holiday]) -> re.Pattern[str]:
    names = sorted(holidays, key=len, reverse=True)
    phrases = alternatives(re.escape(name).replace(r"\ ", r"\s").replace("'", "['’]") for name in names)
    return re.compile(rf"\b(?:{phrases})(?!\w)|[ap]\.m\.?|b\.c\.?|a\.d\.|o['’]clock|\d+|[^\W\d_]+|[^\w\s]|_|\n\s*\n")


def _load_context(source: Traversable) -> tuple[dict[str, int], dict[str, frozenset[str]]]:
    rows = read_table(source, ("kind", "word"))
    listed = {kind: frozenset(row["word"] for row in rows if row["kind"] == kind) for kind in _CONTEXT_KINDS}
    for line, row in enumerate(rows, start=2):
        if row["kind"] not in listed:
            raise LexiconError(f"{source}:{line}: kind {row['kind']!r} is none of {', '.join(_CONTEXT_KINDS)}")
    if empty := [kind for kind, words in listed.items() if not words]:
        raise LexiconError(f"{source}: no words of kind {', '.join(empty)}")
    return dict.fromkeys(listed["past"], -1) | dict.fromkeys(listed["future"], 1), listed


def _compile_rules(
    table: dict[str, Any], classes: dict[str, str], where: str
) -> tuple[tuple[TimeRule, ...], re.Pattern[str]]:
    """The rules in order, and one pattern that finds the first that fits, a numbered group for each."""
    macros: dict[str, str] = {}
    for name, text in _section(table, "macros", where).items():
        macros[name] = _translate(text, classes, macros, f"{where}: macro {name}")
    rules = []
    for place, row in enumerate(_section(table, "rule", where), start=1):
        if missing := {"name", "pattern", "build"} - row.keys():
            raise LexiconError(f"{where}: rule {place} has no {', '.join(sorted(missing))}")
        body = _translate(row["pattern"], classes, macros, f"{where}: rule {row['name']}")
        try:
            pattern = re.compile(body)
        except re.error as error:
            raise LexiconError(f"{where}: rule {row['name']}: {error}") from error
        yes, no = tuple(row.get("yes", ())), tuple(row.get("no", ()))
        rules.append(TimeRule(name=row["name"], build=row["build"], pattern=pattern, yes=yes, no=no))
    scan = "|".join("(" + _GROUP.sub("(?:", rule.pattern.pattern) + ")" for rule in rules)
    return tuple(rules), re.compile(scan)


def _section(table: dict[str, Any], name: str, where: str) -> Any:
    if name not in table:
        raise LexiconError(f"{where}: there is no [{name}]")
    return table[name]


def _trigger_pattern(table: dict[str, Any], classes: dict[str, str]) -> re.Pattern[str]:
    digits = "".join(classes[name] for name in _NUMBER_CLASSES)
    alone, after = ("".join(classes[name] for name in table["triggers"][kind]) for kind in ("alone", "after_number"))
    return re.compile(f"[{alone}]|(?<=[{digits}])[{after}]")


def _translate(text: str, classes: dict[str, str], macros: dict[str, str], where: str) -> str:
    """A pattern of names as a regular expression over class characters."""

    def replace(found: re.Match[str]) -> str:
        group, name, opened = found.groups()
        if opened:
            return f"(?P<{opened}>"
        body = macros.get(name) or classes.get(name)
        if body is None:
            raise LexiconError(f"{where}: {name} is neither a word class nor a macro")
        return f"(?P<{group}>{body})" if group else body

    return re.sub(r"\s+", "", _IDENT.sub(replace, text))
