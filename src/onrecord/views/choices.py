"""Checks what a filter asks for against what there is, so that a slip of the pen is told from an empty answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from onrecord.errors import InputError
from onrecord.lexicon.gazetteer_tables import Country, read_countries
from onrecord.lexicon.schemes import load_schemes
from onrecord.lexicon.tables import data_path
from onrecord.store import search_key

__all__ = ["countries_by_code", "country_code", "known_type", "plover_types"]


def country_code(words: str) -> str:
    """The ISO 3166-1 alpha-3 code of a code (two or three letters) or name; InputError where there is none."""
    named = _codes_by_name()
    code = named.get(search_key(words))
    if code is None:
        raise InputError(
            f"{words!r} is no country{_nearest(search_key(words), named)}; give its name or ISO 3166-1 code"
        )
    return code


@cache
def _codes_by_name() -> Mapping[str, str]:
    named: dict[str, str] = {}
    for country in _countries():
        for name in (country.alpha3, country.alpha2, country.name, *country.aliases):
            named.setdefault(search_key(name), country.alpha3)
    return MappingProxyType(named)


@cache
def _countries() -> tuple[Country, ...]:
    return tuple(read_countries(Path(str(data_path("gazetteer", "countries.csv")))))


@cache
def countries_by_code() -> Mapping[str, str]:
    """The name of every country by its ISO 3166-1 alpha-3 code."""
    return MappingProxyType({country.alpha3: country.name for country in _countries()})


@cache
def plover_types() -> tuple[str, ...]:
    """The PLOVER types, in alphabetical order."""
    return tuple(sorted({event_type for event_type, _ in load_schemes().rows}))


def known_type(words: str) -> str:
    """A PLOVER type in capitals or a mode in small letters; InputError where it is neither."""
    types = {event_type for event_type, _ in load_schemes().rows}
    modes = {mode for _, mode in load_schemes().rows if mode}
    if words.upper() in types:
        return words.upper()
    if words.lower() in modes:
        return words.lower()
    nearest = _nearest(words.lower(), [*modes, *(event_type.lower() for event_type in types)])
    raise InputError(f"{words!r} is no PLOVER type or mode{nearest}; types are {', '.join(sorted(types))}")


def _nearest(words: str, names: Iterable[str]) -> str:
    close = get_close_matches(words, sorted(names), n=1)
    return f" (nearest: {close[0]})" if close else ""
