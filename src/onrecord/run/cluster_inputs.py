"""What is given to a cluster: files for tasks to open, each in the order given, and tables that Spark itself reads."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import pyarrow
import pyarrow.fs
from msgspec import Struct

from onrecord.errors import InputError
from onrecord.records import RawItem, Refusal
from onrecord.run.cluster_rows import Position
from onrecord.sources import FileKind, ItemHints, expand_paths, kind_of_suffix, read_stream, readable_name, row_item

__all__ = [
    "FILES_COLUMN",
    "Input",
    "Wave",
    "bare_address",
    "is_table",
    "listed_inputs",
    "plan_waves",
    "read_files",
    "read_table_row",
]

FILES_COLUMN: Final = "files array<struct<number: int, name: string, address: string>>"
"""How Spark writes the one column of a row that stands for the files of a task."""

SMALL_FILES_A_TASK: Final = 64
"""Single articles, a few hundredths of a second each, are worth no task of their own."""

TABLES_A_WAVE: Final = 64
TASKS_A_WAVE: Final = 512
"""How much is written at once: a run that is stopped loses the wave that it was at."""

_WHOLE: Final = (FileKind.WARC, FileKind.WACZ, FileKind.JSONL, FileKind.CSV, FileKind.FEED)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


class Input(Struct, frozen=True):
    """One file: its number in the order given, its name as given, where it is opened, and its size and time where it
    lies on a disk."""

    number: int
    name: str
    address: str
    stamp: str = ""


class Wave(Struct, frozen=True):
    """What is coded and written at once: tables that Spark reads, or tasks that open files, not both."""

    tables: tuple[Input, ...] = ()
    tasks: tuple[tuple[Input, ...], ...] = ()

    def digest(self, *settings: str | None) -> str:
        """12 hex digits that stand for these inputs, coded with these settings."""
        parts = [repr(settings), *(repr(one) for one in (*self.tables, *(one for task in self.tasks for one in task)))]
        return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:12]


def listed_inputs(paths: Sequence[str], lists: Sequence[Path]) -> tuple[Input, ...]:
    """The inputs meant, in order: paths as ``onrecord add`` takes them, addresses (``hdfs://...``) as they stand, then
    the lines of the lists. InputError where one of this machine's paths does not exist, or a list cannot be read."""
    given = [*paths, *(line for one in lists for line in _lines(one))]
    if "-" in given:
        raise InputError("-: a cluster cannot read this machine's standard input; give a file that every node can read")
    if not given:
        raise InputError("no input; give a path, or a list of paths with --list")
    named: dict[str, str] = {}
    for path in given:
        files = [path] if _SCHEME.match(path) else expand_paths([path])
        for file in files:
            if readable_name(file) != file:
                raise InputError(f"{readable_name(file)}: Spark takes no name that is not UTF-8; rename the file")
            named.setdefault(file if _SCHEME.match(file) else str(Path(file).absolute()), file)
    return tuple(Input(number, name, at, _stamp(at)) for number, (at, name) in enumerate(named.items()))


def _lines(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: no list of paths ({error}); give a text file with one path a line") from error
    return [line.strip() for line in lines if line.strip()]


def _stamp(address: str) -> str:
    if _SCHEME.match(address):
        return ""
    known = Path(address).stat()
    return f"{known.st_size} {known.st_mtime_ns}"


def is_table(one: Input) -> bool:
    """Whether Spark reads this itself: Parquet by its suffix, and addresses without a suffix that says otherwise."""
    kind = kind_of_suffix(one.name)
    return kind is FileKind.PARQUET or (kind is None and _SCHEME.match(one.address) is not None)


def plan_waves(inputs: Iterable[Input]) -> tuple[Wave, ...]:
    """Tables first, then the files that tasks open: archives and other tables each in a task of its own, single
    articles many to a task."""
    tables: list[Input] = []
    whole: list[tuple[Input, ...]] = []
    small: list[Input] = []
    for one in inputs:
        if is_table(one):
            tables.append(one)
        elif kind_of_suffix(one.name) in _WHOLE:
            whole.append((one,))
        else:
            small.append(one)
    tasks = whole + [tuple(group) for group in _cut(small, SMALL_FILES_A_TASK)]
    return (
        *(Wave(tables=tuple(group)) for group in _cut(tables, TABLES_A_WAVE)),
        *(Wave(tasks=tuple(group)) for group in _cut(tasks, TASKS_A_WAVE)),
    )


def _cut(things: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (things[start : start + size] for start in range(0, len(things), size))


def read_files(row: Mapping[str, Any], hints: ItemHints) -> Iterator[tuple[Position, RawItem | Refusal]]:
    """The documents of the files that a task's row names, each with its place.

    InputError where this node has no such file: it would be there on one machine.
    """
    for file in row["files"]:
        for number, item in enumerate(_read_file(file["name"], file["address"], hints), start=1):
            yield (file["number"], number), item


def _read_file(name: str, address: str, hints: ItemHints) -> Iterator[RawItem | Refusal]:
    try:
        with _opened(address) as stream:
            yield from read_stream(name, stream, hints)
    except FileNotFoundError as error:
        raise InputError(
            f"{address}: a node of the cluster does not find it; put it where every node can read"
        ) from error
    except OSError as error:
        detail = f"{name}: cannot be read ({error.strerror or error}); check its permissions"
        yield Refusal(path=name, stage="sources", code="unreadable", detail=detail)


def _opened(address: str) -> Any:
    if not _SCHEME.match(address):
        return Path(address).open("rb")
    filesystem, inner = pyarrow.fs.FileSystem.from_uri(re.sub("^s3[an]://", "s3://", address))
    return filesystem.open_input_file(inner)


def read_table_row(
    row: Mapping[str, Any], names: Mapping[str, tuple[int, str]], source: str | None
) -> Iterator[tuple[Position, RawItem | Refusal]]:
    """The document of a row of a table that Spark read; ``names`` gives number and name of each of its files."""
    file, name = names.get(bare_address(row["file_path"] or ""), (0, "table"))
    number = (row["row_index"] or 0) + 1
    yield (file, number), row_item(name, number, row, source)


def bare_address(address: str) -> str:
    """An address without what differs between ways to write it: slashes before a path, escapes."""
    return re.sub("^file:/+", "/", unquote(address))
