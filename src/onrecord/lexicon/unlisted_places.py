"""The words that tell a place which the gazetteer lacks (data/ontology/unlisted_places.toml)."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from onrecord.lexicon.tables import data_path, read_rules

_WORD = r"(?:(?:[AEae][lnrstdz]h?[- ])?[A-Z][\w’'-]*\w|[A-Z]\d+|\d+(?:st|nd|rd|th))"


class UnlistedPlaces(Struct, frozen=True):
    """``led`` finds names after a preposition of place (group ``alone``, or ``beside`` where only a site's kind makes
    them one), ``of_kind`` names after "village of"; the group ``name`` holds the name with a kind after it, ``kind``
    that kind. ``area`` finds a country's space by its ``demonym`` ("Lebanese airspace"). ``never``: words, lower case,
    that begin no such name; ``sites``: kinds of sites."""

    led: re.Pattern[str]
    of_kind: re.Pattern[str]
    area: re.Pattern[str]
    never: frozenset[str]
    sites: frozenset[str]


@cache
def load_unlisted_places() -> UnlistedPlaces:
    """The package's words; LexiconError where the file is wrong."""
    words = read_rules(data_path("ontology", "unlisted_places.toml"))["words"]
    choice = {key: "|".join(map(re.escape, words[key])) for key in words}
    joint = rf"(?:[ -]| (?:(?:{choice['joining']}) ){{1,2}}|\n)"
    name = rf"(?P<name>{_WORD}(?:{joint}{_WORD}){{0,3}}(?P<kind>\s(?:{choice['settlements']}|{choice['sites']})\b)?)"
    lead = rf"\b(?:(?P<alone>(?i:{choice['alone']}))|(?P<beside>(?i:{choice['beside_kinds']})))\s"
    before = rf"(?:(?:{choice['before_name']})[\s-])*"
    of_kind = rf"\b(?:{choice['settlements']})\sof\s{before}"
    end = rf"(?![’']s|\w|-\w)(?=\W*\Z|\s+(?:(?:{choice['after']})\b|[^a-z\s])|[^\w\s])"
    return UnlistedPlaces(
        re.compile(lead + before + name + end),
        re.compile(of_kind + name + end),
        re.compile(rf"\b(?P<demonym>[A-Z][\w-]*(?: [A-Z][\w-]*)?) (?:{choice['areas']})\b"),
        frozenset(words["never"]),
        frozenset(words["sites"]),
    )
