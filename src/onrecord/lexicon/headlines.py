"""The words that headlines are read by."""

from __future__ import annotations

from functools import cache

import msgspec
from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.tables import data_path, read_rules

__all__ = ["HeadlineWords", "load_headline_words"]


class HeadlineWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Word lists in small letters; ``hanging`` are Universal POS, ``what_words``, ``sentences`` and
    ``characters`` are counts."""

    pronouns: frozenset[str]
    at_a_place: frozenset[str]
    in_a_place: frozenset[str]
    to_a_place: frozenset[str]
    no_day: frozenset[str]
    hanging: frozenset[str]
    what_words: int
    sentences: int
    characters: int


@cache
def load_headline_words() -> HeadlineWords:
    """The package's own. LexiconError where the file is wrong."""
    source = data_path("language", "headlines.toml")
    try:
        return msgspec.convert(read_rules(source), HeadlineWords)
    except msgspec.ValidationError as error:
        raise LexiconError(f"{source}: {error}") from error
