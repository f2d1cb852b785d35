"""Makes a model's graph cheaper to run, with the same numbers and without another file.

A sentence is run by itself, so its attention needs no mask (what the mask adds is zero); its pieces are all of one
segment, so nothing need be looked up to say so; and onnxruntime adds a bias in the multiplication before, for which its
operator of bias and Gelu must be taken apart. The nodes of the file's protocol buffer message are written anew, all
else is kept byte by byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from onrecord.lexicon.model_taps import field

__all__ = ["lighten"]

_MODEL_GRAPH, _GRAPH_NODE, _GRAPH_OUTPUT, _VALUE_NAME = 7, 1, 12, 1
_INPUT, _OUTPUT, _OPERATOR, _DOMAIN = 1, 2, 4, 7
_MASK_OF_ATTENTION = 5
_PIECES, _SEGMENTS = 0, 1
_MICROSOFT = b"com.microsoft"
_FIXED_BYTES = {1: 8, 5: 4}
_LENGTH_DELIMITED = 2

Field: TypeAlias = tuple[int, memoryview, memoryview]
"""A field's number, its content (empty where it is a number), and the whole of it with its key."""


def lighten(model: bytes) -> bytes:
    """The model without masks in attention, without a table look-up for segments, its biases apart from Gelu; as it is
    where it has none of these. What it is given must be one sentence a run, its mask all ones."""
    parts = [
        field(_MODEL_GRAPH, _graph(content)) if number == _MODEL_GRAPH else whole
        for number, content, whole in _fields(memoryview(model))
    ]
    return b"".join(parts)


def _graph(graph: memoryview) -> bytes:
    nodes: list[bytes] = []
    wanted: set[bytes] = set()
    others: list[memoryview] = []
    for number, content, whole in _fields(graph):
        if number == _GRAPH_NODE:
            nodes += _lighter(content)
            continue
        others.append(whole)
        if number == _GRAPH_OUTPUT:
            wanted.update(_strings(content, _VALUE_NAME))
    return b"".join([*(field(_GRAPH_NODE, node) for node in _needed(nodes, wanted)), *others])


def _lighter(node: memoryview) -> list[bytes]:
    """The nodes that stand for one."""
    operator = _strings(node, _OPERATOR)
    if operator == [b"QAttention"]:
        return [_with_input(node, _MASK_OF_ATTENTION, b"")]
    inputs, outputs = _strings(node, _INPUT), _strings(node, _OUTPUT)
    if operator == [b"QEmbedLayerNormalization"]:
        zeros = outputs[0] + b"/segments"
        return [_node(b"Sub", [inputs[_PIECES]] * 2, zeros), _with_input(node, _SEGMENTS, zeros)]
    if operator == [b"BiasGelu"]:
        biased = outputs[0] + b"/biased"
        return [_node(b"Add", inputs, biased), _node(b"Gelu", [biased], outputs[0], _MICROSOFT)]
    return [bytes(node)]


def _needed(nodes: list[bytes], wanted: set[bytes]) -> list[bytes]:
    """The nodes, which stand in the order in which they run, without those that nothing ``wanted`` comes from."""
    kept: list[bytes] = []
    for node in reversed(nodes):
        view = memoryview(node)
        if not wanted.isdisjoint(_strings(view, _OUTPUT)):
            wanted.update(_strings(view, _INPUT))
            kept.append(node)
    return kept[::-1]


def _node(operator: bytes, inputs: list[bytes], output: bytes, domain: bytes = b"") -> bytes:
    fields = [*((_INPUT, name) for name in inputs), (_OUTPUT, output), (_OPERATOR, operator), (_DOMAIN, domain)]
    return b"".join(field(number, content) for number, content in fields)


def _with_input(node: memoryview, place: int, name: bytes) -> bytes:
    parts: list[bytes | memoryview] = []
    inputs = 0
    for number, _, whole in _fields(node):
        parts.append(field(_INPUT, name) if number == _INPUT and inputs == place else whole)
        inputs += number == _INPUT
    return b"".join(parts)


def _strings(node: memoryview, wanted: int) -> list[bytes]:
    return [bytes(content) for number, content, _ in _fields(node) if number == wanted]


def _fields(message: memoryview) -> Iterator[Field]:
    at = 0
    while at < len(message):
        start = at
        key, at = _varint(message, at)
        kind = key & 7
        content = message[:0]
        if kind == _LENGTH_DELIMITED:
            size, at = _varint(message, at)
            content = message[at : at + size]
            at += size
        elif kind in _FIXED_BYTES:
            at += _FIXED_BYTES[kind]
        else:
            _, at = _varint(message, at)
        yield key >> 3, content, message[start:at]


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    """The number that begins at a byte, and where the next one begins."""
    value = shift = 0
    while message[at] & 0x80:
        value |= (message[at] & 0x7F) << shift
        shift, at = shift + 7, at + 1
    return value | message[at] << shift, at + 1
