"""Recognises the opening of a wire story: place, day, agency ("SAN SALVADOR, 3 JAN 90 (AFP) -- [TEXT]")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.documents.dates import day_number, full_year, month_number, month_pattern, plausible_day
from onrecord.documents.drafts import Draft
from onrecord.lexicon.documents import DocumentRules, load_document_rules
from onrecord.records import SpanPair

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞĪİŁŃŇŐŘŚŞŠŤŪŮŰŹŻŽ"
_NAME = rf"[{_UPPER}][\w.'’`-]*"
_AFTER_SENTENCE = re.compile(rf"[.?!] (?=[{_UPPER}])")
_WORD = re.compile(r"\w+")
_MAX_TITLE_CHARS = 200
_MAX_DATELINE_CHARS = 300


# A headline in capitals ("FOOD IS SHORT, BUT AID COMES --") is no place and its region.
_LONG_CAPITALS = re.compile(rf"[{_UPPER}]{{4,}}")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline at ``span`` of the clean text. ``day`` where it gives a full date, else month and day alone."""

    span: SpanPair
    day: str | None
    month_day: tuple[int, int] | None


@cache
def _dateline() -> re.Pattern[str]:
    """Groups: ``capitals`` or ``title`` (the place), ``region``, the date's parts, ``agency``, ``mark``."""
    month = month_pattern()
    day = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b"
    year = r"(?:(?:19|20)\d\d|\d\d)\b"
    # Possessive: a long run of capitals is one word, and not tried in all the ways of cutting it.
    word = rf"[{_UPPER}]++(?:(?:[.'’`/]++|-)[{_UPPER}]++)*+\.?"
    capitals = rf"{word}(?: ?/? ?{word}){{0,4}}"
    date = (
        rf",? (?:(?i:no date)|(?:(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?"
        rf"(?:(?P<dmy_day>{day}) (?P<dmy_month>(?i:{month}))(?:,? (?P<dmy_year>{year}))?"
        rf"|(?P<mdy_month>(?i:{month})) (?P<mdy_day>{day})(?:,? (?P<mdy_year>{year}))?))"
    )
    return re.compile(
        rf"(?:(?P<capitals>{capitals})|(?P<title>{_NAME}(?: {_NAME}){{0,3}}))"
        rf"(?P<bracket> ?\([^()]{{2,40}}\)(?= ?,))?"
        rf"(?P<region>(?:, {_NAME}(?: (?:of |and )?{_NAME}){{0,3}}){{0,2}}?)"
        rf"(?P<date>{date})?,?"
        rf"(?P<agency> ?[(\[][^()\[\]]{{2,60}}(?:\[[^\[\]]{{2,20}}\])?[)\]])?"
        rf"(?P<mark> ?(?:--+|[–—_])(?:\s|$|(?=[{_UPPER}\[\"“]))| ?-(?=\s|$)|: )"
        rf"(?P<notes>(?:\s*\[[^\[\]]{{2,200}}\])*)\s*"
    )


@cache
def _agency_only() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, load_document_rules().agencies)))
    return re.compile(rf"\((?:{names})\)\s*(?:--+|[–—_-])?\s*")


def find_dateline(draft: Draft, rules: DocumentRules) -> Dateline | None:
    """The dateline at the start of one of the first paragraphs, or behind a headline or byline in the first.

    A place in capitals needs a dash; one in mixed case a day or a known agency besides; in a text that is
    all capitals any place needs a day or an agency.
    """
    shouting = draft.clean[:2000].isupper()
    for start, end in _places_to_look(draft, rules):
        stop = min(end, start + _MAX_DATELINE_CHARS)
        match = _dateline().match(draft.clean, start, stop)
        if match and _holds(match, shouting, rules):
            return _read(match, rules)
        agency = _agency_only().match(draft.clean, start, stop)
        if agency and agency.end() < end:
            return Dateline((start, _visible_end(agency)), None, None)
    return None


def _places_to_look(draft: Draft, rules: DocumentRules) -> Iterator[SpanPair]:
    yield from draft.paragraphs[: rules.settings.head_paragraphs]
    if draft.paragraphs:
        start, end = draft.paragraphs[0]
        for stop in _AFTER_SENTENCE.finditer(draft.clean, start, min(end, start + _MAX_TITLE_CHARS)):
            yield stop.end(), end


def _holds(match: re.Match[str], shouting: bool, rules: DocumentRules) -> bool:
    place, mark = match["capitals"], match["mark"]
    dated, agency = bool(match["date"]), bool(match["agency"])
    if place in rules.not_datelines or (place and sum(char.isalpha() for char in place) < 3):
        return False
    if mark == ": " and not (dated or agency):
        return False
    if mark.strip() == "-" and mark[0] != " " and not agency:  # "Baghdad- and" is a slip, no dateline
        return False
    if match.string[match.end() : match.end() + 1].islower():  # "ISIS - which ..."
        return False
    if shouting:
        return dated or agency
    if not place:
        return dated or (agency and any(word in rules.agencies for word in _WORD.findall(match["agency"])))
    return _ends_word(match) and (agency or dated or not _LONG_CAPITALS.search(match["region"]))


def _ends_word(match: re.Match[str]) -> bool:
    """The capitals are whole words: "A man" is no place "A"."""
    at = match.end("capitals")
    return at >= len(match.string) or not match.string[at].isalpha()


def _visible_end(match: re.Match[str]) -> int:
    return match.start() + len(match[0].rstrip())


def _read(match: re.Match[str], rules: DocumentRules) -> Dateline:
    span = (match.start(), _visible_end(match))
    for order in ("dmy", "mdy"):
        if match[f"{order}_day"]:
            month, day = month_number(match[f"{order}_month"], rules), day_number(match[f"{order}_day"])
            year = match[f"{order}_year"]
            if year:
                return Dateline(span, plausible_day(full_year(year, rules), month, day, rules), None)
            return Dateline(span, None, (month, day))
    return Dateline(span, None, None)
