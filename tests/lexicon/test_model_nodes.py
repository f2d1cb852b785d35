"""A model's graph made cheaper gives the same numbers."""

import hashlib

import numpy as np
import onnxruntime
import pytest

from onrecord.lexicon.model_nodes import lighten
from onrecord.lexicon.models import load_event_model, load_gate
from onrecord.lexicon.tables import data_path

SENTENCES = (
    "Gunmen attacked a market in Belmira on Monday.",
    "Rain fell.",
    "Police held nine men, the mayor said. " * 9,
)


@pytest.fixture(scope="module")
def as_filed():
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(
        data_path("models", "events.onnx").read_bytes(),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_numbers_are_those_of_the_file_to_the_last_bit(as_filed, sentence):
    model = load_event_model()
    ids = np.array([model.tokenizer.encode(sentence).ids])
    given = {"ids": ids, "mask": np.ones_like(ids)}
    assert np.array_equal(model.session.run(None, given)[0], as_filed.run(None, given)[0])


def test_masks_segments_and_joined_operators_are_gone_and_the_rest_stays():
    filed = data_path("models", "events.onnx").read_bytes()
    light = lighten(filed)
    for operator in (b"\x22\x08BiasGelu", b"\x22\x0eGatherElements"):  # field 4 of a node, its length, its operator
        assert operator in filed
        assert operator not in light
    assert len(filed) - 20_000 < len(light) < len(filed)


def test_a_model_with_nothing_to_leave_out_is_not_touched():
    gate = data_path("models", "gate.onnx").read_bytes()
    assert lighten(gate) == gate
    assert load_gate().bar < 0


def test_the_model_is_named_by_its_file():
    filed = data_path("models", "events.onnx").read_bytes()
    assert load_event_model().sha256 == hashlib.sha256(filed).hexdigest()
