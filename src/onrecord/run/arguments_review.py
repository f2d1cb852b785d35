"""The command line of review: decide, decisions, review, verify, search."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Final, TypeAlias

from onrecord.records import Field
from onrecord.run.addresses import store_address

__all__ = ["DECIDE_FORMS", "REVIEWER_VARIABLE", "add_review_commands"]

REVIEWER_VARIABLE: Final = "ONRECORD_REVIEWER"

DECIDE_FORMS: Final = (
    ("same ID ID", "two reports or incidents are one happening"),
    ("not-same ID ID", "they are not; a report and its own incident: it does not belong there"),
    ("correct ID FIELD VALUE", f"a field has another value; fields are {', '.join(Field)}"),
    ("merge-actors NAME NAME", "the first actor is the second"),
    ("split-actors NAME NAME", "whoever documents call by the first name is not the second"),
    ("note ID WORDS", "something worth knowing"),
    ("accept ID", "reviewed, and right"),
    ("undo NUMBER", "decision NUMBER counts no longer"),
)

Command: TypeAlias = Callable[[str, str], argparse.ArgumentParser]
Option: TypeAlias = Callable[[argparse.ArgumentParser], None]


def add_review_commands(command: Command, store: Option, output: Option) -> None:
    """Adds the commands; ``command`` makes a parser of a name and a help text, the others add common options."""
    _add_decide(command("decide", "enter one decision of a reviewer in the journal"), store)
    _add_decisions(command("decisions", "list the journal of decisions and what became of each"), store, output)
    _add_review(command("review", "go through incidents, those most in need of it first, and decide on them"), store)
    _add_verify(
        command(
            "verify", "prove that neither the journal of decisions nor the evidence was changed since it was written"
        )
    )
    _add_search(command("search", "find documents by their words, with the incidents they tell of"), store)


def _add_decide(parser: argparse.ArgumentParser, store: Option) -> None:
    width = max(len(form) for form, _ in DECIDE_FORMS)
    parser.epilog = "forms:\n" + "\n".join(f"  {form:<{width}}  {meaning}" for form, meaning in DECIDE_FORMS)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    kinds = [form.split()[0] for form, _ in DECIDE_FORMS]
    parser.add_argument("kind", metavar="KIND", choices=kinds, help=f"what is decided: {', '.join(kinds)}")
    parser.add_argument("operands", metavar="WORD", nargs="+", help="about what, and how: see the forms")
    _reviewer(parser)
    parser.add_argument("--reason", metavar="WORDS", default="", help="why; stands in the journal and beside the value")
    parser.add_argument(
        "--later", action="store_true", help="do not fuse incidents anew now; the next decision, add or recode does"
    )
    store(parser)


def _add_decisions(parser: argparse.ArgumentParser, store: Option, output: Option) -> None:
    choices = ("table", "jsonl")
    parser.add_argument("--format", choices=choices, default="table", help="form of the output (default: %(default)s)")
    output(parser)
    store(parser)


def _add_review(parser: argparse.ArgumentParser, store: Option) -> None:
    parser.add_argument("--list", action="store_true", help="print the queue and ask nothing")
    parser.add_argument("--format", choices=("table", "jsonl"), default="table", help="form of the list")
    parser.add_argument(
        "--limit", metavar="N", type=int, default=20, help="how many incidents at most (default: %(default)s)"
    )
    _reviewer(parser)
    store(parser)


def _add_verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "db",
        metavar="FILE",
        nargs="?",
        type=store_address,
        help="a store (default: as for --db elsewhere) or a dossier that export wrote",
    )
    parser.add_argument(
        "--head", metavar="HASH", help="a head noted earlier, which must still stand in a chain; for a dossier its seal"
    )


def _add_search(parser: argparse.ArgumentParser, store: Option) -> None:
    parser.add_argument(
        "words",
        metavar="WORD",
        nargs="+",
        help='all must occur, in any form (bombs, bombing); "a phrase" in quotes stands together; bomb* begins so',
    )
    parser.add_argument("--limit", metavar="N", type=int, default=20, help="how many documents at most (default: 20)")
    parser.add_argument("--format", choices=("table", "jsonl"), default="table", help="form of the output")
    store(parser)


def _reviewer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reviewer", metavar="NAME", help=f"who decides (default: the environment's {REVIEWER_VARIABLE})"
    )
