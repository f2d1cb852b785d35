"""An actor among those it is tied to: itself in the middle, the others about it, a line for each tie."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

__all__ = ["NetworkDrawing", "NetworkLine", "NetworkNode", "Tie", "draw_network"]

WIDTH: Final = 900
MOST_OTHERS: Final = 18
_RADIUS_X: Final = 250
_ROW: Final = 34


class Tie(Struct, frozen=True, kw_only=True):
    """What ties the actor to another: the relation, whether the other is its object, and when."""

    other: str
    other_id: str | None
    relation: str
    is_object: bool
    when: str
    is_disputed: bool


class NetworkNode(Struct, frozen=True, kw_only=True):
    """One of the others, its name beside its point."""

    x: float
    y: float
    text_x: float
    anchor: Literal["start", "end", "middle"]
    text: str
    note: str
    actor_id: str | None


class NetworkLine(Struct, frozen=True, kw_only=True):
    """A line from the middle."""

    x: float
    y: float
    is_disputed: bool


class NetworkDrawing(Struct, frozen=True, kw_only=True):
    """All that the template draws. ``left_out``: others for which there was no room; the list below names them."""

    width: int
    height: int
    centre: tuple[float, float]
    name: str
    nodes: tuple[NetworkNode, ...]
    lines: tuple[NetworkLine, ...]
    left_out: int


def draw_network(name: str, ties: Sequence[Tie]) -> NetworkDrawing | None:
    """The drawing; ``None`` where the actor is tied to nobody. Several ties to one other share its line."""
    grouped: dict[str, list[Tie]] = {}
    for tie in ties:
        grouped.setdefault(tie.other_id or tie.other, []).append(tie)
    if not grouped:
        return None
    shown = sorted(grouped.values(), key=lambda group: (-len(group), group[0].other))[:MOST_OTHERS]
    sides = (shown[: -(-len(shown) // 2)], shown[-(-len(shown) // 2) :])
    height = max(120, _ROW * 2 * max(len(side) for side in sides) // 2 + 60)
    centre = (WIDTH / 2, height / 2)
    nodes, lines = [], []
    for sign, side in zip((1, -1), sides, strict=True):
        for number, group in enumerate(side):
            y = centre[1] + (number - (len(side) - 1) / 2) * _ROW
            lean = math.sqrt(max(0.0, 1 - ((y - centre[1]) / (height / 2 + 40)) ** 2))
            x = centre[0] + sign * (_RADIUS_X * 0.35 + _RADIUS_X * 0.35 * lean)
            nodes.append(_node(round(x, 1), round(y, 1), sign, group))
            lines.append(NetworkLine(x=round(x, 1), y=round(y, 1), is_disputed=all(tie.is_disputed for tie in group)))
    return NetworkDrawing(
        width=WIDTH,
        height=height,
        centre=centre,
        name=name,
        nodes=tuple(nodes),
        lines=tuple(lines),
        left_out=len(grouped) - len(shown),
    )


def _node(x: float, y: float, sign: int, group: Sequence[Tie]) -> NetworkNode:
    told = ((tie.relation if tie.is_object else f"{tie.relation} this", tie.when) for tie in group)
    notes = dict.fromkeys(", ".join(filter(None, pair)) for pair in told)
    return NetworkNode(
        x=x,
        y=y,
        text_x=x + sign * 10,
        anchor="start" if sign > 0 else "end",
        text=group[0].other,
        note="; ".join(notes)[:70],
        actor_id=group[0].other_id,
    )
