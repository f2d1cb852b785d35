"""The states of the event model's encoder, had beside its scores."""

import numpy as np

from onrecord.lexicon.models import STATE_LAYERS, load_event_encoder, load_event_model
from onrecord.mentions.event_model import score_sentence

SENTENCE = "Gunmen attacked a market in Belmira on Monday."


def test_a_tapped_model_gives_its_own_scores_and_the_states_behind_them() -> None:
    encoder = load_event_encoder()
    ids = np.array([encoder.tokenizer.encode(SENTENCE).ids])
    scores, *states = encoder.session.run(None, {"ids": ids, "mask": np.ones_like(ids)})
    assert np.allclose(scores[0], score_sentence(load_event_model(), SENTENCE).rows, atol=1e-4)
    assert len(states) == len(STATE_LAYERS)
    assert all(state.shape[:2] == scores.shape[:2] for state in states)
    assert not np.allclose(states[0], states[-1])
