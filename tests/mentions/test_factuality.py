"""How far a text says that something happened, as a value in [-3, +3]; the model's view is given here, not asked."""

from __future__ import annotations

import pytest
from sentence_words import at, parsed

from onrecord.lexicon.factuality import FactualityWeights, load_factuality_weights
from onrecord.lexicon.status import load_speech_verbs, load_status_cues
from onrecord.mentions.factuality import ALWAYS, blend_factuality, factuality_cues


def cues(text: str, word: str) -> frozenset[str]:
    sentence = parsed(text)
    return factuality_cues(
        sentence, at(sentence, word), load_status_cues(), load_speech_verbs(), load_factuality_weights().undone
    )


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
