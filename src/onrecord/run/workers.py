"""Codes documents in supervised processes: one that dies or never ends costs its document, not the run.

The supervisor hands each worker one document at a time. A worker that dies or goes past the time limit is killed and
replaced, and its document is tried once more; the second time it is put aside as a refusal. What comes out keeps the
order of what went in; at most ``WINDOW`` documents a worker are held, so memory does not grow with the input.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final, TypeAlias

import msgspec
from msgspec import Struct

from onrecord import errors
from onrecord.errors import OnrecordError
from onrecord.limits import MAX_DOCUMENT_SECONDS, MAX_LOADING_SECONDS, MAX_WORKER_BYTES
from onrecord.records import Coded, Document, RawItem, Refusal
from onrecord.run.pipeline import code_items
from onrecord.run.stages import Stages

__all__ = ["Crew", "LoadStages", "Outcome", "Supervision", "code_in_workers"]

LoadStages: TypeAlias = Callable[[], Stages]
Outcome: TypeAlias = tuple[Document, Coded] | Refusal

TRIES: Final = 2
WINDOW: Final = 32
"""Documents a worker that may wait for an earlier one which is still being coded."""


class Supervision(Struct, frozen=True, kw_only=True):
    """How many workers, and the limits they are held to: seconds a document and to load, bytes of address space."""

    workers: int
    document_s: float = MAX_DOCUMENT_SECONDS
    loading_s: float = MAX_LOADING_SECONDS
    memory_bytes: int = MAX_WORKER_BYTES


class _Answer(Struct, frozen=True):
    """What a worker sends back: a coded document, a refusal, or the error that ends the run."""

    document: Document | None = None
    coded: Coded | None = None
    refusal: Refusal | None = None
    error: tuple[str, str] | None = None


_ENCODE: Final = msgspec.msgpack.Encoder().encode
_ITEM: Final = msgspec.msgpack.Decoder(RawItem)
_ANSWER: Final = msgspec.msgpack.Decoder(_Answer)


def code_in_workers(
    items: Iterable[RawItem | Refusal], load: LoadStages, supervision: Supervision
) -> Iterator[Outcome]:
    """Each item coded, in order. ``load`` is called in each worker and must be importable there (no lambda).

    OnrecordError where the stages cannot be loaded, or a data file turns out wrong: the run ends, as in one process.
    """
    crew = Crew(load, supervision)
    try:
        yield from crew.run(iter(items))
    finally:
        crew.dismiss()


class _Task(Struct, frozen=True):
    position: int
    item: RawItem
    tries: int


class _Worker:
    """One process, its end of the pipe, and what it is doing since when."""

    def __init__(self, load: LoadStages, supervision: Supervision) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        arguments = (theirs, load, supervision.memory_bytes)
        self.process: BaseProcess = context.Process(target=_work, args=arguments, daemon=True)
        self.process.start()
        theirs.close()
        self.task: _Task | None = None
        self.is_ready = False
        self.deadline = time.monotonic() + supervision.loading_s

    def give(self, task: _Task, document_s: float) -> None:
        self.task = task
        self.deadline = time.monotonic() + document_s
        with contextlib.suppress(BrokenPipeError):  # it has just died; the next wait on its pipe says so
            self.pipe.send_bytes(_ENCODE(task.item))

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Crew:
    """The workers, the documents that wait for one, and the results that wait for their turn.

    Workers are started when they are first of use and stay, so the next ``run`` need not load the stages again.
    """

    def __init__(self, load: LoadStages, supervision: Supervision) -> None:
        self._load = load
        self._supervision = supervision
        self._workers: list[_Worker] = []
        self._waiting: deque[_Task] = deque()
        self._taken = 0
        self._done: dict[int, Outcome] = {}
        self._failed_loads = 0

    def run(self, items: Iterator[RawItem | Refusal]) -> Iterator[Outcome]:
        """Each item coded, in order; see ``code_in_workers``. One run at a time."""
        self._forget()
        given = 0
        while True:
            self._take(items, given)
            self._hand_out()
            if given in self._done:
                yield self._done.pop(given)
                given += 1
            elif given < self._taken:
                self._wait()
            else:
                return

    def _take(self, items: Iterator[RawItem | Refusal], given: int) -> None:
        """Takes items until there is one for every worker, or as many are held as may be."""
        held = WINDOW * self._supervision.workers
        while len(self._waiting) < self._supervision.workers and self._taken - given < held:
            item = next(items, None)
            if item is None:
                return
            if isinstance(item, Refusal):
                self._done[self._taken] = item
            else:
                self._waiting.append(_Task(self._taken, item, 0))
            self._taken += 1

    def _forget(self) -> None:
        """Drops what an earlier run that was not read to its end left behind."""
        for worker in [worker for worker in self._workers if worker.task is not None]:
            self._workers.remove(worker)
            worker.end()
        self._waiting.clear()
        self._done.clear()
        self._taken = 0

    def dismiss(self) -> None:
        """Ends the workers."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _hand_out(self) -> None:
        """Gives waiting documents to idle workers, and starts a worker where one more could be of use."""
        for worker in self._workers:
            if self._waiting and worker.is_ready and worker.task is None:
                worker.give(self._waiting.popleft(), self._supervision.document_s)
        loading = sum(not worker.is_ready for worker in self._workers)
        room = self._supervision.workers - len(self._workers)
        for _ in range(min(room, len(self._waiting) - loading)):
            self._workers.append(_Worker(self._load, self._supervision))

    def _wait(self) -> None:
        """Waits for an answer, a death or a deadline, and deals with it."""
        by_pipe = {worker.pipe: worker for worker in self._workers}
        busy = [worker.deadline for worker in self._workers if worker.task is not None or not worker.is_ready]
        left = max(0.0, min(busy) - time.monotonic()) if busy else None
        for pipe in connection.wait(list(by_pipe), left):
            if isinstance(pipe, Connection):
                self._hear(by_pipe[pipe])
        now = time.monotonic()
        for worker in list(self._workers):
            if (worker.task is not None or not worker.is_ready) and worker.deadline <= now:
                self._replace(worker, "too_slow", f"not done within {self._supervision.document_s:g} s")

    def _hear(self, worker: _Worker) -> None:
        try:
            answer = _ANSWER.decode(worker.pipe.recv_bytes())
        except (EOFError, OSError):
            worker.process.join()
            self._replace(worker, "worker_died", f"its process died ({_cause(worker.process.exitcode)})")
            return
        if answer.error is not None:
            raise _error_of(*answer.error)
        if not worker.is_ready:
            worker.is_ready = True
            return
        task, worker.task = worker.task, None
        if task is None:
            return
        if answer.refusal is not None:
            self._done[task.position] = answer.refusal
        elif answer.document is not None and answer.coded is not None:
            self._done[task.position] = (answer.document, answer.coded)

    def _replace(self, worker: _Worker, code: str, reason: str) -> None:
        self._workers.remove(worker)
        worker.end()
        task = worker.task
        if task is None:
            self._failed_loads += 1
            if self._failed_loads >= TRIES:
                raise OnrecordError(f"a worker could not be started: {reason}; run with --workers 1 to see why")
        elif task.tries + 1 < TRIES:
            self._waiting.appendleft(_Task(task.position, task.item, task.tries + 1))
        else:
            detail = f"{task.item.path}: {reason} in {TRIES} tries; look at the file, or code it alone"
            self._done[task.position] = Refusal(
                path=task.item.path, stage="coding", code=code, detail=detail, document_id=task.item.sha256
            )


