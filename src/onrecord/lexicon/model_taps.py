"""Makes a model give what it computes on the way as further outputs, without another file.

An ONNX file is one protocol buffer message, and of two messages joined end to end a reader takes the fields of both
(Protocol Buffers, encoding: "last one wins", repeated fields are joined). So a second, small graph that only names
outputs is put behind the file's bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["field", "tap_outputs"]

_MODEL_GRAPH, _GRAPH_OUTPUT, _VALUE_NAME, _VALUE_TYPE = 7, 12, 1, 2
_LENGTH_DELIMITED = 2
_FLOAT_TENSOR = b"\x0a\x02\x08\x01"
"""TypeProto {tensor_type {elem_type: FLOAT}}, of no told shape."""


def tap_outputs(model: bytes, tensors: Sequence[str]) -> bytes:
    """The model with the named tensors (32-bit floats) as outputs after its own, in the order given."""
    graph = b"".join(field(_GRAPH_OUTPUT, _output(name)) for name in tensors)
    return model + field(_MODEL_GRAPH, graph)


def _output(name: str) -> bytes:
    return field(_VALUE_NAME, name.encode()) + field(_VALUE_TYPE, _FLOAT_TENSOR)


def field(number: int, content: bytes) -> bytes:
    """A field of bytes of a protocol buffer message."""
    return _varint(number << 3 | _LENGTH_DELIMITED) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*out, value))
