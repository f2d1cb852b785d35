"""The command line's entry: reads the arguments, runs the command, turns every failure into one line and a code."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from onrecord.errors import InputError, OnrecordError
from onrecord.records import RawItem, Refusal
from onrecord.run.addresses import store_address
from onrecord.run.arguments import DEFAULT_STORE, STORE_VARIABLE, TRACE_VARIABLE, build_parser
from onrecord.run.own import choose_own_data

if TYPE_CHECKING:
    from onrecord.run.pipeline import CodeItems

__all__ = ["main"]

ASKING: Final = {
    "page": "paging",
    "export": "exporting",
    "attribution": "answering",
    "actor": "answering",
    "why": "explaining",
    **dict.fromkeys(("count", "trend", "claims", "gaps", "statements", "asof", "diff"), "questioning"),
}
"""The module of each command that asks a store, where it is not ``asking``."""

WRITING: Final = ("add", "recode", "spark-add", "spark-code")
CLUSTER: Final = ("spark-add", "spark-code")
REVIEWING: Final = ("decide", "decisions", "review", "search", "verify")
EXCHANGING: Final = ("annotations", "export", "feed", "watch")
DEFECT: Final = 70
INTERRUPTED: Final = 130
OUTPUT_CLOSED: Final = 141
SYSTEM_FAILED: Final = 74


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code (``arguments.EXIT_CODES``) is returned, no exception leaves but SystemExit of
    ``--help``, ``--version`` and a wrong command line."""
    options = build_parser().parse_args(argv)
    try:
        return _run(options)
    except OnrecordError as error:
        return _failed(str(error), error.exit_code)
    except KeyboardInterrupt:
        resumes = "; what was stored stays, and the same command resumes" if options.command in WRITING else ""
        return _failed(f"interrupted{resumes}", INTERRUPTED)
    except BrokenPipeError:
        _silence_output()
        return OUTPUT_CLOSED
    except OSError as error:
        return _failed(f"{error.filename or 'the system'}: {error.strerror or error}", SYSTEM_FAILED)
    except Exception as error:  # noqa: BLE001 - the last boundary: a user never meets a traceback unasked
        if os.environ.get(TRACE_VARIABLE):
            traceback.print_exc()
        return _failed(
            f"a defect of onrecord ({type(error).__name__}: {error}); {TRACE_VARIABLE}=1 shows where, please report it",
            DEFECT,
        )


def _run(options: argparse.Namespace) -> int:
    choose_own_data(options)
    if options.command in ("actors", "gazetteer"):
        return _run_knowledge(options)
    if options.command in ("code", "add", "recode"):
        return _run_coding(options)
    if options.command in CLUSTER:
        return _run_cluster(options)
    if options.command in REVIEWING:
        return _run_review(options)
    if options.command == "headlines":
        items = _read(options)  # before all else: a mistyped path must not wait for the lexicons
        from onrecord.run.headlines import run_headlines  # noqa: PLC0415

        return run_headlines(options, items)
    if options.command == "serve":
        from onrecord.run.serving import run_serve  # noqa: PLC0415

        return run_serve(options, _store_path(options.db))
    if options.command in EXCHANGING:
        return _run_exchange(options)
    from onrecord.store import open_store  # noqa: PLC0415 - each command loads only what it needs

    module = import_module(f"onrecord.run.{ASKING.get(options.command, 'asking')}")
    command = getattr(module, f"run_{options.command}")
    with open_store(_store_path(options.db)) as store:
        return int(command(options, store))


def _run_review(options: argparse.Namespace) -> int:
    from onrecord.run.deciding import run_decide, run_decisions  # noqa: PLC0415
    from onrecord.run.reviewing import run_review  # noqa: PLC0415
    from onrecord.run.searching import run_search  # noqa: PLC0415
    from onrecord.run.verifying import run_verify  # noqa: PLC0415
    from onrecord.store import open_store  # noqa: PLC0415

    if options.command == "verify":
        return run_verify(options, _store_path(options.db))
    commands = {"decide": run_decide, "decisions": run_decisions, "review": run_review, "search": run_search}
    with open_store(_store_path(options.db)) as store:
        return commands[options.command](options, store)


