"""Links between actors: the chain from a group to its parents and sponsors, and how near two actors are."""

from __future__ import annotations

from collections import deque
from typing import Final

from onrecord.lexicon.actors import ActorIndex, Affiliation, in_force
from onrecord.records import Link, RelationKind

__all__ = ["affiliation_chain", "compatible", "link_of"]

_UPWARD: Final = frozenset(
    {RelationKind.PART_OF, RelationKind.FRONT_FOR, RelationKind.LINKED_TO, RelationKind.MEMBER_OF}
)
_MAX_STEPS: Final = 4


def affiliation_chain(actor_id: str, actors: ActorIndex, on: str | None = None) -> tuple[Link, ...]:
    """The links that lead from a group to its parents and sponsors on a day, nearest first.

    Each link stands as its source states it (a sponsor ``supports`` the group). Disputed links are kept and
    say so. A renaming leads from a former name to the later one and never back. An unknown id, or a group
    without links, gives an empty tuple; at most four steps are followed.
    """
    links: list[Link] = []
    seen = {actor_id}
    queue = deque([(actor_id, 0)])
    while queue:
        current, steps = queue.popleft()
        if steps == _MAX_STEPS:
            continue
        for affiliation in actors.affiliations.get(current, ()):
            parent = _parent(affiliation, current)
            if parent is None or parent in seen or not in_force(affiliation.start, affiliation.end, on):
                continue
            seen.add(parent)
            queue.append((parent, steps + 1))
            links.append(link_of(affiliation, actors))
    return tuple(links)


def _parent(affiliation: Affiliation, child: str) -> str | None:
    if affiliation.subject_id == child and affiliation.relation in _UPWARD:
        return affiliation.object_id
    if affiliation.object_id == child and affiliation.relation in {RelationKind.SUPPORTS, RelationKind.SAME_AS}:
        return affiliation.subject_id
    return None


def link_of(affiliation: Affiliation, actors: ActorIndex) -> Link:
    """A row of the affiliation table as a step of a chain, with both names and its source."""
    return Link(
        subject_id=affiliation.subject_id,
        subject=actors.entries[affiliation.subject_id].name,
        relation=affiliation.relation,
        object_id=affiliation.object_id,
        object=actors.entries[affiliation.object_id].name,
        start=affiliation.start,
        end=affiliation.end,
        source=f"{affiliation.source}, {affiliation.source_date}",
        status=affiliation.status,
    )


def compatible(a_id: str, b_id: str, actors: ActorIndex, on: str | None = None) -> float:
    """How well two actors may be one and the same doer, 0 to 1: 1 the same, less for parent and child or a front.

    The strength of a path is the product of its links' strengths (``relations.csv``); 0 where no path leads from one
    to the other on that day. Symmetric.
    """
    if a_id == b_id:
        return 1.0
    return max(_reach(a_id, b_id, actors, on), _reach(b_id, a_id, actors, on))


def _reach(start: str, goal: str, actors: ActorIndex, on: str | None) -> float:
    best = {start: 1.0}
    queue = deque([start])
    while queue:
        current = queue.popleft()
        for affiliation in actors.affiliations.get(current, ()):
            parent = _parent(affiliation, current)
            if parent is None or not in_force(affiliation.start, affiliation.end, on):
                continue
            strength = best[current] * actors.strengths.get(affiliation.relation, 0.0)
            if strength > best.get(parent, 0.0):
                best[parent] = strength
                queue.append(parent)
    return best.get(goal, 0.0)
