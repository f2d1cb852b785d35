"""Places that the gazetteer lacks, told by the words around their names."""

from __future__ import annotations

import pytest

from onrecord.lexicon.gazetteer import load_gazetteer
from onrecord.lexicon.tables import data_path, read_rules
from onrecord.lexicon.unlisted_places import load_unlisted_places
from onrecord.mentions.places import PlaceHints, tag_places
from onrecord.mentions.places_unlisted import find_areas, find_unlisted
from onrecord.records import PlaceMention, SpanPair

EXAMPLES = read_rules(data_path("ontology", "unlisted_places.toml"))["examples"]


def found(text: str, actors: tuple[SpanPair, ...] = (), times: tuple[SpanPair, ...] = ()) -> tuple[PlaceMention, ...]:
    gazetteer = load_gazetteer()
    listed = tag_places(text, gazetteer, PlaceHints())
    rules = load_unlisted_places()
    unlisted = find_unlisted(text, listed, actors, times, rules, gazetteer.demonyms)
    return unlisted + find_areas(text, (*listed, *unlisted), rules, gazetteer.demonyms)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"])
def test_examples(example: dict[str, object]) -> None:
    text = f"{example['text']} The army left Gao in Mali."
    assert [p.name for p in found(text)] == example["names"]


def test_country_is_that_of_the_place_beside_it_and_no_point_is_made_up() -> None:
    text = "Troops left Mali. Gunmen killed two traders in Kessoral, Niger, the army said."
    (place,) = found(text)
    assert (place.name, place.country, place.latitude, place.gazetteer_id) == ("Kessoral", "NER", None, None)
    assert text[place.start : place.end] == "Kessoral"


def test_space_of_a_country_by_its_demonym() -> None:
    text = "Jets fired from Lebanese airspace at a depot; the minister spoke of sovereign soil and New waters."
    (place,) = found(text)
    assert (place.text, place.country, place.latitude) == ("Lebanese airspace", "LBN", None)


def test_nothing_where_no_country_is_told() -> None:
    assert found("Gunmen killed two traders in Kessoral, the army said.") == ()


def test_name_ends_before_a_time_and_an_actor_is_none() -> None:
    text = "Gunmen killed two traders in Kessoral Monday and hid in Malvern in Mali."
    start, actor = text.index("Monday"), text.index("Malvern")
    assert [p.name for p in found(text, ((actor, actor + 7),), ((start, start + 6),))] == ["Kessoral"]


def test_capitals_show_no_names() -> None:
    assert found("GUNMEN KILLED TWO TRADERS IN THE VILLAGE OF KESSORAL, MALI.") == ()
