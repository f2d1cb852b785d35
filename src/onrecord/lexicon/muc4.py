"""Loads the tables that MUC-4 templates are filled with.

The names of incident, instrument and target types are those of the MUC-4 answer keys (Fourth Message
Understanding Conference, 1992). Files, all in ``onrecord/data/muc4``:

* ``incident_types.csv``: incident type by PLOVER mode, by the start of a word of the trigger, by weapon type.
* ``instruments.csv``: instrument type by a word of the weapon's text, else by its type, else by mode.
* ``targets.csv``: target type by a word of the target's name; the strongest word decides.
* ``words.csv``: small word lists: words that open a noun phrase, those of them that tell no number, words for many
  ("group of"), plurals without s, links after a noun,
  words for armed men and for belonging (singular), words that make a speaker an authority, small words that
  leave no letter in an acronym, words that open the telling of another incident, last words of the name of a
  body of a state that bears arms (singular or as a whole), those of them that are units with names of their own.
* ``organizations.csv``: names that the answer keys have as perpetrators: in how many documents the key has it, of how
  many that name it.
* ``confidence_cues.csv``: words that tell how sure a text is of who did it (``muc4_cues``).
* ``nations.csv``: the conference's names of countries; ``of_interest`` marks the nine whose incidents are wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.muc4_cues import load_cues
from onrecord.lexicon.tables import data_path, read_table

__all__ = ["Muc4Tables", "TargetWord", "load_muc4"]


class TargetWord(Struct, frozen=True):
    """What a word says of a target: its MUC-4 type, and how strongly (a higher number decides)."""

    type: str
    strength: int


class Muc4Tables(Struct, frozen=True, kw_only=True):
    """The tables, each keyed by lower-case name."""

    incident_by_mode: Mapping[str, str]
    incident_by_word: Mapping[str, str]
    incident_by_weapon: Mapping[str, str]
    instrument_by_word: Mapping[str, str]
    instrument_by_type: Mapping[str, str]
    instrument_by_mode: Mapping[str, str]
    human: Mapping[str, TargetWord]
    physical: Mapping[str, TargetWord]
    nations: Mapping[str, str]
    of_interest: frozenset[str]
    openers: frozenset[str]
    determiners: frozenset[str]
    collectives: frozenset[str]
    plurals: frozenset[str]
    links: frozenset[str]
    attackers: frozenset[str]
    belonging: frozenset[str]
    authorities: frozenset[str]
    forces: frozenset[str]
    units: frozenset[str]
    organizations: Mapping[str, float]
    organization_names: re.Pattern[str]
    small: frozenset[str]
    links_apart: frozenset[str]
    cues: Mapping[str, re.Pattern[str]]


def _named(name: str, value: str) -> dict[str, dict[str, str]]:
    rows = read_table(data_path("muc4", name), ("named_by", "name", value))
    grouped: dict[str, dict[str, str]] = {}
    for row in rows:
        grouped.setdefault(row["named_by"], {})[row["name"]] = row[value]
    return grouped


def _targets(kind: str) -> dict[str, TargetWord]:
    source = data_path("muc4", "targets.csv")
    words: dict[str, TargetWord] = {}
    for line, row in enumerate(read_table(source, ("word", "kind", "type", "strength")), start=2):
        if not row["strength"].isdigit():
            raise LexiconError(f"{source}:{line}: strength is {row['strength']!r}, a whole number expected")
        if row["kind"] == kind:
            words[row["word"]] = TargetWord(row["type"], int(row["strength"]))
    return words


def _lists() -> dict[str, frozenset[str]]:
    rows = read_table(data_path("muc4", "words.csv"), ("list", "word"))
    return {
        name: frozenset(row["word"] for row in rows if row["list"] == name) for name in {row["list"] for row in rows}
    }


def _organizations() -> dict[str, float]:
    """How often the keys have a name as a perpetrator, of the documents that name it (1 is added to those)."""
    rows = read_table(data_path("muc4", "organizations.csv"), ("name", "keys", "documents"))
    return {row["name"]: int(row["keys"]) / (1 + int(row["documents"])) for row in rows}


def names_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the names, the longest first, as whole words and in any case."""
    words = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=lambda name: -len(name)))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.I)


@cache
def load_muc4() -> Muc4Tables:
    """The tables; LexiconError names the file and line of a bad row."""
    incidents = _named("incident_types.csv", "incident_type")
    instruments = _named("instruments.csv", "instrument_type")
    nations = read_table(data_path("muc4", "nations.csv"), ("country", "nation", "of_interest"))
    lists, organizations = _lists(), _organizations()
    return Muc4Tables(
        incident_by_mode=incidents["mode"],
        incident_by_word=incidents["word"],
        incident_by_weapon=incidents["weapon"],
        instrument_by_word=instruments["word"],
        instrument_by_type=instruments["type"],
        instrument_by_mode=instruments["mode"],
        human=_targets("human"),
        physical=_targets("physical"),
        nations={row["country"]: row["nation"] for row in nations},
        of_interest=frozenset(row["country"] for row in nations if row["of_interest"] == "1"),
        openers=lists["opener"],
        determiners=lists["determiner"],
        collectives=lists["collective"],
        plurals=lists["plural"],
        links=lists["link"],
        attackers=lists["attacker"],
        belonging=lists["belonging"],
        authorities=lists["authority"],
        forces=lists["force"],
        units=lists["unit"],
        organizations=organizations,
        organization_names=names_pattern(organizations),
        small=lists["small"],
        links_apart=lists["apart"],
        cues=load_cues(sorted(lists["authority"])),
    )
