"""What the server holds in memory: settings, connections to the store, and the columns of all incidents."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from msgspec import Struct

from onrecord.lexicon.actors import ActorIndex, load_actors
from onrecord.lexicon.gazetteer import Gazetteer, load_gazetteer
from onrecord.review import QueueEntry
from onrecord.serve.explore.asked import Asked
from onrecord.serve.explore.columns import Columns, Ints, Mask, read_columns
from onrecord.serve.explore.selecting import ordered_rows, passing, rank_rows
from onrecord.store import SqliteStore, open_store
from onrecord.store.browse import Browse, open_browse

__all__ = ["Found", "ServerState", "Settings"]


class Settings(Struct, frozen=True, kw_only=True):
    """How the server was started. ``token`` ``None``: nothing can be written. ``hosts``: names it answers to.

    ``fuse`` fuses a store anew after a decision, ``queue`` gives the incidents that ask for review: both know the
    stages, which this room does not.
    """

    db: Path | str
    token: str | None = None
    tiles: Path | None = None
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]", "testserver")
    fuse: Callable[[SqliteStore], object] | None = None
    queue: Callable[[SqliteStore], tuple[QueueEntry, ...]] | None = None

    @property
    def store_name(self) -> str:
        """What pages call the store: the file's name, or the database's."""
        return self.db.name if isinstance(self.db, Path) else urlsplit(self.db).path.strip("/") or "PostgreSQL"


class Found(Struct, frozen=True, kw_only=True):
    """The incidents that pass: all columns, which rows, and these in order."""

    columns: Columns
    mask: Mask
    rows: Ints

    def __len__(self) -> int:
        return len(self.rows)


class ServerState:
    """Made once for an application. Connections belong to threads; columns are read anew when the incidents changed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._of_thread = threading.local()
        self._lock = threading.Lock()
        self.writing = threading.Lock()
        self._queue: tuple[str, tuple[QueueEntry, ...]] = ("", ())
        self._columns: Columns | None = None
        self._known = ""
        self._ranks: dict[tuple[str, bool], Ints] = {}
        self._numbers: tuple[str, Ints, Ints] | None = None

    @property
    def store(self) -> SqliteStore:
        """This thread's connection to the store."""
        return self._mine("store", lambda: open_store(self.settings.db))

    @property
    def browse(self) -> Browse:
        """This thread's reading connection."""
        return self._mine("browse", lambda: open_browse(self.settings.db))

    def _mine(self, name: str, make: Callable[[], Any]) -> Any:
        mine = getattr(self._of_thread, name, None)
        if mine is None or mine.is_lost:
            mine = make()
            setattr(self._of_thread, name, mine)
        return mine

    def columns(self) -> Columns:
        """The columns of the incidents as they stand in the store now."""
        browse = self.browse
        known = browse.state()
        with self._lock:
            if self._columns is None or known != self._known:
                keys = (browse.incident_keys("places"), browse.incident_keys("actors"))
                self._columns = read_columns(browse.incident_records(), *keys)
                self._known, self._ranks = known, {}
            return self._columns

    def find(self, asked: Asked) -> Found:
        """The incidents that pass, in the order asked for."""
        columns = self.columns()
        mask = passing(columns, asked, self._with_words)
        ranks = self.ranks(columns, asked.order, asked.descending)
        return Found(columns=columns, mask=mask, rows=ordered_rows(columns, mask, ranks))

    def ranks(self, columns: Columns, order: str, descending: bool) -> Ints:
        """The rank of each row in an order, worked out once for each state of the store."""
        ranks = self._ranks.get((order, descending))
        if ranks is None or len(ranks) != len(columns):
            ranks = self._ranks[order, descending] = rank_rows(columns, order, descending)
        return ranks

    def _with_words(self, words: str) -> Mask:
        """The rows of the incidents that have a report of a document with all the words."""
        columns = self.columns()
        numbers, rows = self._numbered(columns)
        marked = np.zeros(int(numbers.max(initial=0)) + 1, dtype=np.bool_)
        found = np.array(self.browse.documents_with_words(words), dtype=np.int64)
        marked[found[found < len(marked)]] = True
        mask = np.zeros(len(columns), dtype=np.bool_)
        mask[rows[marked[numbers]]] = True
        return mask

    def _numbered(self, columns: Columns) -> tuple[Ints, Ints]:
        """Documents' numbers in the text index, and the rows of the incidents they belong to."""
        known = f"{self.browse.generation()} {self._known}"
        with self._lock:
            if self._numbers is None or self._numbers[0] != known:
                pairs = self.browse.numbers_of_incidents()
                table = np.array(
                    [(number, columns.row_of[one]) for number, one in pairs if one in columns.row_of], dtype=np.int64
                ).reshape(-1, 2)
                self._numbers = (known, table[:, 0], table[:, 1])
            return self._numbers[1], self._numbers[2]

    def queue(self) -> tuple[QueueEntry, ...]:
        """The incidents that ask for review, the most urgent first; worked out once for each state of the store."""
        known, entries = self._queue
        if self.settings.queue is not None and known != (now := self.browse.state()):
            entries = self.settings.queue(self.store)
            self._queue = (now, entries)
        return entries

    @cached_property
    def actors(self) -> ActorIndex:
        """Actor knowledge."""
        return load_actors()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer, for names on the map."""
        return load_gazetteer()

    @cached_property
    def labelled_places(self) -> Ints:
        """Rows of the gazetteer that may be named on a map, the most populous first."""
        kinds = self.gazetteer.kind
        named = np.flatnonzero(np.isin(kinds, (4, 5)) & (self.gazetteer.population > 0))
        return named[np.argsort(-self.gazetteer.population[named], kind="stable")]
