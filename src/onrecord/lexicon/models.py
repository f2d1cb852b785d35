"""Loads the shipped model files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file
from typing import Any

from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.model_taps import tap_outputs
from onrecord.lexicon.tables import data_path

_SLOW_JOINS = ["SkipLayerNormFusion"]
"""onnxruntime's joined operator takes eight times as long as the sum and the normalising that it joins."""


class ModelFiles(Struct, frozen=True):
    """An ONNX session, the tokenizer that goes with it, and the sha256 of the weights file."""

    session: Any
    tokenizer: Any
    sha256: str


@cache
def load_event_model() -> ModelFiles:
    """The event model (data/models/events.onnx; its card is docs/models/events.md), on one thread.

    LexiconError where the files are missing or damaged.
    """
    return _load("events.onnx", "event model")


@cache
def load_span_model() -> ModelFiles:
    """The span model (data/models/spans.onnx; its card is docs/models/spans.md), on one thread.

    LexiconError where the files are missing or damaged.
    """
    return _load("spans.onnx", "span model")


STATE_LAYERS = (2, 4, 5)
"""The layers of the event model's encoder (of 0 to 5) whose states tell apart what a word means and where it stands."""


@cache
def load_event_encoder() -> ModelFiles:
    """The event model giving, after its scores, the states of its encoder's layers ``STATE_LAYERS`` for each piece.

    LexiconError as ``load_event_model``.
    """
    layer = "/model/encoder/encoder/layer.{}/output/LayerNorm/LayerNormalization_output_0"
    return _load("events.onnx", "event model", tuple(layer.format(number) for number in STATE_LAYERS))


def _load(name: str, title: str, tapped: Sequence[str] = ()) -> ModelFiles:
    """A model by its file's name; all have the tokenizer of their common base. ``tapped`` are further outputs."""
    import onnxruntime  # noqa: PLC0415  a third of a second to import
    from tokenizers import Tokenizer  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    weights, words = data_path("models", name), data_path("models", "events-tokenizer.json")
    try:
        data = weights.read_bytes()
        session = onnxruntime.InferenceSession(
            tap_outputs(data, tapped), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW_JOINS
        )
        with as_file(words) as path:
            tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:
        raise LexiconError(f"{weights}: the {title} cannot be loaded ({error}); reinstall onrecord") from error
    return ModelFiles(session=session, tokenizer=tokenizer, sha256=hashlib.sha256(data).hexdigest())
