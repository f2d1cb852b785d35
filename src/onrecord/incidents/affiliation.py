"""What fusion needs of actor knowledge: may one report mean by one name whom another means by a second?"""

from __future__ import annotations

from onrecord.incidents.compare import Related
from onrecord.lexicon.actors import ActorIndex
from onrecord.records import RelationKind

__all__ = ["relate"]

KIN = frozenset(
    {
        RelationKind.PART_OF,
        RelationKind.MEMBER_OF,
        RelationKind.LEADER_OF,
        RelationKind.FRONT_FOR,
        RelationKind.SAME_AS,
    }
)


def relate(actors: ActorIndex | None) -> Related:
    """A test whether two actor ids are kin: one part, member, leader or front of the other.

    Sponsors are not kin: a group and the state that arms it are two answers to the question who did it.
    Without actor knowledge no two are kin.
    """
    known: dict[str, frozenset[str]] = {}

    def house(actor_id: str) -> frozenset[str]:
        if actor_id not in known:
            links = actors.affiliations.get(actor_id, ()) if actors is not None else ()
            above = {link.object_id for link in links if link.relation in KIN and link.subject_id == actor_id}
            known[actor_id] = frozenset({actor_id, *above})
        return known[actor_id]

    return lambda left, right: right in house(left) or left in house(right)
