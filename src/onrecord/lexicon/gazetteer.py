"""The gazetteer: place names of the world and where they lie, loaded once and frozen.

``places.npz`` is built by ``tools/build_gazetteer.py`` from GeoNames (CC BY 4.0) and our own tables; the arrays are
plain numpy without pickled objects. Names are found by bisecting the sorted keys, so that loading builds no
dictionary of half a million strings.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from onrecord.lexicon.gazetteer_names import key_variants, place_key
from onrecord.lexicon.gazetteer_tables import (
    KINDS,
    Country,
    GazetteerPlace,
    NameKind,
    PlaceModel,
    read_arrays,
    read_countries,
    read_model,
    read_rows,
)

__all__ = ["KINDS", "Country", "Gazetteer", "GazetteerPlace", "NameKind", "PlaceModel", "load_gazetteer"]

Ints: TypeAlias = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """All places. The arrays run parallel, one entry a place; ``country`` indexes ``countries`` (0: none).

    ``demonyms`` leads from the key of a demonym to an alpha-3 code, ``area_demonyms`` to the key of a smaller or larger
    area's name and the alpha-3 code of its country (empty for several).
    """

    latitude: npt.NDArray[np.float64]
    longitude: npt.NDArray[np.float64]
    population: Ints
    country: Ints
    admin1: Ints
    admin2: Ints
    kind: Ints
    countries: tuple[str, ...]
    model: PlaceModel
    _names: bytes
    _name_starts: array[int]
    _idents: Ints
    _other_idents: tuple[str, ...]
    _other_rows: Ints
    _keys: bytes
    _key_starts: array[int]
    _key_heads: array[int]
    _posting_starts: Ints
    _posting_place: Ints
    _posting_how: Ints
    _by_alpha3: MappingProxyType[str, Country]
    _by_country_key: MappingProxyType[str, str]
    demonyms: MappingProxyType[str, str]
    area_demonyms: MappingProxyType[str, tuple[str, str]]

    def __len__(self) -> int:
        return len(self.kind)

    def find(self, key: str) -> tuple[Ints, Ints] | None:
        """The places filed under a key of ``place_key``, and how the name belongs to each; ``None`` for none."""
        row = self._key_row(key)
        if row < 0:
            return None
        start, end = self._posting_starts[row], self._posting_starts[row + 1]
        return self._posting_place[start:end], self._posting_how[start:end]

    def has(self, key: str) -> bool:
        """Whether any place is filed under the key."""
        return self._key_row(key) >= 0

    def _key_row(self, key: str) -> int:
        wanted = key.encode()
        head = int.from_bytes(wanted[:8].ljust(8, b"\0"), "big")
        low = bisect_left(self._key_heads, head)
        if low == len(self._key_heads) or self._key_heads[low] != head:
            return -1
        if len(wanted) < 8:
            return low
        high = bisect_right(self._key_heads, head, low)
        at = self._keys.find(b"\n" + wanted + b"\n", self._key_starts[low] - 1, self._key_starts[high])
        return bisect_left(self._key_starts, at + 1) if at >= 0 else -1

    def lookup(self, name: str) -> tuple[GazetteerPlace, ...]:
        """The places that bear a name, however it is spelt (see ``gazetteer_names``).

        Countries come first, then the others by population, less where the name is only a variant, settlements before
        areas of up to ten times their population. A demonym or alpha-3 code of a country gives that country. Empty
        where nothing is known.
        """
        country = self.country_of(name)
        for key in key_variants(name):
            found = self.find(key)
            demonym = country is not None and key in self.demonyms and self.country_by_key(key) is None
            if found is not None and not demonym:
                places, how = found
                kinds = self.kind[places]
                rank = np.log10(self.population[places] + 1.0) - 1.0 * np.isin(kinds, (1, 2, 3))
                rank = rank - np.asarray((0.0, 0.5, 2.0, 4.0))[how] + 20.0 * (kinds == 0)
                order = np.lexsort((places, -rank))
                return tuple(self.place(int(i)) for i in places[order])
        return self.lookup(country.name) if country is not None else ()

    def place(self, index: int) -> GazetteerPlace:
        """The record of a place by its position in the arrays."""
        admin1 = int(self.admin1[index])
        return GazetteerPlace(
            index=index,
            gazetteer_id=self.ident(index),
            name=self.name(index),
            kind=KINDS[self.kind[index]],
            country=self.countries[self.country[index]] or None,
            admin1=self.name(admin1) if admin1 >= 0 else None,
            latitude=float(self.latitude[index]),
            longitude=float(self.longitude[index]),
            population=int(self.population[index]),
        )

    def name(self, index: int) -> str:
        """The main name of a place."""
        return self._names[self._name_starts[index] : self._name_starts[index + 1] - 1].decode("utf-8")

    def ident(self, index: int) -> str:
        """The gazetteer id of a place: digits are GeoNames."""
        ident = int(self._idents[index])
        if ident:
            return str(ident)
        return self._other_idents[int(np.searchsorted(self._other_rows, index))]

    def country_of(self, word: str) -> Country | None:
        """The country that a name, an alias, a demonym or an alpha-3 code means; ``None`` where it means none."""
        if word in self._by_alpha3:
            return self._by_alpha3[word]
        key = place_key(word)
        alpha3 = self._by_country_key.get(key) or self.demonyms.get(key)
        return self._by_alpha3[alpha3] if alpha3 else None

    def country_by_key(self, key: str) -> Country | None:
        """The country that is filed under a key as a name or an alias, demonyms left out."""
        alpha3 = self._by_country_key.get(key)
        return self._by_alpha3[alpha3] if alpha3 else None

    def all_countries(self) -> tuple[Country, ...]:
        """Every country, in the order of ``countries.csv``."""
        return tuple(self._by_alpha3.values())

    def country_by_code(self, alpha3: str) -> Country | None:
        """The country of an ISO 3166-1 alpha-3 code."""
        return self._by_alpha3.get(alpha3)


def load_gazetteer(path: Path | None = None) -> Gazetteer:
    """The gazetteer of the package; ``path`` is a folder with other places (``places.npz``) in place of the package's.

    The tables beside the places are read from there too where it has them (``countries.csv``), else from the package.
    Raises LexiconError, naming the file (and line), where one is missing or wrong.
    """
    package = Path(str(resources.files("onrecord") / "data" / "gazetteer"))
    folder = path if path is not None and (path / "countries.csv").exists() else package
    countries = read_countries(folder / "countries.csv")
    arrays = read_arrays((path or package) / "places.npz")
    by_alpha2 = {country.alpha2: country.alpha3 for country in countries}
    codes = arrays["countries"].tobytes().decode("utf-8").split("\n")
    keys, names = arrays["keys"].tobytes(), arrays["names"].tobytes()
    key_starts = _line_starts(arrays["keys"])
    return Gazetteer(
        latitude=arrays["lat"] / 1e4,
        longitude=arrays["lon"] / 1e4,
        population=arrays["population"],
        country=arrays["country"],
        admin1=arrays["admin1"],
        admin2=arrays["admin2"],
        kind=arrays["kind"],
        countries=tuple(by_alpha2.get(code, "") for code in codes),
        model=read_model(folder),
        _names=names + b"\n",
        _name_starts=_as_array("I", _line_starts(arrays["names"])),
        _idents=arrays["ident"],
        _other_idents=tuple(arrays["other_idents"].tobytes().decode("utf-8").split("\n")),
        _other_rows=np.flatnonzero(arrays["ident"] == 0),
        _keys=b"\n" + keys + b"\n",
        _key_starts=_as_array("I", key_starts + 1),
        _key_heads=_as_array("Q", _heads(arrays["keys"], key_starts)),
        _posting_starts=np.concatenate(([0], np.cumsum(arrays["key_counts"], dtype=np.int64))),
        _posting_place=arrays["posting_place"],
        _posting_how=arrays["posting_how"],
        _by_alpha3=MappingProxyType({country.alpha3: country for country in countries}),
        _by_country_key=MappingProxyType(_country_keys(countries)),
        demonyms=MappingProxyType({place_key(d): c.alpha3 for c in reversed(countries) for d in c.demonyms}),
        area_demonyms=MappingProxyType(
            {place_key(row[0]): (place_key(row[1]), row[2]) for row in read_rows(folder / "area_demonyms.csv", 5)}
        ),
    )


def _line_starts(text: npt.NDArray[np.uint8]) -> Ints:
    """Where each line starts, and one past the end of the last (its newline counted)."""
    newlines = np.flatnonzero(text == ord("\n")) + 1
    return np.concatenate(([0], newlines, [len(text) + 1]))


def _heads(text: npt.NDArray[np.uint8], starts: Ints) -> Ints:
    """The first eight bytes of each key as a number that sorts as the key does."""
    padded = np.concatenate((text, np.zeros(8, np.uint8)))
    lengths = np.diff(starts) - 1
    heads = np.zeros(len(starts) - 1, np.uint64)
    for offset in range(8):
        byte = np.where(lengths > offset, padded[starts[:-1] + offset], 0).astype(np.uint64)
        heads = (heads << np.uint64(8)) | byte
    return heads


def _as_array(code: str, values: Ints) -> array[int]:
    out: array[int] = array(code)
    out.frombytes(values.astype(np.uint32 if code == "I" else np.uint64).tobytes())
    return out


def _country_keys(countries: list[Country]) -> dict[str, str]:
    return {place_key(name): c.alpha3 for c in reversed(countries) for name in (*c.aliases, c.name)}
