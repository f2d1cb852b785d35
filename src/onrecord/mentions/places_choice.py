"""Which of the places of one name is meant: a conditional logit over features of the place and of the text.

All names of a text are judged together, in flat arrays with one entry a candidate. The first round (``choice``) knows
the place itself and what stands beside the name ("Paris, Texas"; "Anbar province"); each later round
(``choice_context``) adds how well a candidate agrees with what the other names of the text probably mean: same
country, same first-level subdivision, nearness. Weights: ``data/gazetteer/weights.toml``, fitted by
``training/fit_places.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from onrecord.lexicon.gazetteer import Gazetteer, NameKind

__all__ = [
    "Choice",
    "Evidence",
    "Query",
    "candidate_features",
    "choose",
    "context_features",
    "distance_km",
    "flatten_queries",
    "probabilities",
]

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[Any]

MAX_CANDIDATES = 100
ROUNDS = 2
_COUNTRY, _ADMIN1, _ADMIN2, _ADMIN3, _CAPITAL, _CITY, _QUARTER, _REGION, _SITE, _AIRPORT, _WATER = range(11)
_LOCAL_KM = 80.0
_AREA_KM = 300.0


MAX_COMPANY: Final = 400
"""Names a candidate is compared with; an article of a thousand words has some thirty candidates."""

ROWS_AT_ONCE: Final = 4096

CONTEXT_COLUMNS: Final = (
    "country_share",
    "country_any",
    "capital_among_states",
    "admin1_share",
    "admin1_any",
    "near_best",
    "near_share",
    "area_share",
    "near_many",
)


@dataclass(slots=True)
class Query:
    """One name to resolve: the places it may mean and what stands beside it. ``inside`` is the position of the query
    that names a containing area right after it ("X, Texas"), ``within`` one told otherwise ("X in Texas", "Texas's
    X"); -1 for none. ``type_kinds`` are the kinds that a type word beside the name asks for."""

    key: str
    places: Ints
    how: Ints
    inside: int = -1
    within: int = -1
    type_kinds: tuple[int, ...] = ()
    has_article: bool = False
    weight: float = 1.0


@dataclass(slots=True, frozen=True)
class Evidence:
    """What is known beside the text: countries (index in ``Gazetteer.countries``, -1: none) and a point in degrees."""

    country_top_level: int = -1
    country_dateline: int = -1
    home: tuple[float, float] | None = None


@dataclass(slots=True, frozen=True)
class Choice:
    """The place chosen for a query (position in the gazetteer, -1 for none) and its probability among its namesakes."""

    place: int
    probability: float


@dataclass(slots=True)
class Candidates:
    """All candidates of all queries: ``segment`` says whose, ``starts`` where each query's begin."""

    place: Ints
    how: Ints
    segment: Ints
    starts: Ints
    keys: list[str]
    columns: dict[str, Floats] = field(default_factory=dict)


def choose(queries: Sequence[Query], gazetteer: Gazetteer, evidence: Evidence) -> list[Choice]:
    """The most probable place for each query, in their order; ties go to the lower position in the gazetteer."""
    flat = flatten_queries(queries, gazetteer)
    if not len(flat.place):
        return [Choice(-1, 0.0) for _ in queries]
    candidate_features(flat, queries, gazetteer, evidence)
    weights = gazetteer.model.weights
    chance = probabilities(flat, weights["choice"])
    for _ in range(ROUNDS):
        context_features(flat, queries, gazetteer, chance)
        chance = probabilities(flat, weights["choice_context"])
    return _best(flat, chance, len(queries))


def _best(flat: Candidates, chance: Floats, count: int) -> list[Choice]:
    out = []
    bounds = np.append(flat.starts, len(flat.place))
    for i in range(count):
        low, high = int(bounds[i]), int(bounds[i + 1])
        if low == high:
            out.append(Choice(-1, 0.0))
            continue
        best = low + int(np.argmax(chance[low:high]))
        out.append(Choice(int(flat.place[best]), float(chance[best])))
    return out


def flatten_queries(queries: Sequence[Query], gazetteer: Gazetteer) -> Candidates:
    """All candidates of the queries in flat arrays; of a very common name, the countries, first-level subdivisions and
    the most populous places only."""
    places, hows, lengths = [], [], []
    for query in queries:
        place, how = query.places, query.how
        if len(place) > MAX_CANDIDATES:
            order = np.argsort(-(gazetteer.population[place] + 1e9 * (gazetteer.kind[place] < 2)), kind="stable")
            keep = np.sort(order[:MAX_CANDIDATES])
            place, how = place[keep], how[keep]
        places.append(place)
        hows.append(how)
        lengths.append(len(place))
    counts = np.array(lengths, np.int64)
    return Candidates(
        np.concatenate(places) if places else np.zeros(0, np.int64),
        np.concatenate(hows) if hows else np.zeros(0, np.int64),
        np.repeat(np.arange(len(counts)), counts),
        np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.int64) if len(counts) else np.zeros(0, np.int64),
        [query.key for query in queries],
    )


