from __future__ import annotations

import io

import pytest

from onrecord.run.pipeline import Tally
from onrecord.run.progress import LINE_EVERY_S, plain_watch, progress_line, watching


@pytest.mark.parametrize(
    ("tally", "elapsed_s", "line"),
    [
        (Tally(total=400, coded=118, refused=2), 10.0, "120 of 400 documents, 12.0/s, 23 s left, 2 refused"),
        (Tally(total=400, coded=0), 3.0, "0 of 400 documents"),
        (Tally(coded=30), 3.0, "30 documents, 10.0/s"),
        (Tally(total=1000, coded=10), 10.0, "10 of 1000 documents, 1.0/s, 16 min 30 s left"),
        (Tally(total=100_000, coded=10), 10.0, "10 of 100000 documents, 1.0/s, 27 h 46 min left"),
        (Tally(total=5, coded=5, known=70), 1.0, "5 of 5 documents, 5.0/s, 0 s left"),
        (Tally(total=5, coded=6), 1.0, "6 of 5 documents, 6.0/s, 0 s left"),
        (Tally(total=0, known=7), 0.0, "0 of 0 documents"),
    ],
)
def test_progress_line(tally, elapsed_s, line):
    assert progress_line(tally, elapsed_s) == line


def test_plain_lines_come_now_and_then():
    stream, seconds = io.StringIO(), iter([0.0, 1.0, LINE_EVERY_S, LINE_EVERY_S + 1, 2 * LINE_EVERY_S])
    watch = plain_watch(stream, lambda: next(seconds))
    for coded in (1, 2, 3, 4):
        watch(Tally(total=10, coded=coded))
    assert [line.split()[1] for line in stream.getvalue().splitlines()] == ["2", "4"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("total", [10, 0, None])
def test_a_terminal_gets_a_bar(monkeypatch, total):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    stream = Terminal()
    with watching(stream, total) as watch:
        watch(Tally(total=total, coded=4))
    assert "4 of 10 documents" in stream.getvalue() if total == 10 else "4" in stream.getvalue()


def test_elsewhere_there_is_none():
    stream = io.StringIO()
    with watching(stream, 10) as watch:
        watch(Tally(total=10, coded=4))
    assert stream.getvalue() == ""
