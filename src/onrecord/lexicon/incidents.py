"""Loads what the incidents room weighs with: pair weights, event families, stop words, background word shares.

Files (all in ``onrecord/data/incidents``):

* ``report_weights.toml``, ``article_weights.toml``: log-odds that two reports (two articles) tell of one
  happening, one weight a (field, value), fitted by ``training/fit_fusion.py``.
* ``families.csv``: event types, modes and weapons that may be told as one another.
* ``stopwords.csv``: words that say nothing about which event is meant.
* ``calendar.csv``: words for days, for finding the days that an article speaks of.
* ``vague_words.csv``: words that describe a doer without naming one ("unidentified gunmen").
* ``word_shares.csv``: share of news articles that hold a word, so that a word's rarity is known before
  many reports are in (counted by ``training/fit_fusion.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias, cast

from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.tables import read_rules, read_table

__all__ = ["Calendar", "FusionWeights", "PairTable", "load_fusion_weights", "load_vague_words"]

DATA = cast(Path, files("onrecord") / "data" / "incidents")
FieldTable: TypeAlias = Mapping[str, Mapping[str, float]]


class PairTable(Struct, frozen=True, kw_only=True):
    """Weights of a kind of pair, in log-odds (natural logarithm).

    ``bias`` is the weight every pair starts with; ``fields`` the weight of each value of each field; a value
    that the table does not hold weighs 0. ``unpaired`` stands for two that share no ground for comparison.
    Two groups are joined while the mean weight between them is at least ``threshold``; ``strict`` and ``loose`` are the
    thresholds between which a choice is worth a second look, and bound the counts of incidents.
    """

    bias: float
    threshold: float
    strict: float
    loose: float
    unpaired: float
    fields: FieldTable

    def weight(self, field: str, value: str) -> float:
        """The weight of one value of one field; 0 where the table says nothing."""
        return self.fields.get(field, {}).get(value, 0.0)


class Calendar(Struct, frozen=True, kw_only=True):
    """Words for days, as written: weekdays (Monday 0), months (January 1), days back from today."""

    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    days_back: Mapping[str, int]


class FusionWeights(Struct, frozen=True, kw_only=True):
    """Everything that fusion weighs with.

    A family joins values that one happening may be told by: only reports of one ``type_families`` family are
    compared; modes and weapons of one family weigh less against a pair than those of two.
    """

    reports: PairTable
    articles: PairTable
    type_families: Mapping[str, str]
    mode_families: Mapping[str, str]
    weapon_families: Mapping[str, str]
    stopwords: frozenset[str]
    calendar: Calendar
    word_shares: Mapping[str, float]


def _families(path: Path, kind: str) -> Mapping[str, str]:
    rows = read_table(path, ("kind", "name", "family"))
    return MappingProxyType({row["name"]: row["family"] for row in rows if row["kind"] == kind})


def _calendar(path: Path) -> Calendar:
    kinds: dict[str, dict[str, int]] = {"weekday": {}, "month": {}, "days back": {}}
    for line, row in enumerate(read_table(path, ("word", "kind", "number")), start=2):
        if row["kind"] not in kinds or not row["number"].isdecimal():
            raise LexiconError(f"{path.name}, line {line}: expected a kind of {sorted(kinds)} and a whole number")
        kinds[row["kind"]][row["word"]] = int(row["number"])
    return Calendar(weekdays=kinds["weekday"], months=kinds["month"], days_back=kinds["days back"])


def _word_shares(path: Path) -> Mapping[str, float]:
    shares: dict[str, float] = {}
    for line, row in enumerate(read_table(path, ("word", "share")), start=2):
        try:
            share = float(row["share"])
        except ValueError as error:
            raise LexiconError(f"{path.name}, line {line}: share is not a number: {row['share']!r}") from error
        if not 0 < share <= 1:
            raise LexiconError(f"{path.name}, line {line}: share must lie in (0, 1], is {share}")
        shares[row["word"]] = share
    return MappingProxyType(shares)


def _number(path: Path, where: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise LexiconError(f"{path.name}, {where}: expected a number, found {value!r}")
    return float(value)


def _pair_table(path: Path) -> PairTable:
    raw = read_rules(path)
    for name in ("bias", "threshold", "strict", "loose", "unpaired", "fields"):
        if name not in raw:
            raise LexiconError(f"{path.name}: {name} is missing")
    fields: dict[str, Mapping[str, float]] = {}
    for field, values in raw["fields"].items():
        if not isinstance(values, dict):
            raise LexiconError(f"{path.name}, fields.{field}: expected a table of values")
        weights = {value: _number(path, f"fields.{field}.{value}", weight) for value, weight in values.items()}
        fields[field] = MappingProxyType(weights)
    return PairTable(
        bias=_number(path, "bias", raw["bias"]),
        threshold=_number(path, "threshold", raw["threshold"]),
        strict=_number(path, "strict", raw["strict"]),
        loose=_number(path, "loose", raw["loose"]),
        unpaired=_number(path, "unpaired", raw["unpaired"]),
        fields=MappingProxyType(fields),
    )


@cache
def load_fusion_weights(folder: Path | None = None) -> FusionWeights:
    """The weights in ``folder`` (the package's own where ``None``); LexiconError names a bad file and place."""
    base = DATA if folder is None else folder
    families = base / "families.csv"
    return FusionWeights(
        reports=_pair_table(base / "report_weights.toml"),
        articles=_pair_table(base / "article_weights.toml"),
        type_families=_families(families, "event_type"),
        mode_families=_families(families, "mode"),
        weapon_families=_families(families, "weapon"),
        stopwords=frozenset(row["word"] for row in read_table(base / "stopwords.csv", ("word",))),
        calendar=_calendar(base / "calendar.csv"),
        word_shares=_word_shares(base / "word_shares.csv"),
    )


@cache
def load_vague_words(folder: Path | None = None) -> frozenset[str]:
    """Words that describe a doer without naming one, in lower case."""
    base = DATA if folder is None else folder
    return frozenset(row["word"] for row in read_table(base / "vague_words.csv", ("word",)))
