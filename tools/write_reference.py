"""Writes docs/reference/command-line.md from the parser, so that no option goes undocumented.

python tools/write_reference.py          writes the file
python tools/write_reference.py --check  only says (exit code 1) whether it is out of date
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from onrecord.run.arguments import DEFAULT_STORE, EXIT_CODES, STORE_VARIABLE, TRACE_VARIABLE, build_parser
from onrecord.run.arguments_review import REVIEWER_VARIABLE
from onrecord.run.own import ACTORS_VARIABLE, DEFAULT_ACTORS, GAZETTEER_VARIABLE
from written_page import write_or_check

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "command-line.md"

VARIABLES = (
    (STORE_VARIABLE, f"the store where `--db` is not given; without either, `{DEFAULT_STORE}` in the working folder"),
    (
        ACTORS_VARIABLE,
        f"the folder of own actor tables where `--actors` is not given; without either, `{DEFAULT_ACTORS}` in the "
        "working folder where it exists",
    ),
    (GAZETTEER_VARIABLE, "the folder of a gazetteer of your own where `--gazetteer` is not given"),
    (REVIEWER_VARIABLE, "the reviewer's name where `--reviewer` is not given"),
    (TRACE_VARIABLE, "any value: a defect of onrecord is shown with its traceback"),
    ("COLUMNS", "the width in characters of what is not written to a terminal"),
    ("NO_COLOR", "any value: no colour on a terminal"),
)


def reference() -> str:
    """The whole page."""
    return "\n".join(_lines(build_parser())) + "\n"


def _lines(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield "# Command line"
    yield ""
    yield "<!-- Written by tools/write_reference.py from the parser; change the parser and run it again. -->"
    yield ""
    yield f"{parser.description}"
    yield ""
    yield (
        "Results go to standard output, progress and refusals to standard error. "
        "A document that cannot be coded is refused with its reason, and the run goes on."
    )
    yield ""
    for name, command in sorted(_commands(parser).items()):
        yield from _command_lines(name, command)
    yield from _options_lines("Options without a command", parser)
    yield from _table("Environment", ("variable", "meaning"), [(f"`{name}`", text) for name, text in VARIABLES])
    yield from _table("Exit codes", ("code", "meaning"), [(str(code), text) for code, text in EXIT_CODES])


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    (commands,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return dict(commands.choices)


def _command_lines(name: str, parser: argparse.ArgumentParser, level: int = 2) -> Iterator[str]:
    yield f"{'#' * level} onrecord {name}"
    yield ""
    yield f"{parser.description}"
    yield ""
    positionals = [
        f"{action.metavar}{' ...' * (action.nargs == '+')}" for action in parser._actions if not action.option_strings
    ]
    yield f"    onrecord {name} [options] {' '.join(positionals)}".rstrip()
    yield ""
    nested = _commands(parser) if any(isinstance(a, argparse._SubParsersAction) for a in parser._actions) else {}
    rows = [(f"`{action}`", f"{one.description}") for action, one in nested.items()]
    yield from _table("", ("action", "meaning"), rows) if nested else _options_lines("", parser)
    for action, one in nested.items():
        yield from _command_lines(f"{name} {action}", one, level=3)


def _options_lines(title: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    rows = [(_names(action), _help(action)) for action in parser._actions if _is_shown(action)]
    yield from _table(title, ("argument", "meaning"), rows)


def _is_shown(action: argparse.Action) -> bool:
    return not isinstance(action, (argparse._HelpAction, argparse._SubParsersAction))


def _names(action: argparse.Action) -> str:
    if not action.option_strings:
        return f"`{action.metavar or action.dest}`"
    value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
    if action.choices:
        value = " {" + ",".join(map(str, action.choices)) + "}"
    return ", ".join(f"`{option}{value}`" for option in action.option_strings)


def _help(action: argparse.Action) -> str:
    if isinstance(action, argparse._VersionAction):
        return "print the version and end"
    return (action.help or "") % {"default": action.default}


def _table(title: str, heads: tuple[str, str], rows: list[tuple[str, str]]) -> Iterator[str]:
    if title:
        yield f"## {title}"
        yield ""
    yield f"| {heads[0]} | {heads[1]} |"
    yield "|---|---|"
    yield from (f"| {left} | {right} |" for left, right in rows)
    yield ""


if __name__ == "__main__":
    raise SystemExit(write_or_check(reference(), REFERENCE))
