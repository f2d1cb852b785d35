"""Who is meant: pronouns, titles, descriptions, shared nouns, and the countries of parties (invented incidents)."""

from __future__ import annotations

from functools import cache

import pytest
from coded import PUBLISHED, document_of, only, reports
from msgspec.structs import replace

from onrecord.lexicon.coding import load_coding_lexicon
from onrecord.mentions.actors import tag_actors
from onrecord.mentions.language import SpacyParser
from onrecord.mentions.sentences import split_sentences
from onrecord.mentions.speakers import find_statements
from onrecord.mentions.times import tag_times
from onrecord.records import Confidence
from onrecord.reports.drafts import Party
from onrecord.reports.parties import find_parties, find_party, known_words
from onrecord.reports.reading import Reading, read_document


@cache
def read(text: str) -> Reading:
    """The reading of a text with every sentence in it, be it ever so uneventful."""
    document, lexicon = document_of(text), load_coding_lexicon()
    read_so_far = read_document(document, lexicon, parser())
    spans = split_sentences(document.clean, lexicon.ontology.abbreviations)
    sentences = tuple(parser().parse([(document.clean[a:b], a) for a, b in spans]))
    return replace(
        read_so_far,
        sentences=sentences,
        statements=tuple(tuple(find_statements(s, lexicon.speech)) for s in sentences),
        actors=tag_actors(document.clean, lexicon.actors, PUBLISHED),
        times=tag_times(document.clean, PUBLISHED, lexicon.times),
        weapons=read_so_far.weapons,
    )


@cache
def parser() -> SpacyParser:
    return SpacyParser()


def party_of(text: str, word: str, sentence: int = 0) -> Party | None:
    """The party that ``word`` of a sentence names."""
    reading = read(text)
    return find_party(reading, sentence, reading.sentences[sentence].words.index(word), load_coding_lexicon())


@pytest.mark.parametrize(
    ("text", "word", "country", "sector"),
    [
        ("Iranian President Hassan Rouhani attacked the plan and threatened France.", "Rouhani", "IRN", "GOV"),
        ("The Bosnian Serbs attacked the village.", "Serbs", "BIH", "CVL"),
        ("Opposition groups in Zimbabwe attacked the army base.", "groups", "ZWE", "OPP"),
        ("Turkish police attacked the demonstrators.", "police", "TUR", "COP"),
        ("Jane Roe, the French foreign minister, attacked and condemned the rebels.", "Roe", "FRA", "GOV"),
        ("Gunmen attacked the village.", "Gunmen", None, "UAF"),
    ],
)
def test_the_country_and_sector_of_a_party(text: str, word: str, country: str | None, sector: str) -> None:
    party = party_of(text, word)
    assert party is not None
    assert (party.match.country, party.match.sector) == (country, sector)


@pytest.mark.parametrize(
    ("text", "word", "named"),
    [
        ("Rebels attacked the village. They killed ten people.", "They", "Rebels"),
        ("The premier threatened the rebels. He attacked the plan.", "He", "premier"),
        ("The premier of Mali spoke of rebels, Jane Roe said. She blamed the army.", "She", "Jane Roe"),
        ("The army attacked the village. It killed ten people.", "It", "army"),
        ("Hezbollah attacked the village. The group killed ten people.", "group", "Hezbollah"),
        ("The envoy Jane Roe threatened the rebels. The envoy attacked their plan.", "envoy", "Jane Roe"),
        (
            "Director of the U.S. Border Agency (ABC) Jane Roe came to Lagos. The ABC chief threatened the rebels.",
            "chief",
            "Jane Roe",
        ),
        ("CIA director Jane Roe came to Lagos. The CIA chief threatened the rebels.", "chief", "Jane Roe"),
    ],
)
def test_who_a_pronoun_or_description_means(text: str, word: str, named: str) -> None:
    party = party_of(text, word, sentence=1)
    assert party is not None
    assert named in (party.text, party.match.name)


def test_a_description_stays_open_where_two_groups_are_named() -> None:
    party = party_of("Hamas attacked Hezbollah on Sunday. The group killed ten people.", "group", sentence=1)
    assert party is not None
    assert party.match.actor_id is None


def test_who_leads_a_known_body_is_not_that_body() -> None:
    party = party_of("FBI Director Jane Roe came to Lagos. The FBI chief threatened the rebels.", "chief", sentence=1)
    assert party is not None
    assert (party.match.name, party.match.actor_id) == ("Jane Roe", None)


def test_a_head_of_a_body_that_two_are_said_to_lead_stays_unnamed() -> None:
    text = "ABC head Jane Roe and ABC director Amos Tarr came to Lagos. The ABC chief threatened the rebels."
    party = party_of(text, "chief", sentence=1)
    assert party is not None
    assert party.match.name not in ("Jane Roe", "Amos Tarr")


def test_a_pronoun_that_nothing_explains_names_no_one() -> None:
    assert party_of("They attacked the village.", "They") is None


def test_a_bare_date_is_no_party() -> None:
    assert party_of("Rebels attacked the village on Monday.", "Monday") is None


