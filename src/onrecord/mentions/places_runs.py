"""Runs of capitalised words, inside which place names stand.

Offsets are half-open and count characters of the text given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from onrecord.lexicon.gazetteer import Gazetteer

__all__ = ["Piece", "TextView", "follower", "is_capitals", "view_text"]

Piece: TypeAlias = tuple[int, int, str]
"""A word of a run: start, end (without a possessive s), and the word in lower case."""

_UPPER = (
    r"A-Z\u00c0-\u00d6\u00d8-\u00de\u0100\u010c\u010e\u0110\u0118\u011e\u0130\u0141\u0147\u0150\u0158\u015a"
    r"\u015e\u0160\u017b\u017d\u1e24\u1e62"
)
_TOKEN = (
    rf"(?:(?:St|Ste|Mt|Ft|Mr|Mrs|Ms|Dr|Gen|Sgt|Lt|Col|Capt|Maj|Rev|Sen|Rep|Gov|Sens|Reps|Brig|Adm|Hon)\.(?=\s)"
    rf"|(?:[A-Z]\.)+(?:[A-Z][a-z]*)?"
    rf"|(?:[AaEe][lnrstdz]h?-)?[{_UPPER}][^\W_]*(?:['’‘ʼ`-][^\W_]+)*)"
)
_JOIN = r"(?:[ \u00a0]|\r?\n(?!\s))"
_CONNECT = r"(?:of|de|del|la|las|los|al|el|and|the|on|da|do|dos|du|di|des|le|les|ad|as|ash|ar|az|ez|es|upon|en)"
_RUN = re.compile(rf"(?<![^\W_]){_TOKEN}(?:{_JOIN}(?:{_CONNECT}{_JOIN}){{0,2}}{_TOKEN})*")
_PIECE = re.compile(r"\S+")
_CAPITALS_WORD = re.compile(r"[^\W_](?:[^\W_]|['’.-](?=[^\W_]))*\.?")
_FOLLOWERS = ("street", "team", "media", "university", "company", "civic", "organization")


@dataclass(slots=True)
class TextView:
    """A text cut into ``runs``; whether it is in ``capitals``; ``surnames``: words that are surely names of persons."""

    text: str
    capitals: bool
    runs: list[list[Piece]]
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
    runs = list(_capitals_runs(text, words)) if capitals else [_pieces(m) for m in _RUN.finditer(text)]
    surnames: set[str] = set()
    for run in runs:
        for index in range(1, len(run)):
            before = run[index - 1][2]
            person = before in words["title"] or (before in words["given"] and run[index][2] not in words["given"])
            initial = len(before) == 1 and index > 1 and run[index - 2][2] in words["given"]
            if (person or initial) and not follower(run[index][2], words):
                surnames.add(run[index][2])
    return TextView(text, capitals, runs, surnames)


def _pieces(match: re.Match[str]) -> list[Piece]:
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


def _capitals_runs(text: str, words: Any) -> Iterator[list[Piece]]:
    """In a text of capitals a run ends at a common word, a full stop or a mark."""
    common, kept, joint = words["common"], words["name_part"], words["name_joint"]
    run: list[Piece] = []
    for match in _CAPITALS_WORD.finditer(text):
        raw = match.group()
        word = raw.lower().rstrip(".")
        breaks = bool(run) and text[run[-1][1] : match.start()].strip(" \r\n") != ""
        if breaks or (word in common and word not in kept and not (run and word in joint)):
            if run:
                yield run
            run = []
        if word in common and word not in kept and not run:
            continue
        cut = 2 if raw.endswith(("'S", "’S")) else 1 if raw.endswith(".") and len(raw) > 4 else 0
        run.append((match.start(), match.end() - cut, word[:-2] if cut == 2 else word))
    if run:
        yield run


def follower(word: str, words: Any) -> str:
    """The feature for a word that makes a name out of the name before it ("Ohio University"); empty for none."""
    return next((f"{group}_after" for group in _FOLLOWERS if word in words[group]), "")
