"""Finds the words of actor knowledge in a text: names, demonyms, places, actor nouns and titles.

One pass of an Aho-Corasick automaton over the folded text; of hits that overlap, the leftmost and then the longest
that stands between word boundaries and fits the case rule is kept (Aho & Corasick 1975).
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from onrecord.lexicon.actors import ActorIndex, ActorName
from onrecord.lexicon.actors_names import Folded, name_key

__all__ = ["Hit", "scan"]

_ABBREVIATIONS: Final = frozenset({"abbreviation", "word_abbreviation"})
_SIGNS: Final = re.compile(r"[^A-Za-z0-9]+")
_CAPS_REACH_CHARS: Final = 40
_WORD_BEFORE: Final = re.compile(r"([A-Z][\w.'’-]*) $")
_WORD_AFTER: Final = re.compile(r" ([A-Z][\w’'-]+)")
_HYPHEN: Final = re.compile(r"\s?[-\u2010\u2011\u2013]")


class Hit(Struct, frozen=True):
    """A found word: its span in the folded text, its key, and the names of actors that it may stand for there.

    ``hyphen``: a hyphen follows it in the text ("Iranian-backed"), which folding has turned into a blank.
    """

    start: int
    end: int
    key: str
    names: tuple[ActorName, ...]
    hyphen: bool = False


def scan(text: str, folded: Folded, actors: ActorIndex) -> list[Hit]:
    """The hits in ``text``, left to right, none overlapping; ``folded`` is ``fold(text)``."""
    plain = folded.text
    size = len(plain)
    found: list[tuple[int, int, int]] = []
    for number, start, end in actors.automaton.find_matches_as_indexes(plain, overlapping=True):
        if (start and plain[start - 1].isalnum()) or (end < size and plain[end].isalnum()):
            continue
        found.append((start, -end, number))
    found.sort()
    hits: list[Hit] = []
    reached = 0
    for start, minus_end, number in found:
        if start < reached:
            continue
        hit = _accept(text, folded, (start, -minus_end), actors.words[number], actors)
        if hit is not None:
            hits.append(hit)
            reached = -minus_end
    return hits


def _accept(text: str, folded: Folded, span: tuple[int, int], key: str, actors: ActorIndex) -> Hit | None:
    start, end = span
    begin, stop = folded.source_span(start, end)
    words = text[begin:stop]
    names = _fitting(words, text, (begin, stop), key, actors)
    if names or key in actors.roles or ((key in actors.adjectives or key in actors.places) and words[:1].isupper()):
        return Hit(start, end, key, names, _HYPHEN.match(text, stop) is not None)
    return None


def _fitting(span: str, text: str, at: tuple[int, int], key: str, actors: ActorIndex) -> tuple[ActorName, ...]:
    names = actors.names.get(key, ())
    if not names or span.islower():
        return ()
    begin, stop = at
    kept = []
    for name in names:
        if name.kind in _ABBREVIATIONS:
            if _SIGNS.sub("", name.alias) != _SIGNS.sub("", span).removesuffix("s" if name.alias[-1] != "s" else ""):
                continue
            if name.kind == "word_abbreviation" and "." not in span and _in_capitals(text, begin, stop):
                continue
        elif name.kind == "surname":
            if not _stands_alone(text, begin, actors):
                continue
        elif name.alias.isupper() and not span.isupper() and _is_given_name(text, stop, actors):
            continue
        kept.append(name)
    return tuple(kept)


def _stands_alone(text: str, begin: int, actors: ActorIndex) -> bool:
    """Whether no given name seems to stand before a surname: the word before is no unknown capitalised one."""
    before = _WORD_BEFORE.search(text, max(0, begin - _CAPS_REACH_CHARS), begin)
    if before is None:
        return True
    key = name_key(before.group(1))
    return key in actors.roles or key in actors.modifiers or key in actors.adjectives or key.endswith("'s")


def _is_given_name(text: str, stop: int, actors: ActorIndex) -> bool:
    """Whether a surname seems to follow: "Dina Roe" is no agency that is called DINA, "Nato" and "Eta" alone may be."""
    after = _WORD_AFTER.match(text, stop)
    if after is None or after.group(1).isupper():
        return False
    key = name_key(after.group(1))
    return key not in actors.roles and key not in actors.modifiers and key not in actors.adjectives


def _in_capitals(text: str, begin: int, stop: int) -> bool:
    around = text[max(0, begin - _CAPS_REACH_CHARS) : begin] + text[stop : stop + _CAPS_REACH_CHARS]
    return around.isupper()
