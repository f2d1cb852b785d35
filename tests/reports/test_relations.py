"""Titles, brackets, references, status and spans of relations; all sentences are invented."""

from __future__ import annotations

from functools import cache

import pytest

from onrecord.lexicon.actors import ActorIndex, load_actors
from onrecord.lexicon.relations import RelationRules, load_relation_rules
from onrecord.mentions.actors import tag_actors
from onrecord.mentions.language import SpacyParser
from onrecord.mentions.sentences import split_sentences
from onrecord.records import Status
from onrecord.reports.relations import RelationMention, find_relations

ARTICLE = (
    "Militias fired on the base on Monday. They receive support from the Badr Organization, also known as Badr Corps. "
    "The Northern Relief Committee (NRC) said Anna Brandt, its director, was safe. "
    "Karim Nadir, 41, a spokesman for the Interior Ministry, blamed the Iran-backed Houthi rebels. "
    "French President Paul Renaud and his ally Omar Salem met FBI Director Louis Kern."
)


@cache
def tools() -> tuple[SpacyParser, ActorIndex, RelationRules]:
    return SpacyParser(), load_actors(), load_relation_rules()


def read(text: str, *, parsed: bool = True) -> list[RelationMention]:
    parser, index, rules = tools()
    pairs = [(text[a:b], a) for a, b in split_sentences(text, rules.abbreviations)] if parsed else []
    return find_relations(tuple(parser.parse(pairs)), text, tag_actors(text, index), index, rules, None)


def triples(text: str, *, parsed: bool = True) -> set[tuple[str, str, str]]:
    return {(m.subject, str(m.relation), m.object) for m in read(text, parsed=parsed)}


@pytest.mark.parametrize(
    ("text", "subject", "relation", "obj"),
    [
        ("FBI Director Louis Kern spoke.", "Louis Kern", "leader_of", "FBI"),
        ("French President Paul Renaud spoke.", "Paul Renaud", "leader_of", "France"),
        ("German Interior Minister Jan Holt left.", "Jan Holt", "member_of", "Germany"),
        ("Taliban spokesman Zabi Noor denied it.", "Zabi Noor", "member_of", "Taliban"),
        ("Anna Brandt, head of the Relief Committee, left.", "Anna Brandt", "leader_of", "Relief Committee"),
        ("Anna Brandt, deputy head of the Relief Committee, left.", "Anna Brandt", "member_of", "Relief Committee"),
        ("A Hamas official, Sami Darwish, spoke.", "Sami Darwish", "member_of", "Hamas"),
        ("said Lina Faris, UNICEF's deputy Middle East director.", "Lina Faris", "member_of", "UNICEF"),
        ("Local police chief Karim Sadat said so.", "Karim Sadat", "leader_of", "Local police"),
        ("Craig Moss of the Northern Relief Committee agreed.", "Craig Moss", "member_of", "Northern Relief Committee"),
        ("the Syrian ambassador to Washington, Walid Haddad, agreed.", "Walid Haddad", "member_of", "Syria"),
        ("Scott Lane, a missile analyst at the website NK Watch, agreed.", "Scott Lane", "member_of", "NK Watch"),
        ("Ivan Orlov, a friend of Russian President Vladimir Putin.", "Ivan Orlov", "linked_to", "Vladimir Putin"),
        ("They saw the ISIL's War Committee there.", "War Committee", "part_of", "ISIL"),
    ],
)  # fmt: skip
def test_titles_are_read_without_a_parse(text: str, subject: str, relation: str, obj: str) -> None:
    assert (subject, relation, obj) in triples(text, parsed=False)


@pytest.mark.parametrize(
    "text",
    [
        "Officials in Mosul, a centre of the Sunni revolt, said so.",
        "BAGHDAD, a Defense Ministry spokesman said.",
        "She teaches at a high school in Ghent.",
        "The president spoke to reporters.",
        "Albright, echoing the president, said the school director had left.",
    ],
)
def test_no_holder_or_no_body_gives_no_office(text: str) -> None:
    assert [t for t in triples(text) if t[1] in ("leader_of", "member_of")] == []


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("The Northern Relief Committee (NRC) said so.", "NRC"),
        ("Nurses Without Frontiers (MSF) came, and MSF left.", "MSF"),
        ("THE ATTACK WAS CLAIMED BY THE PEOPLE'S FREEDOM ARMY [PFA] IN THE CAPITAL.", "PFA"),
    ],
)
def test_a_short_form_in_brackets_is_the_same(text: str, short: str) -> None:
    assert [m for m in read(text) if m.relation == "same_as" and m.subject == short]


