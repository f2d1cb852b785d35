"""Turns the paths a user gives into a fixed order of files."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.errors import InputError

STANDARD_INPUT = "-"


def expand_paths(paths: Sequence[str]) -> tuple[str, ...]:
    """The files meant, in the order given; folders (with what lies below) and globs sorted by name.

    A file reached twice stands once, where it came first. Hidden files and folders (a dot first) inside
    a folder are passed over, links to folders are not followed. InputError where a path does not exist,
    a folder holds no file or a pattern matches nothing.
    """
    seen: set[str] = set()
    files: list[str] = []
    for path in paths:
        for file in _expand(path):
            key = file if file == STANDARD_INPUT else os.path.realpath(file)
            if key not in seen:
                seen.add(key)
                files.append(file)
    return tuple(files)


def readable_name(path: str) -> str:
    """A path as records name it: bytes that are no UTF-8, which a file's name may hold, stand as ``\\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _expand(path: str) -> Iterator[str]:
    if path == STANDARD_INPUT or Path(path).is_file():
        yield path
    elif Path(path).is_dir():
        files = list(_walk(path))
        if not files:
            raise InputError(f"{path}: no file in this folder, hidden ones aside; check that it is the right one")
        yield from files
    elif Path(path).exists():  # a named pipe, say
        yield path
    elif glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
        if not matches:
            raise InputError(f"{path}: no file matches this pattern; check the folder and the spelling")
        for match in matches:
            yield from _expand(match)
    else:
        raise InputError(f"{path}: no such file or folder; check the spelling, or give - to read standard input")


def _walk(folder: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise InputError(f"{folder}: cannot be listed ({error.strerror}); check its permissions") from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif entry.is_file():
            yield entry.path
