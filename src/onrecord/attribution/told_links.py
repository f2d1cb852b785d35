"""Links between actors that documents state: fronts, sponsors and parents that no table knows of.

A link of the actor tables stands for itself; one that a single document states carries that document as its source
and the status ``told``. It is used where the tables are silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.attribution.chains import Path
from onrecord.incidents.words import fold_name
from onrecord.records import Link, Relation, RelationKind, Status

__all__ = ["TOLD", "TellsOf", "end_key", "told_links", "told_paths"]

TOLD = "told"
UPWARD = frozenset({RelationKind.FRONT_FOR, RelationKind.PART_OF, RelationKind.MEMBER_OF})
DONE = frozenset({Status.OCCURRED, Status.ONGOING})

TellsOf = Mapping[str, Sequence[Link]]
"""The links that lead up from an actor, by its id, or its folded name where it has none."""


def end_key(actor_id: str | None, name: str) -> str:
    """What an end of a told link is known by: the actor id, else the folded name."""
    return actor_id or fold_name(name)


def told_links(relations: Iterable[Relation]) -> TellsOf:
    """The links upward that documents state, by the lower end; each pair of ends once, the earliest document's.

    Only names count: "the militia" is nobody's front. A sponsor must be one that the actor tables know.
    """
    ordered = sorted(relations, key=lambda one: (one.document.published or "9999", one.document.document_id))
    found: dict[str, dict[str, Link]] = {}
    for relation in ordered:
        ends = _ends(relation)
        if ends is not None and relation.status in DONE:
            below, above = ends
            found.setdefault(below, {}).setdefault(above, _link(relation))
    return {below: tuple(links.values()) for below, links in found.items()}


def _ends(relation: Relation) -> tuple[str, str] | None:
    """Keys of the lower and the upper end; ``None`` where the relation leads nowhere up."""
    subject, upper = end_key(relation.subject_id, relation.subject), end_key(relation.object_id, relation.object)
    if subject == upper or not (_is_name(relation.subject) and _is_name(relation.object)):
        return None
    if relation.relation is RelationKind.FRONT_FOR:
        return subject, upper
    if relation.relation in UPWARD and relation.subject_id is None:
        return subject, upper
    if relation.relation is RelationKind.SUPPORTS and relation.subject_id is not None:
        return upper, subject
    return None


def _is_name(name: str) -> bool:
    return any(word[:1].isupper() for word in name.split())


def _link(relation: Relation) -> Link:
    document = relation.document
    told = ", ".join(filter(None, (document.source or document.path, document.published)))
    speaker = f"{relation.according_to}, in " if relation.according_to else ""
    return Link(
        subject_id=end_key(relation.subject_id, relation.subject),
        subject=relation.subject,
        relation=relation.relation,
        object_id=end_key(relation.object_id, relation.object),
        object=relation.object,
        start=None,
        end=None,
        source=f"{speaker}{told}",
        status=TOLD,
    )


def told_paths(key: str, told: TellsOf, known: Sequence[Path]) -> tuple[Path, ...]:
    """A path of one link to each actor that documents put above ``key`` and the tables do not."""
    reached = {path.actor_id for path in known}
    paths = []
    for link in told.get(key, ()):
        is_upward = link.subject_id == key
        above, name = (link.object_id, link.object) if is_upward else (link.subject_id, link.subject)
        if above not in reached:
            paths.append(Path(above, name, (link,)))
    return tuple(paths)
