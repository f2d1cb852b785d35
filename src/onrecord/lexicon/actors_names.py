"""The normal form of an actor's name, the same for tables and for running text.

``fold`` lowers case, strips diacritics, turns hyphens and slashes into blanks, and takes out apostrophes (but
that of a possessive ``'s``) and the dots of initials, so that "U.S." and "US", "al-Qa'ida" and "AL QAIDA" meet. It
keeps a list of what was taken out, which leads a span of the folded text back to the text.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct

__all__ = ["Folded", "fold", "loose_key", "name_key", "spelling_variants"]

_APOSTROPHES: Final = "\u2019\u2018\u02bc\u02bf\u02be\u02bb\u0060\u00b4\u2032"
_BLANKS: Final = "-\u2010\u2011\u2012\u2013\u2014\u2212/_\n\r\t\u00a0\u2009\u202f"
_SPECIAL: Final = {"ß": "s", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "t", "æ": "a", "œ": "o", "ı": "i", "ə": "a"}
_LAST_FOLDED: Final = 0x1EFF


def _fold_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(min(_LAST_FOLDED, sys.maxunicode) + 1):
        lowered = chr(code).lower()
        base = unicodedata.normalize("NFKD", _SPECIAL.get(lowered, lowered))[:1]
        if len(base) == 1 and base != chr(code):
            table[code] = base
    table |= {ord(mark): "'" for mark in _APOSTROPHES}
    table |= {ord(mark): " " for mark in _BLANKS}
    return table


_TABLE: Final = _fold_table()
_DROPPED: Final = re.compile(r"'(?!s\b)|(?<=\b[a-z])\.(?=[a-z\s,;:)]|$)")
_SPACES: Final = re.compile(r"\s+")


class Folded(Struct, frozen=True):
    """A folded text. ``dropped[i]`` is where, in ``text``, the i-th character taken out would stand."""

    text: str
    dropped: tuple[int, ...]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text before folding that ``text[start:end]`` stands for (half-open, characters)."""
        if not self.dropped:
            return start, end
        last = end - 1
        return start + bisect_right(self.dropped, start), last + bisect_right(self.dropped, last) + 1


def fold(text: str) -> Folded:
    """The folded form of ``text``; ``name_key`` of a span is that span of the folded text, blanks squeezed."""
    lowered = text.translate(_TABLE)
    if "'" not in lowered and "." not in lowered:
        return Folded(lowered, ())
    positions = [match.start() for match in _DROPPED.finditer(lowered)]
    dropped = tuple(position - taken for taken, position in enumerate(positions))
    return Folded(_DROPPED.sub("", lowered) if positions else lowered, dropped)


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """The key under which a name is looked up; empty for a name without letters or digits."""
    return _SPACES.sub(" ", fold(name).text).strip(" .,;:\"'“”()[]")


_ARTICLE: Final = re.compile(r"\b(?:al|el|ul|il|as|ash|ad|adh|an|ar|at|az)\s+(?=[a-z])")
_LOOSE: Final = (
    (re.compile(r"'s\b"), "s"),
    (re.compile(r"\b(?:al|el|ul)(?=[bcdfghjkmnpqrstvwxz]{1}[aeiou])"), ""),
    (re.compile(r"sch"), "sh"),
    (re.compile(r"kh|q|gh|ck|g"), "k"),
    (re.compile(r"dh|th"), "d"),
    (re.compile(r"ou|oo|u|o"), "u"),
    (re.compile(r"ee|ei|ey|ai|ae|ay|iy|y|i|e"), "i"),
    (re.compile(r"z|ss"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"ah\b|eh\b|a\b"), "a"),
)


def loose_key(key: str) -> str:
    """A coarser key for transliterated names: articles dropped, vowels and throat sounds levelled, doubles single.

    "kataib hizbollah", "kata'eb hezbollah" and "qataib hizballah" share it up to their vowels' classes. Only
    for names of two or more words, or of seven or more letters; shorter ones would meet by chance.
    """
    loose = _ARTICLE.sub("", key)
    for pattern, instead in _LOOSE:
        loose = pattern.sub(instead, loose)
    return loose.replace(" ", "")


_AL: Final = re.compile(r"\bal (?=[a-z])")
_SUN_LETTERS: Final = ("sh", "s", "d", "n", "r", "t", "z")


def _assimilated(key: str) -> str:
    def replace(match: re.Match[str]) -> str:
        rest = key[match.end() :]
        sound = next((letter for letter in _SUN_LETTERS if rest.startswith(letter)), None)
        return f"a{sound} " if sound else match.group()

    return _AL.sub(replace, key)


def spelling_variants(key: str) -> Iterator[str]:
    """Spellings of a name key met in the press, the key itself first: al/el, assimilated articles, q/k, 's/s."""
    seen = {key: None}
    for variant in (_AL.sub("el ", key), _AL.sub("ul ", key), _AL.sub("al", key), _assimilated(key)):
        seen.setdefault(variant)
    for variant in tuple(seen):
        seen.setdefault(variant.replace("q", "k"))
        seen.setdefault(re.sub(r"'s\b", "s", variant))
    if key.startswith("al ") and key.count(" ") > 1:
        seen.setdefault(key[3:])
    yield from seen