def probabilities(flat: Candidates, weights: Any) -> Floats:
    """A softmax of the weighted features over the candidates of each query."""
    score = np.zeros(len(flat.place))
    for name, column in flat.columns.items():
        weight = weights.get(name, 0.0)
        if weight:
            score += weight * column
    return _softmax(flat, score)


def _softmax(flat: Candidates, score: Floats) -> Floats:
    filled = np.unique(flat.segment)
    starts = flat.starts[filled]
    position = np.searchsorted(filled, flat.segment)
    exponent = np.exp(score - np.maximum.reduceat(score, starts)[position])
    out: Floats = exponent / np.add.reduceat(exponent, starts)[position]
    return out


def candidate_features(flat: Candidates, queries: Sequence[Query], gazetteer: Gazetteer, evidence: Evidence) -> None:
    """Fills the columns that need no other name's meaning."""
    place, columns = flat.place, flat.columns
    kind = gazetteer.kind[place].astype(np.int64)
    people = np.log10(gazetteer.population[place] + 1.0)
    filled = np.unique(flat.segment)
    most = np.maximum.reduceat(people, flat.starts[filled])[np.searchsorted(filled, flat.segment)]
    columns["population"] = people / 7
    columns["population_gap"] = (most - people) / 7
    columns["no_population"] = (people == 0).astype(float)
    for name, number in (
        ("country", _COUNTRY),
        ("admin1", _ADMIN1),
        ("admin2", _ADMIN2),
        ("admin3", _ADMIN3),
        ("capital", _CAPITAL),
        ("city", _CITY),
        ("airport", _AIRPORT),
        ("water", _WATER),
    ):
        columns[name] = (kind == number).astype(float)
    columns["region"] = np.isin(kind, (_QUARTER, _REGION, _SITE, 11, 12, 13)).astype(float)
    for name, how in (
        ("alternate", NameKind.ALTERNATE),
        ("bare", NameKind.BARE),
        ("abbreviation", NameKind.ABBREVIATION),
    ):
        columns[name] = (flat.how == int(how)).astype(float)
    main = (flat.how == int(NameKind.MAIN)).astype(float)
    has_main = np.maximum.reduceat(main, flat.starts[filled])[np.searchsorted(filled, flat.segment)]
    columns["alternate_beside_main"] = columns["alternate"] * has_main
    capital = (kind == _CAPITAL) * main
    has_capital = np.maximum.reduceat(capital, flat.starts[filled])[np.searchsorted(filled, flat.segment)]
    columns["area_beside_capital"] = has_capital * np.isin(kind, (_ADMIN1, _ADMIN2, _ADMIN3))
    columns["namesake_beside_capital"] = has_capital * (kind == _CITY)
    article = np.array([query.has_article for query in queries], float)[flat.segment]
    columns["article_area"] = article * np.isin(kind, (_REGION, _WATER, 11, 12))
    columns["article_settlement"] = article * np.isin(kind, (_CAPITAL, _CITY, _ADMIN2, _ADMIN3))
    columns["population&alternate"] = columns["population"] * columns["alternate"]
    _seat_features(flat, queries, gazetteer, kind)
    _evidence_features(flat, gazetteer, evidence)
    _type_features(flat, queries, kind)
    _link_features(flat, queries, gazetteer)


