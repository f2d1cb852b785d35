"""Modes, contexts, and the codes of an event in CAMEO, ACLED and GTD."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from onrecord.lexicon.tables import data_path, parse_table, read_rules, read_table
from onrecord.lexicon.wordings import Wording, wording


class SchemeRow(Struct, frozen=True):
    """The codes of a PLOVER type and mode; empty cells are ``None``."""

    cameo: str | None
    acled: tuple[str, str] | None
    gtd_attacktype: int | None


class Schemes(Struct, frozen=True):
    """Codes by (type, mode or ""), context words, and the order in which modes win over one another."""

    rows: Mapping[tuple[str, str], SchemeRow]
    contexts: tuple[tuple[str, Wording], ...]
    mode_words: tuple[tuple[str, str, Wording], ...]


@cache
def load_schemes() -> Schemes:
    """The package's code tables (data/ontology/schemes.csv, contexts.toml, modes.csv)."""
    columns = ("event_type", "mode", "cameo", "acled_event_type", "acled_sub_event_type", "gtd_attacktype")
    rows = dict(parse_table(data_path("ontology", "schemes.csv"), columns, _scheme))
    contexts = read_rules(data_path("ontology", "contexts.toml"))["contexts"]
    modes = read_table(data_path("ontology", "modes.csv"), ("event_type", "mode", "pattern"))
    return Schemes(
        rows=MappingProxyType(rows),
        contexts=tuple((name, wording(rf"\b(?:{'|'.join(words)})")) for name, words in contexts.items()),
        mode_words=tuple((m["event_type"], m["mode"], wording(m["pattern"])) for m in modes),
    )


def _scheme(row: dict[str, str]) -> tuple[tuple[str, str], SchemeRow]:
    acled = (row["acled_event_type"], row["acled_sub_event_type"]) if row["acled_event_type"] else None
    attack = int(row["gtd_attacktype"]) if row["gtd_attacktype"] else None
    return (row["event_type"], row["mode"]), SchemeRow(row["cameo"] or None, acled, attack)
