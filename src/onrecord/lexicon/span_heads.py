"""The heads of the span model: which columns of its output say what."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.tables import data_path, read_rules

__all__ = ["SpanHead", "load_span_heads"]

KINDS = ("span", "one", "any")


class SpanHead(Struct, frozen=True):
    """One head: its columns ``[first, last)``, and their labels (for ``span``: outside, start, inside).

    ``through``: how sure the head must be that a word piece is of a span; ``least``: that one of its pieces is.
    """

    name: str
    kind: str
    labels: tuple[str, ...]
    first: int
    of_sentence: bool
    least: float
    through: float

    @property
    def last(self) -> int:
        """The column after the head's last."""
        return self.first + len(self.labels)


@cache
def load_span_heads() -> Mapping[str, SpanHead]:
    """The heads by name, in the order of their columns (data/models/spans.toml); LexiconError for an unknown kind."""
    source = data_path("models", "spans.toml")
    heads: dict[str, SpanHead] = {}
    first = 0
    for row in read_rules(source)["head"]:
        if row["kind"] not in KINDS:
            raise LexiconError(f"{source}: head {row['name']}: kind is {row['kind']!r}, one of {KINDS} expected")
        labels = ("O", "B", "I") if row["kind"] == "span" else tuple(row["labels"])
        least, of_sentence = float(row.get("least", 0.5)), bool(row.get("sentence", False))
        heads[row["name"]] = SpanHead(
            row["name"], row["kind"], labels, first, of_sentence, least, float(row.get("through", least))
        )
        first += len(labels)
    return MappingProxyType(heads)
