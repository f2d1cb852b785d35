"""Opens the SQLite file, brings its schema up to date and turns SQLite's failures into ours."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import apsw
import msgspec

from onrecord.errors import StoreError

__all__ = [
    "connect",
    "digest_of",
    "durable",
    "fresh_schema",
    "migrate",
    "migration_scripts",
    "store_failures",
    "transaction",
]

APPLICATION_ID: Final = 0x6F6E7263
"""Stands in the file's header ("onrc"), so that another program's database is never written to."""

_MAGIC: Final = b"SQLite format 3\0"
_NOT_A_STORE: Final = "not an onrecord store; give another file with --db or ONRECORD_DB"

BUSY_TIMEOUT_MS: Final = 60_000
"""How long a writer waits for others; one document's transaction takes milliseconds, a fusion seconds."""

BUSY_POLL_S: Final = 0.005
"""How often a waiting writer asks again. SQLite's own waits grow, so that who waited longest would be served last."""


def migration_scripts() -> tuple[str, ...]:
    """The SQL of every migration in order; the n-th leads from schema version n-1 to n."""
    folder = files("onrecord") / "store" / "migrations"
    scripts = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=lambda entry: entry.name)
    return tuple(script.read_text(encoding="utf-8") for script in scripts)


def connect(path: Path, *, create: bool) -> apsw.Connection:
    """A connection to the store at ``path`` with the newest schema.

    StoreError where the file is missing (and ``create`` is false), is no database, belongs to another program or
    was written by a newer onrecord.
    """
    if not create and not path.exists():
        raise StoreError(f"no store at {path}; make one with: onrecord add PATH --db {path}")
    if path.is_file() and _head(path) not in (b"", _MAGIC):
        # SQLite takes a file shorter than its header for an empty database and would write over it
        raise StoreError(f"{path}: {_NOT_A_STORE}")
    flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create else 0)
    with store_failures(path):
        connection = apsw.Connection(str(path), flags=flags)
        try:
            _configure(connection)
            migrate(connection, path, migration_scripts())
        except BaseException:
            connection.close()
            raise
    return connection


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(len(_MAGIC))
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error


def _configure(connection: apsw.Connection) -> None:
    connection.set_busy_handler(_patience())
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # with WAL a killed process loses nothing that was committed
    connection.create_scalar_function("sha256", _sql_digest, 1, deterministic=True)


def _sql_digest(*values: object) -> str:
    return digest_of(str(values[0]))


def _patience() -> Callable[[int], bool]:
    """Waits evenly for a lock until ``BUSY_TIMEOUT_MS`` have passed since it was first refused."""
    since = 0.0

    def wait(refused: int) -> bool:
        nonlocal since
        since = time.monotonic() if refused == 0 else since
        if time.monotonic() - since > BUSY_TIMEOUT_MS / 1000:
            return False
        time.sleep(BUSY_POLL_S)
        return True

    return wait


def digest_of(words: str | bytes) -> str:
    """sha256 as hex digits; of a text, of its UTF-8 bytes. Migrations call it as ``sha256(text)``."""
    return hashlib.sha256(words.encode("utf-8") if isinstance(words, str) else words).hexdigest()


def migrate(connection: apsw.Connection, path: Path, scripts: Sequence[str]) -> None:
    """Runs the migrations that the file lacks, all in one transaction; a file that has them all is not written to."""
    version, owner, is_empty = _head_facts(connection)
    if owner != APPLICATION_ID and (owner or version or not is_empty):
        raise StoreError(f"{path} is a database of another program; give another file with --db or ONRECORD_DB")
    if version > len(scripts):
        raise StoreError(
            f"{path} has store version {version}, this onrecord knows versions up to {len(scripts)}; "
            "update onrecord, or make a new store from the same documents with --db"
        )
    if version == len(scripts):
        return
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    with transaction(connection):
        for script in scripts[_pragma(connection, "user_version") :]:
            connection.execute(script)
        connection.execute(f"PRAGMA user_version = {len(scripts)}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


@cache
def fresh_schema(sql: str) -> tuple[tuple[str, str], ...]:
    """What a query of ``sqlite_master`` gives for a store that was just made."""
    connection = apsw.Connection(":memory:")
    try:
        _configure(connection)
        for script in migration_scripts():
            connection.execute(script)
        return tuple((str(name), str(made_by)) for name, made_by in connection.execute(sql))
    finally:
        connection.close()


def _head_facts(connection: apsw.Connection) -> tuple[int, int, bool]:
    """Version, owner and whether there is no table, all of one moment: another process may be making the store."""
    connection.execute("BEGIN DEFERRED")
    try:
        is_empty = connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None
        return _pragma(connection, "user_version"), _pragma(connection, "application_id"), is_empty
    finally:
        connection.execute("ROLLBACK")


def _pragma(connection: apsw.Connection, name: str) -> int:
    (row,) = connection.execute(f"PRAGMA {name}").fetchall()
    return int(str(row[0]))


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """Everything inside is written, or nothing. A full disk ends a transaction by itself, so that is asked first."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def durable(connection: apsw.Connection) -> Iterator[None]:
    """What is committed inside is on the disk when it is acknowledged: a loss of power does not take it back."""
    connection.execute("PRAGMA synchronous = FULL")
    try:
        yield
    finally:
        connection.execute("PRAGMA synchronous = NORMAL")


@contextmanager
def store_failures(path: Path | str) -> Iterator[None]:
    """Turns what SQLite raises inside into StoreError, which names the file and what helps."""
    try:
        yield
    except apsw.Error as error:
        raise StoreError(f"{path}: {_remedy(error)}") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: a stored record is damaged ({error}); onrecord verify says which") from error


def _remedy(error: apsw.Error) -> str:
    for kind, words in (
        (apsw.NotADBError, _NOT_A_STORE),
        (apsw.CorruptError, "the store is damaged; add the same documents to a new one with --db"),
        (apsw.BusyError, "another onrecord is writing to this store; run the same command when it has ended"),
        (apsw.LockedError, "another onrecord is writing to this store; run the same command when it has ended"),
        (apsw.FullError, "the disk is full; make room and run the same command again"),
        (apsw.ReadOnlyError, "the store may not be written to; make the file and its folder writable"),
        (apsw.CantOpenError, "cannot be opened; check that the folder exists and may be written to"),
        (apsw.IOError, "the disk failed while reading or writing; check it and run the same command again"),
    ):
        if isinstance(error, kind):
            return words
    return f"SQLite failed ({error}); if it stays so, add the same documents to a new store with --db"
