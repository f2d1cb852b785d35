"""A small store and an application over it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "run"))

from small_stages import articles, small_stages

from onrecord.run.pipeline import add
from onrecord.store import open_store

TOKEN = "a-token-for-the-tests-only"


def made_store(path):
    with open_store(path, create=True) as opened:
        add(articles(), opened, small_stages(), lambda _: None, None)
    return path


@pytest.fixture(scope="session")
def db(tmp_path_factory):
    return made_store(tmp_path_factory.mktemp("serve") / "a.db")


@pytest.fixture(scope="session")
def client(db):
    from fastapi.testclient import TestClient

    from onrecord.serve.app import make_app
    from onrecord.serve.state import Settings

    with TestClient(make_app(Settings(db=db))) as opened:
        yield opened
