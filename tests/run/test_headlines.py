"""The command that lists main events, from outside."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from onrecord.run import command

ARTICLE = "Rebels seize bridge near Mosul\n\nThe bridge changed hands on Tuesday after a short fight, officials said."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "b.txt").write_text("")
    return tmp_path


def test_each_article_in_one_line_with_spans(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["headlines", str(folder), "--format", "jsonl", "--published", "2020-11-20"]) == 0
    out, err = capsys.readouterr()
    (line,) = map(json.loads, out.splitlines())
    assert line["what"] == {"text": "seize bridge near Mosul", "span": [7, 30]}
    assert "b.txt (empty)" in err


def test_words_are_no_formulas(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("=SUM(A1) rebels seize bridge near Mosul\n\nThe bridge changed hands on Tuesday.")
    output = tmp_path / "out.csv"
    assert command.main(["headlines", str(article), "--format", "csv", "--output", str(output)]) == 0
    (row,) = csv.DictReader(output.open(encoding="utf-8"))
    assert row["where"] == "Mosul"
    assert not any(cell.startswith("=") for cell in row.values())


def test_nothing_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.txt").write_text(" ")
    assert command.main(["headlines", str(tmp_path / "b.txt")]) == 1