def _run_cluster(options: argparse.Namespace) -> int:
    from onrecord.run.cluster_commands import run_spark_add, run_spark_code  # noqa: PLC0415
    from onrecord.store import open_store  # noqa: PLC0415

    if options.command == "spark-code":
        return run_spark_code(options)
    if not options.folder.is_dir():  # before all else: a mistyped folder must not make a store
        raise InputError(f"no folder {options.folder}; give the one named with the --out of onrecord spark-code")
    with open_store(_store_path(options.db), create=True) as store:
        return run_spark_add(options, store)


def _run_exchange(options: argparse.Namespace) -> int:
    from onrecord.run.annotating import run_annotations  # noqa: PLC0415
    from onrecord.run.exporting import run_export  # noqa: PLC0415
    from onrecord.run.feeding import run_feed  # noqa: PLC0415
    from onrecord.store import open_store  # noqa: PLC0415

    if options.command == "watch":
        from onrecord.run.stages import load_stages  # noqa: PLC0415
        from onrecord.run.watching import Watched, run_watch  # noqa: PLC0415

        watched = Watched(options.folder)  # before all else: a mistyped folder must not make a store
        with open_store(_store_path(options.db), create=True) as store:
            return run_watch(options, watched, store, load_stages(options.published))
    commands = {"annotations": run_annotations, "export": run_export, "feed": run_feed}
    with open_store(_store_path(options.db)) as store:
        return commands[options.command](options, store)


def _run_knowledge(options: argparse.Namespace) -> int:
    if options.command == "gazetteer":
        from onrecord.run.gazetteer import run_build  # noqa: PLC0415 - each command loads only what it needs

        return run_build(options)
    from onrecord.run.actors import run_actors  # noqa: PLC0415

    return run_actors(options)


def _run_coding(options: argparse.Namespace) -> int:
    from onrecord.run.coding import run_add, run_code, run_recode  # noqa: PLC0415
    from onrecord.run.stages import load_stages  # noqa: PLC0415
    from onrecord.store import open_store  # noqa: PLC0415

    if options.command == "recode":
        with open_store(_store_path(options.db)) as store:
            return run_recode(options, store, load_stages(None))
    items = _read(options)  # before all else: a mistyped path must neither make a store nor wait for the lexicons
    if options.command == "code":
        return run_code(options, items, _coding(options, relations=options.relations))
    surveyed = _read(options) if _can_be_read_twice(options.paths) else None
    code = _coding(options, relations=True) if options.workers else None
    with open_store(_store_path(options.db), create=True) as store:
        return run_add(items, surveyed, store, load_stages(options.published), code)


def _coding(options: argparse.Namespace, *, relations: bool) -> CodeItems:
    """What codes items: this process, or the workers that were asked for, which load the stages themselves."""
    from onrecord.run.pipeline import code_items  # noqa: PLC0415
    from onrecord.run.stages import load_brief_stages, load_stages  # noqa: PLC0415

    load = partial(load_stages if relations else load_brief_stages, options.published)
    if options.workers is None:
        return partial(code_items, stages=load())
    from onrecord.run.workers import Supervision, code_in_workers  # noqa: PLC0415

    return partial(code_in_workers, load=load, supervision=Supervision(workers=options.workers))


def _read(options: argparse.Namespace) -> Iterator[RawItem | Refusal]:
    from onrecord.sources import ItemHints, read_items  # noqa: PLC0415

    hints = ItemHints(published=options.published, source=options.source)
    return read_items(options.paths, stdin=sys.stdin.buffer, hints=hints)


def _can_be_read_twice(paths: Sequence[str]) -> bool:
    """Whether nothing given is a pipe: those can be read once, so their documents cannot be counted beforehand."""
    existing = [Path(path) for path in paths if path != "-" and Path(path).exists()]
    return "-" not in paths and all(path.is_file() or path.is_dir() for path in existing)


def _store_path(given: Path | str | None) -> Path | str:
    return given or store_address(os.environ.get(STORE_VARIABLE) or DEFAULT_STORE)


def _failed(words: str, code: int) -> int:
    print(f"onrecord: {words}", file=sys.stderr)
    return code


def _silence_output() -> None:
    """Points standard output nowhere, so that Python's flush at exit does not fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    raise SystemExit(main())
