"""Weapon words with their types."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from onrecord.lexicon.tables import data_path, parse_table
from onrecord.lexicon.wordings import alternatives


class WeaponWord(Struct, frozen=True):
    """A weapon's contract type, its GTD weapon type and the PLOVER mode of an assault with it."""

    type: str
    gtd_weaptype: int
    mode: str | None


class WeaponDeed(Struct, frozen=True):
    """A word that tells a weapon without naming it. ``how``: ``deed`` ("shot"), ``shot`` ("opened fire"), ``bearer``
    ("gunmen") or ``aircraft`` (what a bombing comes from)."""

    how: str
    word: WeaponWord


class Weapons(Struct, frozen=True):
    """``pattern`` finds a weapon's words (longest first, plural allowed), ``lowered`` the same in a text in lower case,
    at a quarter of the cost; ``words`` tells what they are.

    ``deeds`` holds the lemmas that tell a weapon without naming it.
    """

    pattern: re.Pattern[str]
    lowered: re.Pattern[str]
    words: Mapping[str, WeaponWord]
    deeds: Mapping[str, WeaponDeed]

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """A weapon's words in ``text``, left to right; the spans count, words may come in lower case."""
        lowered = text.lower()
        return self.lowered.finditer(lowered) if len(lowered) == len(text) else self.pattern.finditer(text)

    def word(self, text: str) -> WeaponWord | None:
        """The entry of words that ``pattern`` matched."""
        key = re.sub(r"\s+", " ", text.lower())
        for form in (key, key.removesuffix("s"), key.removesuffix("es"), key.removesuffix("ves") + "fe"):
            if form in self.words:
                return self.words[form]
        return None


@cache
def load_weapons() -> Weapons:
    """The package's weapon words (data/ontology/weapons.csv and weapon_deeds.csv)."""
    columns = ("words", "type", "gtd_weaptype", "mode")
    words = dict(parse_table(data_path("ontology", "weapons.csv"), columns, lambda row: (row["words"], _word(row))))
    forms = sorted((re.escape(w).replace(r"\ ", r"[\s-]+") for w in words), key=len, reverse=True)
    pattern = rf"\b(?:{alternatives(forms)})(?:s|es)?\b|\bknives\b"
    return Weapons(
        pattern=re.compile(pattern, re.I),
        lowered=re.compile(pattern),
        words=MappingProxyType({**words, "knives": words["knife"]}),
        deeds=MappingProxyType(_deeds()),
    )


def _deeds() -> dict[str, WeaponDeed]:
    columns = ("lemma", "how", "type", "gtd_weaptype", "mode")

    def parse(row: dict[str, str]) -> tuple[str, WeaponDeed]:
        return row["lemma"], WeaponDeed(row["how"], _word(row))

    return dict(parse_table(data_path("ontology", "weapon_deeds.csv"), columns, parse))


def _word(row: dict[str, str]) -> WeaponWord:
    return WeaponWord(row["type"], int(row["gtd_weaptype"]), row["mode"] or None)
