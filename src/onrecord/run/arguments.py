"""The command line's parser: every command, option and its help. The reference in docs/ is written from it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from onrecord import __version__
from onrecord.records import Status
from onrecord.records.days import first_day, last_day
from onrecord.run.actors_arguments import add_actors, add_gazetteer, own_data_options
from onrecord.run.addresses import store_address
from onrecord.run.arguments_cluster import add_cluster_commands
from onrecord.run.arguments_exchange import add_exchange_commands
from onrecord.run.arguments_questions import QuestionParts, add_question_commands
from onrecord.run.arguments_review import add_review_commands

__all__ = ["DEFAULT_STORE", "EXIT_CODES", "STORE_VARIABLE", "TRACE_VARIABLE", "build_parser"]

DEFAULT_STORE: Final = "onrecord.db"
STORE_VARIABLE: Final = "ONRECORD_DB"
TRACE_VARIABLE: Final = "ONRECORD_TRACE"

HIGHEST_PORT: Final = 65_535

EXIT_CODES: Final = (
    (0, "the command did what it was asked, even where some documents were refused"),
    (1, "no document could be coded: all were refused; or actors check found contradictions"),
    (2, "the command line, a path or a setting is wrong"),
    (3, "a data file of the package is wrong"),
    (4, "the store cannot be opened, is of another version, is damaged or its disk is full"),
    (6, "verify found that something was changed or damaged"),
    (70, f"a defect of onrecord itself; {TRACE_VARIABLE}=1 shows where"),
    (74, "the system failed to read or write: a full disk, a file taken away"),
    (130, "interrupted; what add has stored stays, and the same command resumes"),
    (141, "the program that reads the output closed it"),
)


def build_parser() -> argparse.ArgumentParser:
    """The whole parser; ``command`` in the result names the command."""
    codes = "\n".join(f"  {code:>3}  {meaning}" for code, meaning in EXIT_CODES)
    parser = argparse.ArgumentParser(
        prog="onrecord",
        description="Turns news reports of political violence into an accountable record: reports, incidents and "
        "attributions, each value with its quote.",
        epilog=f"exit codes:\n{codes}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"onrecord {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add_command in (_add_code, _add_headlines, _add_add, _add_recode):
        add_command(commands)
    for add_command in (_add_incidents, _add_reports, _add_show, _add_attribution, _add_actor):
        add_command(commands)
    for add_command in (_add_page, _add_serve, _add_refusals):
        add_command(commands)
    add_cluster_commands(partial(_command, commands), _hints, _store)
    add_exchange_commands(partial(_command, commands), _filters, _hints, _store, _output)
    add_review_commands(partial(_command, commands), _store, _output)
    add_actors(commands, _store, _first_day)
    add_gazetteer(commands)
    add_question_commands(QuestionParts(partial(_command, commands), _listing, _format, _store, _last_day, _positive))
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add_code(commands: Commands) -> None:
    parser = _command(commands, "code", "code documents and print their reports; nothing is stored")
    _paths(parser)
    _format(parser, ("jsonl", "table"), "jsonl")
    _hints(parser)
    parser.add_argument("--relations", action="store_true", help="print relations between actors too (jsonl only)")
    _workers(parser)
    own_data_options(parser)
    _output(parser)


def _add_headlines(commands: Commands) -> None:
    parser = _command(
        commands,
        "headlines",
        "list what documents are chiefly about by their headline and first sentences (who did what, when, where), "
        "whether or not they tell of an event that is coded; nothing is stored",
    )
    _paths(parser)
    _format(parser, ("table", "jsonl", "csv"), "table")
    _hints(parser)
    _output(parser)


def _add_add(commands: Commands) -> None:
    parser = _command(
        commands,
        "add",
        "code documents, keep them and fuse all stored reports into incidents; running it again changes nothing, "
        "and a run that was stopped goes on where it was",
    )
    _paths(parser)
    _hints(parser)
    _workers(parser)
    own_data_options(parser)
    _store(parser)


def _add_recode(commands: Commands) -> None:
    parser = _command(
        commands,
        "recode",
        "clean and code anew, from the bytes that were kept, what an older version of onrecord coded, and fuse; "
        "decisions of reviewers stay",
    )
    parser.add_argument("--all", action="store_true", help="also what this version coded")
    own_data_options(parser)
    _store(parser)


def _add_incidents(commands: Commands) -> None:
    _listing(_command(commands, "incidents", "list incidents"))


def _add_reports(commands: Commands) -> None:
    _listing(_command(commands, "reports", "list reports: each event as one document tells it"))


def _add_show(commands: Commands) -> None:
    parser = _command(commands, "show", "show an incident or a report with its quotes, disagreements and attribution")
    parser.add_argument(
        "record_id", metavar="ID", help="id of an incident or report; its beginning is enough where unique"
    )
    _format(parser, ("text", "json"), "text")
    _store(parser)


def _add_attribution(commands: Commands) -> None:
    parser = _command(
        commands,
        "attribution",
        "say who answers for an incident: claims, accusations, reports, suspicions and denials with speaker, words and "
        "day, and the dated links to parents, fronts and sponsors; unknown where nothing supports a name",
    )
    parser.add_argument(
        "record_id", metavar="ID", help="id of an incident, or of a report of it; its beginning will do"
    )
    _format(parser, ("text", "json"), "text")
    _store(parser)


def _add_actor(commands: Commands) -> None:
    parser = _command(
        commands,
        "actor",
        "show what is on record of an actor: what it is said to have done, claimed and denied, by whom and when; its "
        "names, and its ties in time",
    )
    parser.add_argument("name", metavar="NAME", help="an actor's id, name or words of its name")
    _format(parser, ("text", "json"), "text")
    _store(parser)


def _add_page(commands: Commands) -> None:
    parser = _command(
        commands,
        "page",
        "write incidents as one web page that needs nothing else: a table to sort and search, with the details and "
        "quotes of each incident",
    )
    _filters(parser)
    _output(parser)
    _store(parser)


def _add_serve(commands: Commands) -> None:
    parser = _command(
        commands,
        "serve",
        "serve the store to a browser on this machine: map, timeline, table, incidents, documents, actors, review and "
        "an HTTP API; nothing is loaded from elsewhere",
    )
    add = parser.add_argument
    add("--host", metavar="HOST", default="127.0.0.1", help="address to listen at (default: %(default)s, this machine)")
    add("--port", metavar="PORT", type=_port, default=8000, help="port (default: %(default)s; 0 for any that is free)")
    add(
        "--token-file",
        metavar="FILE",
        type=Path,
        help="a file with a secret that lets one review (default: read only)",
    )
    add("--tiles", metavar="FILE", type=Path, help="a PMTiles file with raster tiles to draw under the map")
    _store(parser)


def _add_refusals(commands: Commands) -> None:
    parser = _command(commands, "refusals", "list the documents that could not be coded, and why")
    _format(parser, ("table", "jsonl", "csv"), "table")
    _output(parser)
    _store(parser)


def _command(commands: Commands, name: str, help_text: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name, help=help_text, description=f"{help_text[:1].upper()}{help_text[1:]}.", allow_abbrev=False
    )


def _paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="a text or HTML file, a saved feed, a web archive (.warc, .warc.gz, .wacz), a table (.jsonl, .csv, "
        ".parquet), a folder, a glob, or - for standard input",
    )


def _hints(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--published",
        metavar="DATE",
        type=_whole_day,
        help="day of publication (YYYY-MM-DD) of documents that carry none",
    )
    parser.add_argument("--source", metavar="NAME", help="source of documents that name none")


def _workers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers",
        metavar="N",
        type=_positive,
        help="code in N processes of their own; a document that ends its process, or does not end, is tried once more "
        "and then refused, and the run goes on (default: code in this process)",
    )


def _store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--db",
        metavar="FILE",
        type=store_address,
        help="the store: a file, or the address of a PostgreSQL database (postgresql://...; default: the environment's "
        f"{STORE_VARIABLE}, else {DEFAULT_STORE} in the working folder)",
    )


def _format(parser: argparse.ArgumentParser, choices: Sequence[str], default: str) -> None:
    parser.add_argument("--format", choices=choices, default=default, help="form of the output (default: %(default)s)")


def _output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", metavar="FILE", type=Path, help="write to FILE, not to standard output")


def _listing(parser: argparse.ArgumentParser) -> None:
    _format(parser, ("table", "jsonl", "csv"), "table")
    _filters(parser)
    _output(parser)
    _store(parser)


def _filters(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--since", metavar="DATE", type=_first_day, help="on or after this day (YYYY-MM-DD, or a month or year)")
    add("--until", metavar="DATE", type=_last_day, help="on or before this day (YYYY-MM-DD, or a month or year)")
    add("--place", metavar="NAME", help="where a place's name holds these words")
    add("--country", metavar="NAME", help="in this country (its name, or its ISO 3166-1 code such as IRQ)")
    add(
        "--actor",
        metavar="NAME",
        help="where an actor, or one to whom it is attributed, has this id or these words in the name",
    )
    add("--type", metavar="TYPE", action="append", help="of this PLOVER type or mode (may be repeated: any of them)")
    statuses = [str(status) for status in Status]
    add("--status", choices=statuses, action="append", help="of this status (may be repeated: any of them)")
    add("--min-sources", metavar="N", type=_positive, default=0, help="told by at least N independent sources")
    add("--contested", action="store_true", help="with an attribution that is denied or claimed by another")
    add("--withdrawn", action="store_true", help="also what a reviewer found to be no event")


def _whole_day(words: str) -> str:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
        raise argparse.ArgumentTypeError(f"{words!r} is no day; write it as YYYY-MM-DD")
    return _first_day(words)


def _first_day(words: str) -> str:
    return _day(words, first_day)


def _last_day(words: str) -> str:
    return _day(words, last_day)


def _day(words: str, reading: Callable[[str], str]) -> str:
    try:
        return reading(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _port(words: str) -> int:
    if not (words.isascii() and words.isdecimal()) or int(words) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{words!r} is no port; give a number up to {HIGHEST_PORT}")
    return int(words)


def _positive(words: str) -> int:
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"{words!r} is no number; give 1 or more")
    return int(words)
