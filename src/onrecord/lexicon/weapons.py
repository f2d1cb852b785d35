"""Weapon words with their types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from onrecord.lexicon.tables import data_path, read_table


class WeaponWord(Struct, frozen=True):
    """A weapon's contract type, its GTD weapon type and the PLOVER mode of an assault with it."""

    type: str
    gtd_weaptype: int
    mode: str | None


class Weapons(Struct, frozen=True):
    """``pattern`` finds a weapon's words (longest first, plural allowed); ``words`` tells what they are."""

    pattern: re.Pattern[str]
    words: Mapping[str, WeaponWord]

    def word(self, text: str) -> WeaponWord | None:
        """The entry of words that ``pattern`` matched."""
        key = re.sub(r"\s+", " ", text.lower())
        for form in (key, key.removesuffix("s"), key.removesuffix("es"), key.removesuffix("ves") + "fe"):
            if form in self.words:
                return self.words[form]
        return None


@cache
def load_weapons() -> Weapons:
    """The package's weapon words (data/ontology/weapons.csv)."""
    rows = read_table(data_path("ontology", "weapons.csv"), ("words", "type", "gtd_weaptype", "mode"))
    words = {row["words"]: WeaponWord(row["type"], int(row["gtd_weaptype"]), row["mode"] or None) for row in rows}
    forms = sorted((re.escape(w).replace(r"\ ", r"[\s-]+") for w in words), key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(forms)})(?:s|es)?\b|\bknives\b", re.I)
    return Weapons(pattern=pattern, words=MappingProxyType({**words, "knives": words["knife"]}))