@pytest.mark.parametrize("text", ["MEXICO CITY (MEXICO), 2 May - It rained.", "NAIROBI, Kenya (AP) - It rained there."])
def test_datelines_are_no_names(text: str) -> None:
    assert read(text) == []


def test_known_names_joined_by_or_are_the_same() -> None:
    assert ("ISIS", "same_as", "Daesh") in triples("The road was held by Daesh or ISIS for a year.")
    assert not triples("The road was held by Daesh or Boko Haram for a year.")


def test_reading_in_capitals() -> None:
    assert ("JOSE ANTEQUERA", "leader_of", "PATRIOTIC UNION") in triples(
        "PATRIOTIC UNION LEADER JOSE ANTEQUERA WAS SHOT BY HIRED KILLERS AT THE AIRPORT."
    )


def test_a_pronoun_means_whom_the_sentence_before_spoke_of() -> None:
    found = triples("The pro-Iranian militias fired rockets. They receive money from the Badr Organization.")
    assert ("Badr Organization", "supports", "pro-Iranian militias") in found


def test_its_president_is_that_of_the_state_named_before() -> None:
    assert ("Can Aydin", "leader_of", "Turkey") in triples(
        "She flew to Turkey and met its president, Can Aydin, there."
    )


def test_a_president_without_a_state_is_that_of_the_state_the_text_is_about() -> None:
    told = "Iraq closed its border. Iraqi forces were sent there. President Karim Nouri thanked them."
    assert ("Karim Nouri", "leader_of", "Iraq") in triples(told)
    assert not triples("President Karim Nouri thanked them.")


def test_units_listed_by_name_belong_to_their_owner_and_share_its_ties() -> None:
    found = triples("The army grew. Iran has ties to Hezbollah's units, such as the Qods Brigade and the Badr Corps.")
    assert ("Badr Corps", "part_of", "Hezbollah") in found
    assert ("Iran", "linked_to", "Qods Brigade") in found


def test_denied_and_negated_relations_are_not_stated() -> None:
    denied = [m for m in read("Iran denied links to the Houthi rebels.") if m.relation == "linked_to"]
    assert [m.status for m in denied] == [Status.DENIED]
    assert not [m for m in read("Iran does not fund the Houthi rebels.") if m.relation == "supports"]
    thought = [m for m in read("Iran could arm the Houthi rebels.") if m.relation == "supports"]
    assert [m.status for m in thought] == [Status.HYPOTHETICAL]


def test_who_says_so_is_kept() -> None:
    found = [m for m in read("Diplomats said that Iran arms the Houthi rebels.") if m.relation == "supports"]
    assert [m.according_to for m in found] == ["Diplomats"]


def test_known_actors_are_resolved() -> None:
    found = [m for m in read("Kataib Hezbollah is part of the Hashd al-Shaabi.") if m.relation == "part_of"]
    assert [(m.subject_id, m.object_id) for m in found] == [("kataib-hezbollah", "popular-mobilization-forces")]


def test_spans_lie_in_the_text_and_hold_the_words() -> None:
    found = read(ARTICLE)
    assert len(found) >= 6
    for mention in found:
        start, end = mention.evidence
        assert 0 <= start < end <= len(ARTICLE)
        for text, span in ((mention.subject, mention.subject_span), (mention.object, mention.object_span)):
            if span is not None and span[0] >= start:
                assert span[1] <= end + 1
            if span is not None and text not in ("France", "Iran"):
                assert ARTICLE[slice(*span)] == text


def test_reading_twice_gives_the_same_in_text_order() -> None:
    found = read(ARTICLE)
    assert found == read(ARTICLE)
    assert [m.evidence for m in found] == sorted(m.evidence for m in found)


def test_empty_text_gives_nothing() -> None:
    assert read("") == []