def _seat_features(flat: Candidates, queries: Sequence[Query], gazetteer: Gazetteer, kind: Ints) -> None:
    """Kunduz the town and Kunduz the province round it: which is which, unless a type word says so."""
    settled = np.isin(kind, (_CAPITAL, _CITY)) & (flat.how != int(NameKind.BARE))
    base = np.int64(len(gazetteer))
    untyped = np.array([not set(query.type_kinds) & {_ADMIN1, _ADMIN2} for query in queries], bool)[flat.segment]
    within = [flat.segment * base + gazetteer.admin1[flat.place], flat.segment * base + gazetteer.admin2[flat.place]]
    areas = np.concatenate([codes[settled] for codes in within])
    own = flat.segment * base + flat.place
    is_area = np.isin(kind, (_ADMIN1, _ADMIN2, _ADMIN3))
    round_seat = is_area & np.isin(own, areas)
    flat.columns["area_round_seat"] = np.asarray(round_seat & untyped, np.float64)
    flat.columns["area_beside_capital"] *= ~round_seat


def _evidence_features(flat: Candidates, gazetteer: Gazetteer, evidence: Evidence) -> None:
    country = gazetteer.country[flat.place]
    columns = flat.columns
    for name, code in (("top_level", evidence.country_top_level), ("dateline", evidence.country_dateline)):
        columns[name] = np.asarray(country == code, np.float64) * (code > 0)
    home = np.zeros(len(flat.place))
    home_area = np.zeros(len(flat.place))
    if evidence.home is not None:
        km = distance_km(gazetteer.latitude[flat.place], gazetteer.longitude[flat.place], *evidence.home)
        home, home_area = np.exp(-km / _LOCAL_KM), np.exp(-km / _AREA_KM)
    columns["home"], columns["home_area"] = home, home_area


def _type_features(flat: Candidates, queries: Sequence[Query], kind: Ints) -> None:
    match, miss = np.zeros(len(kind)), np.zeros(len(kind))
    for i, query in enumerate(queries):
        if query.type_kinds:
            rows = flat.segment == i
            right = np.isin(kind, query.type_kinds)
            match[rows & right] = 1.0
            miss[rows & ~right] = 1.0
    flat.columns["type_match"], flat.columns["type_miss"] = match, miss


def _link_features(flat: Candidates, queries: Sequence[Query], gazetteer: Gazetteer) -> None:
    """Whether a candidate lies in (or holds) a candidate of the name beside it."""
    size = len(flat.place)
    names = ("inside", "not_inside", "within", "not_within", "holds")
    for name in names:
        flat.columns[name] = np.zeros(size)
    bounds = np.append(flat.starts, size)
    for i, query in enumerate(queries):
        for target, yes, no in ((query.inside, "inside", "not_inside"), (query.within, "within", "not_within")):
            if target < 0:
                continue
            own, other = slice(bounds[i], bounds[i + 1]), slice(bounds[target], bounds[target + 1])
            contained = _contained(flat.place[own], flat.place[other], gazetteer)
            if contained.size == 0:
                continue
            held = contained.any(axis=1)
            flat.columns[yes][own] = held
            flat.columns[no][own] = ~held
            flat.columns["holds"][other] = np.maximum(flat.columns["holds"][other], contained.any(axis=0))


def _contained(inner: Ints, outer: Ints, gazetteer: Gazetteer) -> npt.NDArray[np.bool_]:
    """A matrix: does the inner place lie in the outer one, by subdivision or country."""
    same_country = gazetteer.country[inner][:, None] == gazetteer.country[outer][None, :]
    is_country = gazetteer.kind[outer][None, :] == _COUNTRY
    by_admin = (gazetteer.admin1[inner][:, None] == outer[None, :]) | (
        gazetteer.admin2[inner][:, None] == outer[None, :]
    )
    out: npt.NDArray[np.bool_] = (by_admin | (same_country & is_country)) & (inner[:, None] != outer[None, :])
    return out


