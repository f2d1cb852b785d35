from __future__ import annotations

import os
import sqlite3

import apsw
import pytest

from onrecord.errors import StoreError
from onrecord.records import Refusal
from onrecord.store import open_store
from onrecord.store.connection import migrate, migration_scripts

ONLY_SQLITE = True


def version(path):
    with sqlite3.connect(path) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def test_a_new_store_has_the_newest_schema_in_wal(tmp_path):
    path = tmp_path / "a.db"
    open_store(path, create=True).close()
    assert version(path) == len(migration_scripts()) >= 1
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_missing_store_is_named_with_the_remedy(tmp_path):
    with pytest.raises(StoreError, match=r"none\.db; make one with: onrecord add"):
        open_store(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_a_newer_store_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "a.db"
    open_store(path, create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=r"version 99.*update onrecord"):
        open_store(path)
    assert version(path) == 99


@pytest.mark.parametrize(
    ("name", "data"), [("text.db", b"this is no database at all, whatever its name says" * 50), ("short.db", b"x")]
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(StoreError, match="not an onrecord store"):
        open_store(path, create=True)
    assert path.read_bytes() == data


def test_another_programs_database_is_refused(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    with pytest.raises(StoreError, match="another program"):
        open_store(path, create=True)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path, create=True)


def test_a_damaged_store_is_named(tmp_path):
    path = tmp_path / "a.db"
    open_store(path, create=True).close()
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="damaged"), open_store(path) as store:
        list(store.dump())


def test_migrations_lead_from_any_version_to_the_newest(tmp_path):
    path = tmp_path / "a.db"
    first = ("CREATE TABLE one (x)",)
    later = (*first, "CREATE TABLE two (y)", "ALTER TABLE one ADD COLUMN z; INSERT INTO two VALUES (7)")
    connection = apsw.Connection(str(path))
    migrate(connection, path, first)
    connection.execute("INSERT INTO one VALUES (5)")
    for _ in range(2):
        migrate(connection, path, later)
        assert connection.execute("PRAGMA user_version").fetchall() == [(3,)]
    assert connection.execute("SELECT x, z, y FROM one, two").fetchall() == [(5, None, 7)]
    connection.close()


def test_a_migration_that_fails_leaves_the_old_schema(tmp_path):
    path = tmp_path / "a.db"
    connection = apsw.Connection(str(path))
    migrate(connection, path, ("CREATE TABLE one (x)",))
    with pytest.raises(apsw.SQLError):
        migrate(connection, path, ("CREATE TABLE one (x)", "CREATE TABLE two (y)", "CREATE NONSENSE"))
    assert connection.execute("PRAGMA user_version").fetchall() == [(1,)]
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("one",)]
    connection.close()


def test_a_full_disk_is_named_and_keeps_what_was_committed(tmp_path):
    with open_store(tmp_path / "a.db", create=True) as store:
        pages = store._connection.execute("PRAGMA page_count").fetchall()[0][0]
        store._connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
        refusal = Refusal(path="x", stage="documents", code="empty", detail="d" * 100_000)
        with pytest.raises(StoreError, match="disk is full"):
            store.put_refusal(refusal, "v")
        assert list(store.refusals()) == []
