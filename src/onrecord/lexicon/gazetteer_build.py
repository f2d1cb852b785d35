"""Writes a gazetteer file: places with their names as the arrays that ``load_gazetteer`` reads.

The same rows give the same bytes. A place's names are kept by key (``place_key``), each with how it belongs to the
place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.lexicon.gazetteer_names import place_key
from onrecord.lexicon.gazetteer_tables import KINDS

__all__ = ["PlaceRow", "write_places"]

_SHORTEST_KEY = 2


@dataclass(slots=True, eq=False)
class PlaceRow:
    """One place while a gazetteer is built. ``country`` is alpha-2, empty for several; ``code`` is GeoNames' own."""

    ident: str
    name: str
    kind: str
    lat: float
    lon: float
    country: str
    population: int = 0
    admin1: PlaceRow | None = None
    admin2: PlaceRow | None = None
    code: str = ""
    names: dict[str, int] = field(default_factory=dict)

    def add_name(self, name: str, how: int) -> None:
        """Files a name; of two ways in which one key belongs to the place the closer one stands."""
        key = place_key(name)
        if len(key) >= _SHORTEST_KEY:
            self.names[key] = min(how, self.names.get(key, how))


def write_places(rows: list[PlaceRow], codes: Sequence[str], path: Path) -> tuple[int, int]:
    """Writes the rows to ``path`` (npz) and gives the number of keys and of names; ``codes`` are the countries'
    alpha-2,
    the first empty. The rows are sorted in place."""
    order = {code: i for i, code in enumerate(codes)}
    rows.sort(key=lambda r: (order[r.country], r.admin1.ident if r.admin1 else "", r.kind, r.ident))
    index = {id(row): i for i, row in enumerate(rows)}
    postings: dict[str, list[tuple[int, int]]] = {}
    for i, row in enumerate(rows):
        for key, how in row.names.items():
            postings.setdefault(key, []).append((i, how))
    keys = sorted(postings, key=str.encode)
    flat = [entry for key in keys for entry in sorted(postings[key])]
    arrays: dict[str, npt.NDArray[Any]] = {
        "lat": np.array([round(r.lat * 1e4) for r in rows], np.int32),
        "lon": np.array([round(r.lon * 1e4) for r in rows], np.int32),
        "population": np.array([r.population for r in rows], np.uint32),
        "country": np.array([order[r.country] for r in rows], np.uint16),
        "admin1": np.array([index.get(id(r.admin1), -1) for r in rows], np.int32),
        "admin2": np.array([index.get(id(r.admin2), -1) for r in rows], np.int32),
        "kind": np.array([KINDS.index(r.kind) for r in rows], np.uint8),
        "ident": np.array([int(r.ident) if r.ident.isdigit() else 0 for r in rows], np.uint32),
        "other_idents": _blob(r.ident for r in rows if not r.ident.isdigit()),
        "names": _blob(r.name for r in rows),
        "countries": _blob(codes),
        "keys": _blob(keys),
        "key_counts": np.array([len(postings[key]) for key in keys], np.uint16),
        "posting_place": np.array([place for place, _ in flat], np.int32),
        "posting_how": np.array([how for _, how in flat], np.uint8),
    }
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]  # its stub takes keywords for a flag
    return len(keys), len(flat)


def _blob(lines: Iterable[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode("utf-8"), np.uint8)
