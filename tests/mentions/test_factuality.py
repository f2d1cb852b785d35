"""How far a text says that something happened, as a value in [-3, +3]; the model's view is given here, not asked."""

from __future__ import annotations

import pytest
from sentence_words import at, parsed

from onrecord.lexicon.factuality import (
    FactualityClass,
    FactualityWeights,
    classes_by_word,
    load_factuality_classes,
    load_factuality_weights,
)
from onrecord.lexicon.status import load_speech_verbs, load_status_cues
from onrecord.mentions.factuality import ALWAYS, blend_factuality, factuality_cues


def cues(text: str, word: str) -> frozenset[str]:
    sentence = parsed(text)
    return factuality_cues(sentence, at(sentence, word), load_status_cues(), load_speech_verbs(), classes_by_word())


def value(text: str, word: str, told: float = 2.0) -> float:
    return blend_factuality(told, cues(text, word), load_factuality_weights())


@pytest.mark.parametrize(
    ("happened", "did_not", "word"),
    [
        ("Rebels attacked the depot on Monday.", "Rebels could attack the depot on Monday.", "attack"),
        ("Rebels attacked the depot on Monday.", "Rebels have not attacked the depot.", "attacked"),
        ("Troops seized the bridge.", "Troops plan to seize the bridge.", "seize"),
        ("Troops seized the bridge.", "Residents fear that troops may seize the bridge.", "seize"),
        (
            "Rebels attacked the depot on Monday.",
            "The attack on the depot was postponed.",
            "attack",
        ),
        ("Gunmen were trained to guard the mine.", "Gunmen were sent to raid the mine.", "raid"),
    ],
)
def test_marked_acts_rank_below_plain_ones(happened: str, did_not: str, word: str) -> None:
    plain = next(w for w in ("attacked", "seized", "trained") if w in happened)
    assert value(happened, plain) > value(did_not, word) + 0.2


def test_plain_fact_reaches_the_top_and_stays_in_range() -> None:
    assert 2.5 < value("Rebels attacked the depot on Monday.", "attacked", told=3.0) <= 3.0
    assert -3.0 <= value("Rebels have not attacked the depot.", "attacked", told=-3.0) < -1.0


def test_names_are_no_cues() -> None:
    one, other = "The Kestrel Front said that it had bombed Velmar.", "The Osprey Army said that it had bombed Tarn."
    assert cues(one, "bombed") == cues(other, "bombed")


def test_cues_tell_of_marks_and_of_what_stands_above() -> None:
    found = cues("The militia threatened to attack the convoy.", "attack")
    assert {ALWAYS, "status=threatened", "infinitive:xcomp", "over:xcomp:threaten", "after=to"} <= found
    assert "quoted" in cues('"We will strike," he said.', "strike")


def test_unknown_cues_say_nothing() -> None:
    weights = FactualityWeights(cues={"neg": (2.0, 0.0)}, levels=(-3.0, 3.0), share=0.5, margin=0.0)
    assert blend_factuality(1.0, frozenset({"unheard"}), weights) == pytest.approx(0.5)
    assert blend_factuality(1.0, frozenset({"neg"}), weights) < -0.5


@pytest.mark.parametrize("kind", load_factuality_classes(), ids=lambda kind: kind.name)
def test_each_class_governs_what_its_sentences_mark(kind: FactualityClass) -> None:
    for text, word in zip(kind.positive, kind.marked, strict=True):
        assert any(cue.startswith(f"governor:{kind.name}:") for cue in cues(text, word)), (text, word)
    for text, word in zip(kind.negative, kind.unmarked, strict=True):
        assert not any(cue.startswith(f"governor:{kind.name}") for cue in cues(text, word)), (text, word)


@pytest.mark.parametrize(
    ("text", "word", "chain"),
    [
        ("The choir toured the valley.", "toured", ""),
        ("The choir never toured the valley.", "toured", "n"),
        ("The choir has yet to tour the valley.", "tour", "n"),
        ("The choir no longer tours the valley.", "tours", "n"),
        ("The ferry nearly sank.", "sank", "n"),
        ("The tour was cancelled.", "tour", "n"),
        ("The mayor called off the march.", "march", "n"),
        ("The firm pulled out of the deal.", "deal", "n"),
        ("The choir failed to give a concert.", "concert", "n"),
        ("The choir could leave or protest.", "protest", "m"),
        ("The band would have toured the valley.", "toured", "u"),
        ("The town urged the choir to cancel its tour.", "tour", "nh"),
        ("The choir dropped plans to tour the valley.", "tour", "hn"),
        ("The choir did not cancel its tour.", "tour", "nn"),
    ],
)
def test_the_chain_tells_from_the_word_upwards_what_undoes_and_hedges_it(text: str, word: str, chain: str) -> None:
    assert f"chain:{chain}" in cues(text, word)


def test_what_was_called_off_ranks_far_below_what_was_held() -> None:
    for text, word in (("The tour was cancelled.", "tour"), ("The council postponed the talks.", "talks")):
        assert value(text, word, told=3.0) < 1.0
    assert value("The council held the talks.", "talks", told=3.0) > 2.5
