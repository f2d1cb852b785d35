"""Draws names from the actor tables by seed and puts them into the audit's sentences."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.lexicon.actors import ActorEntry, ActorIndex, in_force

HERE = Path(__file__).parent
DAY = "2016-05-18"
"""The documents' day: groups are drawn from those that existed then."""

SLOT = re.compile(r"\{(state2?|group2?|nat2?)\}")
GROUP_KINDS = ("armed_group", "militia", "criminal_group")
PLAIN_NAME = re.compile(r"[^\W\d_][\w'’. -]*[\w'’]")


@dataclass(frozen=True)
class Name:
    """A name as it stands in a sentence, with what the breakdown groups it by."""

    text: str
    kind: str
    region: str
    form: str
    country: str | None


@dataclass(frozen=True)
class Filling:
    """A sentence with names in it. ``slots`` are (start, end in ``text``, slot's name), left to right."""

    sentence: int
    number: int
    text: str
    names: Mapping[str, Name]
    slots: tuple[tuple[int, int, str], ...]

    def place(self, offset: int) -> tuple[int, int]:
        """Where an offset lies, told so that it is the same in every filling: (slots before, characters after the
        last of them; -1 inside a slot)."""
        before, after = 0, 0
        for start, end, _ in self.slots:
            if start <= offset < end:
                return before, -1
            if end <= offset:
                before, after = before + 1, end
        return before, offset - after


@cache
def sentences() -> tuple[tuple[str, str], ...]:
    """(kind, text with slots) of sentences.csv: our own prose on invented incidents."""
    with (HERE / "sentences.csv").open(encoding="utf-8", newline="") as handle:
        return tuple((row["kind"], row["text"]) for row in csv.DictReader(handle))


@cache
def regions() -> Mapping[str, str]:
    """{country: world region} of regions.csv."""
    with (HERE / "regions.csv").open(encoding="utf-8", newline="") as handle:
        return {code: row["region"] for row in csv.DictReader(handle) for code in row["countries"].split()}


@cache
def _article_words(part: str) -> frozenset[str]:
    with (HERE / "articles.csv").open(encoding="utf-8", newline="") as handle:
        return frozenset(row["word"] for row in csv.DictReader(handle) if row["part"] == part)


def name_pools(actors: ActorIndex) -> dict[str, list[Name]]:
    """All names that may be drawn, by slot kind: ``state``, ``group``, ``nat`` (a state's adjective)."""
    states = [e for e in actors.entries.values() if e.actor_id in regions() and in_force(e.start, e.end, DAY)]
    groups = [e for e in actors.entries.values() if e.kind in GROUP_KINDS and in_force(e.start, e.end, DAY)]
    adjectives: dict[str, str] = {}
    for word, countries in _adjectives(actors):
        adjectives.setdefault(countries, word)
    return {
        "state": [_name(e, "state", regions()[e.actor_id]) for e in states if PLAIN_NAME.fullmatch(e.name)],
        "group": [
            _name(e, e.kind, regions().get(e.country or "", "no country"))
            for e in groups
            if PLAIN_NAME.fullmatch(e.name)
        ],
        "nat": [
            Name(word, "nationality", regions()[country], _form(word), country)
            for country, word in sorted(adjectives.items())
            if country in regions()
        ],
    }


def _adjectives(actors: ActorIndex) -> list[tuple[str, str]]:
    with (HERE.parents[1] / "src/onrecord/data/actors/adjectives.csv").open(encoding="utf-8", newline="") as handle:
        return [(row["adjective"], row["country"]) for row in csv.DictReader(handle)]


def _name(entry: ActorEntry, kind: str, region: str) -> Name:
    text = with_article(entry.name)
    return Name(text, kind, region, _form(text), entry.country)


def with_article(name: str) -> str:
    """The name as running text has it: "the" before one that begins or ends in a common noun (articles.csv)."""
    words = name.split()
    needs = words[0] in _article_words("first") or words[-1] in _article_words("last")
    return f"the {name}" if needs and len(words) > 1 else name


def _form(text: str) -> str:
    return "with article" if text.startswith("the ") else "one word" if " " not in text else "several words"


def fill(number: int, template: str, pools: Mapping[str, Sequence[Name]], fillings: int, seed: int) -> list[Filling]:
    """The template with names drawn for its slots, ``fillings`` times; the two of a pair are never the same."""
    draw = random.Random(f"{seed} {number}")
    return [_filling(number, k, template, pools, draw) for k in range(fillings)]


def _filling(number: int, k: int, template: str, pools: Mapping[str, Sequence[Name]], draw: random.Random) -> Filling:
    names: dict[str, Name] = {}
    for slot in dict.fromkeys(SLOT.findall(template)):
        taken = {name.country for name in names.values()} | {name.text for name in names.values()}
        pool = [
            name for name in pools[slot.rstrip("2")] if name.text not in taken and name.country not in taken - {None}
        ]
        names[slot] = draw.choice(pool)
    text, slots, at = "", [], 0
    for match in SLOT.finditer(template):
        text += template[at : match.start()]
        words = names[match[1]].text
        words = words[0].upper() + words[1:] if not text else words
        slots.append((len(text), len(text) + len(words), match[1]))
        text, at = text + words, match.end()
    return Filling(number, k, text + template[at:], names, tuple(slots))