def test_one_of_many_is_one_of_them() -> None:
    party = party_of("One of the rebels attacked the village.", "One")
    assert party is not None
    assert party.text == "rebels"


def test_two_nationalities_that_share_a_noun_are_two_parties() -> None:
    reading = read("Hungarian and Romanian officials attacked the plan and threatened the rebels.")
    head = reading.sentences[0].words.index("officials")
    found = find_parties(reading, 0, head, load_coding_lexicon())
    assert [(p.text, p.match.country) for p in found] == [("Hungarian", "HUN"), ("Romanian officials", "ROU")]
    assert all(reading.document.clean[p.start : p.end] == p.text for p in found)


def test_what_the_taggers_know_of_words() -> None:
    reading = read("On Monday the rebels fired rockets at the airport.")
    words = reading.sentences[0].words
    known = known_words(reading, 0, load_coding_lexicon())
    assert words.index("rebels") in known.parties
    assert words.index("Monday") in known.times
    assert words.index("rockets") in known.weapons
    assert not known.parties & known.times


@pytest.mark.parametrize(
    ("text", "event_type", "actors", "recipients"),
    [
        ("Militants fired rockets at the airport on Monday.", "ASSAULT", ["Militants"], ["airport"]),
        ("France condemned Israel's shelling of the town.", "ACCUSE", ["France"], ["Israel"]),
        ("A report on Monday said that ten people were killed.", "ASSAULT", [], ["ten people"]),
        ("TERRORISTS KILLED THE MAYOR ON MONDAY.", "ASSAULT", ["TERRORISTS"], ["MAYOR"]),
    ],
)
def test_the_parties_of_a_report(text: str, event_type: str, actors: list[str], recipients: list[str]) -> None:
    report = next(r for r in reports(text, event_type))
    assert ([a.text for a in report.actors], [r.text for r in report.recipients]) == (actors, recipients)


def test_a_speaker_is_not_taken_for_the_doer() -> None:
    assert only("The mayor said on Monday that ten people were killed in a bombing.", "ASSAULT").actors == ()


@pytest.mark.parametrize(
    "text",
    [
        "The Baghdad bombing killed 12 people on Monday.",
        "The country mourned the victims of the Dallas shooting on Monday.",
        "Police are on alert after the attacks in Paris.",
        "The government is under pressure after the attacks in Lagos.",
        "Troops were on high alert after the killing of a general in Gao.",
    ],
)
def test_neither_the_town_nor_who_comes_to_deal_with_it_did_it(text: str) -> None:
    assert [a.text for r in reports(text, "ASSAULT") for a in r.actors] == []


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("An Islamic State bombing in Basra killed nine.", "Islamic State"),
        ("U.S. air strikes killed four people in Homs.", "U.S."),
        ("Rebels launched an attack on the base in Gao.", "Rebels"),
    ],
)
def test_who_stands_before_the_noun_did_it(text: str, doer: str) -> None:
    assert {a.text for r in reports(text, "ASSAULT") for a in r.actors} == {doer}


def test_an_object_pronoun_is_not_the_subject_of_its_verb() -> None:
    text = "Right-wing gunmen dragged 14 peasants from their homes near Gao and executed them with machetes."
    (report,) = reports(text, "ASSAULT")
    assert [r.text for r in report.recipients] == ["14 peasants"]


def test_those_with_words_of_their_own_are_no_one_named_before() -> None:
    assert party_of("The envoy Jane Roe came. The town mourned those slain in May.", "those", sentence=1) is None


def test_each_side_has_its_own_deed() -> None:
    for text in (
        "Militants killed a policeman in Quetta and police killed two militants on Monday.",
        "Rebels killed three soldiers in Mopti on Monday, and the army killed ten rebels.",
    ):
        sides = [([a.text for a in r.actors], [x.text for x in r.recipients]) for r in reports(text, "ASSAULT")]
        assert len(sides) == 2
        assert all(len(doers) == len(hit) == 1 for doers, hit in sides), sides


def test_what_is_told_of_a_speaker_is_not_their_word() -> None:
    text = "Al Shabaab, which has carried out many attacks in Kenya, did not comment on Monday."
    assert all(a.confidence is not Confidence.CLAIMED for r in reports(text) for a in r.actors)


def test_names_in_a_list_are_all_doers() -> None:
    report = only("Ada Brun, Jane Roe and Tom Poe have all called for an inquiry by the United Nations.", "REQUEST")
    assert [a.text for a in report.actors] == ["Ada Brun", "Jane Roe", "Tom Poe"]


def test_an_office_has_the_name_of_its_holder() -> None:
    report = only("Minister for Europe, Ada Brun, condemned Russia.", "ACCUSE")
    assert [a.name for a in report.actors] == ["Ada Brun"]


def test_whom_a_deed_is_laid_on() -> None:
    report = only(
        "A blast killed nine people in Gao on Monday. The premier of Mali blamed it on the Black Front.", "ACCUSE"
    )
    assert [r.text for r in report.recipients] == ["Black Front"]
    (blast,) = reports("The blast was blamed on the Black Front.", "ASSAULT")
    assert blast.recipients == ()
