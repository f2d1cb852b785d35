"""The long stream is the same wherever it is taken up, tells nothing twice, and its fit is that of a line."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest
from bench.many_articles import progress_rows, report, stream

ROWS = [
    {
        "id": "a",
        "text": "Rebels shelled Talvik. The mayor fled. Talks failed. Rain fell. Shops shut. Roads closed.",
    },
    {
        "id": "b",
        "text": "Ministers met in Norhavn. They signed a pact. Aid will follow. Markets rose. Rain fell.",
    },
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "speed").mkdir()
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    (tmp_path / "speed" / "news.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_a_stream_taken_up_later_goes_on_as_it_would_have(data: Path) -> None:
    whole = list(islice(stream(data, 0), 9))
    assert whole[5:] == list(islice(stream(data, 5), 4))


def test_no_two_articles_are_the_same(data: Path) -> None:
    items = list(islice(stream(data, 0), 40))
    assert len({item.sha256 for item in items}) == 40
    bodies = {item.data.split(b"\n\n", 1)[1] for item in items[:12]}
    assert len(bodies) > len(ROWS)


def test_steady_progress_fits_a_line_and_slowing_shows_in_the_last_quarter() -> None:
    steady = [[500.0 * k, 200_000.0 * k, 25.0 * k, 48.0 * k, 900.0] for k in range(1, 9)]
    assert "R2 1.00000" in report(steady)[1]
    assert report(steady)[2].endswith(": 1.00")
    slowing = [[500.0 * k, 200_000.0 * k, 5.0 * k * k, 48.0 * k, 900.0] for k in range(1, 9)]
    assert float(report(slowing)[2].rsplit(": ", 1)[1]) > 2
    assert report(slowing)[4].endswith(": 1.00")


def test_a_run_that_has_not_begun_has_no_progress(tmp_path: Path) -> None:
    assert progress_rows(tmp_path / "progress.csv") == []
