"""The command that lists what articles are chiefly about; nothing is coded and nothing stored."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from onrecord.documents import make_document
from onrecord.records import RawItem, Refusal, json_line
from onrecord.reports.headlines import Headline, load_headline_reader
from onrecord.run.streams import output_stream
from onrecord.views import show, write_csv
from onrecord.views.headlines import HEADLINE_COLUMNS, headline_cells, headline_table

__all__ = ["run_headlines"]

NOTHING_READ = 1


def run_headlines(options: argparse.Namespace, items: Iterator[RawItem | Refusal]) -> int:
    """Lists the main event of each document; names those that were refused on standard error."""
    reading = _Reading(options.published)
    with output_stream(options.output) as stream:
        headlines = reading.headlines(items)
        if options.format == "jsonl":
            stream.writelines(f"{json_line(one)}\n" for one in headlines)
        elif options.format == "csv":
            write_csv(map(headline_cells, headlines), HEADLINE_COLUMNS, stream)
        else:
            show(headline_table(headlines), stream)
    return NOTHING_READ if reading.refused and not reading.read else 0


class _Reading:
    """Reads items one by one and counts what became of them."""

    def __init__(self, published: str | None) -> None:
        self._published = published
        self.read = 0
        self.refused = 0

    def headlines(self, items: Iterator[RawItem | Refusal]) -> Iterator[Headline]:
        reader = load_headline_reader()
        for item in items:
            made = item if isinstance(item, Refusal) else make_document(item, fallback_published=self._published)
            if isinstance(made, Refusal):
                self.refused += 1
                print(f"onrecord: refused {made.path} ({made.code}): {made.detail}", file=sys.stderr)
            else:
                self.read += 1
                yield reader.read(made)
