"""From decisions that reports are, or are not, one happening to what fusion must keep together and apart.

Decisions are taken newest first; one that contradicts a newer one gives way, pair by pair. What is together is
transitive: where a is b and b is c, a later "a is not c" leaves standing whichever of the two is newer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.records import Bond, Bonds, Decision, DecisionKind

__all__ = ["KINDS", "Sides", "bonds_of", "decision_words"]

KINDS = (DecisionKind.SAME, DecisionKind.NOT_SAME)
Sides = tuple[tuple[str, ...], tuple[str, ...]]
"""The report ids that a decision's subject and its other are attached to now."""


class _Groups:
    """Reports that are together, and for each report those that it is apart from, with the deciding numbers."""

    def __init__(self) -> None:
        self.members: dict[str, set[str]] = {}
        self.joined_by: dict[str, int] = {}
        self.apart: dict[str, dict[str, int]] = {}

    def group(self, report_id: str) -> set[str]:
        return self.members.setdefault(report_id, {report_id})

    def parted(self, one: str, other: str) -> int | None:
        """The number of the decision that keeps the groups of two reports apart."""
        across = (self.apart.get(x, {}).get(y) for x in self.group(one) for y in self.group(other))
        return next((seq for seq in across if seq is not None), None)

    def join(self, one: str, other: str, seq: int) -> None:
        union = self.group(one) | self.group(other)
        for member in union:
            self.members[member] = union
            self.joined_by.setdefault(member, seq)

    def part(self, one: str, other: str, seq: int) -> None:
        self.apart.setdefault(one, {}).setdefault(other, seq)
        self.apart.setdefault(other, {}).setdefault(one, seq)


def decision_words(decision: Decision) -> str:
    """Who decided when and why, in one clause."""
    why = f": {decision.reason}" if decision.reason else ""
    return f"decision {decision.seq} of {decision.reviewer} on {decision.at[:10]}{why}"


def bonds_of(decisions: Sequence[Decision], sides: Mapping[int, Sides]) -> tuple[Bonds, dict[int, int]]:
    """The bonds, and for each decision that gave way entirely the number of the one that overrules it.

    ``decisions`` are those of ``KINDS`` that were not undone; ``sides`` by their number.
    """
    groups = _Groups()
    together: list[Bond] = []
    apart: list[Bond] = []
    overruled: dict[int, int] = {}
    for decision in sorted(decisions, key=lambda one: -one.seq):
        subject, other = sides.get(decision.seq, ((), ()))
        is_same = decision.kind is DecisionKind.SAME
        pairs = _chain(subject, other) if is_same else _across(subject, other)
        take = _join if is_same else _part
        against = [by for pair in pairs if (by := take(groups, pair, decision.seq)) is not None]
        stood = [pair for pair in pairs if _stands(groups, pair, is_same=is_same)]
        words = decision_words(decision)
        (together if is_same else apart).extend(
            Bond(reports=pair, words=words, decision=decision.seq) for pair in stood
        )
        if against and not stood:
            overruled[decision.seq] = max(against)
    return Bonds(together=tuple(together), apart=tuple(apart)), overruled


def _stands(groups: _Groups, pair: tuple[str, str], *, is_same: bool) -> bool:
    if is_same:
        return pair[1] in groups.group(pair[0])
    return pair[1] in groups.apart.get(pair[0], {})


def _join(groups: _Groups, pair: tuple[str, str], seq: int) -> int | None:
    if (by := groups.parted(*pair)) is not None:
        return by
    groups.join(*pair, seq)
    return None


def _part(groups: _Groups, pair: tuple[str, str], seq: int) -> int | None:
    if pair[1] in groups.group(pair[0]):
        return max(groups.joined_by[pair[0]], groups.joined_by[pair[1]])
    groups.part(*pair, seq)
    return None


def _chain(subject: Sequence[str], other: Sequence[str]) -> list[tuple[str, str]]:
    """Each report with the first, sorted within the pair."""
    members = list(dict.fromkeys((*subject, *other)))
    if not subject or not other:
        return []
    return [_sorted(members[0], member) for member in members[1:]]


def _across(subject: Sequence[str], other: Sequence[str]) -> list[tuple[str, str]]:
    """Every report of one side with every of the other; a report that stands on both sides parts from its own rest."""
    left, right = set(subject), set(other)
    pairs = {_sorted(x, y) for x in left for y in right if x != y and not (x in right and y in left)}
    return sorted(pairs)


def _sorted(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)
