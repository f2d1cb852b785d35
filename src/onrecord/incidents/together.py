"""What several fields show together, where none of them says much alone.

Each is a finding of its own, so that an explanation names it. What a single finding adds to them is its signs, a
number; those of all findings of a pair are summed, and the sum says what they show together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

__all__ = ["JOINT_FIELDS", "MOST_SIGNS", "Finding", "join_findings", "read_signs", "signs_of"]

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
TOLLS_PART = frozenset({"none and some", "far, same day", "far, rising", "far, falling"})
CONTRADICTION: Final = 1
AGREEMENT: Final = 1 << 3
"""Up to seven of each fit below the next sign."""
TOLLS_DIFFER: Final = 1 << 6
TARGETS_DIFFER: Final = 1 << 7
WEAPONS_DIFFER: Final = 1 << 8
MODES_DIFFER: Final = 1 << 9
MOST_SIGNS: Final = 1 << 10
SINGLE: Mapping[str, tuple[frozenset[str], int]] = {
    "killed": (TOLLS_PART, TOLLS_DIFFER),
    "recipient": (frozenset({"differs"}), TARGETS_DIFFER),
    "weapon": (frozenset({"differ"}), WEAPONS_DIFFER),
    "type": (frozenset({"modes differ"}), MODES_DIFFER),
}


class Finding(Struct, frozen=True):
    """What one field shows: ``value`` is a key of the weight table, ``amount`` how much of it there is."""

    field: str
    value: str
    amount: float = 1.0


def signs_of(field: str, value: str) -> int:
    """What one finding adds to the fields of ``JOINT_FIELDS``."""
    telling, sign = SINGLE.get(field, (frozenset(), 0))
    return (
        CONTRADICTION * (value in CONTRADICTIONS.get(field, ()))
        + AGREEMENT * (value in AGREEMENTS.get(field, ()))
        + sign * (value in telling)
    )


def read_signs(signs: int) -> Iterator[Finding]:
    """The findings of ``JOINT_FIELDS``, in that order, from the sum of the signs of all single fields.

    How many fields tell two happenings apart (or as one) where day and place alone would not. Two attacks on one day
    in one town, with like means, differ in whom they hit and how many they killed. A shooting and a bombing on one day
    in one town are two, unless other fields say much against it.
    """
    counts = ("none", "one", "two", "three or more")
    yield Finding("contradictions", counts[min(signs % AGREEMENT, 3)])
    yield Finding("agreements", counts[min(signs % TOLLS_DIFFER // AGREEMENT, 3)])
    for field, both in (
        ("target and toll", bool(signs & TOLLS_DIFFER and signs & TARGETS_DIFFER)),
        ("means", bool(signs & WEAPONS_DIFFER and signs & MODES_DIFFER)),
    ):
        yield Finding(field, "both differ" if both else "not both known to differ")


def join_findings(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of ``JOINT_FIELDS``, in that order, from those of the single fields."""
    return read_signs(sum(signs_of(one.field, one.value) for one in found))
