"""Loads the weights that say whether two tellings are of one event (data/incidents/telling_weights.toml).

A field is weighed by its value (``"same word" = 1.2``), or, where it is a number, by ramps: ``"0.2 to 0.4" = 0.7``
gives 0 up to 0.2, 0.7 from 0.4 on, and in between its share. ``training/fit_tellings.py`` fits them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.tables import data_path, read_rules

__all__ = ["Ramp", "TellingWeights", "load_telling_weights", "parse_ramp"]

_RAMP = re.compile(r"(-?[\d.]+) to (-?[\d.]+)")


class Ramp(Struct, frozen=True):
    """Nothing up to ``start``, all of ``weight`` from ``end`` on."""

    start: float
    end: float
    weight: float


class TellingWeights(Struct, frozen=True, kw_only=True):
    """Log-odds (natural logarithm) that two tellings are of one event: ``bias`` for all pairs, ``values`` by field and
    value, ``ramps`` by field. Groups are joined while the mean probability between them is at least ``threshold``;
    tellings in documents whose words' cosine is below ``least_nearness`` are not compared."""

    bias: float
    threshold: float
    least_nearness: float
    values: Mapping[str, Mapping[str, float]]
    ramps: Mapping[str, tuple[Ramp, ...]]


def parse_ramp(name: str) -> tuple[float, float] | None:
    """Start and end of a ramp by its name; ``None`` for the name of a value."""
    found = _RAMP.fullmatch(name)
    return (float(found[1]), float(found[2])) if found else None


@cache
def load_telling_weights() -> TellingWeights:
    """The package's weights; LexiconError where the file is wrong."""
    source = data_path("incidents", "telling_weights.toml")
    raw = read_rules(source)
    values: dict[str, dict[str, float]] = {}
    ramps: dict[str, tuple[Ramp, ...]] = {}
    try:
        for field, cells in raw["fields"].items():
            spans = {name: parse_ramp(name) for name in cells}
            ramps[field] = tuple(Ramp(*span, float(cells[name])) for name, span in spans.items() if span)
            values[field] = {name: float(cells[name]) for name, span in spans.items() if not span}
        numbers = {name: float(raw[name]) for name in ("bias", "threshold", "least_nearness")}
    except (KeyError, TypeError, ValueError) as error:
        raise LexiconError(f"{source}: a number or table is missing or wrong ({error}); reinstall onrecord") from error
    return TellingWeights(
        **numbers,
        values=MappingProxyType({field: found for field, found in values.items() if found}),
        ramps=MappingProxyType({field: found for field, found in ramps.items() if found}),
    )
