"""The parser's part for the commands that explain, count, compare and look back."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from msgspec import Struct

__all__ = ["QuestionParts", "add_question_commands"]


class QuestionParts(Struct, frozen=True):
    """The pieces of the parser that these commands share with all others."""

    command: Callable[[str, str], argparse.ArgumentParser]
    listing: Callable[[argparse.ArgumentParser], None]
    form: Callable[[argparse.ArgumentParser, Sequence[str], str], None]
    store: Callable[[argparse.ArgumentParser], None]
    day: Callable[[str], str]
    positive: Callable[[str], int]


def add_question_commands(parts: QuestionParts) -> None:
    """Adds why, count, trend, claims, gaps, statements, asof and diff."""
    for add_command in (
        _add_why,
        _add_count,
        _add_trend,
        _add_claims,
        _add_gaps,
        _add_statements,
        _add_asof,
        _add_diff,
    ):
        add_command(parts)


def _asking(parts: QuestionParts, name: str, help_text: str) -> argparse.ArgumentParser:
    parser = parts.command(name, help_text)
    parts.listing(parser)
    return parser


def _add_why(parts: QuestionParts) -> None:
    parser = parts.command(
        "why",
        "explain fusion: field by field why an incident's reports are one, the weakest link, what would part them, "
        "which stay apart and why, the counts under strict and loose fusion; of two reports, why they are or are not",
    )
    parser.add_argument("record_id", metavar="ID", help="id of an incident or report; its beginning will do")
    parser.add_argument("other", metavar="REPORT", nargs="?", help="another report: explain this pair")
    parts.form(parser, ("text", "json"), "text")
    parts.store(parser)


def _add_count(parts: QuestionParts) -> None:
    parser = _asking(
        parts,
        "count",
        "count incidents month by month as low, best and high (rough days count as ranges) with exact intervals, "
        "how many rest on one origin, how many died, and who is named for them",
    )
    parser.add_argument("--fusion", action="store_true", help="also count them under strict and loose fusion")


def _add_trend(parts: QuestionParts) -> None:
    parser = _asking(
        parts, "trend", "compare the period of --since and --until with the time before: ratio of rates, exact interval"
    )
    parser.add_argument(
        "--before", metavar="DAYS", type=parts.positive, help="days before the period (default: as many as it has)"
    )


def _add_claims(parts: QuestionParts) -> None:
    _asking(parts, "claims", "list who is named for what, on what basis, who says so and who is against it")


def _add_gaps(parts: QuestionParts) -> None:
    parser = _asking(
        parts, "gaps", "list what is missing of each incident: slots unreported, values withheld, fields disputed"
    )
    parser.add_argument("--one-origin", action="store_true", help="only incidents that rest on one origin")


def _add_statements(parts: QuestionParts) -> None:
    _asking(
        parts,
        "statements",
        "hold statements about many events (dozens of attacks in recent months) against the single incidents on record",
    )


def _add_asof(parts: QuestionParts) -> None:
    parser = _asking(parts, "asof", "list the incidents as they were known on a day, fused from what was known then")
    parser.add_argument(
        "day", metavar="DAY", type=parts.day, help="the day (YYYY-MM-DD, or the end of a month or year)"
    )
    _known(parser)


def _add_diff(parts: QuestionParts) -> None:
    parser = _asking(parts, "diff", "list what changed between two days, field by field, with the sentence responsible")
    parser.add_argument("day", metavar="DAY", type=parts.day, help="the earlier day")
    parser.add_argument("later", metavar="LATER", type=parts.day, help="the later day")
    _known(parser)


def _known(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--known",
        choices=("published", "added"),
        default="published",
        help="a document is known from its publication, or from the day it was added (default: %(default)s)",
    )
