"""The command line of exchange: export, annotations, feed, watch."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from onrecord.run.arguments_review import REVIEWER_VARIABLE

__all__ = ["EXPORT_FORMATS", "Options", "add_exchange_commands"]

EXPORT_FORMATS: Final = (
    *("acled", "brat", "codebooks", "datasette", "doccano", "dossier", "ftm", "gdelt", "ged", "geojson", "gtd", "kml"),
    *("label-studio", "muc4", "parquet", "polecat", "prov", "webanno"),
)
"""The names in views/exports/registry.py, which takes longer to load than a parser should; a test compares them."""

FEED_LIMIT: Final = 50
WATCH_EVERY_S: Final = 10.0

Options: TypeAlias = Callable[[argparse.ArgumentParser], None]


def add_exchange_commands(
    command: Callable[[str, str], argparse.ArgumentParser],
    filters: Options,
    hints: Options,
    store: Options,
    output: Options,
) -> None:
    """Adds the commands; ``filters``, ``hints``, ``store`` and ``output`` add the options that others have too."""
    export = command("export", "write incidents in the format of another data set or program")
    _add_export(export)
    feed = command("feed", "write the newest incidents that pass the filters as a feed to subscribe to")
    _add_feed(feed)
    for parser in (export, feed):
        filters(parser)
        _redaction(parser)
        output(parser)
        store(parser)
    annotations = command(
        "annotations",
        "take back documents that were annotated elsewhere: each difference from what was exported becomes a decision",
    )
    _add_annotations(annotations)
    store(annotations)
    watch = command("watch", "code what is put into a folder, as it comes, until interrupted")
    _add_watch(watch)
    hints(watch)
    store(watch)


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", metavar="FORMAT", choices=EXPORT_FORMATS, help=f"one of {', '.join(EXPORT_FORMATS)}")
    parser.add_argument("--number-codes", action="store_true", help="acled: kinds of actors as numbers, not as words")


def _redaction(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--redact-victims", action="store_true", help="mask the names of persons who were hit, in every text"
    )


def _add_feed(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("form", metavar="FORMAT", choices=("atom", "json"), help="atom (Atom 1.0) or json (JSON Feed 1.1)")
    add("--title", metavar="WORDS", help="title of the feed (default: its filters in words)")
    add("--limit", metavar="N", type=_count, default=FEED_LIMIT, help="at most N incidents (default: %(default)s)")
    add(
        "--webhook",
        metavar="URL",
        help="post the feed as JSON to this address too; without it nothing is sent anywhere",
    )


def _add_annotations(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("form", metavar="FORMAT", choices=("brat", "doccano", "label-studio"), help="brat, doccano or label-studio")
    add("path", metavar="PATH", type=Path, help="brat's folder, or the file that doccano or Label Studio exported")
    add("--reviewer", metavar="NAME", help=f"who annotated (default: the environment's {REVIEWER_VARIABLE})")
    add("--dry-run", action="store_true", help="say what would be entered and enter nothing")


def _add_watch(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "folder", metavar="FOLDER", type=Path, help="where files appear: all kinds that add reads, in folders below too"
    )
    add("--once", action="store_true", help="code what is there now and end")
    add(
        "--every",
        metavar="SECONDS",
        type=_seconds,
        default=WATCH_EVERY_S,
        help="how often to look (default: %(default)s); a file is taken once it is the same at two looks",
    )


def _count(words: str) -> int:
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"{words!r} is no number; give 1 or more")
    return int(words)


def _seconds(words: str) -> float:
    try:
        seconds = float(words)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86_400:
        raise argparse.ArgumentTypeError(f"{words!r} is no time; give seconds, more than 0 and less than a day")
    return seconds
