"""The weights of many pairs at once: the same as ``pairs.sum_findings`` gives for one.

Fields are weighed cheapest first. Where only pairs of some least weight are wanted, those that cannot reach it
whatever the remaining fields show are dropped on the way, so that few are left whose texts must be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import structs

from onrecord.incidents.circumstances import Circumstances
from onrecord.incidents.columns import Columns
from onrecord.incidents.compare import RARE_WORTH, TYPICAL_OVERLAP, UNKNOWN, Related, find_field
from onrecord.incidents.days import Days
from onrecord.incidents.lookups import Lookup, Outcome
from onrecord.incidents.overlaps import shared_products
from onrecord.incidents.places import LonePlaces
from onrecord.incidents.ragged import Bits, Floats, Ints
from onrecord.incidents.reading import NONE
from onrecord.incidents.together import MOST_SIGNS, read_signs, signs_of
from onrecord.incidents.traits import BLANK, Party, Traits
from onrecord.lexicon.incidents import PairTable

__all__ = ["Weigher"]

SLACK = 1e-9
"""Sums of the same terms in another order differ by less."""
DOCUMENT_VALUES = ("same document", "copies", UNKNOWN, "same outlet", "other outlets")
PLACE_FIELDS = ("place", "spot", "place rarity")
PUBLISHED = {0: (1, 1), 1: (1, 2), 2: (2, 1)}


class _Pairs:
    """Pairs on their way: their weights so far and the signs of what the fields show together."""

    def __init__(self, left: Ints, right: Ints, weights: Floats, signs: Ints) -> None:
        self.left, self.right, self.weights, self.signs = left, right, weights, signs

    def add(self, found: tuple[Floats, Ints]) -> None:
        self.weights += found[0]
        self.signs += found[1]

    def only(self, kept: Bits) -> _Pairs:
        return _Pairs(self.left[kept], self.right[kept], self.weights[kept], self.signs[kept])


Step = Callable[[_Pairs], None]


class Weigher:
    """Weighs pairs of rows by a table."""

    def __init__(self, columns: Columns, table: PairTable, related: Related) -> None:
        self._columns, self._table, self._related = columns, table, related
        self._days, self._lone = Days(columns, table), LonePlaces(columns, table)
        self._circumstances = Circumstances(columns, table)
        self._documents = np.array([table.weight("document", value) for value in DOCUMENT_VALUES])
        self._together = np.array([self._weight(read_signs(signs)) for signs in range(MOST_SIGNS)])
        self._kinds = self._lookup(("type", "context", "status"), [columns.kind(n) for n in range(len(columns.kinds))])
        self._weapons = self._lookup(("weapon",), [columns.armed(n) for n in range(len(columns.weapons))])
        self._countries = self._lookup(("country",), [{"countries": one} for one in columns.countries])
        sites = [{"sites": one, "worths": columns.worths_of(one)} for one in columns.sites]
        self._sites = self._lookup(PLACE_FIELDS, sites)
        self._killed, self._wounded = self._toll_lookup("killed"), self._toll_lookup("wounded")
        self._recipients = self._lookup(("recipient",), [self._said((), one) for one in columns.parties])
        self._acting, doers = _acting(columns)
        self._doers = self._lookup(("actor",), [self._said(*one) for one in doers])
        self._most_worth = float(columns.worths.max(initial=0.0))
        self._steps = tuple(self._with_bounds())

    def weigh(self, left: Ints, right: Ints, least: float = float("-inf")) -> tuple[Ints, Ints, Floats]:
        """The pairs whose weight is ``least`` or more, with their weights. ``left`` ascends."""
        start = np.full(len(left), self._table.bias)
        pairs = _Pairs(left, right, start, np.zeros(len(left), np.int32))
        for step, bound in self._steps:
            step(pairs)
            if least != float("-inf"):
                pairs = pairs.only(pairs.weights >= least - bound - SLACK)
        if least == float("-inf"):
            return pairs.left, pairs.right, pairs.weights
        pairs = pairs.only(pairs.weights >= least)
        return pairs.left, pairs.right, pairs.weights

    def _with_bounds(self) -> Iterator[tuple[Step, float]]:
        """The steps, each with the most that all later ones can add."""
        together = float(self._together.max())
        steps: list[tuple[Step, float]] = [
            (self._add_cheap, 0.0),
            (self._add_lone_places, self._most(*PLACE_FIELDS)),
            (self._add_text("title"), self._most_text("title")),
            (self._add_parties, self._most("actor", "recipient")),
            (self._add_other_places, 0.0),
            (self._add_together, together),
            (self._add_text("evidence"), self._most_text("evidence")),
            (self._add_text("names"), self._most_text("names")),
        ]
        left = sum(most for _, most in steps)
        for step, most in steps:
            left -= most
            yield step, left

    def _weight(self, found: Iterable[Any]) -> float:
        return sum(self._table.weight(one.field, one.value) * one.amount for one in found)

    def _most(self, *fields: str) -> float:
        """The most that these fields can add, whatever the amounts."""
        worth = max(1.0, self._most_worth / RARE_WORTH)
        return sum(
            worth * max((weight for weight in self._table.fields.get(field, {}).values()), default=0.0)
            if field in {"actor", "place rarity"}
            else max(0.0, *self._table.fields.get(field, {"": 0.0}).values())
            for field in fields
        )

    def _most_text(self, field: str) -> float:
        overlap, typical = self._table.weight(field, "overlap"), TYPICAL_OVERLAP[field]
        return max(self._table.weight(field, UNKNOWN), overlap * (1 - typical), -overlap * typical)

    def _find(self, fields: Iterable[str], a: Traits, b: Traits) -> Outcome:
        found = [one for field in fields if (one := find_field(field, a, b, self._related)) is not None]
        return self._weight(found), sum(signs_of(one.field, one.value) for one in found)

    def _lookup(self, fields: tuple[str, ...], values: Sequence[Mapping[str, Any]]) -> Lookup:
        """A lookup by the numbers of ``values``, each the traits that one stands for."""
        made: dict[int, Traits] = {}

        def example(number: int) -> Traits:
            if number not in made:
                made[number] = structs.replace(BLANK, **values[number])
            return made[number]

        count = len(values)
        return Lookup(count, count, lambda row, column: self._find(fields, example(row), example(column)))

    def _toll_lookup(self, field: str) -> Lookup:
        """A lookup by toll and relation of publication of the left, and toll of the right."""
        tolls = self._columns.tolls

        def weigh(row: int, column: int) -> Outcome:
            toll, relation = divmod(row, len(PUBLISHED))
            first, second = PUBLISHED[relation]
            left = structs.replace(BLANK, published=first, **{field: tolls[toll]})
            right = structs.replace(BLANK, published=second, **{field: tolls[column]})
            return self._find((field,), left, right)

        return Lookup(len(tolls) * len(PUBLISHED), len(tolls), weigh)

    def _said(self, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> dict[str, Any]:
        worths = self._columns.worths_of((), actors, recipients)
        return {"actors": actors, "recipients": recipients, "worths": worths}

    def _sides(self, name: str, pairs: _Pairs) -> tuple[Ints, Ints]:
        cell = self._columns.cell[name]
        return cell.take(pairs.left), cell.take(pairs.right)

    def _add_cheap(self, pairs: _Pairs) -> None:
        pairs.weights += self._days.weights(pairs.left, pairs.right)
        pairs.weights += self._circumstances.weights(pairs.left, pairs.right)
        pairs.weights += self._documents.take(self._document_values(pairs))
        pairs.add(self._kinds.find(*self._sides("kind", pairs)))
        pairs.add(self._weapons.find(*self._sides("weapons", pairs)))
        pairs.add(self._countries.find(*self._sides("countries", pairs)))
        relation = self._days.relation(pairs.left, pairs.right)
        for name, lookup in (("killed", self._killed), ("wounded", self._wounded)):
            left, right = self._sides(name, pairs)
            pairs.add(lookup.find(left * len(PUBLISHED) + relation, right))

    def _document_values(self, pairs: _Pairs) -> Ints:
        document, other = self._sides("document", pairs)
        origin, its = self._sides("origin", pairs)
        outlet, another = self._sides("source", pairs)
        named = np.where(outlet == another, 3, 4)
        named[(outlet == NONE) | (another == NONE)] = 2
        named[origin == its] = 1
        named[document == other] = 0
        return named

    def _add_lone_places(self, pairs: _Pairs) -> None:
        """Those with more places weigh the most that they can until ``_add_other_places``."""
        left, right = self._sides("sites", pairs)
        lone = self._lone.are_lone(left, right)
        found = np.full(len(left), self._most(*PLACE_FIELDS))
        at = np.flatnonzero(lone)
        found[at] = self._lone.weights(left.take(at), right.take(at))
        pairs.weights += found

    def _add_other_places(self, pairs: _Pairs) -> None:
        left, right = self._sides("sites", pairs)
        at = np.flatnonzero(~self._lone.are_lone(left, right))
        left, right = left.take(at), right.take(at)
        weights, signs = self._sites.find(np.minimum(left, right), np.maximum(left, right))
        pairs.weights[at] += weights - self._most(*PLACE_FIELDS)
        pairs.signs[at] += signs

    def _add_parties(self, pairs: _Pairs) -> None:
        for numbers, lookup in (
            (self._columns.cell["recipients"], self._recipients),
            (self._acting, self._doers),
        ):
            left, right = numbers.take(pairs.left), numbers.take(pairs.right)
            pairs.add(lookup.find(np.minimum(left, right), np.maximum(left, right)))

    def _add_together(self, pairs: _Pairs) -> None:
        pairs.weights += self._together.take(pairs.signs)

    def _add_text(self, field: str) -> Step:
        view, words = self._columns.views[field], len(self._columns.words)
        held = view.words.lengths() > 0
        overlap, typical = self._table.weight(field, "overlap"), TYPICAL_OVERLAP[field]
        unknown = self._table.weight(field, UNKNOWN)

        def add(pairs: _Pairs) -> None:
            shared = shared_products(view.words, view.values, view.values, pairs.left, pairs.right, words)
            both = held.take(pairs.left) & held.take(pairs.right)
            pairs.weights += np.where(both, overlap * (shared - typical), unknown)

        return add


def _acting(columns: Columns) -> tuple[Ints, list[tuple[tuple[Party, ...], tuple[Party, ...]]]]:
    """For each report the number of its doers with those it was done to who are doers elsewhere, and these."""
    doing = np.unique(columns.cell["actors"])
    keys = {party.key for number in doing.tolist() for party in columns.parties[number]}
    parties = [tuple(party for party in one if party.key in keys) for one in columns.parties]
    heard: dict[tuple[Party, ...], int] = {}
    suffering = np.array([heard.setdefault(one, len(heard)) for one in parties], np.int64)
    named = np.array([bool(one) for one in columns.parties], np.bool_).take(columns.cell["actors"])
    none = heard.setdefault((), len(heard))
    done_to = np.where(named, suffering.take(columns.cell["recipients"]), none)
    count = len(heard)
    different, numbers = np.unique(columns.cell["actors"].astype(np.int64) * count + done_to, return_inverse=True)
    told = list(heard)
    doers = [(columns.parties[key // count], told[key % count]) for key in different.tolist()]
    return numbers.astype(np.int32), doers
