"""Who says what."""

from __future__ import annotations

import pytest
from sentence_words import at, parsed

from onrecord.lexicon.status import load_speech_verbs
from onrecord.mentions.speakers import Statement, covers, find_statements
from onrecord.mentions.speakers_nouns import accusing_nouns
from onrecord.records import AssertionKind

REPORTS, CLAIMS, DENIES = AssertionKind.REPORTS, AssertionKind.CLAIMS, AssertionKind.DENIES
ACCUSES, SUSPECTS, CONFIRMS = AssertionKind.ACCUSES, AssertionKind.SUSPECTS, AssertionKind.CONFIRMS


def statements(text: str) -> list[Statement]:
    return find_statements(parsed(text), load_speech_verbs())


CASES = [
    # text, kind, speaker, a word that it covers
    ("According to police, rebels attacked the village.", REPORTS, "police", "attacked"),
    ("Rebels attacked the village, according to the army.", REPORTS, "army", "attacked"),
    ("The army said that rebels attacked the village.", REPORTS, "army", "attacked"),
    ("The minister said rebels had attacked the village.", REPORTS, "minister", "attacked"),
    ("Rebels attacked the village, the army said.", REPORTS, "army", "attacked"),
    ("The village was attacked, said the army.", REPORTS, "army", "attacked"),
    ('"We attacked the village," the rebels said.', REPORTS, "rebels", "attacked"),
    ("The army claimed that it killed ten rebels.", CLAIMS, "army", "killed"),
    ("The group claimed responsibility for the attack.", CLAIMS, "group", "attack"),
    ("The attack was claimed by the group.", CLAIMS, "group", "attack"),
    ("Iran denied that it had attacked the ship.", DENIES, "Iran", "attacked"),
    ("Iran denied attacking the ship.", DENIES, "Iran", "attacking"),
    ("The group denied involvement in the attack.", DENIES, "group", "attack"),
    ("Police blamed the rebels for the attack.", ACCUSES, "Police", "attack"),
    ("Police blamed the attack on the rebels.", ACCUSES, "Police", "attack"),
    ("Iran accused Israel of killing the scientist.", ACCUSES, "Iran", "killing"),
    ("Israel was accused of killing the scientist.", ACCUSES, None, "killing"),
    ("The rebels were blamed for the attack.", ACCUSES, None, "attack"),
    ("Officials suspect that rebels attacked the village.", SUSPECTS, "Officials", "attacked"),
    ("The army confirmed the attack.", CONFIRMS, "army", "attack"),
]


@pytest.mark.parametrize(("text", "kind", "speaker", "word"), CASES, ids=[row[0] for row in CASES])
def test_a_statement_with_speaker_and_content(text: str, kind: AssertionKind, speaker: str | None, word: str) -> None:
    sentence = parsed(text)
    (found,) = statements(text)
    assert found.kind is kind
    assert (None if found.speaker is None else sentence.words[found.speaker]) == speaker
    assert covers(sentence, found, at(sentence, word))


@pytest.mark.parametrize(
    "text",
    ["Rebels attacked the village.", "The army withdrew from the town.", "A charge exploded under the bridge."],
)
def test_without_a_word_of_speech_there_is_no_statement(text: str) -> None:
    assert statements(text) == []


def test_a_statement_covers_its_content_alone() -> None:
    text = "Rebels attacked the village after the army said that it would withdraw."
    sentence = parsed(text)
    (found,) = statements(text)
    assert covers(sentence, found, at(sentence, "withdraw"))
    assert not covers(sentence, found, at(sentence, "attacked"))


def test_a_name_that_reads_like_a_verb_says_nothing() -> None:
    text = "The village was attacked, said police spokesman Omar Said."
    assert [parsed(text).words[s.cue] for s in statements(text)] == ["said"]


def test_two_speakers_of_one_sentence_stay_apart() -> None:
    text = "The army said rebels fled, but the rebels said the army attacked a school."
    sentence = parsed(text)
    speakers = {sentence.words[s.speaker] for s in statements(text) if s.speaker is not None}
    assert speakers == {"army", "rebels"}


NOUNS = frozenset({"claim", "accusation"})


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The ministry rejected Washington's claim that soldiers shelled the market.", "Washington"),
        ("He repeated the claim by Washington that the market was shelled by soldiers.", "Washington"),
        ("He rejected accusations made by the army that the market had been shelled by rebels.", "army"),
        ("He repeated the claim that soldiers shelled the market.", None),
    ],
)
def test_a_noun_of_accusing_with_its_clause_is_a_statement(text: str, speaker: str | None) -> None:
    sentence = parsed(text)
    (found,) = accusing_nouns(sentence, NOUNS)
    assert found.kind is ACCUSES
    assert (None if found.speaker is None else sentence.words[found.speaker]) == speaker
    assert covers(sentence, found, at(sentence, "shelled"))


def test_a_noun_of_accusing_without_a_clause_is_none() -> None:
    assert accusing_nouns(parsed("The claim of the rebels was heard in court."), NOUNS) == []
