"""A timeline as bars: solid for what lies within a bar, pale on top for what is only known to lie somewhere near."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from onrecord.serve.explore.timeline import Bar, Timeline

__all__ = ["DrawnBar", "Tick", "TimelineDrawing", "draw_timeline"]

WIDTH: Final = 1000
HEIGHT: Final = 96
"""Of the bars alone, in pixels; the ticks stand below."""

MOST_TICKS: Final = 9
WIDEST: Final = 80.0


class DrawnBar(Struct, frozen=True, kw_only=True):
    """One bar in pixels, its days, and what it says."""

    x: float
    width: float
    within_y: float
    within_height: float
    spread_y: float
    spread_height: float
    start: str
    end: str
    title: str


class Tick(Struct, frozen=True, kw_only=True):
    """A label below the bars."""

    x: float
    text: str


class TimelineDrawing(Struct, frozen=True, kw_only=True):
    """All that the template draws."""

    width: int
    height: int
    unit: str
    bars: tuple[DrawnBar, ...]
    ticks: tuple[Tick, ...]
    highest: int
    undated: int


def draw_timeline(timeline: Timeline) -> TimelineDrawing:
    """The drawing of a timeline; without bars where nothing is dated."""
    highest = max((bar.within + bar.spread for bar in timeline.bars), default=0.0) or 1.0
    width = min(WIDEST, WIDTH / max(1, len(timeline.bars)))
    return TimelineDrawing(
        width=WIDTH,
        height=HEIGHT,
        unit=timeline.unit,
        bars=tuple(_drawn(bar, number * width, width, highest) for number, bar in enumerate(timeline.bars)),
        ticks=tuple(_ticks(timeline, width)),
        highest=round(highest),
        undated=timeline.undated,
    )


def _drawn(bar: Bar, x: float, width: float, highest: float) -> DrawnBar:
    within, spread = HEIGHT * bar.within / highest, HEIGHT * bar.spread / highest
    when = bar.start if bar.start == bar.end else f"{bar.start} to {bar.end}"
    near = f", and {bar.spread:.1f} by share of what is dated less closely" if bar.spread >= 0.05 else ""
    return DrawnBar(
        x=round(x, 2),
        width=round(max(0.8, width - min(2.0, width * 0.2)), 2),
        within_y=round(HEIGHT - within, 2),
        within_height=round(within, 2),
        spread_y=round(HEIGHT - within - spread, 2),
        spread_height=round(spread, 2),
        start=bar.start,
        end=bar.end,
        title=f"{when}: {bar.within}{near}",
    )


def _ticks(timeline: Timeline, width: float) -> Iterator[Tick]:
    step = max(1, -(-len(timeline.bars) // MOST_TICKS))
    for number in range(0, len(timeline.bars), step):
        day = date.fromisoformat(timeline.bars[number].start)
        yield Tick(x=round(number * width, 1), text=_tick_words(day, timeline.unit))


def _tick_words(day: date, unit: str) -> str:
    if unit in ("year", "decade"):
        return f"{day.year:04d}"
    return day.isoformat() if unit in ("day", "week") else day.isoformat()[:7]
