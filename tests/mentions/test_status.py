"""Did it happen, by the grammar around a word."""

from __future__ import annotations

import pytest
from sentence_words import at, parsed

from onrecord.lexicon.ontology import load_ontology
from onrecord.lexicon.status import load_speech_verbs, load_status_cues
from onrecord.mentions.status import GrammaticalStatus, grammatical_status, is_progressive
from onrecord.mentions.triggers import candidate_words
from onrecord.records import AssertionKind, Status

CUES = load_status_cues()
EXAMPLES = [(status, text) for status, positive, _ in CUES.examples for text in positive]
COUNTEREXAMPLES = [(status, text) for status, _, negative in CUES.examples for text in negative]


def statuses(text: str) -> set[Status | None]:
    """The statuses of all words of a sentence that could carry an event."""
    sentence = parsed(text)
    return {grammatical_status(sentence, i, CUES).status for i in candidate_words(sentence, load_ontology())}


def of(text: str, word: str) -> GrammaticalStatus:
    sentence = parsed(text)
    return grammatical_status(sentence, at(sentence, word), CUES)


@pytest.mark.parametrize(("status", "text"), EXAMPLES)
def test_examples_of_the_cue_table_have_its_status(status: Status, text: str) -> None:
    assert status in statuses(text)


@pytest.mark.parametrize(("status", "text"), COUNTEREXAMPLES)
def test_counterexamples_of_the_cue_table_have_no_status(status: Status, text: str) -> None:
    assert statuses(text) == {None}, status


def test_what_was_wrongly_reported_did_not_happen() -> None:
    assert of("The radio wrongly reported that rebels had attacked the base.", "attacked").is_negated


def test_every_cue_has_examples_of_both_kinds() -> None:
    assert all(positive and negative for _, positive, negative in CUES.examples)


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("The militia attacked the convoy.", "attacked", None),
        ("The rebels are attacking the city.", "attacking", None),
        ("He condemned the attack.", "attack", None),
        ("The army said rebels attacked the base.", "attacked", None),
        ("The army confirmed that it attacked the base.", "attacked", None),
        ("He warned the army after rebels attacked the base.", "attacked", None),
        ("The militia had planned the raid before it attacked the convoy.", "attacked", None),
        ("The bomb, which was meant for the general, killed a boy.", "killed", None),
        ("The army mounted its long-threatened invasion of the island.", "invasion", None),
        ("The shells helped destroy the bridge.", "destroy", None),
        ("The truce has enabled rebels to capture the town.", "capture", None),
        ("The ministers discussed the increase in violence.", "violence", None),
        ("The minister was blamed for failing to control violence in the south.", "violence", None),
        ("Like the attacks on the port, the threat was no surprise.", "attacks", None),
        ("Not only the bombing of the port but the siege was condemned.", "bombing", None),
        ("The army was not involved, and the rebels attacked the base.", "attacked", None),
        ("The general's visit was designed to calm the garrison.", "visit", None),
        ("The shooting may be the attack that the police had feared.", "attack", None),
        # What one is told to do, and what nearly happened.
        ("Rise up, brothers, and burn their houses.", "burn", Status.DEMANDED),
        ("The shell struck the porch, nearly killing a nurse.", "killing", Status.ATTEMPTED),
        ("The bombs killed nearly forty people.", "killed", None),
        # Doubts.
        ("The panel asked about a possible air strike that killed nine villagers.", "killed", Status.HYPOTHETICAL),
        ("The panel asked about an air strike that killed nine villagers.", "killed", None),
        ("At first, police believed that rebels had killed the doctor.", "killed", Status.HYPOTHETICAL),
        ("The army initially reported that rebels attacked the base.", "attacked", Status.HYPOTHETICAL),
        ("Police believed that rebels had killed the doctor.", "killed", None),
        # What is known to have taken place, and what is asked to end.
        ("The ministers want to discuss the recent attack on a convoy.", "attack", None),
        ("The ministers refused to discuss last week's attack.", "attack", None),
        ("The union called for an end to the regime's attacks on the town.", "attacks", Status.ONGOING),
        ("She urged the army to cease its attacks on the town.", "attacks", Status.ONGOING),
        ("The general does not deny having bombed the town.", "bombed", None),
        # Threats.
        ("The militia threatened to attack the convoy.", "attack", Status.THREATENED),
        ("He vowed to bomb the airport.", "bomb", Status.THREATENED),
        ("Officials warned of an attack on the city.", "attack", Status.THREATENED),
        # Plans.
        ("The militia will attack the convoy.", "attack", Status.PLANNED),
        ("The union plans to strike next week.", "strike", Status.PLANNED),
        ("The army planned an attack on the city.", "attack", Status.PLANNED),
        ("Students plan a protest on Friday.", "protest", Status.PLANNED),
        ("The army agreed to withdraw from the town.", "withdraw", Status.PLANNED),
        ("The rebels said they would attack the town.", "attack", Status.PLANNED),
        # Demands and threats by a modal alone.
        ("The ministry said the rebels must leave the town.", "leave", Status.DEMANDED),
        ("The republic will withdraw its troops unless the rebels disarm.", "withdraw", Status.THREATENED),
        # Attempts.
        ("Gunmen tried to kidnap the judge.", "kidnap", Status.ATTEMPTED),
        ("The rebels failed to attack the city.", "attack", Status.ATTEMPTED),
        ("Police foiled an attack on the station.", "attack", Status.ATTEMPTED),
        ("The army prevented the rebels from attacking the town.", "attacking", Status.ATTEMPTED),
        ("An attempted attack on the base was reported.", "attack", Status.ATTEMPTED),
        # Demands.
        ("She urged the army to attack the city.", "attack", Status.DEMANDED),
        ("The general ordered his men to attack.", "attack", Status.DEMANDED),
        # Mere thoughts.
        ("The militia may attack the convoy.", "attack", Status.HYPOTHETICAL),
        ("The army could attack.", "attack", Status.HYPOTHETICAL),
        ("If the militia attacks the convoy, we will respond.", "attacks", Status.HYPOTHETICAL),
        ("They wanted to kill the judge.", "kill", Status.HYPOTHETICAL),
        ("They discussed a possible attack.", "attack", Status.HYPOTHETICAL),
        # "May have" speaks of the past: who did it is in doubt, not that it happened.
        ("The militia may have attacked the convoy.", "attacked", None),
        ("It looks like an attack.", "attack", Status.HYPOTHETICAL),
        ("The truce would enable rebels to capture the town.", "capture", Status.HYPOTHETICAL),
        # What lasts is under way.
        ("The report criticised the government's continued refusal to talk.", "refusal", Status.ONGOING),
        ("The bus strike continued for a fourth day.", "strike", Status.ONGOING),
        # Denials.
        ("The militia denied that it attacked the convoy.", "attacked", Status.DENIED),
        ("The militia denied attacking the convoy.", "attacking", Status.DENIED),
        ("The group denied responsibility for the attack.", "attack", Status.DENIED),
    ],
)
def test_status_of_a_word(text: str, word: str, status: Status | None) -> None:
    found = of(text, word)
    assert found.status is status
    assert not found.is_negated
    assert (found.cue is None) == (status is None)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The militia did not attack the convoy.", "attack"),
        ("The militia didn't attack the convoy.", "attack"),
        ("The militia never attacked the convoy.", "attacked"),
        ("No attack took place.", "attack"),
        ("The strike did not kill anyone.", "kill"),
    ],
)
def test_what_is_negated_is_marked_so(text: str, word: str) -> None:
    found = of(text, word)
    assert found.is_negated
    assert found.status is None


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("A protest planned for Friday was called off.", "protest", Status.PLANNED),
    ],
)
def test_status_of_a_planned_noun(text: str, word: str, status: Status) -> None:
    assert of(text, word).status is status


