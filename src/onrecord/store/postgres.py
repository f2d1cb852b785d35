"""The store in PostgreSQL 13 or later, for several analysts at once.

The store's SQL is written for SQLite; the little in which PostgreSQL differs is put right here, statement by statement,
and by a few functions and triggers of the schema (postgres_schema/). So there is one store, and its whole test suite
runs on both. Writers take turns by a lock of the transaction; readers never wait.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, TypeAlias

from onrecord.errors import StoreError
from onrecord.store import connection
from onrecord.store.browse import Browse
from onrecord.store.database import SqliteStore
from onrecord.store.searching import Hit, search_terms

__all__ = ["PostgresStore", "is_postgres", "open_postgres", "open_postgres_browse", "without_password"]

SCHEMES: Final = ("postgresql://", "postgres://")
WRITER_LOCK: Final = 0x6F6E7263
"""The first key of the advisory lock that writers hold ("onrc"); the second is made from the schema's name."""

INSERTS_AT_ONCE: Final = 200
"""Rows that are sent together: a fusion writes thousands, and each would wait for the server's answer."""

MISSING: Final = "PostgreSQL needs the package psycopg; install it with: pip install 'onrecord[postgres]'"
Row: TypeAlias = tuple[Any, ...]
Values: TypeAlias = Sequence[str | int | bytes | None]


def is_postgres(address: str) -> bool:
    """Whether a store's address is PostgreSQL's (``postgresql://...``) and not a file's."""
    return address.startswith(SCHEMES)


def open_postgres(address: str, *, create: bool, clock: Callable[[], str]) -> PostgresStore:
    """The store at ``address`` (a libpq connection string); with ``create`` its tables are made where they lack.

    A store fills one schema: the first of the search path, ``public`` unless ``?options=-csearch_path%3Dname`` says
    otherwise. StoreError where the server cannot be reached, there is no store, or a newer onrecord wrote it.
    """
    return PostgresStore(_opened(address, create=create), clock)


def open_postgres_browse(address: str) -> PostgresBrowse:
    """The same store for reading alone; see ``browse.open_browse``."""
    opened = _opened(address, create=False)
    return PostgresBrowse(opened.name, opened)  # type: ignore[arg-type]


def _opened(address: str, *, create: bool) -> PostgresConnection:
    opened = PostgresConnection(address)
    try:
        opened.bring_up_to_date(create=create)
    except BaseException:
        opened.close()
        raise
    return opened


def without_password(address: str) -> str:
    """An address as it may be shown to anybody."""
    return re.sub(r"([?&]password=)[^&]*", r"\1...", re.sub(r"(//[^/@:]*):[^/@]*@", r"\1@", address))


class PostgresStore(SqliteStore):
    """A ``Store`` in one schema of a PostgreSQL database."""

    def __init__(self, opened: PostgresConnection, clock: Callable[[], str]) -> None:
        super().__init__(opened.name, opened, clock)  # type: ignore[arg-type]

    def search(self, words: str, limit: int) -> tuple[Hit, ...]:
        """The documents that hold all the words, best first; see ``Store.search``."""
        sql = (
            "SELECT s.document_id, ts_rank(w.words, q.query) FROM document_words w"
            " JOIN searched s ON s.number = w.rowid, (SELECT {} AS query) q"
            " WHERE w.words @@ q.query ORDER BY 2 DESC, 1 LIMIT ?"
        )
        query, values = _query_of(words)
        rows = self._rows(sql.format(query), *values, limit)
        return tuple(Hit(document_id=document_id, score=score) for document_id, score in rows)

    @property
    def is_lost(self) -> bool:
        """Whether the connection broke, so that another must be opened."""
        return self._connection.is_lost  # type: ignore[attr-defined]


class PostgresBrowse(Browse):
    """``Browse`` over one schema of a PostgreSQL database."""

    @property
    def is_lost(self) -> bool:
        """Whether the connection broke, so that another must be opened."""
        return self._connection.is_lost  # type: ignore[attr-defined]

    def _with_words(self, words: str) -> tuple[str, list[str]]:
        query, values = _query_of(words)
        return f"words @@ ({query})", values


