"""A PostgreSQL server of the tests' own: made in a folder, heard on a socket there alone, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SETTINGS = ("listen_addresses=''", "fsync=off", "full_page_writes=off", "max_connections=60", "shared_buffers=32MB")


def binaries() -> Path | None:
    """The folder of initdb and postgres; Debian keeps them off the PATH."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return versions[-1].parent if versions else None


@contextlib.contextmanager
def running_server() -> Iterator[str]:
    """The address of a server's database. Skips the test where PostgreSQL or psycopg is not installed."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install 'onrecord[postgres]')")
    folder = binaries()
    if folder is None:
        pytest.skip("PostgreSQL's server is not installed (on Debian: apt install postgresql)")
    as_owner = _owner()
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as home:
        if as_owner:
            os.chown(home, pwd.getpwnam("postgres").pw_uid, -1)

        def run(*command: str) -> None:
            done = subprocess.run([*as_owner, *command], capture_output=True, text=True, check=False, cwd=home)
            assert done.returncode == 0, done.stdout + done.stderr

        data = f"{home}/data"
        run(str(folder / "initdb"), "-D", data, "-A", "trust", "-U", "tests", "-E", "UTF8", "--locale=C", "--no-sync")
        options = " ".join(f"-c {setting}" for setting in (*SETTINGS, f"unix_socket_directories={home}"))
        run(str(folder / "pg_ctl"), "-D", data, "-l", f"{home}/log", "-w", "-o", options, "start")
        try:
            yield f"postgresql://tests@/postgres?host={home}"
        finally:
            run(str(folder / "pg_ctl"), "-D", data, "-m", "immediate", "stop")


def _owner() -> list[str]:
    """PostgreSQL refuses to run as root; Debian's package brings a user for it."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def schema_address(server: str, name: str) -> str:
    """The address of a schema of the server, made where it lacks."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{name}"')
    return f"{server}&options=-csearch_path%3D{name}"