def _cause(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return f"signal {signal.Signals(-exit_code).name}"
    return f"exit code {exit_code}"


def _error_of(name: str, words: str) -> OnrecordError:
    known = getattr(errors, name, None)
    is_plain = isinstance(known, type) and issubclass(known, OnrecordError) and known is not errors.LimitError
    return known(words) if is_plain and known is not None else OnrecordError(words)


# ---------------------------------------------------------------- in the worker


def _work(pipe: Connection, load: LoadStages, memory_bytes: int) -> None:
    """The worker's loop: says that it is ready, then answers document by document until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the supervisor's to handle
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory(memory_bytes)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is first imported: the cores are the workers'
    try:
        stages = load()
        stages.prepare()
    except OnrecordError as error:
        pipe.send_bytes(_ENCODE(_Answer(error=(type(error).__name__, str(error)))))
        return
    gc.collect()
    gc.freeze()  # the lexicons stay to the end: no collection need look through them again
    pipe.send_bytes(_ENCODE(_Answer()))
    while True:
        try:
            item = _ITEM.decode(pipe.recv_bytes())
        except EOFError:
            return
        try:
            outcome = next(code_items((item,), stages))
        except OnrecordError as error:
            pipe.send_bytes(_ENCODE(_Answer(error=(type(error).__name__, str(error)))))
            return
        answer = _Answer(refusal=outcome) if isinstance(outcome, Refusal) else _Answer(*outcome)
        pipe.send_bytes(_ENCODE(answer))


def _end_with_parent() -> None:
    """A worker in the middle of a document must not outlive a supervisor that was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit_memory(size_bytes: int) -> None:
    """Holds the process to so much address space, where the system can (not on Windows)."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - there is none on Windows

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        soft = size_bytes if hard == resource.RLIM_INFINITY else min(size_bytes, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