def _query_of(words: str) -> tuple[str, list[str]]:
    """What a user types as a text search query, and its values. InputError where there is no word."""
    terms = list(search_terms(words))
    parts = ["phraseto_tsquery('english', ?)" if not begins else "to_tsquery('english', ?)" for _, begins in terms]
    return " && ".join(parts), [f"{_lexeme(plain)}:*" if begins else plain for plain, begins in terms]


def _lexeme(word: str) -> str:
    """A word that to_tsquery takes as one, whatever stands in it."""
    return "'" + word.replace("\\", " ").replace("'", " ") + "'"


class _Rows:
    """What a statement gave; read once, like a cursor."""

    def __init__(self, rows: list[Row]) -> None:
        self._rows = iter(rows)

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def fetchone(self) -> Row | None:
        return next(self._rows, None)

    def fetchall(self) -> list[Row]:
        return list(self._rows)


class PostgresConnection:
    """A connection that takes the store's SQL and gives what SQLite's would."""

    def __init__(self, address: str) -> None:
        try:
            import psycopg  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise StoreError(MISSING) from error
        self._psycopg = psycopg
        self._inserts: list[str] = []
        self.name = without_password(address)
        with self._failures():
            self._connection = psycopg.connect(
                address, autocommit=True, cursor_factory=psycopg.ClientCursor, application_name="onrecord"
            )
            self._connection.execute("SET client_min_messages = warning")
            self._connection.execute(f"SET lock_timeout = {connection.BUSY_TIMEOUT_MS}")

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction was begun and not ended."""
        return bool(self._connection.info.transaction_status != self._psycopg.pq.TransactionStatus.IDLE)

    @property
    def is_lost(self) -> bool:
        """Whether the connection is closed or was broken, by the server's end say."""
        return bool(self._connection.closed)

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    def last_insert_rowid(self) -> int:
        """The number that the row just inserted was given."""
        return int(self._run("SELECT lastval()", ())[0][0])

    def execute(self, sql: str, values: Values = ()) -> _Rows:
        """Runs one statement of the store. StoreError where the server refuses it."""
        if sql.startswith("PRAGMA "):
            return _Rows(self._pragma(sql.removeprefix("PRAGMA ")))
        if "FROM sqlite_master WHERE type = 'trigger'" in sql:
            return _Rows(self._triggers(sql))
        if sql == "BEGIN IMMEDIATE":
            return self._begin()
        if sql == "ROLLBACK":
            self._inserts.clear()
        words, order = translate(sql)
        given = tuple(_clean(values[place]) for place in order)
        if sql.startswith("INSERT ") and self.in_transaction:
            return self._insert_later(words, given)
        return _Rows(self._run(words, given))

    def _insert_later(self, sql: str, values: Values) -> _Rows:
        """Holds a row until others are sent, or until anything else is asked; at the latest that is the commit."""
        with self._failures():
            self._inserts.append(self._psycopg.ClientCursor(self._connection).mogrify(sql, values))
        if len(self._inserts) >= INSERTS_AT_ONCE:
            self._send_inserts()
        return _Rows([])

    def _send_inserts(self) -> None:
        held, self._inserts = self._inserts, []
        if held:
            with self._failures():
                self._connection.execute(";\n".join(held))

    def _begin(self) -> _Rows:
        """Begins a transaction that writes, once no other writes to this schema."""
        self._run("BEGIN", ())
        try:
            self._run("SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))", (WRITER_LOCK,))
        except StoreError:
            self._run("ROLLBACK", ())
            raise
        return _Rows([])

    def bring_up_to_date(self, *, create: bool) -> None:
        """Makes the tables, or runs the migrations that lack."""
        scripts = _scripts()
        if self._version() == len(scripts):
            return
        self.execute("BEGIN IMMEDIATE")
        try:
            version = self._version()
            if version is None and not create:
                raise StoreError(f"no store at {self.name}; make one with: onrecord add PATH --db {self.name}")
            if (version or 0) > len(scripts):
                raise StoreError(
                    f"{self.name} has store version {version}, this onrecord knows versions up to {len(scripts)}; "
                    "update onrecord"
                )
            for script in scripts[version or 0 :]:
                self._run(script.replace("%", "%%"), ())
            self.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", ("version", str(len(scripts))))
            self.execute("COMMIT")
        except BaseException:
            if self.in_transaction:
                self.execute("ROLLBACK")
            raise

    def _version(self) -> int | None:
        tables = self._run("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()", ())
        names = {name for (name,) in tables}
        if not names:
            return None
        if "meta" not in names or "documents" not in names:
            raise StoreError(
                f"{self.name} holds tables of another program; give a schema of its own with "
                "?options=-csearch_path%3DNAME"
            )
        ((version,),) = self._run("SELECT value FROM meta WHERE key = 'version'", ())
        return int(version)

    def _pragma(self, words: str) -> list[Row]:
        if words.startswith("integrity_check"):
            return [("ok",)]  # PostgreSQL keeps checksums of its own
        if words == "query_only = ON":
            return self._run("SET default_transaction_read_only = on", ())
        table = re.fullmatch(r"table_info\((\w+)\)", words)
        if table is None:
            return []
        sql = (
            "SELECT ordinal_position, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = %s ORDER BY 1"
        )
        return self._run(sql, (table[1],))

    def _triggers(self, sql: str) -> list[Row]:
        """The triggers of a fresh SQLite store that have their like here, enabled."""
        found = (
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = current_schema() AND NOT t.tgisinternal AND t.tgenabled = 'O'"
        )
        here = {name for (name,) in self._run(found, ())}
        by_reference = {"searched_gone"}  # a foreign key does here what that trigger does there
        return [row for row in connection.fresh_schema(sql) if row[0] in here or row[0] in by_reference]

    def _run(self, sql: str, values: Values) -> list[Row]:
        self._send_inserts()
        with self._failures():
            cursor = self._connection.execute(sql, values)
            return cursor.fetchall() if cursor.description is not None else []

    def _failures(self) -> _Failures:
        return _Failures(self)


