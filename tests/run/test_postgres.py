"""The command line on PostgreSQL: add, ask, search, verify; add again changes nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "store"))

from postgres_server import running_server, schema_address
from small_stages import articles, small_stages

from onrecord.run.command import main
from onrecord.run.pipeline import add
from onrecord.store import open_store


@pytest.fixture(scope="module")
def server():
    with running_server() as address:
        yield address


def test_the_same_content_as_in_a_file(server, tmp_path, capsys):
    address = schema_address(server, "same")
    dumps = []
    for where in (tmp_path / "a.db", address):
        with open_store(where, create=True) as store:
            add(articles(), store, small_stages(), lambda _: None, None)
            dumps.append(list(store.dump()))
    assert dumps[0] == dumps[1]
    assert main(["verify", address]) == 0
    assert main(["incidents", "--format", "csv", "--db", address]) == 0
    listed = capsys.readouterr().out
    assert main(["incidents", "--format", "csv", "--db", str(tmp_path / "a.db")]) == 0
    assert capsys.readouterr().out in listed
    assert main(["search", "shelled", "--db", address]) == 0
    assert "Alpha" in capsys.readouterr().out


def test_no_store_and_no_server(server, capsys):
    assert main(["incidents", "--db", schema_address(server, "empty")]) == 4
    assert "no store at" in capsys.readouterr().err
    assert main(["incidents", "--db", "postgresql://someone:secret@127.0.0.1:1/none"]) == 4
    told = capsys.readouterr().err
    assert "check that the server runs" in told
    assert "secret" not in told
    assert main(["watch", "--once", ".", "--db", f"{server}&options=-csearch_path%3Dnever_made"]) == 4
    assert "CREATE SCHEMA" in capsys.readouterr().err


def test_tables_of_another_program_are_left_alone(server, capsys):
    import psycopg

    address = schema_address(server, "other")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE meta (key TEXT)")
    assert main(["incidents", "--db", address]) == 4
    assert "another program" in capsys.readouterr().err
