"""Stand-ins for names: what is shown to model and parser, and how their answers come back to the text's words."""

from __future__ import annotations

import pytest

from onrecord.lexicon.actors import load_actors
from onrecord.lexicon.models import load_event_model
from onrecord.lexicon.name_masks import load_name_masks
from onrecord.mentions.event_model import score_sentence
from onrecord.mentions.language import SpacyParser
from onrecord.mentions.name_masks import MaskedText, mask_names, parse_masked, unmask_scores

SWAPS = [
    (
        "Kenya accused Hamas of killing two Peruvian doctors.",
        "The Philippines accused FARC of killing two Iraqi doctors.",
    ),
    ("The Lord's Resistance Army shelled the US embassy.", "Hezbollah shelled the Danish embassy."),
    ("The US bombed the port.", "Ivory Coast bombed the port."),
]


def masked(text: str) -> MaskedText:
    return mask_names(text, load_actors(), load_name_masks())


@pytest.mark.parametrize(("one", "other"), SWAPS)
def test_the_model_sees_the_same_words_whoever_is_named(one: str, other: str) -> None:
    assert masked(one).masked.lower().split()[0] == masked(other).masked.lower().split()[0]
    assert "Kenya" not in masked(one).masked and "FARC" not in masked(other).masked


def test_equal_sentences_become_equal() -> None:
    assert masked(SWAPS[0][0]).masked == masked(SWAPS[0][1]).masked


def test_two_names_stay_two_and_one_stays_one() -> None:
    both = masked("Kenya accused Peru, and Kenya recalled its envoy.").masked
    first, second = load_name_masks().stand_ins["state"][:2]
    assert both.count(first) == 2 and both.count(second) == 1


def test_a_text_without_names_is_unchanged() -> None:
    text = "Gunmen killed two farmers near the river."
    assert masked(text).masked == text and masked(text).spans == ()


def test_scores_lie_on_the_words_of_the_text() -> None:
    text = "The Lord's Resistance Army killed two Ugandan farmers."
    mask = masked(text)
    scores = unmask_scores(score_sentence(load_event_model(), mask.masked), mask)
    words = {text[a:b] for a, b in scores.offsets if b > a}
    assert {"The Lord's Resistance Army", "killed", "Ugandan", "farmers"} <= words


def test_parsed_names_keep_their_own_words() -> None:
    text = "Yesterday the Lord's Resistance Army killed two Ugandan farmers."
    (parsed,) = parse_masked(SpacyParser(), [(text, 7)], [masked(text)])
    assert all(text[a - 7 : b - 7] == w for a, b, w in zip(parsed.starts, parsed.ends, parsed.words, strict=True))
    army, killed = parsed.words.index("Army"), parsed.words.index("killed")
    assert parsed.heads[army] == killed and parsed.deps[army] == "nsubj"
    assert parsed.heads[parsed.words.index("Resistance")] == army
    assert "Resistance" not in parsed.nameless and parsed.text == text


def test_dotted_abbreviation_stays_one_word() -> None:
    text = "A U.S. strike hit the camp."
    (sentence,) = parse_masked(SpacyParser(), [(text, 0)], [masked(text)])
    assert sentence.words[:3] == ("A", "U.S.", "strike")
    assert sentence.heads[1] == 2


@pytest.mark.parametrize(
    "text", ["THIS GROUP IS HOLDING TWO MEN IN AN OLD MILL NEAR GAO", "AN OLD MILL NEAR GAO BURNED"]
)
def test_small_words_in_capitals_are_no_abbreviations(text: str) -> None:
    assert masked(text).masked == text
