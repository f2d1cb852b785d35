"""Loads the shipped model files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file
from typing import Any

from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.model_nodes import lighten
from onrecord.lexicon.model_taps import tap_outputs
from onrecord.lexicon.tables import data_path, read_rules

_SLOW_JOINS = ["SkipLayerNormFusion"]
"""onnxruntime's joined operator takes eight times as long as the sum and the normalising that it joins."""


class ModelFiles(Struct, frozen=True):
    """An ONNX session, the tokenizer that goes with it, and the sha256 of the weights file."""

    session: Any
    tokenizer: Any
    sha256: str


class Gate(Struct, frozen=True):
    """An ONNX session, and the logit below which a sentence goes no further."""

    session: Any
    bar: float


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


@cache
def load_gate() -> Gate:
    """The gate before the event model (data/models/gate.onnx and gate.toml; its card is docs/models/gate.md).

    LexiconError where the files are missing or damaged.
    """
    bar = read_rules(data_path("models", "gate.toml"))["bar"]
    return Gate(session=_session("gate.onnx", "gate", _bytes("gate.onnx")), bar=float(bar))


def _load(name: str, title: str, tapped: Sequence[str] = ()) -> ModelFiles:
    """A model by its file's name; all have the tokenizer of their common base. ``tapped`` are further outputs."""
    from tokenizers import Tokenizer  # noqa: PLC0415

    data, words = _bytes(name), data_path("models", "events-tokenizer.json")
    session = _session(name, title, tap_outputs(lighten(data), tapped))
    try:
        with as_file(words) as path:
            tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:
        raise LexiconError(f"{words}: cannot be loaded ({error}); reinstall onrecord") from error
    return ModelFiles(session=session, tokenizer=tokenizer, sha256=hashlib.sha256(data).hexdigest())


def _bytes(name: str) -> bytes:
    source = data_path("models", name)
    try:
        return source.read_bytes()
    except OSError as error:
        raise LexiconError(f"{source}: cannot be read ({error}); reinstall onrecord") from error


def _session(name: str, title: str, data: bytes) -> Any:
    import onnxruntime  # noqa: PLC0415  a third of a second to import

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            data, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW_JOINS
        )
    except Exception as error:
        raise LexiconError(f"{name}: the {title} cannot be loaded ({error}); reinstall onrecord") from error
