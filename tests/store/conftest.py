"""Makes the small stages of tests/run importable here, and runs the store's tests on SQLite and on PostgreSQL.

A test module that has ``open_store`` is run on both, unless it says ``ONLY_SQLITE = True``: the second time, what it
opens as a file is a schema of the tests' own PostgreSQL server.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "run"))

from postgres_server import running_server, schema_address

BACKENDS = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc):
    module = metafunc.module
    runs_on_both = hasattr(module, "open_store") and not getattr(module, "ONLY_SQLITE", False)
    metafunc.parametrize("backend", BACKENDS if runs_on_both else BACKENDS[:1], indirect=True, scope="module")


@pytest.fixture(scope="session")
def postgres():
    with running_server() as address:
        yield address


@pytest.fixture(scope="module", autouse=True)
def backend(request):
    if request.param != "postgresql":
        yield request.param
        return
    server = request.getfixturevalue("postgres")
    module, on_files = request.module, request.module.open_store

    def open_schema(path, **options):
        name = "s" + hashlib.sha256(str(path).encode()).hexdigest()[:20]
        return on_files(schema_address(server, name), **options)

    module.open_store = open_schema
    try:
        yield request.param
    finally:
        module.open_store = on_files
