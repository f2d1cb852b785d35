"""Actors in text and in noun phrases. The sentences are invented; the actors, offices and links are real."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lexicon.actors import ActorIndex, load_actors
from onrecord.mentions.actors import affiliation_chain, compatible, resolve_actor, tag_actors

ACTORS = load_actors()


@pytest.fixture(scope="module")
def actors() -> ActorIndex:
    return ACTORS


@pytest.mark.parametrize(
    ("phrase", "actor_id", "country", "sector"),
    [
        ("Kata\u2019ib Hizballah", "kataib-hezbollah", "IRQ", "REB"),
        ("Kata'eb Hezbollah", "kataib-hezbollah", "IRQ", "REB"),
        ("the Hashd al-Sha'abi", "popular-mobilization-forces", "IRQ", "PRM"),
        ("ISIS", "islamic-state", None, "REB"),
        ("IRAQI POLICE", "IRQ.COP", "IRQ", "COP"),
        ("Iraqi forces", "IRQ.MIL", "IRQ", "MIL"),
        ("the government of Sudan", "SDN.GOV", "SDN", "GOV"),
        ("Sudan's government", "SDN.GOV", "SDN", "GOV"),
        ("Tehran", "IRN.GOV", "IRN", "GOV"),
        ("the Kremlin", "RUS.GOV", "RUS", "GOV"),
        ("France", "FRA", "FRA", None),
        ("US", "USA", "USA", None),
        ("us", None, None, None),
        ("turkey", None, None, None),
        ("Boko Haram gunmen", "boko-haram", "NGA", "REB"),
        ("leaders of Hamas", "hamas", "PSE", "REB"),
        ("rebels in Ivory Coast", None, "CIV", "REB"),
        ("gunmen", None, None, "UAF"),
        ("masked men", None, None, "UAF"),
        ("a dozen protesters", None, None, "CVL"),
        ("local journalists", None, None, "JRN"),
        ("university students", None, None, "EDU"),
        ("opposition lawmakers", None, None, "LEG"),
        ("the high court", None, None, "JUD"),
        ("Afghan civilians", None, "AFG", "CVL"),
        ("Iraqis", None, "IRQ", "CVL"),
        ("a former CIA official", None, "USA", "ELI"),
        ("Kano State government", None, "NGA", "GOV"),
        ("the Obama administration", "USA.GOV", "USA", "GOV"),
        ("UN peacekeepers", "united-nations", None, "MIL"),
        ("captives of Boko Haram", None, "NGA", "CVL"),
    ],
)
def test_phrase(actors: ActorIndex, phrase: str, actor_id: str | None, country: str | None, sector: str | None) -> None:
    match = resolve_actor(phrase, actors)
    assert (match.actor_id, match.country, match.sector) == (actor_id, country, sector)


@pytest.mark.parametrize(
    "phrase",
    [
        "Zaru National Liberation Front",
        "Martyr Saleh Brigades of the Valley",
        "supporters of Mohamed Morsi",
        "Movement of Malian Liberators for Justice",
        "Juan Escobar",
        "",
        "...",
    ],
)
def test_unknown_names_are_not_forced_into_known_ones(actors: ActorIndex, phrase: str) -> None:
    assert resolve_actor(phrase, actors).actor_id is None


@pytest.mark.parametrize(
    ("phrase", "backer", "country"),
    [
        ("Iranian-backed militias", "IRN", None),
        ("pro-Iranian militias", "IRN", None),
        ("anti-Iranian militias", None, None),
        ("Russian-backed Ukrainian separatists", "RUS", "UKR"),
        ("Palestinian armed groups", None, "PSE"),
    ],
)
def test_backer_is_not_the_country(actors: ActorIndex, phrase: str, backer: str | None, country: str | None) -> None:
    match = resolve_actor(phrase, actors)
    assert (match.backer, match.country) == (backer, country)


@pytest.mark.parametrize(
    ("phrase", "on", "actor_id", "sector"),
    [
        ("the Iraqi prime minister", "2020-09-30", "mustafa-al-kadhimi", "GOV"),
        ("the Iraqi prime minister", "2019-06-01", "adil-abdul-mahdi", "GOV"),
        ("President Bush", "1990-08-02", "george-h-w-bush", "GOV"),
        ("President Bush", "2003-03-20", "george-w-bush", "GOV"),
        ("the North Korean leader", "2017-05-01", "kim-jong-un", "GOV"),
        ("Ukraine's president, Volodymyr Zelensky", "2022-03-01", "volodymyr-zelensky", "GOV"),
        ("Tony Blair", "2003-03-20", "tony-blair", "GOV"),
        ("Tony Blair", "2015-03-20", "tony-blair", "ELI"),
        ("Charles Taylor", "1992-05-01", "charles-taylor", "REB"),
        ("Charles Taylor", "2001-05-01", "charles-taylor", "GOV"),
    ],
)
def test_dated_question_dated_answer(actors: ActorIndex, phrase: str, on: str, actor_id: str, sector: str) -> None:
    match = resolve_actor(phrase, actors, on=on)
    assert (match.actor_id, match.sector) == (actor_id, sector)


def test_context_gives_a_country_to_a_body_but_not_to_gunmen(actors: ActorIndex) -> None:
    assert resolve_actor("the police", actors, country="IRQ").actor_id == "IRQ.COP"
    holder = resolve_actor("the prime minister", actors, on="2020-09-30", country="IRQ")
    assert holder.actor_id == "mustafa-al-kadhimi"
    assert resolve_actor("gunmen", actors, country="IRQ").country is None


def test_context_settles_a_name_of_several(actors: ActorIndex) -> None:
    assert resolve_actor("ERP", actors, country="SLV").country == "SLV"
    assert resolve_actor("Popular Revolutionary Army", actors, country="MEX").country == "MEX"


STORY = (
    "Rockets fell near the U.S. Embassy in Baghdad, Iraqi security forces said. The Popular Mobilization Units (PMU) "
    "denied it, and PMU commanders met Prime Minister Mustafa al-Kadhimi. Iranian-backed militias such as Kata\u2019ib "
    "Hezbollah and Asa'ib Ahl al-Haq have shelled US troops. Hungarian and Romanian officials agreed to help us. "
    "Police held two gunmen."
)


def test_tags_of_a_story(actors: ActorIndex) -> None:
    found = {mention.text: mention.match for mention in tag_actors(STORY, actors, "2020-10-01")}
    assert found["Iraqi security forces"].actor_id == "IRQ.MIL"
    assert found["Popular Mobilization Units"].actor_id == "popular-mobilization-forces"
    assert found["PMU"].actor_id == "popular-mobilization-forces"
    assert found["Prime Minister Mustafa al-Kadhimi"].actor_id == "mustafa-al-kadhimi"
    assert found["Iranian-backed militias"].backer == "IRN"
    assert found["Kata\u2019ib Hezbollah"].actor_id == "kataib-hezbollah"
    assert found["Asa'ib Ahl al-Haq"].actor_id == "asaib-ahl-al-haq"
    assert found["US troops"].actor_id == "USA.MIL"
    assert found["Hungarian"].actor_id == "HUN.GOV"
    assert found["Romanian officials"].actor_id == "ROU.GOV"
    assert found["gunmen"].sector == "UAF"
    assert "us" not in found


def test_short_form_that_the_text_defines(actors: ActorIndex) -> None:
    text = "The Free Syrian Army (ASL) fought on. The ASL lost a town. The ASB did not play."
    found = [(mention.text, mention.match.actor_id) for mention in tag_actors(text, actors)]
    assert found.count(("ASL", "free-syrian-army")) == 0, "letters that are no initials of the name abbreviate it not"
    text = "The Free Syrian Army (ASF) fought on. The ASF lost a town. The ASB did not play."
    found = [(mention.text, mention.match.actor_id) for mention in tag_actors(text, actors)]
    assert found.count(("ASF", "free-syrian-army")) == 2
    assert not [mention for mention in found if mention[0] == "ASB"]


def test_capitals_in_brackets_that_are_no_short_form(actors: ActorIndex) -> None:
    text = "NAIROBI, Kenya (AP) - Police said so. The AP was told that Hamas (CNN) had denied it, CNN reported."
    found = {mention.text: mention.match.actor_id for mention in tag_actors(text, actors)}
    assert found["Kenya"] == "KEN"
    assert found.get("AP") != "KEN"
    assert found.get("CNN") != "hamas"


@pytest.mark.parametrize(
    ("text", "short", "actor_id"),
    [
        ("Bolivian police held two men. The MNR rules Bolivia, and Bolivian peasants back it.", "MNR", "BOL"),
        ("Salvadoran troops left El Salvador's east. The MNR said so in El Salvador.", "MNR", "SLV"),
        ("Mozambican troops left Mozambique's north. The MNR burnt a bus in Mozambique.", "MNR", "MOZ"),
        ("The MNR was named once.", "MNR", None),
    ],
)
def test_the_country_of_a_text_tells_namesakes_apart(
    actors: ActorIndex, text: str, short: str, actor_id: str | None
) -> None:
    found = {mention.text: mention.match for mention in tag_actors(text, actors, "1985-06-01")}
    match = found.get(short)
    assert (match.country if match and match.actor_id else None) == actor_id


def test_words_in_capitals_are_no_short_forms(actors: ActorIndex) -> None:
    text = "THE PATRIOTIC UNION (UP) SAID THE CAR BLEW UP IN THE NATIONAL PARK OF BOGOTA."
    found = {mention.text for mention in tag_actors(text, actors, "1989-11-20")}
    assert not {"CAR", "UP", "NATIONAL"} & found


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("The Taliban ambushed soldiers near the river.", ["Taliban", "soldiers"]),
        ("Iraq hit militants hard.", ["Iraq", "militants"]),
        (
            "Turkish fighter jets struck; Hamas's senior leaders fled.",
            ["Turkish fighter jets", "Hamas's senior leaders"],
        ),
    ],
)
def test_a_verb_keeps_names_apart(actors: ActorIndex, text: str, apart: list[str]) -> None:
    assert [mention.text for mention in tag_actors(text, actors)] == apart


def test_a_noun_that_is_often_another_word_stands_not_alone(actors: ActorIndex) -> None:
    text = "Two were wounded in a major attack; in general the state of the town was poor."
    assert tag_actors(text, actors) == ()


def test_upper_case_wire_text(actors: ActorIndex) -> None:
    text = "PRESIDENT ALFREDO CRISTIANI TOLD US THAT THE FMLN HAS ATTACKED SALVADORAN SOLDIERS WHO SLEPT."
    found = {mention.text: mention.match.actor_id for mention in tag_actors(text, actors, "1989-11-20")}
    assert found["PRESIDENT ALFREDO CRISTIANI"] == "alfredo-cristiani"
    assert found["FMLN"] == "farabundo-marti-national-liberation-front"
    assert found["SALVADORAN SOLDIERS"] == "SLV.MIL"
    assert not {"US", "WHO"} & set(found)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "The Iraqi capital was calm.", "a turkey and a chad", "The Katyusha hit."]
)
def test_nothing_to_tag(actors: ActorIndex, text: str) -> None:
    assert not [mention for mention in tag_actors(text, actors) if mention.match.actor_id]


PIECES = st.sampled_from(
    [
        *STORY.split(),
        "al\u2011Qa\u2019ida",
        "U.S.-led",
        "\u00a0",
        "\n\n",
        "(IRA)",
        "IRA",
        "É",
        "ß",
        "İ",
        "ﬁ",
        "President",
        "Bush",
        "'s",
        ".",
    ]
)


@given(st.lists(PIECES, max_size=40).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_spans_are_inside_and_apart(text: str) -> None:
    mentions = tag_actors(text, ACTORS, "2005-01-01")
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
    for before, after in pairwise(mentions):
        assert before.end <= after.start
    assert mentions == tag_actors(text, ACTORS, "2005-01-01")


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_phrase_gets_an_answer(phrase: str) -> None:
    match = resolve_actor(phrase, ACTORS, on="2020-01-01", country="IRQ")
    assert match.actor_id is None or match.actor_id in ACTORS.entries


def test_chain_is_dated_and_sourced(actors: ActorIndex) -> None:
    links = affiliation_chain("kataib-hezbollah", actors, "2020-09-30")
    steps = {(link.subject_id, str(link.relation), link.object_id) for link in links}
    assert ("kataib-hezbollah", "part_of", "popular-mobilization-forces") in steps
    assert ("popular-mobilization-forces", "part_of", "IRQ.MIL") in steps
    assert ("IRN", "supports", "kataib-hezbollah") in steps
    assert all(link.source for link in links)
    before = affiliation_chain("kataib-hezbollah", actors, "2010-01-01")
    assert not [link for link in before if link.object_id == "popular-mobilization-forces"]


def test_disputed_links_say_so(actors: ActorIndex) -> None:
    links = affiliation_chain("usbat-al-thairin", actors, "2020-06-01")
    assert {link.status for link in links if link.subject_id == "usbat-al-thairin"} == {"disputed"}


def test_chain_of_unknown_actor_is_empty(actors: ActorIndex) -> None:
    assert affiliation_chain("nobody-at-all", actors) == ()


def test_compatible(actors: ActorIndex) -> None:
    assert compatible("hamas", "hamas", actors) == 1.0
    parent = compatible("kataib-hezbollah", "popular-mobilization-forces", actors, "2020-01-01")
    sponsor = compatible("kataib-hezbollah", "IRN", actors, "2020-01-01")
    assert 0 < sponsor < parent < 1
    assert compatible("popular-mobilization-forces", "kataib-hezbollah", actors, "2020-01-01") == parent
    assert compatible("kataib-hezbollah", "popular-mobilization-forces", actors, "2010-01-01") == 0.0
    assert compatible("hamas", "shining-path", actors) == 0.0
