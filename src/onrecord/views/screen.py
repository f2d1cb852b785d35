"""Puts a table or text on a stream: coloured and as wide as the window on a terminal, plain elsewhere."""

from __future__ import annotations

import io
import os
from typing import Final, TextIO

from rich.console import Console, RenderableType

__all__ = ["show"]

_UNBOUNDED_WIDTH: Final = 10_000
"""Wide enough for any row: a row of a piped table stays on one line, so that grep and awk see it whole."""


def show(renderable: RenderableType, stream: TextIO, *, width: int | None = None) -> None:
    """Writes the table or text.

    On a terminal it takes the window's width. Elsewhere it has no colour and no trailing blanks, and is ``COLUMNS``
    characters wide where that is set, else ``width``, else as wide as its longest row.
    """
    if stream.isatty():
        Console(file=stream, highlight=False, markup=False, emoji=False).print(renderable)
        return
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=_columns() or width or _UNBOUNDED_WIDTH,
        color_system=None,
        force_terminal=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(renderable)
    stream.writelines(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


def _columns() -> int | None:
    words = os.environ.get("COLUMNS", "")
    return int(words) if words.isdecimal() and int(words) > 0 else None
