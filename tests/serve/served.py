"""A small store and a running server over it, for the tests of this room."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import uvicorn
from small_stages import articles, small_stages

from onrecord.review import QueueEntry
from onrecord.run.pipeline import add, fuse_store
from onrecord.serve.app import make_app
from onrecord.serve.state import Settings
from onrecord.store import Selection, open_store

TOKEN = "a-token-for-the-tests-only"


def made_store(path, items=None):
    with open_store(path, create=True) as opened:
        add(items or articles(), opened, small_stages(), lambda _: None, None)
    return path


def fuse(store):
    fuse_store(store, small_stages().fusion, "small-1")


def queue(store):
    found = [one for one in store.select_incidents(Selection()) if any(item.contested for item in one.attribution)]
    return tuple(QueueEntry(incident=one, points=5.0, reasons=("attribution is contested",)) for one in found)


def settings_of(db, **more):
    return Settings(db=db, fuse=fuse, queue=queue, **more)


class _Told(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config):
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets=None):
        await super().startup(sockets)
        self.ready.set()


@contextmanager
def serving(settings):
    """The address of a running server."""
    server = _Told(uvicorn.Config(make_app(settings), port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert server.ready.wait(60)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(60)
