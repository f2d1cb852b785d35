"""Reads the package's data tables, and says where a bad one is wrong."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from onrecord.errors import LexiconError


def data_path(*parts: str) -> Traversable:
    """The data file (or folder) of the installed package."""
    return files("onrecord").joinpath("data", *parts)


ParsedT = TypeVar("ParsedT")


NOT_CODING = (
    "/exports/",
    "/muc4/",
    "/models/spans.",
    "/language/headlines.toml",
    "/language/kinship.csv",
    "/incidents/telling_weights.toml",
)
"""Data that says how records leave the program, or serves what coding never asks for: a change there codes nothing
anew."""


@cache
def data_digest() -> str:
    """The sha256 of the data that codes, file by file in the order of their names: another digest, another coder."""
    digest = hashlib.sha256()
    for name, source in sorted(_files(data_path(), "")):
        if name.startswith(NOT_CODING):
            continue
        digest.update(name.encode())
        digest.update(hashlib.sha256(source.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = f"{prefix}/{entry.name}"
        if entry.is_dir():
            yield from _files(entry, name)
        else:
            yield name, entry


def read_table(source: Traversable | Path, columns: Sequence[str]) -> tuple[dict[str, str], ...]:
    """The rows of a CSV table, in order, each with exactly ``columns`` (white space stripped).

    LexiconError names the file and line where the header or a row does not fit.
    """
    try:
        lines = source.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{source}: cannot be read ({error}); reinstall onrecord") from error
    reader = csv.DictReader(lines)
    if list(reader.fieldnames or ()) != list(columns):
        raise LexiconError(f"{source}:1: columns are {reader.fieldnames}, expected {list(columns)}")
    rows: list[dict[str, str]] = []
    for row in reader:
        if None in row or None in row.values():
            raise LexiconError(f"{source}:{reader.line_num}: {len(columns)} columns expected")
        rows.append({name: value.strip() for name, value in row.items()})
    return tuple(rows)


def parse_table(
    source: Traversable | Path, columns: Sequence[str], parse: Callable[[dict[str, str]], ParsedT]
) -> tuple[ParsedT, ...]:
    """What ``parse`` makes of every row of a table; LexiconError with file and line where a cell cannot be read."""
    found: list[ParsedT] = []
    for line, row in enumerate(read_table(source, columns), start=2):
        try:
            found.append(parse(row))
        except (ValueError, KeyError) as error:
            raise LexiconError(f"{source}:{line}: {error} in {row}") from error
    return tuple(found)


def read_rules(source: Traversable | Path) -> dict[str, Any]:
    """A TOML file as it stands; LexiconError names the file and what is wrong."""
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{source}: {error}") from error
