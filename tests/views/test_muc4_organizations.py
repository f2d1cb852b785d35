"""Organizations that a text names beside what the span model marks."""

from __future__ import annotations

import pytest
from marked_text import HEADS, marked
from msgspec.structs import replace

from onrecord.lexicon.muc4 import load_muc4
from onrecord.records import ActorMatch, ActorMention
from onrecord.views.muc4_entities import gather_entities
from onrecord.views.muc4_organizations import organization_spans

TABLES = load_muc4()
REBELS = {"sector": "REB", "looseness": "name", "kind": "armed_group", "actor_id": "red-dawn"}


def actor(text: str, words: str, **known: str) -> ActorMention:
    start = text.index(words)
    match = ActorMatch(**{"name": words, "looseness": "description", **known})  # type: ignore[arg-type]
    return ActorMention(start=start, end=start + len(words), text=words, match=match)


@pytest.mark.parametrize(
    ("text", "words", "known", "found"),
    [
        ("RED DAWN REBELS FIRED.", "RED DAWN REBELS", REBELS, "RED DAWN"),
        ("ANA RUIZ FIRED.", "ANA RUIZ", {**REBELS, "kind": "person"}, None),
        ("THE BORAN ARMY FIRED.", "BORAN ARMY", {"sector": "MIL"}, "BORAN ARMY"),
        ("THE RIO SECO BATTALION FIRED.", "BATTALION", {"sector": "MIL"}, "SECO BATTALION"),
        ("THE 3D BRIGADE FIRED.", "BRIGADE", {"sector": "MIL"}, "3D BRIGADE"),
        ("A MAN OF THE BRIGADE FIRED.", "BRIGADE", {"sector": "MIL"}, "BRIGADE"),
        ("SOLDIERS FIRED.", "SOLDIERS", {"sector": "MIL"}, None),
        ("THE HOSPITAL BURNED.", "HOSPITAL", {"sector": "MED"}, None),
    ],
)
def test_groups_and_forces_are_found_and_those_who_serve_in_them_are_not(
    text: str, words: str, known: dict[str, str], found: str | None
) -> None:
    spans = organization_spans(text, [actor(text, words, **known)], TABLES)
    longest = max((text[start:end] for start, end in spans), key=len, default=None)
    assert longest == found


def test_names_of_the_keys_are_found_in_any_case_and_as_whole_words() -> None:
    text = "The Shining\nPath and the dealers' elns."
    assert [text[start:end] for start, end in organization_spans(text, [], TABLES)] == ["Shining\nPath"]


def test_a_force_that_no_head_marks_is_a_candidate() -> None:
    text = "THE BORAN ARMY FIRED.\nTHE ARMY DENIED IT."
    tagged = replace(marked(text, {}), organizations=((4, 14), (26, 30)))
    (entity,) = gather_entities(tagged, HEADS, TABLES)
    assert [mention.wording for mention in entity.mentions] == ["BORAN ARMY", "ARMY"]
    assert all(mention.is_force for mention in entity.mentions)


def test_an_army_is_not_the_rebels_who_call_themselves_one() -> None:
    text = "THE ARMY OF THE SOUTH FIRED.\nTHE ARMY FLED."
    tagged = replace(marked(text, {"perp_organization": ["ARMY OF THE SOUTH"]}), organizations=((33, 37),))
    assert [entity.wording for entity in gather_entities(tagged, HEADS, TABLES)] == ["ARMY OF THE SOUTH", "ARMY"]


@pytest.mark.parametrize("marks", ["RED DAWN REBELS", "DAWN"])
def test_the_name_of_a_known_group_stands_for_words_around_and_within_it(marks: str) -> None:
    text = "THE RED DAWN REBELS FIRED."
    tagged = replace(marked(text, {"perp_organization": [marks]}), organizations=((4, 12),))
    assert [entity.wording for entity in gather_entities(tagged, HEADS, TABLES)] == ["RED DAWN"]
