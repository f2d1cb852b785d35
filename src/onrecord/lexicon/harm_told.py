"""Phrases that tell a deed with its harm, or a death or wound by itself."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from onrecord.lexicon.tables import data_path, read_rules
from onrecord.lexicon.wordings import Wording, wording


class HarmRule(Struct, frozen=True):
    """A phrase, with sentences in which it is found and in which it is not."""

    pattern: re.Pattern[str]
    positive: tuple[str, ...]
    negative: tuple[str, ...]


class HarmTold(Struct, frozen=True):
    """``deeds`` finds phrases that tell violence with its harm, ``outcomes`` deaths and wounds told without the deed;
    ``natural`` deaths of no act; ``deed_rules``, ``outcome_rules`` and ``natural_rules`` are what they are made of.
    No text without one of the ``stems`` has a deed or an outcome."""

    deed_rules: tuple[HarmRule, ...]
    outcome_rules: tuple[HarmRule, ...]
    natural_rules: tuple[HarmRule, ...]
    deeds: Wording
    outcomes: Wording
    natural: Wording
    stems: tuple[str, ...]

    def tells(self, text: str) -> bool:
        """Whether a sentence has any such phrase."""
        folded = text.casefold()
        if not any(map(folded.__contains__, self.stems)):  # a twentieth of what the patterns cost
            return False
        return bool(self.deeds.search(text) or self.outcomes.search(text))


@cache
def load_harm_told() -> HarmTold:
    """The package's phrases (data/ontology/harm_told.toml)."""
    raw = read_rules(data_path("ontology", "harm_told.toml"))

    def rules(kind: str) -> tuple[HarmRule, ...]:
        return tuple(
            HarmRule(re.compile(rule["pattern"], re.I), tuple(rule["positive"]), tuple(rule["negative"]))
            for rule in raw[kind]
        )

    def joined(kind: str) -> Wording:
        return wording("|".join(f"(?:{rule['pattern']})" for rule in raw[kind]))

    return HarmTold(
        deed_rules=rules("deed"),
        outcome_rules=rules("outcome"),
        natural_rules=rules("natural"),
        deeds=joined("deed"),
        outcomes=joined("outcome"),
        natural=joined("natural"),
        stems=tuple(raw["stems"]),
    )