class _Failures:
    """Turns what psycopg raises inside into StoreError, which names the store and what helps."""

    def __init__(self, owner: PostgresConnection) -> None:
        self._owner = owner

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        psycopg = self._owner._psycopg
        if not isinstance(error, psycopg.Error):
            return
        words = f"PostgreSQL failed ({' '.join(str(error).split())})"
        if isinstance(error, psycopg.errors.LockNotAvailable):
            words = "another onrecord is writing to this store; run the same command when it has ended"
        elif isinstance(error, psycopg.errors.InvalidSchemaName):
            words += "; make the schema that the address names first (CREATE SCHEMA)"
        elif isinstance(error, psycopg.OperationalError):
            words += "; check that the server runs, the address is right and you may connect"
        elif isinstance(error, psycopg.errors.InsufficientPrivilege):
            words += "; ask the database's owner for the right to write to this schema"
        raise StoreError(f"{self._owner.name}: {words}") from error


def _scripts() -> tuple[str, ...]:
    folder = files("onrecord") / "store" / "postgres_schema"
    scripts = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=lambda entry: entry.name)
    return tuple(script.read_text(encoding="utf-8") for script in scripts)


def _clean(value: str | int | bytes | None) -> str | int | bytes | None:
    """PostgreSQL keeps no NUL in a text; in records it is escaped anyway, so only names and titles can hold one."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


_MARK: Final = re.compile(r"\?(\d?)")
_REPLACED: Final = (
    (re.compile(r"^BEGIN DEFERRED$"), "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
    (
        re.compile(r"^INSERT OR REPLACE INTO meta VALUES (\(.*\))$"),
        r"INSERT INTO meta VALUES \1 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    ),
    (re.compile(r"json_extract\((\w+), '\$\.(\w+)'\)"), r"(replace(\1, '\\u0000', '\\ufffd')::json ->> '\2')"),
    (re.compile(r"julianday\((\w+|\?\d?)\)"), r"(CAST(\1 AS DATE) - DATE '2000-01-01')"),
    (
        re.compile(r"SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"),
        'SELECT table_name COLLATE "C" FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1',
    ),
)


@lru_cache(maxsize=512)
def translate(sql: str) -> tuple[str, tuple[int, ...]]:
    """A statement of the store as PostgreSQL takes it, with psycopg's marks, and which value (from 0) each mark takes.

    ``?`` takes the next value, ``?2`` the second, as often as it stands.
    """
    for pattern, words in _REPLACED:
        sql = pattern.sub(words, sql)
    marks = _MARK.findall(sql)
    order = tuple(int(number) - 1 if number else place for place, number in enumerate(marks))
    return _MARK.sub("%s", sql.replace("%", "%%")), order
