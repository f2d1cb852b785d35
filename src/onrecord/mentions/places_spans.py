"""Where place names may stand in a text: runs of capitalised words, the known names inside them, and whether each is
meant as a place.

Whether "Jackson" is a man or a city is decided by a logistic model over what stands around it ("in Jackson", "Mr.
Jackson", "Jackson, Miss.", "Jackson said"); its weights are in ``data/gazetteer/weights.toml`` (fitted by
``training/fit_places.py``), its word lists in ``cue_words.csv``, ``person_names.csv`` and ``common_words.csv``.
Offsets are half-open and count characters of the text given.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from onrecord.lexicon.gazetteer import Gazetteer, NameKind
from onrecord.lexicon.gazetteer_names import ARABIC_ARTICLES, place_key

__all__ = ["Name", "TextView", "find_names", "is_capitals", "span_features", "view_text"]

_UPPER = r"A-Z\u00c0-\u00d6\u00d8-\u00de\u0100\u010c\u010e\u0110\u0118\u011e\u0130\u0141\u0147\u0150\u0158\u015a\u015e\u0160\u017b\u017d\u1e24\u1e62"
_TOKEN = (
    rf"(?:(?:St|Ste|Mt|Ft|Mr|Mrs|Ms|Dr|Gen|Sgt|Lt|Col|Capt|Maj|Rev|Sen|Rep|Gov|Sens|Reps|Brig|Adm|Hon)\.(?=\s)"
    rf"|(?:[A-Z]\.)+(?:[A-Z][a-z]*)?"
    rf"|(?:[AaEe][lnrstdz]h?-)?[{_UPPER}][^\W_]*(?:['’‘ʼ`-][^\W_]+)*)"
)
_JOIN = r"(?:[ \u00a0]|\r?\n(?!\s))"
_CONNECT = r"(?:of|de|del|la|las|los|al|el|and|the|on|da|do|dos|du|di|des|le|les|ad|as|ash|ar|az|ez|es|upon|en)"
_RUN = re.compile(rf"(?<![^\W_]){_TOKEN}(?:{_JOIN}(?:{_CONNECT}{_JOIN}){{0,2}}{_TOKEN})*")
_PIECE = re.compile(r"\S+")
_WORD_BEFORE = re.compile(r"([^\W_][\w’'.-]*)[ \u00a0\r\n]*(?:[\"“(]?)\Z")
_WORD_AFTER = re.compile(r"(?:['’]s?)?[ \u00a0]{0,2}\n?([^\W_]+)")
_CAPITALS_WORD = re.compile(r"[^\W_](?:[^\W_]|['’.-](?=[^\W_]))*\.?")
_MAX_WORDS = 5
_ENDS_SENTENCE = re.compile(r"(?:[.!?:;\n][\"”’')\]]*|\A)\s*[\"“‘'(\[]?\Z")
_FOLLOWERS = ("street", "team", "media", "university", "company", "civic", "organization")


@dataclass(slots=True)
class Name:
    """A known name in the text, with the places it may mean (``places``, ``how``, parallel) and what stands around it."""

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


@dataclass(slots=True)
class TextView:
    """A text cut into runs: per run, its pieces as (start, end, lower-case word); what the whole text shows of names."""

    text: str
    capitals: bool
    runs: list[list[tuple[int, int, str]]]
    surnames: set[str]


def is_capitals(text: str) -> bool:
    """Whether the text is written in capitals throughout (wire copy): at least 60 % of its letters are upper-case."""
    sample = text[:4000]
    upper = sum(map(str.isupper, sample))
    return upper > 40 and upper >= 0.6 * sum(map(str.isalpha, sample))


def view_text(text: str, gazetteer: Gazetteer) -> TextView:
    """Cuts a text into runs and notes the last words of what are surely persons ("Mr. Jordan", "George Washington")."""
    capitals = is_capitals(text)
    words = gazetteer.model.words
    runs = list(_capitals_runs(text, words["common"])) if capitals else [_pieces(m) for m in _RUN.finditer(text)]
    surnames: set[str] = set()
    for run in runs:
        for index in range(1, len(run)):
            before = run[index - 1][2]
            person = before in words["title"] or (before in words["given"] and run[index][2] not in words["given"])
            initial = len(before) == 1 and index > 1 and run[index - 2][2] in words["given"]
            if (person or initial) and not _follower(run[index][2], words):
                surnames.add(run[index][2])
    return TextView(text, capitals, runs, surnames)


def _pieces(match: re.Match[str]) -> list[tuple[int, int, str]]:
    base = match.start()
    pieces = []
    for piece in _PIECE.finditer(match.group()):
        word = piece.group()
        if word.endswith(("'s", "’s")):
            word = word[:-2]
        start = base + piece.start()
        pieces.append(
            (start, start + len(word), word.rstrip(".").lower() if len(word) > 2 else word.lower().rstrip("."))
        )
    return pieces


def _capitals_runs(text: str, common: frozenset[str]) -> Iterator[list[tuple[int, int, str]]]:
    """In a text of capitals a run ends at a common word or where more than a space follows."""
    run: list[tuple[int, int, str]] = []
    for match in _CAPITALS_WORD.finditer(text):
        raw = match.group()
        word = raw.lower().rstrip(".")
        if (
            (run
            and text[run[-1][1] : match.start()].strip(" \n\r.") != "")
            or (run and "." in text[run[-1][1] : match.start()])
        ):
            yield run
            run = []
        if word in common and word not in (
            "new",
            "san",
            "el",
            "la",
            "al",
            "st",
            "north",
            "south",
            "east",
            "west",
            "city",
        ):
            if run:
                yield run
            run = []
            continue
        if raw.endswith(("'S", "’S")):
            run.append((match.start(), match.end() - 2, word[:-2]))
            continue
        end = match.end() - (1 if raw.endswith(".") and len(raw) > 4 else 0)
        run.append((match.start(), end, word))
    if run:
        yield run


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
            if _may_stand(name, view):
                names.append(name)
            index = name.last + 1
    return names


def _may_begin(view: TextView, piece: tuple[int, int, str]) -> bool:
    """No name begins with "The" or with a lower-case word, but for a joined article ("al-Asad")."""
    return piece[2] != "the" and (view.capitals or "-" in piece[2] or not view.text[piece[0]].islower())


def _split_piece(view: TextView, run: list[tuple[int, int, str]], index: int) -> bool:
    """Cuts a hyphened word that is no known name ("Fargo-Moorhead", "Paris-based") into its parts, in the run."""
    start, end, word = run[index]
    if "-" not in word or word.startswith("-"):
        return False
    parts, at = [], start
    for part in view.text[start:end].split("-"):
        if part:
            parts.append((at, at + len(part), part.lower().rstrip(".")))
        at += len(part) + 1
    run[index : index + 1] = parts
    return True


def _longest_name(view: TextView, gazetteer: Gazetteer, number: int, index: int) -> Name | None:
    run = view.runs[number]
    for last in range(min(len(run), index + _MAX_WORDS) - 1, index - 1, -1):
        start, end = run[index][0], run[last][1]
        if last == len(run) - 1:
            longer = _with_type_word(view, gazetteer, start, end)
            if longer is not None:
                key, found, end_after = longer
                return _name(run, number, index, last, (start, end_after), key, found)
        key = place_key(view.text[start:end])
        if key in gazetteer.demonyms and gazetteer.country_by_key(key) is None:
            return None
        found = gazetteer.find(key) if len(key) > 1 else None
        if found is None and index == last and "-" in view.text[start:end]:
            hyphen = _article_form(key)
            key, found = (hyphen, gazetteer.find(hyphen)) if hyphen else (key, None)
        if found is not None:
            return _name(run, number, index, last, (start, end), key, found)
    return None


def _name(
    run: list[tuple[int, int, str]], number: int, first: int, last: int, span: tuple[int, int], key: str, found: Any
) -> Name:
    words = tuple(piece[2] for piece in run[first : last + 1])
    return Name(span[0], span[1], key, found[0], found[1], words, number, first, last)


def _article_form(key: str) -> str:
    first, _, rest = key.partition(" ")
    return rest if first in ARABIC_ARTICLES and len(rest) > 3 else ""


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


def _may_stand(name: Name, view: TextView) -> bool:
    """Abbreviations of states stand only after another name; two-letter words and initials are no names of towns."""
    if name.after_comma:
        return True
    if view.text[name.end : name.end + 1] == "$":
        return False
    text = view.text[name.start : name.end]
    if (name.how == NameKind.ABBREVIATION).all():
        return "." in text and len(name.key) > 1 and text.count(".") > 1
    return len(name.key) > 2 or (text.isupper() and not view.capitals) or "." in text


def span_features(names: list[Name], view: TextView, gazetteer: Gazetteer) -> list[dict[str, float]]:
    """Per name, what speaks for and against a place, by feature name (absent: 0)."""
    repeated: dict[str, int] = {}
    for name in names:
        repeated[name.key] = repeated.get(name.key, 0) + 1
    return [_features(i, names, view, gazetteer, repeated) for i in range(len(names))]


def _features(
    i: int, names: list[Name], view: TextView, gazetteer: Gazetteer, repeated: dict[str, int]
) -> dict[str, float]:
    name, words = names[i], gazetteer.model.words
    out = {"bias": 1.0}
    _gazetteer_features(name, gazetteer, out)
    _word_features(name, words, view, out)
    _around_features(i, names, view, words, out)
    out["repeated"] = min(3, repeated[name.key] - 1) / 3
    for first, second in _PAIRS:
        if first in out and second in out:
            out[f"{first}&{second}"] = out[first] * out[second]
    return out


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


def _gazetteer_features(name: Name, gazetteer: Gazetteer, out: dict[str, float]) -> None:
    kinds = gazetteer.kind[name.places]
    main = name.how == NameKind.MAIN
    out["population"] = math.log10(1 + float(gazetteer.population[name.places].max())) / 7
    if (kinds == 0).any():
        out["country"] = out["known"] = 1.0
    if ((kinds == 1) & main).any():
        out["admin1"] = out["known"] = 1.0
    if ((kinds == 4) & main).any():
        out["capital"] = out["known"] = 1.0
    if (kinds >= 6).any():
        out["no_settlement"] = 1.0
    if not main.any():
        out["variant_only"] = 1.0
    if (name.how == NameKind.BARE).all():
        out["bare_only"] = 1.0
    out["candidates"] = min(1.0, math.log10(len(kinds)) / 2)


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
        if _follower(name.words[0], words) or name.words[0] in words["title"]:
            out["role_word"] = 1.0
    text = view.text[name.start : name.end]
    if text.isupper() and len(text) < 5 and not view.capitals:
        out["initialism"] = 1.0
    if name.words[-1] in words["type_admin2"] or name.words[-1] in words["type_site"]:
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
        kinds_known = (names[i + 1].how == NameKind.ABBREVIATION).any()
        if kinds_known:
            out["comma_state_after"] = 1.0
    if name.first == 0 and name.last == len(run) - 1:
        out["whole_run"] = 1.0


def _before_features(
    name: Name, run: list[tuple[int, int, str]], view: TextView, words: Any, out: dict[str, float]
) -> None:
    window = view.text[max(0, name.start - 40) : name.start]
    if name.first > 0:
        before = run[name.first - 1][2]
        if view.text[run[name.first - 1][0]].islower():
            out["connector_of" if before == "of" else "connector_and" if before == "and" else "connector_the"] = 1.0
            head = run[name.first - 2][2] if name.first > 1 else ""
            if any(head in words[group] for group in ("type_city", "type_admin1", "type_admin2")):
                out["type_before"] = 1.0
            if name.first > 1 and _follower(run[name.first - 2][2], words):
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


def _after_features(
    name: Name, run: list[tuple[int, int, str]], view: TextView, words: Any, out: dict[str, float]
) -> None:
    rest = [piece[2] for piece in run[name.last + 1 :]]
    if rest:
        gap = view.text[run[name.last][1] : run[name.last + 1][0]].strip().lower()
        if view.text[run[name.last + 1][0]].islower():
            out["connector_after"] = 1.0
        elif _follower(rest[0], words):
            out[_follower(rest[0], words)] = 1.0
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
            if _follower(word, words):
                out[_follower(word, words).replace("_after", "_later")] = 1.0
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
    elif _follower(word, words):
        out[_follower(word, words)] = 0.5


def _follower(word: str, words: Any) -> str:
    """The feature for a word that makes a name out of the name before it ("Ohio University"); empty for none."""
    return next((f"{group}_after" for group in _FOLLOWERS if word in words[group]), "")
