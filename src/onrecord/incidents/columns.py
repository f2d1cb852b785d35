"""The traits of many reports as flat arrays, a row a report, in the order in which they were read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from msgspec import Struct, structs

from onrecord.incidents.ragged import Floats, Ints, Longs, Ragged, once, ragged, starts_of
from onrecord.incidents.reading import CELLS, NONE, VIEWS, Reading
from onrecord.incidents.traits import BLANK, STAGES, Bounds, Party, Site, Traits
from onrecord.incidents.words import Vector, rarity_worths
from onrecord.lexicon.incidents import FusionWeights
from onrecord.records import Report

__all__ = ["Columns", "View", "columns_of"]


class View(Struct, frozen=True):
    """The word vectors of all reports (words ascending in each row, unit length) as ``words`` and ``values``."""

    words: Ragged
    values: Floats


class Columns:
    """``cell`` gives for each name of ``CELLS`` one number a report; words are numbered in the order of the alphabet.

    Documents, origins, outlets and aspects are numbers whose order says nothing. ``worths`` is the rarity of each
    word and key, counted once an origin, so that a syndicated copy makes no word commoner.
    """

    def __init__(self, reading: Reading) -> None:
        self.report_ids: Sequence[str] = reading.report_ids
        self.cell: Mapping[str, Ints] = {name: np.frombuffer(reading.cells[name], np.int32) for name in CELLS}
        self._weights = reading.weights
        self.documents, self.origins = list(reading.documents), list(reading.origins)
        self.sources, self.blocks = list(reading.sources), list(reading.blocks)
        self.kinds, self.weapons = list(reading.kinds), list(reading.weapons)
        self.tolls: list[Bounds | None] = list(reading.tolls)
        self.sites: list[tuple[Site, ...]] = list(reading.sites)
        self.countries, self.parties = list(reading.countries), list(reading.parties)
        for key in chain((site.key for sites in self.sites for site in sites), _said(self.parties)):
            reading.words[key]
        self.words = sorted(reading.words)
        self.number_of = {word: number for number, word in enumerate(self.words)}
        renumbered = np.empty(len(self.words), np.int32)
        for word, number in reading.words.items():
            renumbered[number] = self.number_of[word]
        told = {name: reading.views[name].done() for name in VIEWS}
        told = {name: Ragged(one.starts, renumbered.take(one.items)) for name, one in told.items()}
        self.worths = self._worths(told)
        self.views = {name: _view(one, self.worths) for name, one in told.items()}

    def __len__(self) -> int:
        return len(self.report_ids)

    @cached_property
    def breadth(self) -> Ints:
        """How many events of its family the document of each report tells, by their days and places."""
        told = self.cell["document"].astype(np.int64) * len(self.blocks) + self.cell["block"]
        scenes = np.stack([told, *(self.cell[name].astype(np.int64) for name in ("start", "end", "sites"))], axis=1)
        documents, counts = np.unique(np.unique(scenes, axis=0)[:, 0], return_counts=True)
        return counts.take(np.searchsorted(documents, told)).astype(np.int32)

    @cached_property
    def site_keys(self) -> Ragged:
        """The keys of each value of ``sites``, as words."""
        return ragged([self.number_of[site.key] for site in sites] for sites in self.sites)

    @cached_property
    def party_words(self) -> Ragged:
        """Keys and words of each value of ``parties``, each once."""
        return ragged(sorted({self.number_of[word] for word in _said([one])}) for one in self.parties)

    def _worths(self, told: Mapping[str, Ragged]) -> Floats:
        """The rarity of each word over the origins."""
        words = len(self.words)
        origins = self.cell["origin"].astype(np.int64)
        keys = [_held(origins, told[name], words) for name in ("title", "evidence")]
        by_aspect = (("sites", self.site_keys), ("actors", self.party_words), ("recipients", self.party_words))
        for name, said in by_aspect:
            lengths, items = said.take(self.cell[name])
            keys.append(once(np.repeat(origins, lengths) * words + items))
        held = once(np.concatenate(keys))
        counts = np.bincount(held % words if words else held, minlength=words).astype(np.float64)
        return rarity_worths(self.words, counts, len(self.origins), self._weights.word_shares)

    def traits(self, row: int) -> Traits:
        """The traits of one report."""
        at = {name: int(self.cell[name][row]) for name in CELLS}
        family, aggregate = self.blocks[at["block"]]
        return structs.replace(
            BLANK,
            report_id=self.report_ids[row],
            document_id=self.documents[at["document"]],
            breadth=int(self.breadth[row]),
            origin=self.origins[at["origin"]],
            source=None if at["source"] == NONE else self.sources[at["source"]],
            published=None if at["published"] == NONE else at["published"],
            days=None if at["start"] == NONE else (at["start"], at["end"]),
            family=family,
            aggregate=aggregate,
            **self.kind(at["kind"]),
            **self.armed(at["weapons"]),
            killed=self.tolls[at["killed"]],
            wounded=self.tolls[at["wounded"]],
            sites=self.sites[at["sites"]],
            countries=self.countries[at["countries"]],
            actors=self.parties[at["actors"]],
            recipients=self.parties[at["recipients"]],
            worths=self.worths_of(self.sites[at["sites"]], self.parties[at["actors"]], self.parties[at["recipients"]]),
            **{name: self._vector(name, row) for name in VIEWS},
        )

    def kind(self, number: int) -> dict[str, Any]:
        """The traits that a value of ``kinds`` stands for."""
        event_type, mode, status, contexts = self.kinds[number]
        return {
            "event_type": event_type,
            "mode": mode,
            "mode_family": self._weights.mode_families.get(mode or "", mode),
            "status": status,
            "stage": STAGES[status],
            "contexts": contexts,
        }

    def armed(self, number: int) -> dict[str, Any]:
        """The traits that a value of ``weapons`` stands for."""
        weapons = self.weapons[number]
        families = frozenset(self._weights.weapon_families.get(one, one) for one in weapons)
        return {"weapons": weapons, "weapon_families": families}

    def worths_of(
        self, sites: Sequence[Site], actors: Sequence[Party] = (), recipients: Sequence[Party] = ()
    ) -> dict[str, float]:
        """The worth of each key and word that these hold."""
        said = {site.key for site in sites} | set(_said([(*actors, *recipients)]))
        return {word: float(self.worths[self.number_of[word]]) for word in sorted(said)}

    def _vector(self, name: str, row: int) -> Vector:
        view = self.views[name]
        values = view.values[view.words.starts[row] : view.words.starts[row + 1]]
        return {self.words[word]: float(value) for word, value in zip(view.words.row(row), values, strict=True)}


def columns_of(reports: Iterable[Report], origins: Mapping[str, str], weights: FusionWeights) -> Columns:
    """The reports in the order given, each read once.

    A document that ``origins`` does not name is its own origin.
    """
    reading = Reading(origins, weights)
    for report in reports:
        reading.read(report)
    return Columns(reading)


def _said(parties: Iterable[Iterable[Party]]) -> Iterable[str]:
    return (word for group in parties for party in group for word in (party.key, *party.words))


def _held(origins: Longs, told: Ragged, words: int) -> Longs:
    """Which origin holds which word, each once, as one number."""
    return once(np.repeat(origins, told.lengths()) * words + told.items)


def _view(told: Ragged, worths: Floats) -> View:
    """The words of each report once, each worth its rarity times 1 + log of how often it stands, at unit length."""
    rows, words = len(told.starts) - 1, max(1, len(worths))
    keys = np.repeat(np.arange(rows), told.lengths()) * words + told.items
    held, counts = np.unique(keys, return_counts=True)
    row, word = np.divmod(held, words)
    values = worths.take(word) * (1 + np.log(counts))
    lengths = np.sqrt(np.bincount(row, weights=values * values, minlength=rows))
    telling = values > 0
    row, word, values = row[telling], word[telling], values[telling]
    starts = starts_of(np.bincount(row, minlength=rows))
    return View(Ragged(starts, word.astype(np.int32)), values / lengths.take(row))
