"""A chain of affiliation as boxes and arrows: the named group on the left, who stands behind it on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from onrecord.records import Link

__all__ = ["ChainArrow", "ChainBox", "ChainDrawing", "draw_chain"]

CHAR_PIXELS: Final = 7.4
BOX_HEIGHT: Final = 34
LEAST_GAP: Final = 150


class ChainBox(Struct, frozen=True, kw_only=True):
    """An actor."""

    x: float
    width: float
    text: str
    actor_id: str


class ChainArrow(Struct, frozen=True, kw_only=True):
    """A link from one box to the next: what it is, when, on whose word. ``is_disputed`` is drawn dashed."""

    x1: float
    x2: float
    relation: str
    when: str
    source: str
    is_disputed: bool
    points_left: bool


class ChainDrawing(Struct, frozen=True, kw_only=True):
    """All that the template draws."""

    width: float
    height: int
    boxes: tuple[ChainBox, ...]
    arrows: tuple[ChainArrow, ...]


def draw_chain(links: Sequence[Link]) -> ChainDrawing | None:
    """The drawing of a chain, its links in order; ``None`` where there is none."""
    if not links:
        return None
    steps = _walk(links)
    boxes = [_box(0.0, *steps[0][0])]
    arrows = []
    for _, (actor_id, name), link, backwards in steps:
        when = f"{link.start or '?'} to {link.end or 'now'}" if link.start or link.end else "undated"
        relation = str(link.relation).replace("_", " ")
        gap = max(LEAST_GAP, CHAR_PIXELS * max(len(relation), len(when)) + 30)
        left = boxes[-1].x + boxes[-1].width
        arrows.append(
            ChainArrow(
                x1=left,
                x2=left + gap,
                relation=relation,
                when=when,
                source=link.source,
                is_disputed=link.status != "accepted",
                points_left=backwards,
            )
        )
        boxes.append(_box(left + gap, actor_id, name))
    return ChainDrawing(
        width=boxes[-1].x + boxes[-1].width + 2, height=BOX_HEIGHT + 30, boxes=tuple(boxes), arrows=tuple(arrows)
    )


def _box(x: float, actor_id: str, name: str) -> ChainBox:
    return ChainBox(x=round(x, 1), width=round(CHAR_PIXELS * len(name) + 24, 1), text=name, actor_id=actor_id)


def _walk(links: Sequence[Link]) -> list[tuple[tuple[str, str], tuple[str, str], Link, bool]]:
    """The links as steps from one actor to the next; a link that is told from its far end is walked backwards."""
    ends = [((link.subject_id, link.subject), (link.object_id, link.object)) for link in links]
    start_backwards = len(links) > 1 and ends[0][0][0] in {ends[1][0][0], ends[1][1][0]}
    at = ends[0][1] if start_backwards else ends[0][0]
    steps = []
    for link, (subject, thing) in zip(links, ends, strict=True):
        backwards = thing[0] == at[0]
        here, there = (thing, subject) if backwards else (subject, thing)
        steps.append((here, there, link, backwards))
        at = there
    return steps
