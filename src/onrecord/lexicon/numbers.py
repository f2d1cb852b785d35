"""Number words with their bounds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct

from onrecord.lexicon.tables import data_path, parse_table


class NumberWord(Struct, frozen=True):
    """What a number word says: "several" has a low bound alone."""

    low: int | None
    best: int | None
    high: int | None


NumberWords: TypeAlias = Mapping[str, NumberWord]


@cache
def load_number_words() -> NumberWords:
    """The package's number words; "dozens" counts as at least 24, "hundreds" as at least 200 (coding rule 8)."""

    def number(cell: str) -> int | None:
        return int(cell) if cell else None

    def parse(row: dict[str, str]) -> tuple[str, NumberWord]:
        return row["words"], NumberWord(number(row["low"]), number(row["best"]), number(row["high"]))

    columns = ("words", "low", "best", "high")
    return MappingProxyType(dict(parse_table(data_path("ontology", "numbers.csv"), columns, parse)))
