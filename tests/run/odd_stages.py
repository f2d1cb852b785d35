"""The small stages, except that some texts end the process that codes them, never end, or break the run."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from msgspec import structs
from small_stages import make_document, small_stages

from onrecord.errors import LexiconError
from onrecord.records import Document, RawItem, Refusal
from onrecord.run.stages import Stages


def load() -> Stages:
    return structs.replace(small_stages(), make_document=_make)


def load_for(_published: str | None) -> Stages:
    return load()


def load_nothing() -> Stages:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def load_wrongly() -> Stages:
    raise LexiconError("table.csv, line 3: no such type")


def _make(item: RawItem) -> Document | Refusal:
    text = item.data.decode()
    word, _, rest = text.partition(" ")
    if word == "POISON":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "ENDLESS":
        while True:
            pass
    if word == "GREEDY":
        bytearray(64 * 1024**3)
    if word == "ONCE":
        mark = Path(rest.split()[0])
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if word == "ORPHAN":
        mark = Path(rest.split()[0])
        if not mark.exists():
            mark.touch()
            os.kill(os.getppid(), signal.SIGKILL)
    if word == "BROKEN":
        raise LexiconError("table.csv, line 7: no such column")
    return make_document(item)


def load_unpreparable() -> Stages:
    """Stages of which a part that only some documents need is wrong."""
    return structs.replace(small_stages(), prepare=_broken_part)


def _broken_part() -> None:
    raise LexiconError("part.csv, line 5: no name")
