"""The words that tell ACLED's sub-event types apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.ontology import EVENT_TYPES
from onrecord.lexicon.tables import data_path, read_table
from onrecord.lexicon.wordings import Wording, wording


class Subtype(Struct, frozen=True):
    """A sub-event type: ACLED's event type above it (``None``: no type of ACLED), the PLOVER types that may be it."""

    name: str
    event_type: str | None
    plover: frozenset[str]


class Cue(Struct, frozen=True):
    """Words that speak for a sub-event type, or against it where ``weight`` is negative."""

    name: str
    weight: float
    pattern: Wording


class Subtypes(Struct, frozen=True):
    """Sub-event types by name, in the order in which the first of equals wins, and their cues: all, and those of the
    types of ACLED that an event of each PLOVER type may be."""

    by_name: Mapping[str, Subtype]
    cues: tuple[Cue, ...]
    cues_by_plover: Mapping[str, tuple[Cue, ...]]


@cache
def load_subtypes() -> Subtypes:
    """The package's tables (data/ontology/acled_subtypes.csv, acled_cues.csv); LexiconError with file and line for a
    name, type or pattern that is wrong."""
    source = data_path("ontology", "acled_subtypes.csv")
    by_name = {}
    for line, row in enumerate(read_table(source, ("name", "acled_event_type", "plover")), start=2):
        plover = frozenset(row["plover"].split())
        if not plover <= set(EVENT_TYPES):
            raise LexiconError(f"{source}:{line}: unknown event type in {row['plover']!r}")
        by_name[row["name"]] = Subtype(row["name"], row["acled_event_type"] or None, plover)
    cues = _read_cues(by_name)
    by_plover = {
        plover: tuple(c for c in cues if plover in by_name[c.name].plover and by_name[c.name].event_type)
        for plover in EVENT_TYPES
    }
    return Subtypes(by_name=MappingProxyType(by_name), cues=cues, cues_by_plover=MappingProxyType(by_plover))


def _read_cues(by_name: Mapping[str, Subtype]) -> tuple[Cue, ...]:
    source = data_path("ontology", "acled_cues.csv")
    cues = []
    for line, row in enumerate(read_table(source, ("name", "weight", "pattern")), start=2):
        if row["name"] not in by_name:
            raise LexiconError(f"{source}:{line}: {row['name']!r} does not stand in acled_subtypes.csv")
        try:
            pattern = wording(row["pattern"], re.DOTALL)
            cues.append(Cue(row["name"], float(row["weight"]), pattern))
        except (re.error, ValueError) as error:
            raise LexiconError(f"{source}:{line}: {error}") from error
    return tuple(cues)