def test_what_an_attack_in_general_could_do_is_hypothetical() -> None:
    assert of("Air strikes on the port could do great harm.", "strikes").status is Status.HYPOTHETICAL
    assert of("The air strikes on the port could do great harm.", "strikes").status is None


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("The premier may be put under house arrest.", "arrest", Status.HYPOTHETICAL),
        ("The premier was put under house arrest.", "arrest", None),
        ("The union has ordered a strike starting tomorrow.", "strike", Status.PLANNED),
        ("The union has ordered a strike starting today.", "strike", None),
    ],
)
def test_status_of_a_noun_by_the_verb_that_carries_it(text: str, word: str, status: Status | None) -> None:
    assert of(text, word).status is status


def test_what_leaves_no_trace_did_not_happen() -> None:
    assert of("There is no record of a strike on the port.", "strike").is_negated
    assert not of("There is a record of a strike on the port.", "strike").is_negated


def test_what_a_false_report_tells_did_not_happen() -> None:
    assert of("He posted fake reports of an explosion at the port.", "explosion").is_negated
    assert not of("He posted reports of an explosion at the port.", "explosion").is_negated


@pytest.mark.parametrize("text", ["Neither side attacked.", "No rebels attacked the base."])
def test_a_negated_subject_negates_the_act(text: str) -> None:
    assert of(text, "attacked").is_negated


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ("say", AssertionKind.REPORTS),
        ("claim", AssertionKind.CLAIMS),
        ("deny", AssertionKind.DENIES),
        ("blame", AssertionKind.ACCUSES),
        ("suspect", AssertionKind.SUSPECTS),
        ("confirm", AssertionKind.CONFIRMS),
    ],
)
def test_verbs_of_speech_by_what_they_do(verb: str, kind: AssertionKind) -> None:
    assert load_speech_verbs()[verb] is kind


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Rebels are shelling the harbour.", "shelling", True),
        ("Nine clerks are being held in the customs house.", "held", True),
        ("The envoy said that the rebels were leaving the harbour.", "leaving", True),
        ("The rebels were leaving the harbour when the army came.", "leaving", False),
        ("Nine clerks were held in the customs house.", "held", False),
    ],
)
def test_acts_under_way_by_their_tense(text: str, word: str, expected: bool) -> None:
    sentence = parsed(text)
    assert is_progressive(sentence, at(sentence, word), CUES) is expected
