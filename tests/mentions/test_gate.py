"""The gate spares the event model sentences without an event, and none that plainly tells of one."""

from __future__ import annotations

import pytest

from onrecord.lexicon.models import load_event_model, load_gate
from onrecord.mentions.event_model import encode
from onrecord.mentions.gate import gate_logit, turns_down

EVENTS = (
    "The two governments signed a ceasefire agreement on Friday.",
    "The ministers met in the capital to discuss the border dispute.",
    "The president praised the commanders of the militia and endorsed their demands.",
    "The junta released eleven political prisoners.",
    "The army handed intelligence to the neighbouring state for the raid.",
    "Relief agencies delivered food to the besieged town.",
    "Troops withdrew from the eastern province after the truce.",
    "The opposition demanded that the government resign.",
    "The ministry accused the rebels of massacring villagers.",
    "The rebels rejected the offer of talks.",
    "The general threatened to bomb the port.",
    "Thousands of demonstrators marched through the capital against the decree.",
    "The union imposed sanctions on the ruling family.",
    "The army deployed tanks along the frontier.",
    "Police arrested the leader of the banned party.",
    "Gunmen opened fire on a convoy and killed four soldiers.",
)
QUIET = (
    "Heat the oil in a heavy pan and fry the onions until they are soft.",
    "The phone has a larger screen and a faster processor than the model it replaces.",
    "The singer said her next album would be out in the spring.",
    "Shares of the airline rose four percent after it reported higher profits.",
    "He scored twice in the second half and was cheered off the pitch.",
    "The museum will show eighty paintings by the artist.",
)


def logits(texts: tuple[str, ...]) -> list[float]:
    return [gate_logit(load_gate(), encoding) for encoding in encode(load_event_model(), texts)]


@pytest.mark.parametrize("text", EVENTS)
def test_what_plainly_tells_of_an_event_passes(text: str) -> None:
    (encoding,) = encode(load_event_model(), [text])
    assert not turns_down(load_gate(), encoding)


def test_most_of_what_tells_of_none_goes_no_further() -> None:
    bar = load_gate().bar
    assert sum(logit < bar for logit in logits(QUIET)) >= len(QUIET) - 1


def test_events_stand_above_quiet_sentences() -> None:
    assert min(sorted(logits(EVENTS))[2:]) > max(logits(QUIET))


def test_a_very_long_sentence_is_read_up_to_the_models_limit() -> None:
    (long,) = encode(load_event_model(), ["rebels attacked the village and " * 300])
    assert not turns_down(load_gate(), long)