def context_features(flat: Candidates, queries: Sequence[Query], gazetteer: Gazetteer, chance: Floats) -> None:
    """Fills the columns that compare a candidate with what the other names probably mean (``chance``).

    The others are the ``MAX_COMPANY`` weightiest, and candidates are compared ``ROWS_AT_ONCE`` at a time, so that a
    text with tens of thousands of names costs no more memory than a list of their candidates.
    """
    weight = np.array([query.weight for query in queries])[flat.segment] * chance
    keep = np.flatnonzero(chance > 0.1)
    if len(keep) > MAX_COMPANY:
        keep = np.sort(keep[np.argsort(-weight[keep], kind="stable")[:MAX_COMPANY]])
    identity = {key: i for i, key in enumerate(dict.fromkeys(flat.keys))}
    key = np.array([identity[k] for k in flat.keys], np.int64)[flat.segment]
    for name in CONTEXT_COLUMNS:
        flat.columns[name] = np.zeros(len(flat.place))
    for first in range(0, len(flat.place), ROWS_AT_ONCE):
        rows = slice(first, first + ROWS_AT_ONCE)
        others = (key[rows, None] != key[keep][None, :]) * weight[keep][None, :]
        _compare(flat, gazetteer, rows, keep, others)
    _same_name_features(flat, chance, key)


def _compare(flat: Candidates, gazetteer: Gazetteer, rows: slice, keep: Ints, other: Floats) -> None:
    """Fills the context columns of the candidates ``rows`` against those in ``keep``, which weigh ``other``."""
    columns, place = flat.columns, flat.place[rows]
    kept = flat.place[keep]
    total = other.sum(axis=1) + 0.5
    country = gazetteer.country[place]
    same_country = (country[:, None] == gazetteer.country[kept][None, :]) & (country[:, None] > 0)
    columns["country_share"][rows] = (other * same_country).sum(axis=1) / total
    columns["country_any"][rows] = np.minimum(1.0, (other * same_country).sum(axis=1))
    foreign = other * ~same_country * (gazetteer.kind[kept] == _COUNTRY)[None, :]
    columns["capital_among_states"][rows] = columns["capital"][rows] * np.minimum(1.0, foreign.sum(axis=1))
    area = _area(place, gazetteer)
    same_area = (area[:, None] == _area(kept, gazetteer)[None, :]) & (area[:, None] >= 0)
    columns["admin1_share"][rows] = (other * same_area).sum(axis=1) / total
    columns["admin1_any"][rows] = np.minimum(1.0, (other * same_area).sum(axis=1))
    local = np.where(gazetteer.kind[kept] == _COUNTRY, 0.0, 1.0)[None, :] * other
    km = distance_km(
        gazetteer.latitude[place][:, None],
        gazetteer.longitude[place][:, None],
        gazetteer.latitude[kept][None, :],
        gazetteer.longitude[kept][None, :],
    )
    near, wide = np.exp(-km / _LOCAL_KM) * local, np.exp(-km / _AREA_KM) * local
    columns["near_best"][rows] = near.max(axis=1) if len(keep) else 0.0
    columns["near_share"][rows] = near.sum(axis=1) / (local.sum(axis=1) + 0.5)
    columns["area_share"][rows] = wide.sum(axis=1) / (local.sum(axis=1) + 0.5)
    columns["near_many"][rows] = np.minimum(1.0, wide.sum(axis=1) / 4)


def _same_name_features(flat: Candidates, chance: Floats, key: Ints) -> None:
    """One sense per discourse: another mention of the same name, pinned by what stands beside it."""
    pinned = np.flatnonzero((flat.columns["inside"] + flat.columns["within"] > 0) & (chance > 0.3))
    column = np.zeros(len(flat.place))
    for i in pinned:
        same = (key == key[i]) & (flat.place == flat.place[i]) & (flat.segment != flat.segment[i])
        column[same] = 1.0
    flat.columns["pinned"] = column


def _area(place: Ints, gazetteer: Gazetteer) -> Ints:
    """The first-level subdivision of each place; its own position for one; -1 for none."""
    out: Ints = np.where(gazetteer.kind[place] == _ADMIN1, place, gazetteer.admin1[place])
    return out


def distance_km(lat1: Any, lon1: Any, lat2: Any, lon2: Any) -> Any:
    """Great-circle distance of points in degrees (haversine, mean radius 6371 km); arrays broadcast."""
    phi1, phi2 = np.radians(lat1), np.radians(lat2)
    h = np.sin((phi2 - phi1) / 2) ** 2 + np.cos(phi1) * np.cos(phi2) * np.sin(np.radians(lon2 - lon1) / 2) ** 2
    return 12742.0 * np.arcsin(np.sqrt(np.clip(h, 0.0, 1.0)))
