"""Targets told of far apart, with other days and towns, were hit in different incidents."""

from __future__ import annotations

import pytest

from onrecord.lexicon.muc4 import load_muc4
from onrecord.lexicon.muc4_choice import load_choices
from onrecord.records import PlaceMention, TimeMention
from onrecord.views.muc4_circumstances import Surroundings, date_of, day_name, location_of
from onrecord.views.muc4_scenes import scene_features, split_scenes

TABLES = load_muc4()
TEXT = (
    "Gunmen fired at the mayor on Monday in Lirano. Her driver was hurt.\n\n"
    "Talks went on in the capital all week. The minister was pleased. Trade was up. It rained.\n\n"
    "Another attack took place on Friday in Sotavo: a nurse was shot."
)
SENTENCES = tuple(
    (TEXT.index(start), TEXT.index(end) + len(end))
    for start, end in (
        ("Gunmen", "Lirano."),
        ("Her", "hurt."),
        ("Talks", "week."),
        ("The minister", "pleased."),
        ("Trade", "up."),
        ("It rained", "rained."),
        ("Another", "shot."),
    )
)


def time(word: str, day: str) -> TimeMention:
    start = TEXT.index(word)
    return TimeMention(
        start=start, end=start + len(word), text=word, timex_type="DATE", value=day, first_day=day, last_day=day
    )


def place(word: str, country: str = "COL") -> PlaceMention:
    start = TEXT.index(word)
    return PlaceMention(start=start, end=start + len(word), text=word, name=word, score=1.0, country=country)


AROUND = Surroundings(
    SENTENCES,
    (time("Monday", "1989-05-08"), time("Friday", "1989-05-12")),
    (place("Lirano"), place("Sotavo")),
    "1989-05-13",
    "COL",
)


def test_what_tells_two_incidents_apart() -> None:
    features = scene_features([0], [6], TEXT, AROUND, TABLES)
    assert features["days apart"] == features["paragraph"] == 1.0
    assert features["same sentence"] == features["same day"] == 0.0
    assert features["links"] == 1.0
    assert scene_features([6], [0], TEXT, AROUND, TABLES) == features


def test_targets_are_split_by_scene() -> None:
    named = [(0,), (1,), (6,)]
    assert split_scenes(named, TEXT, AROUND, TABLES, load_choices()["apart"]) == [[0, 1], [2]]
    assert split_scenes([], TEXT, AROUND, TABLES, load_choices()["apart"]) == []


@pytest.mark.parametrize(
    ("telling", "when", "where"),
    [
        ((0, 1), "08 MAY 89", "COLOMBIA: LIRANO (CITY)"),
        ((1,), "08 MAY 89", "COLOMBIA"),
        ((6,), "12 MAY 89", "COLOMBIA: SOTAVO (CITY)"),
        ((4,), "- 13 MAY 89", "COLOMBIA"),
    ],
)
def test_day_and_place_come_from_the_telling_sentences(telling: tuple[int, ...], when: str, where: str) -> None:
    assert date_of(telling, AROUND) == when
    assert location_of(telling, AROUND, TABLES) == (where, "COL")


def test_nothing_known_gives_nothing() -> None:
    bare = Surroundings(SENTENCES, (), (), None, None)
    assert date_of((0,), bare) is None
    assert location_of((0,), bare, TABLES) == (None, None)
    assert day_name("1990-01-03") == "03 JAN 90"
