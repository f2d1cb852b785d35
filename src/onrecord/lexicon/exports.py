"""Loads the tables behind the exports: fields of each format, codes of countries, kinds of actors, reasons.

Files, all in ``onrecord/data/exports``: ``fields/FORMAT.csv`` (the fields of a format in their order),
``countries.csv`` (ISO 3166-1 numbers; numbers of Gleditsch and Ward, "A Revised List of Independent States", 1999 and
later versions; regions as ACLED and UCDP name them), ``sectors.csv`` (what a PLOVER sector is to the codebooks),
``acled_inter.csv``, ``acled_disorder.csv``, ``quads.csv``, ``claim_modes.csv`` (GTD's modes of a claim by the claim's
words) and ``reasons.csv`` (why a codebook takes an incident or leaves it).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias, cast

from msgspec import Struct

from onrecord.lexicon.gazetteer_tables import read_countries
from onrecord.lexicon.tables import data_path, parse_table, read_table

__all__ = ["ClaimMode", "CountryCodes", "ExportTables", "Field", "Side", "load_export_tables", "load_fields"]

Side: TypeAlias = Literal["state", "group", "civilian", "other", "unknown"]


class Field(Struct, frozen=True, kw_only=True):
    """One field of a format: its name there, its kind, what it holds and what stands where that is unknown."""

    name: str
    kind: str
    meaning: str
    unknown: str


class CountryCodes(Struct, frozen=True, kw_only=True):
    """A country's name, its point (WGS 84 degrees) and its codes elsewhere; ``None`` or the empty string where a scheme
    has none."""

    name: str
    latitude: float
    longitude: float
    alpha2: str
    iso_numeric: int | None
    gw_number: int | None
    acled_region: str
    ged_region: str


class ClaimMode(Struct, frozen=True, kw_only=True):
    """A GTD mode of claiming, and the words that tell of it."""

    code: int
    name: str
    pattern: re.Pattern[str]


class ExportTables(Struct, frozen=True, kw_only=True):
    """All tables but the fields.

    ``countries`` by ISO 3166-1 alpha-3; ``sides``, ``inter`` and ``bodies`` (what a state's unnamed body is called) by
    PLOVER sector; ``disorder`` by ACLED type and sub-type (empty: all others of the type).
    """

    countries: Mapping[str, CountryCodes]
    sides: Mapping[str, Side]
    inter: Mapping[str, int]
    bodies: Mapping[str, str]
    inter_names: Mapping[int, str]
    disorder: Mapping[tuple[str, str], str]
    quads: Mapping[str, str]
    claim_modes: tuple[ClaimMode, ...]
    reasons: Mapping[str, str]


@cache
def load_fields(name: str) -> tuple[Field, ...]:
    """The fields of a format in their order; LexiconError where the table is missing or wrong."""
    source = data_path("exports", "fields", f"{name}.csv")
    return parse_table(source, ("name", "kind", "meaning", "unknown"), lambda row: Field(**row))


@cache
def load_export_tables() -> ExportTables:
    """The tables; LexiconError names the file and line of a bad row."""
    sectors = read_table(data_path("exports", "sectors.csv"), ("sector", "side", "acled_inter", "body"))
    disorder = read_table(data_path("exports", "acled_disorder.csv"), ("event_type", "sub_event_type", "disorder_type"))
    inter_names = parse_table(
        data_path("exports", "acled_inter.csv"), ("code", "name"), lambda row: (int(row["code"]), row["name"])
    )
    return ExportTables(
        countries=_countries(),
        sides={row["sector"]: cast("Side", row["side"]) for row in sectors},
        inter={row["sector"]: int(row["acled_inter"]) for row in sectors if row["acled_inter"]},
        bodies={row["sector"]: row["body"] for row in sectors if row["body"]},
        inter_names=dict(inter_names),
        disorder={(row["event_type"], row["sub_event_type"]): row["disorder_type"] for row in disorder},
        quads=_pairs("quads.csv", "event_type", "quad"),
        claim_modes=parse_table(
            data_path("exports", "claim_modes.csv"),
            ("code", "name", "pattern"),
            lambda row: ClaimMode(
                code=int(row["code"]), name=row["name"], pattern=re.compile(row["pattern"], re.IGNORECASE)
            ),
        ),
        reasons=_pairs("reasons.csv", "reason", "words"),
    )


def _pairs(file: str, key: str, value: str) -> dict[str, str]:
    return {row[key]: row[value] for row in read_table(data_path("exports", file), (key, value))}


def _countries() -> dict[str, CountryCodes]:
    known = {one.alpha3: one for one in read_countries(Path(str(data_path("gazetteer", "countries.csv"))))}
    columns = ("alpha3", "iso_numeric", "gw_number", "acled_region", "ged_region")
    rows = parse_table(
        data_path("exports", "countries.csv"),
        columns,
        lambda row: (
            row["alpha3"],
            CountryCodes(
                name=known[row["alpha3"]].name,
                latitude=known[row["alpha3"]].latitude,
                longitude=known[row["alpha3"]].longitude,
                alpha2=known[row["alpha3"]].alpha2,
                iso_numeric=int(row["iso_numeric"]) if row["iso_numeric"] else None,
                gw_number=int(row["gw_number"]) if row["gw_number"] else None,
                acled_region=row["acled_region"],
                ged_region=row["ged_region"],
            ),
        ),
    )
    return dict(rows)
