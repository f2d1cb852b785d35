"""Where a command's output goes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from onrecord.errors import InputError

__all__ = ["output_stream"]


@contextmanager
def output_stream(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or the file (UTF-8, written anew). InputError where the file cannot be written."""
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    try:
        stream = path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}; give another file with --output") from error
    with stream:
        yield stream
