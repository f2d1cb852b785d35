"""The part of the command line's parser under ``onrecord actors`` and ``onrecord gazetteer``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from onrecord.records import RelationKind

__all__ = ["add_actors", "add_gazetteer", "own_data_options"]

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Day: TypeAlias = Callable[[str], str]

FORMS: Final = ("ucdp", "ftm", "opensanctions", "wikidata")


def own_data_options(parser: argparse.ArgumentParser, *, gazetteer: bool = True) -> None:
    """``--actors`` and ``--gazetteer``: data of the user's own that goes over the package's."""
    parser.add_argument(
        "--actors",
        metavar="FOLDER",
        type=Path,
        help="own actor tables, used beside the package's (default: the environment's ONRECORD_ACTORS, else "
        "onrecord-actors in the working folder where it exists)",
    )
    if gazetteer:
        parser.add_argument(
            "--gazetteer",
            metavar="FOLDER",
            type=Path,
            help="a gazetteer made by onrecord gazetteer build, in place of the package's (default: the environment's "
            "ONRECORD_GAZETTEER)",
        )


def add_actors(commands: Commands, store: Callable[[argparse.ArgumentParser], None], day: Day) -> None:
    """The command ``actors`` with its own commands; ``store`` adds ``--db``, ``day`` reads a date."""
    words = "look up, add, import and check what is known of actors: states and their organs, armed groups, leaders"
    parser = commands.add_parser(
        "actors", help=words, description=f"{words[:1].upper()}{words[1:]}.", allow_abbrev=False
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION", help="what to do")
    _find(actions, day)
    _show(actions)
    _add(actions)
    _import(actions)
    _check(actions)
    _provisional(actions, store)


def _action(actions: Commands, name: str, words: str) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=words, description=f"{words[:1].upper()}{words[1:]}.", allow_abbrev=False)
    own_data_options(parser, gazetteer=False)
    return parser


def _format(parser: argparse.ArgumentParser, choices: Sequence[str] = ("text", "json")) -> None:
    words = "form of the output (default: %(default)s)"
    parser.add_argument("--format", choices=choices, default=choices[0], help=words)


def _find(actions: Commands, day: Day) -> None:
    words = "say which known actor a name or description means, and why others that bear it are not meant"
    parser = _action(actions, "find", words)
    parser.add_argument(
        "names", metavar="NAME", nargs="+", help="a name, or a description such as 'the Iraqi prime minister'"
    )
    parser.add_argument("--on", metavar="DATE", type=day, help="as of this day (YYYY-MM-DD, or a month or year)")
    parser.add_argument(
        "--country", metavar="NAME", action="append", help="in this country (may be repeated: in any of them)"
    )
    _format(parser)


def _show(actions: Commands) -> None:
    parser = _action(actions, "show", "show an actor's names, affiliations and offices with their dates and sources")
    parser.add_argument("actor_id", metavar="ID", help="the actor's id, or a name that only it bears")
    _format(parser)


def _add(actions: Commands) -> None:
    parser = _action(actions, "add", "add an actor, or a name of a known one, to your own tables")
    add = parser.add_argument
    add("name", metavar="NAME", help="the actor's name")
    add("--alias", metavar="NAME", action="append", help="another name of it (may be repeated)")
    add("--alias-of", metavar="ID", help="add NAME as another name of this known actor, and nothing else")
    add("--kind", metavar="KIND", default="armed_group", help="a kind of kinds.csv (default: %(default)s)")
    add("--country", metavar="NAME", help="its country (its name, or its ISO 3166-1 code)")
    add("--sector", metavar="CODE", default="", help="its PLOVER sector (default: that of its kind)")
    add("--from", dest="start", metavar="DATE", default="", help="when it began (YYYY, YYYY-MM or YYYY-MM-DD)")
    add("--to", dest="end", metavar="DATE", default="", help="when it ended")
    relations = [str(relation) for relation in RelationKind]
    add(
        "--link",
        nargs=2,
        metavar=("RELATION", "ID"),
        action="append",
        help=f"what it is to a known actor (may be repeated): {', '.join(relations)}",
    )
    add("--source", metavar="WORDS", help="the reference that says so")
    add(
        "--status",
        choices=("accepted", "disputed"),
        default="accepted",
        help="standing of the facts (default: %(default)s)",
    )
    add("--id", metavar="ID", help="its id (default: made from the name)")
    add("--new", action="store_true", help="add it although a known actor bears the name")


def _import(actions: Commands) -> None:
    words = "add the actors of a file to your own tables; those that may be known wait in matches.csv for a decision"
    parser = _action(actions, "import", words)
    add = parser.add_argument
    add("file", metavar="FILE", type=Path, help="a file that you have; nothing is fetched. May be gzip or bz2")
    add(
        "--form",
        choices=FORMS,
        help="UCDP Actor CSV, FollowTheMoney, OpenSanctions CSV or a Wikidata dump (default: guessed)",
    )
    add("--source", metavar="WORDS", help="the source to name (default: the form's)")
    add(
        "--instance-of", metavar="QID", action="append", help="Wikidata: only instances of this class (may be repeated)"
    )


def _check(actions: Commands) -> None:
    words = "report contradictions in the tables; the exit code is 1 where there are any"
    _format(_action(actions, "check", words))


def _provisional(actions: Commands, store: Callable[[argparse.ArgumentParser], None]) -> None:
    words = "list the actors that stored reports name and no table has, with their words and what may link them"
    parser = _action(actions, "provisional", words)
    parser.add_argument("--dismiss", metavar="NAME", help="note that this is no actor, and list it no more")
    parser.add_argument("--why", metavar="WORDS", help="the reason, kept with --dismiss")
    _format(parser)
    store(parser)


def add_gazetteer(commands: Commands) -> None:
    """The command ``gazetteer`` with its own command."""
    words = "make a gazetteer of your own"
    parser = commands.add_parser(
        "gazetteer", help=words, description=f"{words[:1].upper()}{words[1:]}.", allow_abbrev=False
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION", help="what to do")
    words = "build a gazetteer from GeoNames files that you have: allCountries.txt, a country's file or cities500.txt"
    build = actions.add_parser("build", help=words, description=f"{words}.", allow_abbrev=False)
    add = build.add_argument
    add(
        "files",
        metavar="FILE",
        nargs="+",
        type=Path,
        help="GeoNames places, 19 columns with tabs between, plain or zip",
    )
    add("--alternate-names", metavar="FILE", type=Path, help="GeoNames alternateNamesV2.txt, plain or zip")
    add("--admin1", metavar="FILE", type=Path, help="GeoNames admin1CodesASCII.txt")
    add("--admin2", metavar="FILE", type=Path, help="GeoNames admin2Codes.txt")
    add(
        "--languages",
        metavar="CODES",
        default="en,ar,es,fr,ru,uk,pt,fa,tr,de",
        help="alternate names kept (default: %(default)s)",
    )
    add("--output", metavar="FOLDER", type=Path, required=True, help="the folder to write, then named with --gazetteer")
    add("--replace", action="store_true", help="write over a gazetteer that stands there")
