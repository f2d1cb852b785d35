"""From a named group to those above it: one path of dated links for each parent or sponsor."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from onrecord.records import Link

__all__ = ["Path", "paths_up"]


class Path(Struct, frozen=True):
    """The links from a group to ``actor_id``, nearest first."""

    actor_id: str
    name: str
    links: tuple[Link, ...]


def paths_up(actor_id: str, links: Sequence[Link]) -> tuple[Path, ...]:
    """A path to every actor that ``links`` reach from ``actor_id``; ``links`` are in breadth-first order.

    A link may be told from either end (a group is part of its parent; a sponsor supports the group): the end
    not reached before is the one above.
    """
    reached: dict[str, tuple[Link, ...]] = {actor_id: ()}
    names: dict[str, str] = {}
    for link in links:
        ends = ((link.subject_id, link.object_id, link.object), (link.object_id, link.subject_id, link.subject))
        for below, above, name in ends:
            if below in reached and above not in reached:
                reached[above] = (*reached[below], link)
                names[above] = name
                break
    return tuple(Path(above, names[above], path) for above, path in reached.items() if path)
