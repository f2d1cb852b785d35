"""HTML that is safe by its type: words of a document become ``Html`` only by being escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final, NewType

from onrecord.views.words import one_line

__all__ = ["SPACE", "Html", "element", "joined", "quotation", "words"]

Html = NewType("Html", str)
"""Markup. It is made by this module alone, so whatever else a page is given must pass through ``words``."""

SPACE: Final = Html(" ")


def words(text: str) -> Html:
    """Any text as HTML that shows it: escaped, on one line, with control and direction marks as U+FFFD."""
    return Html(escape(one_line(text), quote=True))


def element(name: str, *children: Html, **attributes: str | None) -> Html:
    """An element with its children. Attribute names are written with ``_`` for ``-`` and may end in ``_``
    (``class_``); their values are escaped; ``None`` leaves one out. ``name`` is one of our own, never a document's.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{words(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{written}>{''.join(children)}</{name}>")


def joined(parts: Iterable[Html]) -> Html:
    """Pieces one after another; nothing gives nothing."""
    return Html("".join(parts))


def quotation(text: str) -> Html:
    """Words of a document, marked as such."""
    return element("q", words(text))
