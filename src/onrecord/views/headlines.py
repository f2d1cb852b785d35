"""Main events of documents as tables and flat rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from onrecord.reports.headlines import Headline, Words
from onrecord.views.cells import Cell
from onrecord.views.tables import Listing

__all__ = ["HEADLINE_COLUMNS", "headline_cells", "headline_table"]

HEADLINE_COLUMNS: Final = ("path", "published", "who", "what", "when", "where", "title", "document_id")


def headline_cells(headline: Headline) -> dict[str, Cell]:
    """A main event as one flat row; empty cells where the words do not say."""
    answers = {name: _text(getattr(headline, name)) for name in ("who", "what", "when", "where")}
    return {
        "path": headline.path,
        "published": headline.published,
        **answers,
        "title": headline.title,
        "document_id": headline.document_id,
    }


def _text(words: Words | None) -> str | None:
    return words.text if words else None


def headline_table(headlines: Iterable[Headline]) -> Listing:
    """One row a document."""
    shown = HEADLINE_COLUMNS[:6]
    rows = (tuple(str(headline_cells(one)[name] or "") for name in shown) for one in headlines)
    return Listing(shown, rows, keys=2)
