"""The known names in a text, and whether each is meant as a place.

Offsets are half-open and count characters of the text given.
"""

from __future__ import annotations

import math
import re
from typing import Any

from onrecord.lexicon.gazetteer import Gazetteer, NameKind
from onrecord.lexicon.gazetteer_names import ARABIC_ARTICLES, place_key
from onrecord.mentions.places_cues import Name, span_features
from onrecord.mentions.places_runs import Piece, TextView

__all__ = ["accepted_names", "find_names"]

ACCEPT = 0.5
_WORD_AFTER = re.compile(r"(?:['’]s?)?[ \u00a0]{0,2}\n?([^\W_]+)")
_MAX_WORDS = 5
_ABBREVIATION = int(NameKind.ABBREVIATION)
_CODE_AFTER = re.compile(r"\$|-?\d")


def accepted_names(view: TextView, gazetteer: Gazetteer) -> list[Name]:
    """The names of a text that are more probably places than not, in its order, with their probability."""
    names = find_names(view, gazetteer)
    weights = gazetteer.model.weights["spans_capitals" if view.capitals else "spans"]
    for name, features in zip(names, span_features(names, view, gazetteer), strict=True):
        if "common&sentence_start" in features and "comma_after" not in features:
            continue  # "Nice weather", "Reading the report": only its capital made the word look like a name
        score = sum([weights.get(feature, 0.0) * value for feature, value in features.items()])
        name.probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
    return [name for name in names if name.probability >= ACCEPT]


def find_names(view: TextView, gazetteer: Gazetteer) -> list[Name]:
    """The longest known names in each run, left to right, not overlapping; nothing is decided yet."""
    names: list[Name] = []
    for number, run in enumerate(view.runs):
        index = 0
        while index < len(run):
            name = _longest_name(view, gazetteer, number, index) if _may_begin(view, run[index]) else None
            if name is None and _split_piece(view, run, index):
                continue
            if name is None:
                index += 1
                continue
            previous = names[-1] if names else None
            name.after_comma = previous is not None and view.text[previous.end : name.start] in (", ", ",\n", " (")
            if _may_stand(name, view, gazetteer.model.words["dotted_state"]):
                names.append(name)
            index = name.last + 1
    return names


def _may_begin(view: TextView, piece: Piece) -> bool:
    """No name begins with "The" or with a lower-case word, but for a joined article ("al-Asad")."""
    return piece[2] != "the" and (view.capitals or "-" in piece[2] or not view.text[piece[0]].islower())


def _split_piece(view: TextView, run: list[Piece], index: int) -> bool:
    """Cuts a hyphened word that is no known name ("Fargo-Moorhead", "Paris-based") into its parts, in the run."""
    start, end, word = run[index]
    if "-" not in word or word.partition("-")[0] in ARABIC_ARTICLES:
        return False
    parts, at = [], start
    for part in view.text[start:end].split("-"):
        if part:
            parts.append((at, at + len(part), part.lower().rstrip(".")))
        at += len(part) + 1
    run[index : index + 1] = parts
    return True


def _longest_name(view: TextView, gazetteer: Gazetteer, number: int, index: int) -> Name | None:
    run, never = view.runs[number], gazetteer.model.words["never_place"]
    for last in range(min(len(run), index + _MAX_WORDS) - 1, index - 1, -1):
        start, end = run[index][0], run[last][1]
        if last == len(run) - 1:
            longer = _with_type_word(view, gazetteer, start, end)
            if longer is not None:
                key, found, end_after = longer
                return _name(run, number, index, last, (start, end_after), key, found)
        key = place_key(view.text[start:end])
        if key in never or (key in gazetteer.demonyms and gazetteer.country_by_key(key) is None):
            return None
        found = gazetteer.find(key) if len(key) > 1 else None
        if found is None and index == last and "-" in view.text[start:end]:
            key, found = _without_article(key, gazetteer) if index == 0 else (key, None)
        if found is not None:
            return _name(run, number, index, last, (start, end), key, found)
    return None


def _name(run: list[Piece], number: int, first: int, last: int, span: tuple[int, int], key: str, found: Any) -> Name:
    words = tuple(piece[2] for piece in run[first : last + 1])
    return Name(span[0], span[1], key, found[0], found[1], words, number, first, last)


def _without_article(key: str, gazetteer: Gazetteer) -> tuple[str, Any]:
    """ "al-Tanf" may be filed without its article; then only in a country where Arabic is spoken."""
    first, _, rest = key.partition(" ")
    found = gazetteer.find(rest) if first in ARABIC_ARTICLES and len(rest) > 3 else None
    if found is None:
        return key, None
    arabic = gazetteer.model.words["arabic_country"]
    keep = [gazetteer.countries[int(country)].lower() in arabic for country in gazetteer.country[found[0]]]
    return (rest, (found[0][keep], found[1][keep])) if any(keep) else (key, None)


def _with_type_word(view: TextView, gazetteer: Gazetteer, start: int, end: int) -> tuple[str, Any, int] | None:
    """A name that needs the lower-case word after it: "Bekaa valley", "Nineveh plains"."""
    match = _WORD_AFTER.match(view.text, end)
    if match is None or match.start(1) != end + 1:
        return None
    word = match.group(1).lower()
    words = gazetteer.model.words
    if word not in words["type_land"] and word not in words["type_site"] and word not in words["type_water"]:
        return None
    key = place_key(view.text[start : match.end(1)])
    found = gazetteer.find(key)
    return (key, found, match.end(1)) if found is not None else None


def _may_stand(name: Name, view: TextView, dotted: frozenset[str]) -> bool:
    """Abbreviations of states stand only after another name; two-letter words and initials are no names of towns."""
    text = view.text[name.start : name.end]
    if _CODE_AFTER.match(view.text, name.end):
        return False
    if min(name.how.tolist()) == _ABBREVIATION and (not name.after_comma or text.count(".") > 1):
        return text.lower().rstrip(".") in dotted
    if name.after_comma:
        return True
    return len(name.key) > 2 or (text.isupper() and not view.capitals) or "." in text
