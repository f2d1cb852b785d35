"""The command that writes incidents as a web page."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Final

from onrecord.run.asking import selection_of, warn_if_behind
from onrecord.run.streams import output_stream
from onrecord.store import Selection, Store

__all__ = ["run_page"]

BEHIND: Final = "Documents were added since these incidents were last fused, so the page does not hold all of them."


def run_page(options: argparse.Namespace, store: Store) -> int:
    """Writes the page of the incidents that pass the filters."""
    from onrecord.views.page import page_parts  # noqa: PLC0415 - only this command needs the page's files

    selection = selection_of(options)
    warn_if_behind(store)
    notes = (*_filter_notes(selection), *((BEHIND,) if store.is_behind() else ()))
    incidents = list(store.select_incidents(selection))
    with output_stream(options.output) as stream:
        stream.writelines(page_parts(incidents, store.reports_of, notes))
    return 0


def _filter_notes(selection: Selection) -> Iterator[str]:
    """What the page leaves out: who is handed the file does not know the command that made it."""
    named = (
        ("since", selection.since),
        ("until", selection.until),
        ("place", selection.place),
        ("country", selection.country),
        ("actor", selection.actor),
        ("type", " or ".join(selection.types)),
        ("status", " or ".join(selection.statuses)),
        ("independent sources", f"{selection.min_sources} or more" if selection.min_sources else None),
        ("attribution", "contested" if selection.contested else None),
    )
    words = [f"{name} {value}" for name, value in named if value]
    if words:
        yield f"Only incidents with: {'; '.join(words)}."
