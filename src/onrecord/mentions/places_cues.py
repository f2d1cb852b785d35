"""What speaks for a place and what against, where a known name stands in a text.

Whether "Jackson" is a man or a city is decided by a logistic model over what stands around it ("in Jackson", "Mr.
Jackson", "Jackson, Miss.", "Jackson said"); its weights are in ``data/gazetteer/weights.toml`` (fitted by
``training/fit_places.py``), its word lists in ``cue_words.csv``, ``person_names.csv`` and ``common_words.csv``.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from onrecord.lexicon.gazetteer import Gazetteer, NameKind
from onrecord.mentions.places_runs import Piece, TextView, follower

__all__ = ["Name", "span_features"]

_WORD_BEFORE = re.compile(r"([^\W_][\w’'.-]*)[ \u00a0\r\n]*(?:[\"“(]?)\Z")
_WORD_AFTER = re.compile(r"(?:['’]s?)?[ \u00a0]{0,2}\n?([^\W_]+)")
_ENDS_SENTENCE = re.compile(r"(?:[.!?:;\n][\"”’')\]]*|\A)\s*[\"“‘'(\[]?\Z")
_TYPES = ("type_admin2", "type_site", "type_land", "type_water")
_MAIN, _BARE, _ABBREVIATION = (int(kind) for kind in (NameKind.MAIN, NameKind.BARE, NameKind.ABBREVIATION))
# Features whose product is a feature of its own: a cue weighs differently for different names.
_PAIRS = (
    ("given_self", "capital_after"),
    ("surname_self", "capital_before"),
    ("common", "preposition_before"),
    ("common", "sentence_start"),
    ("known", "civic_after"),
    ("known", "university_after"),
    ("known", "capital_after"),
    ("known", "capital_before"),
    ("known", "person_elsewhere"),
    ("multiword", "capital_before"),
    ("surname_self", "preposition_before"),
    ("population", "preposition_before"),
    ("population", "whole_run"),
    ("population", "common"),
    ("surname_self", "population"),
    ("seldom_place", "preposition_before"),
    ("title_before", "known"),
    ("type_before", "connector_of"),
)


@dataclass(slots=True)
class Name:
    """A known name in the text: the places it may mean (``places``, ``how``, parallel) and where in its run it stands.

    ``words`` are its pieces ``first`` to ``last`` of run number ``run``.
    """

    start: int
    end: int
    key: str
    places: npt.NDArray[Any]
    how: npt.NDArray[Any]
    words: tuple[str, ...]
    run: int
    first: int
    last: int
    after_comma: bool = False
    probability: float = 0.0


def span_features(names: list[Name], view: TextView, gazetteer: Gazetteer) -> list[dict[str, float]]:
    """Per name, what speaks for and against a place, by feature name (absent: 0)."""
    by_key: dict[str, dict[str, float]] = {}
    for name in names:
        if name.key not in by_key:
            by_key[name.key] = _gazetteer_features(name, gazetteer)
        else:
            by_key[name.key]["repeated"] = min(1.0, by_key[name.key].get("repeated", 0.0) + 1 / 3)
    return [_features(i, names, view, gazetteer.model.words, by_key) for i in range(len(names))]


def _features(
    i: int, names: list[Name], view: TextView, words: Any, by_key: dict[str, dict[str, float]]
) -> dict[str, float]:
    name = names[i]
    out = {"bias": 1.0, **by_key[name.key]}
    _word_features(name, words, view, out)
    _around_features(i, names, view, words, out)
    for first, second in _PAIRS:
        if first in out and second in out:
            out[f"{first}&{second}"] = out[first] * out[second]
    return out


def _gazetteer_features(name: Name, gazetteer: Gazetteer) -> dict[str, float]:
    """What the gazetteer alone says of a name."""
    kinds, hows = gazetteer.kind[name.places].tolist(), name.how.tolist()
    out = {"population": math.log10(1 + max(gazetteer.population[name.places].tolist())) / 7}
    own = {kind for kind, how in zip(kinds, hows, strict=True) if how == _MAIN}
    for feature, present in (("country", 0 in kinds), ("admin1", 1 in own), ("capital", 4 in own)):
        if present:
            out[feature] = out["known"] = 1.0
    if min(kinds) >= 6:
        out["no_settlement"] = 1.0
        if " " in name.key:
            out["area_of_words"] = 1.0
    if not own:
        out["variant_only"] = 1.0
    if min(hows) == _BARE == max(hows):
        out["bare_only"] = 1.0
    out["candidates"] = min(1.0, math.log10(len(kinds)) / 2)
    return out


def _word_features(name: Name, words: Any, view: TextView, out: dict[str, float]) -> None:
    if len(name.words) > 1:
        out["multiword"] = 1.0
    if all(word in words["common"] or word in words["month_day"] for word in name.words):
        out["common"] = 1.0
    if name.words[0] in words["month_day"] and len(name.words) == 1:
        out["month_day"] = 1.0
    if len(name.words) == 1:
        if name.words[0] in words["given"]:
            out["given_self"] = 1.0
        if name.words[0] in words["seldom_place"]:
            out["seldom_place"] = 1.0
        if name.words[0] in words["surname"]:
            out["surname_self"] = 1.0
        if name.words[0] in view.surnames:
            out["person_elsewhere"] = 1.0
        if follower(name.words[0], words) or name.words[0] in words["title"]:
            out["role_word"] = 1.0
    text = view.text[name.start : name.end]
    if text.isupper() and len(text) < 5 and not view.capitals:
        out["initialism"] = 1.0
    last = name.key.rsplit(" ", 1)[-1]
    if last != name.key and any(last in words[group] for group in _TYPES):
        out["ends_in_type"] = 1.0


def _around_features(i: int, names: list[Name], view: TextView, words: Any, out: dict[str, float]) -> None:
    name = names[i]
    run = view.runs[name.run]
    _before_features(name, run, view, words, out)
    _after_features(name, run, view, words, out)
    if i and name.after_comma and names[i - 1].last == len(view.runs[names[i - 1].run]) - 1:
        out["comma_before"] = 1.0
    if i + 1 < len(names) and names[i + 1].after_comma:
        out["comma_after"] = 1.0
        kinds_known = _ABBREVIATION in names[i + 1].how.tolist()
        if kinds_known:
            out["comma_state_after"] = 1.0
    if name.first == 0 and name.last == len(run) - 1:
        out["whole_run"] = 1.0


def _before_features(name: Name, run: list[Piece], view: TextView, words: Any, out: dict[str, float]) -> None:
    window = view.text[max(0, name.start - 40) : name.start]
    if name.first > 0:
        before = run[name.first - 1][2]
        if view.text[run[name.first - 1][0]].islower():
            out["connector_of" if before == "of" else "connector_and" if before == "and" else "connector_the"] = 1.0
            head = run[name.first - 2][2] if name.first > 1 else ""
            if any(head in words[group] for group in ("type_city", "type_admin1", "type_admin2")):
                out["type_before"] = 1.0
            if name.first > 1 and follower(run[name.first - 2][2], words):
                out["organization_of"] = 1.0
        elif before in words["title"]:
            out["title_before"] = 1.0
        elif before in words["given"] or len(before) == 1:
            out["given_before"] = 1.0
        elif before not in words["place_preposition"]:
            out["capital_before"] = 1.0
        if before in words["place_preposition"]:
            out["preposition_before"] = 1.0
    else:
        match = _WORD_BEFORE.search(window)
        word = match.group(1).lower().rstrip(".") if match else ""
        if word in words["place_preposition"]:
            out["preposition_before"] = 1.0
        elif word in words["title"]:
            out["title_before"] = 0.7
        elif word == "the":
            out["the_before"] = 1.0
        elif word in words["given"] and match is not None and match.group(1)[0].isupper():
            out["given_before"] = 1.0
        elif word[:1].isdigit():
            out["number_before"] = 1.0
        if word in words["type_city"] or word in words["type_admin1"] or word in words["type_admin2"]:
            out["type_before"] = 1.0
    if _ENDS_SENTENCE.search(window if name.start > 40 else view.text[: name.start]):
        out["sentence_start"] = 1.0


def _after_features(name: Name, run: list[Piece], view: TextView, words: Any, out: dict[str, float]) -> None:
    rest = [piece[2] for piece in run[name.last + 1 :]]
    if rest:
        gap = view.text[run[name.last][1] : run[name.last + 1][0]].strip().lower()
        if view.text[run[name.last + 1][0]].islower():
            out["connector_after"] = 1.0
        elif follower(rest[0], words):
            out[follower(rest[0], words)] = 1.0
        elif rest[0] in words["title"]:
            out["title_after"] = 1.0
        elif gap in ("'s", "’s"):
            out["possessive"] = 1.0
        elif rest[0] in words["surname"] and len(rest) == 1:
            out["surname_after"] = 1.0
            out["capital_after"] = 1.0
        else:
            out["capital_after"] = 1.0
        for word in rest[1:4]:
            if follower(word, words):
                out[follower(word, words).replace("_after", "_later")] = 1.0
        return
    after = view.text[name.end : name.end + 30]
    if after[:2] in ("'s", "’s"):
        out["possessive"] = 1.0
    if after[:1] == "-":
        out["hyphen_after"] = 1.0
    match = _WORD_AFTER.match(after)
    word = match.group(1).lower() if match else ""
    if after[:2] == ", ":
        out["comma"] = 1.0
    elif any(word in words[group] for group in ("type_admin1", "type_admin2", "type_city", "type_land", "type_site")):
        out["type_after"] = 1.0
    elif word in words["person_verb"]:
        out["verb_after"] = 1.0
    elif follower(word, words):
        out[follower(word, words)] = 0.5
