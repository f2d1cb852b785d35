"""The commands that code documents: code, add, recode."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from onrecord.records import Coded, Document, RawItem, Refusal, json_line
from onrecord.run.pipeline import CodeItems, Outcome, add, recode, survey
from onrecord.run.progress import watching
from onrecord.run.stages import Stages
from onrecord.run.streams import output_stream

if TYPE_CHECKING:
    from onrecord.store import Store

__all__ = ["Items", "outcome_words", "run_add", "run_code", "run_recode"]

Items: TypeAlias = Iterator[RawItem | Refusal]

NOTHING_CODED: Final = 1


def run_code(options: argparse.Namespace, items: Items, code: CodeItems) -> int:
    """Prints the reports of each document as soon as it is coded."""
    shown = _Counter()
    with output_stream(options.output) as stream:
        coded = shown.documents(code(items))
        if options.format == "table":
            from onrecord.views import report_table, show  # noqa: PLC0415 - rich is only needed for tables

            show(report_table([report for _, found in coded for report in found.reports]), stream)
        else:
            for _, found in coded:
                records = (*found.reports, *found.relations) if options.relations else found.reports
                stream.writelines(f"{json_line(record)}\n" for record in records)
                stream.flush()
    return NOTHING_CODED if shown.refused and not shown.coded else 0


class _Counter:
    """Passes coded documents on, names refusals on standard error, and counts both."""

    def __init__(self) -> None:
        self.coded = 0
        self.refused = 0

    def documents(self, coded: Iterator[tuple[Document, Coded] | Refusal]) -> Iterator[tuple[Document, Coded]]:
        for one in coded:
            if isinstance(one, Refusal):
                self.refused += 1
                print(f"onrecord: {_refusal_words(one)}", file=sys.stderr)
            else:
                self.coded += 1
                yield one


def _refusal_words(one: Refusal) -> str:
    from onrecord.views.words import one_line  # noqa: PLC0415 - only where something is refused

    return one_line(f"refused {one.path} ({one.code}): {one.detail}")


def run_add(items: Items, surveyed: Items | None, store: Store, stages: Stages, code: CodeItems | None = None) -> int:
    """Adds the items to the store, fuses, and prints what was done in one line.

    ``surveyed``: the same items once more, counted first to tell how long it takes; ``None`` where they can be read
    but once. ``code``: what codes them, where that is not to be done in this process.
    """
    total = None if surveyed is None else survey(surveyed, store, stages.coder.version)
    with watching(sys.stderr, total) as watch:
        outcome = add(items, store, stages, watch, total, code)
    print(outcome_words(outcome))
    tally = outcome.tally
    return NOTHING_CODED if tally.refused and not tally.coded + tally.known else 0


def run_recode(options: argparse.Namespace, store: Store, stages: Stages) -> int:
    """Cleans and codes stored documents anew and prints what was done in one line."""
    total = len(store.document_days() if options.all else store.documents_behind(stages.coder.version))
    with watching(sys.stderr, total) as watch:
        outcome = recode(store, stages, watch, everything=options.all)
    print(outcome_words(outcome))
    return 0


def outcome_words(outcome: Outcome) -> str:
    """What a run did, in one line."""
    tally = outcome.tally
    words = [
        f"{tally.coded} document(s) coded, {tally.known} already known, {tally.refused} refused",
        f"{tally.reports} new report(s), {tally.relations} new relation(s)",
        "incidents unchanged" if outcome.incidents is None else f"{outcome.incidents} incident(s)",
    ]
    words += _change_words([str(change.change) for change in outcome.changes])
    return "; ".join(words)


def _change_words(kinds: Sequence[str]) -> list[str]:
    return [f"{kinds.count(kind)} earlier incident id(s) {kind}" for kind in sorted(set(kinds))]
