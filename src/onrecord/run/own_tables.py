"""Writes the user's own actor tables: rows are added to copies, which take the tables' place once everything loads."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from onrecord.errors import InputError
from onrecord.lexicon.actors import load_actors
from onrecord.lexicon.actors_own import OWN_COLUMNS

__all__ = ["TablesWriter"]

_NEW: Final = ".new"


class TablesWriter:
    """Adds rows to the tables in a folder; either all are added or none.

    Used as a context: on leaving it the tables with the new rows are loaded over the package's, and only if they fit
    do they replace the old ones, each in one step. LexiconError where they do not fit, InputError where the folder
    cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._beside = folder.with_name(folder.name + _NEW)
        self._streams = ExitStack()
        self._writers: dict[str, Any] = {}

    def __enter__(self) -> TablesWriter:
        try:
            shutil.rmtree(self._beside, ignore_errors=True)
            if self._folder.is_dir():
                shutil.copytree(self._folder, self._beside)
            else:
                self._beside.mkdir(parents=True)
        except OSError as error:
            raise self._refused(error) from error
        return self

    def add(self, file: str, row: Mapping[str, str]) -> None:
        """One row of a file of ``OWN_COLUMNS``; a column that it lacks is empty."""
        if file not in self._writers:
            self._writers[file] = self._open(self._beside / file, OWN_COLUMNS[file])
        self._writers[file].writerow([" ".join(row.get(column, "").split()) for column in OWN_COLUMNS[file]])

    def _open(self, path: Path, columns: tuple[str, ...]) -> Any:
        try:
            old = path.read_bytes() if path.exists() else b""
            stream = self._streams.enter_context(path.open("a", encoding="utf-8", newline=""))
        except OSError as error:
            raise self._refused(error) from error
        writer = csv.writer(stream, lineterminator="\n")
        if not old:
            writer.writerow(columns)
        elif not old.endswith(b"\n"):
            stream.write("\n")
        return writer

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._streams.close()
            if kind is None:
                load_actors(own=self._beside)
                self._folder.mkdir(parents=True, exist_ok=True)
                for file in self._writers:
                    (self._beside / file).replace(self._folder / file)
        except OSError as failure:
            raise self._refused(failure) from failure
        finally:
            shutil.rmtree(self._beside, ignore_errors=True)

    def _refused(self, error: OSError) -> InputError:
        return InputError(f"cannot write {self._folder}: {error.strerror}; name another folder with --actors")
