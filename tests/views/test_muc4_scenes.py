"""Targets told of far apart, with other days and towns, were hit in different incidents."""

from __future__ import annotations

import pytest
from marked_text import HEADS, marked

from onrecord.lexicon.muc4 import load_muc4
from onrecord.lexicon.muc4_choice import load_choices
from onrecord.records import PlaceMention, PlacePrecision, TimeMention
from onrecord.views.muc4_circumstances import Surroundings, date_of, day_name, location_of
from onrecord.views.muc4_entities import Entity, gather_entities
from onrecord.views.muc4_incidents import IncidentTables, form_incidents
from onrecord.views.muc4_scenes import SCENE, SceneText, scene_features, scene_text, split_scenes

TABLES = load_muc4()
TEXT = (
    "Gunmen of Red Dawn fired at the mayor and a clerk on Monday in Lirano.\nHer driver was hurt.\n\n"
    "Talks went on in the capital all week.\nThe minister was pleased.\nTrade was up.\nIt rained.\n\n"
    "Another attack took place on Friday in Sotavo: a nurse was shot by men of Blue Path."
)
SPANS = {"hum_description": ["mayor", "clerk", "driver", "nurse"], "perp_organization": ["Red Dawn", "Blue Path"]}
TAGGED = marked(TEXT, SPANS, {"incident": "ATTACK"})
SENTENCES = TAGGED.sentences
ENTITIES = {entity.wording: entity for entity in gather_entities(TAGGED, HEADS, TABLES)}


def time(word: str, day: str) -> TimeMention:
    start = TEXT.index(word)
    return TimeMention(
        start=start, end=start + len(word), text=word, timex_type="DATE", value=day, first_day=day, last_day=day
    )


def place(word: str, country: str = "COL", precision: PlacePrecision | None = None) -> PlaceMention:
    start = TEXT.index(word)
    told = {} if precision is None else {"precision": precision}
    return PlaceMention(start=start, end=start + len(word), text=word, name=word, score=1.0, country=country, **told)


AROUND = Surroundings(
    SENTENCES,
    (time("Monday", "1989-05-08"), time("Friday", "1989-05-12")),
    (place("Lirano"), place("Sotavo")),
    "1989-05-13",
    "COL",
)
TARGETS = [ENTITIES[word] for word in ("MAYOR", "CLERK", "DRIVER", "NURSE")]
ARMED = [ENTITIES[word] for word in ("RED DAWN", "BLUE PATH")]


def scene(targets: list[Entity] = TARGETS) -> SceneText:
    return scene_text(targets, ARMED, TAGGED, AROUND, HEADS, TABLES)


def test_what_tells_two_incidents_apart() -> None:
    mayor, _, _, nurse = TARGETS
    features = scene_features(mayor, nurse, scene())
    assert features["days apart"] == features["towns apart"] == features["paragraph"] == 1.0
    assert features["same sentence"] == features["same days"] == features["same perpetrators"] == 0.0
    assert features["other perpetrators"] == features["opens another"] == features["word rained"] == 1.0
    assert "word gunmen" not in features
    assert scene_features(nurse, mayor, scene()) == features


def test_what_speaks_for_one_incident() -> None:
    mayor, clerk, driver, _ = TARGETS
    features = scene_features(mayor, clerk, scene())
    assert features["same sentence"] == features["listed"] == features["same perpetrators"] == 1.0
    assert features["types ATTACK ATTACK"] == 1.0
    beside = scene_features(mayor, driver, scene())
    assert beside["next sentence"] == beside["carried same towns"] == 1.0
    assert beside["same towns"] == beside["carried towns apart"] == 0.0
    assert "listed" not in beside


def test_targets_are_split_by_scene() -> None:
    assert split_scenes(TARGETS, scene(), load_choices()[SCENE]) == [[0, 1, 2], [3]]
    assert split_scenes([], scene([]), load_choices()[SCENE]) == []


def test_each_scene_has_the_perpetrators_that_stand_near() -> None:
    tables = IncidentTables(HEADS, load_choices(), TABLES)
    chosen = [(entity, 0.8) for entity in (*TARGETS, *ARMED)]
    found = form_incidents(chosen, TAGGED, AROUND, tables)
    assert [(one.type, [entity.wording for entity, _ in one.entities]) for one in found] == [
        ("ATTACK", ["MAYOR", "CLERK", "DRIVER", "RED DAWN"]),
        ("ATTACK", ["NURSE", "BLUE PATH"]),
    ]
    (alone,) = form_incidents(chosen[-1:], TAGGED, AROUND, tables)
    assert alone.sentences == (6,)
    assert form_incidents([], TAGGED, AROUND, tables) == []


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


def test_a_range_gives_no_day_and_a_region_has_its_name_alone() -> None:
    days = time("all week", "1989-05-08")
    week = TimeMention(
        start=days.start,
        end=days.end,
        text="all week",
        timex_type="DATE",
        value="1989-W19",
        first_day="1989-05-08",
        last_day="1989-05-14",
    )
    region = place("the capital", precision=PlacePrecision.ADMIN1)
    region = PlaceMention(
        start=region.start,
        end=region.end,
        text="Rio Seco Department",
        name="Rio Seco",
        score=1.0,
        country="COL",
        precision=PlacePrecision.ADMIN1,
    )
    around = Surroundings(SENTENCES, (week,), (region,), "1989-05-13", "COL")
    assert date_of((2,), around) == "- 13 MAY 89"
    assert location_of((2,), around, TABLES) == ("COLOMBIA: RIO SECO (DEPARTMENT)", "COL")


def test_a_dateline_abroad_gives_way_to_the_country_that_the_text_tells_of() -> None:
    around = Surroundings(SENTENCES, (), (place("Sotavo", "PER"),), "1989-05-13", "MEX")
    assert location_of((0,), around, TABLES) == ("PERU", "PER")
