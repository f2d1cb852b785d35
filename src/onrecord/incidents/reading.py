"""Reads reports one after the other into flat arrays of numbers.

Whatever stands in many reports (a word, a place, a doer, a toll) is numbered where it first comes up, so that a
report is a row of numbers and a million of them fit in memory. What is counted over all reports is worked out
afterwards (``columns``).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from typing import Generic, TypeAlias, TypeVar

from onrecord.incidents.ragged import Rows
from onrecord.incidents.traits import (
    Bounds,
    Party,
    Site,
    bounds,
    days_of,
    evidence_text,
    party_of,
    places_compared,
    read_day,
    site_of,
)
from onrecord.incidents.words import CAPITALISED, TOKEN, fold_capitalised, fold_word
from onrecord.lexicon.incidents import FusionWeights
from onrecord.records import Actor, Recipient, Report, Status

__all__ = ["CELLS", "NONE", "VIEWS", "Kind", "Numbers", "Reading"]

NONE = -1
"""Stands for an unknown day or source."""
CELLS = (
    "document", "origin", "source", "published", "start", "end", "block", "kind", "weapons", "killed", "wounded",
    "sites", "countries", "actors", "recipients",
)  # fmt: skip
"""The numbers of a report: its document, origin and outlet, its days, its block (family, aggregate), its aspects."""
VIEWS = ("title", "evidence", "names")

K = TypeVar("K")
V = TypeVar("V")
Kind: TypeAlias = tuple[str, str | None, Status, frozenset[str]]


class Numbers(dict[K, int], Generic[K]):
    """Numbers each thing it is asked for, from 0, in the order in which they first come up."""

    def __missing__(self, key: K) -> int:
        number = self[key] = len(self)
        return number


class _Made(dict[K, V], Generic[K, V]):
    """Makes what belongs to a key once."""

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        made = self[key] = self._make(key)
        return made


class Reading:
    """What has been read so far: for each report its id, its cells and the words of its views."""

    def __init__(self, origins: Mapping[str, str], weights: FusionWeights) -> None:
        self.weights = weights
        self.report_ids: list[str] = []
        self.cells = {name: array("i") for name in CELLS}
        self.views = {name: Rows() for name in VIEWS}
        self.words: Numbers[str] = Numbers()
        self.documents: Numbers[str] = Numbers()
        self.origins: Numbers[str] = Numbers()
        self.sources: Numbers[str] = Numbers()
        self.blocks: Numbers[tuple[str, bool]] = Numbers()
        self.kinds: Numbers[Kind] = Numbers()
        self.weapons: Numbers[frozenset[str]] = Numbers()
        self.tolls: Numbers[Bounds | None] = Numbers()
        self.sites: Numbers[tuple[Site, ...]] = Numbers()
        self.countries: Numbers[frozenset[str]] = Numbers()
        self.parties: Numbers[tuple[Party, ...]] = Numbers()
        self._origin_of = origins
        self._word = _Made(self._number_word)
        self._name = _Made(self._number_name)
        self._day = _Made(read_day)
        self._party: dict[tuple[str | None, ...], Party] = {}
        self._cell = tuple(self.cells[name].append for name in CELLS)

    def _number_word(self, token: str) -> int:
        word = fold_word(token, self.weights.stopwords)
        return NONE if word is None else self.words[word]

    def _number_name(self, token: str) -> int:
        name = fold_capitalised(token, self.weights.stopwords)
        return NONE if name is None else self.words[name]

    def read(self, report: Report) -> None:
        """One more report."""
        self.report_ids.append(report.report_id)
        for append, number in zip(self._cell, (*self._told(report), *self._aspects(report)), strict=True):
            append(number)
        self._read_words(report)

    def _told(self, report: Report) -> tuple[int, ...]:
        document = report.document
        published = self._day[document.published]
        start, end = days_of(report.date) or (NONE, NONE)
        return (
            self.documents[document.document_id],
            self.origins[self._origin_of.get(document.document_id, document.document_id)],
            NONE if document.source is None else self.sources[document.source],
            NONE if published is None else published,
            start,
            end,
        )

    def _aspects(self, report: Report) -> tuple[int, ...]:
        family = self.weights.type_families.get(report.event_type, report.event_type)
        return (
            self.blocks[family, report.aggregate],
            self.kinds[report.event_type, report.mode, report.status, frozenset(report.contexts)],
            self.weapons[frozenset(weapon.type for weapon in report.weapons)],
            self.tolls[bounds(report.casualties.killed)],
            self.tolls[bounds(report.casualties.wounded)],
            self.sites[tuple(dict.fromkeys(site_of(place) for place in places_compared(report)))],
            self.countries[frozenset(place.country for place in report.places if place.country)],
            self.parties[self._parties(report.actors)],
            self.parties[self._parties(report.recipients)],
        )

    def _parties(self, people: tuple[Actor, ...] | tuple[Recipient, ...]) -> tuple[Party, ...]:
        return tuple(dict.fromkeys(self._party_of(who) for who in people if who.name or who.text))

    def _party_of(self, who: Actor | Recipient) -> Party:
        kind = who.kind.value if isinstance(who, Recipient) else None
        key = (who.actor_id, who.name, who.text, who.country, who.sector, kind)
        if key not in self._party:
            self._party[key] = party_of(who, self.weights.stopwords)
        return self._party[key]

    def _read_words(self, report: Report) -> None:
        title, evidence = report.document.title or "", evidence_text(report)
        views = self.views
        views["title"].add([word for word in map(self._word.__getitem__, TOKEN.findall(title)) if word >= 0])
        views["evidence"].add([word for word in map(self._word.__getitem__, TOKEN.findall(evidence)) if word >= 0])
        told = CAPITALISED.findall(f"{title} {evidence}")
        views["names"].add([name for name in map(self._name.__getitem__, told) if name >= 0])
