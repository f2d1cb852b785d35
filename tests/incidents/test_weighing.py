"""Many pairs at once weigh what an explanation says of each, and make the groups that one-by-one weighing makes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from stories import ALL, ORIGINS
from told import TOWNS, actor, place, recipient, report, toll

from onrecord.incidents import blocking, cluster_reports, lookups
from onrecord.incidents.affiliation import relate
from onrecord.incidents.barring import Bars
from onrecord.incidents.blocking import CELL_DEGREES, LONG_SPAN_DAYS, RARE_WORDS, WINDOW_DAYS, Candidates
from onrecord.incidents.columns import Columns, columns_of
from onrecord.incidents.compare import Related, compare
from onrecord.incidents.constraints import veto
from onrecord.incidents.fusion import order_reports
from onrecord.incidents.grouping import group_members
from onrecord.incidents.joining import Links
from onrecord.incidents.pairs import sum_findings
from onrecord.incidents.traits import Traits
from onrecord.incidents.weighing import Weigher
from onrecord.lexicon.incidents import load_fusion_weights
from onrecord.records import NO_BONDS, PlacePrecision, Report, Status

WEIGHTS = load_fusion_weights()
WORDS = ("bomb", "market", "Varanel", "killed", "police", "Oskha", "convoy", "Temrin", "station", "2020", "gunmen")
NAMES = ("Red Dawn", "the army", "Red Dawn Front", "gunmen", "Oskha police")
ACTOR_IDS = (None, "x:red", "x:dawn")
EXACT = 1e-9

days = st.none() | st.integers(0, 60)
tolls = st.none() | st.builds(toll, st.integers(0, 6)) | st.builds(lambda low: toll(low, low, None), st.integers(1, 5))


def iso(day: int | None) -> str | None:
    return None if day is None else (date(2020, 1, 1) + timedelta(days=day)).isoformat()


@st.composite
def made(draw: st.DrawFn, number: int) -> Report:
    start = draw(days)
    told = report(
        draw(st.sampled_from([f"d{number}", "d0"])),
        " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=8))) + f" {number}",
        title=" ".join(draw(st.lists(st.sampled_from(WORDS), max_size=5))),
        source=draw(st.sampled_from(["one", "two", "three"])),
        published=iso(draw(days)),
        day=iso(start),
        end=None if start is None else iso(start + draw(st.sampled_from([0, 0, 0, 1, 5, 30, 100]))),
        town=None,
        event_type=draw(st.sampled_from(["ASSAULT", "ASSAULT", "PROTEST", "CONSULT"])),
        mode=draw(st.sampled_from([None, "explosives", "firearms", "targeted"])),
        status=draw(st.sampled_from([Status.OCCURRED, Status.OCCURRED, Status.ATTEMPTED, Status.PLANNED])),
        aggregate=draw(st.integers(0, 9)) == 0,
        actors=tuple(
            actor(name, actor_id=draw(st.sampled_from(ACTOR_IDS)))
            for name in draw(st.lists(st.sampled_from(NAMES), max_size=2))
        ),
        weapons=tuple(draw(st.sets(st.sampled_from(["bomb", "firearm", "knife", "grenade"]), max_size=2))),
        killed=draw(tolls),
        wounded=draw(tolls),
    )
    source = draw(st.sampled_from([None, told.document.source]))
    people = tuple(recipient(name) for name in draw(st.lists(st.sampled_from(NAMES), max_size=2)))
    return structs.replace(
        told, document=structs.replace(told.document, source=source), places=draw(somewhere()), recipients=people
    )


@st.composite
def somewhere(draw: st.DrawFn) -> tuple[object, ...]:
    places = [place(town) for town in draw(st.lists(st.sampled_from(sorted(TOWNS)), max_size=2))]
    changes = (
        {},
        {"latitude": None, "longitude": None, "gazetteer_id": None},
        {"precision": PlacePrecision.COUNTRY},
        {"latitude": 34.12, "longitude": 43.21, "gazetteer_id": None},
    )
    return tuple(structs.replace(one, **draw(st.sampled_from(changes))) for one in places)


@st.composite
def several(draw: st.DrawFn) -> tuple[Report, ...]:
    return order_reports([draw(made(number)) for number in range(draw(st.integers(2, 9)))])


def related(left: str, right: str) -> bool:
    return {left, right} == {"x:red", "x:dawn"}


def one_by_one(
    columns: Columns, pairs: Sequence[tuple[int, int]], kin: Related = related
) -> dict[tuple[int, int], float]:
    traits = [columns.traits(row) for row in range(len(columns))]
    told = ((i, j, compare(traits[i], traits[j], kin)) for i, j in pairs)
    return {(i, j): sum_findings("", "", found, WEIGHTS.reports).weight for i, j, found in told}


def at_once(columns: Columns, pairs: Sequence[tuple[int, int]], least: float) -> dict[tuple[int, int], float]:
    left, right = (np.array([pair[side] for pair in pairs], np.int32) for side in (0, 1))
    found = Weigher(columns, WEIGHTS.reports, related).weigh(left, right, least)
    return {(i, j): weight for i, j, weight in zip(*(one.tolist() for one in found), strict=True)}


@pytest.fixture(params=["table", "pair by pair"])
def remembering(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param != "table":
        monkeypatch.setattr(lookups, "MOST_CELLS", 0)


@pytest.mark.usefixtures("remembering")
@settings(max_examples=150, deadline=None)
@given(told=several(), least=st.sampled_from([float("-inf"), -12.0, -6.0, -2.0]))
def test_a_pair_weighs_what_its_explanation_says(told: tuple[Report, ...], least: float) -> None:
    columns = columns_of(told, {"d1": "d2"}, WEIGHTS)
    pairs = list(combinations(range(len(columns)), 2))
    explained = one_by_one(columns, pairs)
    found = at_once(columns, pairs, least)
    assert found == pytest.approx({pair: explained[pair] for pair in found}, abs=EXACT)
    assert all(weight < least + EXACT for pair, weight in explained.items() if pair not in found)


@settings(max_examples=100, deadline=None)
@given(told=several())
def test_rules_part_the_same_pairs(told: tuple[Report, ...]) -> None:
    columns = columns_of(told, {}, WEIGHTS)
    pairs = list(combinations(range(len(columns)), 2))
    left, right = (np.array([pair[side] for pair in pairs], np.int32) for side in (0, 1))
    free = Bars(columns, NO_BONDS).free(left, right)
    assert free.tolist() == [veto(columns.traits(i), columns.traits(j)) is None for i, j in pairs]


def groups_one_by_one(columns: Columns, kin: Related) -> set[frozenset[str]]:
    pairs = [
        pair
        for left, right in Candidates(columns).stretches()
        for pair in zip(left.tolist(), right.tolist(), strict=True)
        if veto(columns.traits(pair[0]), columns.traits(pair[1])) is None
    ]
    weighed: Mapping[tuple[int, int], float] = one_by_one(columns, pairs, kin)
    table, bars = WEIGHTS.reports, Bars(columns, NO_BONDS)
    links = Links.of(
        *(np.array([pair[side] for pair in weighed], np.int32) for side in (0, 1)),
        np.array([*weighed.values()], np.float64),
    )
    groups = group_members(len(columns), links, bars.free, table.threshold, table.unpaired)
    return {frozenset(columns.report_ids[row] for row in group) for group in groups}


@settings(max_examples=60, deadline=None)
@given(told=several())
def test_the_groups_are_those_of_weighing_every_pair(told: tuple[Report, ...]) -> None:
    columns = columns_of(told, {}, WEIGHTS)
    groups = cluster_reports(told, {}, None, WEIGHTS)
    assert {frozenset(group) for group in groups} == groups_one_by_one(columns, relate(None))


def test_the_groups_of_the_stories_are_those_of_weighing_every_pair() -> None:
    columns = columns_of(order_reports(ALL), ORIGINS, WEIGHTS)
    assert {frozenset(group) for group in cluster_reports(ALL, ORIGINS, None, WEIGHTS)} == groups_one_by_one(
        columns, relate(None)
    )


def test_what_a_report_says_is_read_back_from_the_columns() -> None:
    told = order_reports(ALL)
    columns = columns_of(told, ORIGINS, WEIGHTS)
    for row, one in enumerate(told):
        traits = columns.traits(row)
        assert traits.report_id == one.report_id
        assert traits.origin == ORIGINS.get(one.document.document_id, one.document.document_id)
        assert (traits.mode, traits.status, traits.aggregate) == (one.mode, one.status, one.aggregate)
        assert sum(value * value for value in traits.evidence.values()) == pytest.approx(1.0)


def test_no_report_makes_no_pair() -> None:
    columns = columns_of([], {}, WEIGHTS)
    assert list(Candidates(columns).stretches()) == []
    assert at_once(columns, [], float("-inf")) == {}


def weeks_of(told: Traits) -> set[int]:
    start, end = told.days or (told.published or 0, told.published or 0)
    first, last = start - WINDOW_DAYS // 2, min(end, start + LONG_SPAN_DAYS) + WINDOW_DAYS // 2
    return {day // WINDOW_DAYS for day in range(first, last + 1)} if start else {0}


def cells_of(told: Traits) -> set[object]:
    fine = [site for site in told.sites if site.is_fine]
    points = [(site.latitude, site.longitude) for site in fine]
    corners = {
        (math.floor(latitude / CELL_DEGREES) + i, math.floor(longitude / CELL_DEGREES) + j)
        for latitude, longitude in points
        if latitude is not None and longitude is not None
        for i in (0, 1)
        for j in (0, 1)
    }
    return {site.name for site in fine} | corners


def rare_words(told: Traits) -> set[str]:
    strength: dict[str, float] = {}
    for word, value in (*told.title.items(), *told.evidence.items()):
        strength[word] = strength.get(word, 0.0) + value
    return set(sorted(strength, key=lambda word: (-strength[word], word))[:RARE_WORDS])


def worth_comparing(a: Traits, b: Traits) -> bool:
    if (a.family, a.aggregate) != (b.family, b.aggregate):
        return False
    if a.origin == b.origin or len(rare_words(a) & rare_words(b)) >= 2:
        return True
    grounds = cells_of(a) & cells_of(b) or {one.key for one in a.actors} & {one.key for one in b.actors}
    coarse = not cells_of(a) or not cells_of(b)
    return bool(weeks_of(a) & weeks_of(b)) and bool(grounds or (coarse and a.countries & b.countries))


@settings(max_examples=150, deadline=None)
@given(told=several(), at_once=st.sampled_from([1, 5, 4_000_000]))
def test_candidates_share_a_ground_in_near_weeks_or_rare_words_or_an_origin(
    told: tuple[Report, ...], at_once: int
) -> None:
    columns = columns_of(told, {}, WEIGHTS)
    traits = [columns.traits(row) for row in range(len(columns))]
    expected = [pair for pair in combinations(range(len(traits)), 2) if worth_comparing(*(traits[i] for i in pair))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocking, "MOST_AT_ONCE", at_once)
        stretches = list(Candidates(columns).stretches())
    assert [pair for one, two in stretches for pair in zip(one.tolist(), two.tolist(), strict=True)] == expected
