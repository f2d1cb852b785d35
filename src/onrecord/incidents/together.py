"""What several fields show together, where none of them says much alone.

Each is a finding of its own, so that an explanation names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

__all__ = ["JOINT_FIELDS", "Finding", "join_findings"]

CONTRADICTIONS: Mapping[str, frozenset[str]] = {
    "spot": frozenset({"differs"}),
    "weapon": frozenset({"differ"}),
    "killed": frozenset({"none and some", "far, same day", "far, falling"}),
    "wounded": frozenset({"none and some", "far, same day", "far, falling"}),
    "actor": frozenset({"differs"}),
    "recipient": frozenset({"differs"}),
}
AGREEMENTS: Mapping[str, frozenset[str]] = {
    "spot": frozenset({"same", "like names"}),
    "weapon": frozenset({"shared"}),
    "killed": frozenset({"same, 1-3", "same, over 3"}),
    "wounded": frozenset({"same, 1-3", "same, over 3"}),
    "actor": frozenset({"same"}),
    "recipient": frozenset({"shared words"}),
    "context": frozenset({"shared"}),
}
JOINT_FIELDS = ("contradictions", "agreements", "target and toll", "means")


class Finding(Struct, frozen=True):
    """What one field shows: ``value`` is a key of the weight table, ``amount`` how much of it there is."""

    field: str
    value: str
    amount: float = 1.0


def _tally(field: str, values: Mapping[str, str], telling: Mapping[str, frozenset[str]]) -> Finding:
    """How many fields tell two happenings apart (or as one) where day and place alone would not."""
    count = 0
    for one, tells in telling.items():
        count += values[one] in tells
    return Finding(field, ("none", "one", "two", "three or more")[min(count, 3)])


def _target_and_toll(values: Mapping[str, str]) -> Finding:
    """Two attacks on one day in one town, with like means, differ in whom they hit and how many they killed."""
    tolls = values["killed"].startswith("far") or values["killed"] == "none and some"
    both = values["recipient"] == "differs" and tolls
    return Finding("target and toll", "both differ" if both else "not both known to differ")


def _means(values: Mapping[str, str]) -> Finding:
    """A shooting and a bombing on one day in one town are two, unless other fields say much against it."""
    both = values["weapon"] == "differ" and values["type"] == "modes differ"
    return Finding("means", "both differ" if both else "not both known to differ")


def join_findings(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of ``JOINT_FIELDS``, in that order, from those of the single fields."""
    values = {one.field: one.value for one in found}
    yield _tally("contradictions", values, CONTRADICTIONS)
    yield _tally("agreements", values, AGREEMENTS)
    yield _target_and_toll(values)
    yield _means(values)
