"""The commands that explain, count, compare and look back, from outside."""

from __future__ import annotations

import csv
import io
import json

import pytest
from small_stages import ARTICLES, small_stages

from onrecord.run import command, stages


@pytest.fixture
def store(monkeypatch, tmp_path, capsys):
    """A store of the small stages' articles, in the working folder."""
    monkeypatch.setattr(stages, "load_stages", lambda _: small_stages())
    monkeypatch.setattr(stages, "load_fusion", lambda: small_stages().fusion)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_DB", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    table = tmp_path / "texts.jsonl"
    rows = [{"id": name, "text": text, "published": "2020-06-20"} for name, text in ARTICLES.items()]
    table.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    assert command.main(["add", str(table)]) == 0
    capsys.readouterr()
    return table


def run(capsys, *argv):
    code = command.main([str(word) for word in argv])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return code, captured.out, captured.err


def lines(capsys, *argv):
    code, out, _ = run(capsys, *argv, "--format", "jsonl")
    assert code == 0
    return [json.loads(line) for line in out.splitlines()]


def test_count_gives_months_in_every_form(capsys, store):
    (counts,) = lines(capsys, "count", "--fusion")
    assert [month["month"] for month in counts["months"]] == ["2020-05", "2020-06"]
    assert sum(month["best"] for month in counts["months"]) == counts["incidents"] == 2
    assert counts["strict"] >= counts["loose"] >= 1
    rows = list(csv.DictReader(io.StringIO(run(capsys, "count", "--format", "csv")[1])))
    assert [row["month"] for row in rows] == ["2020-05", "2020-06"]
    assert "told by one origin only" in run(capsys, "count")[1]


def test_trend_needs_a_period(capsys, store):
    code, _, err = run(capsys, "trend", "--since", "2020-06")
    assert code == 2
    assert "--until" in err
    (trend,) = lines(capsys, "trend", "--since", "2020-06", "--until", "2020-06", "--before", "40")
    assert (trend["period"]["best"], trend["before"]["best"]) == (1, 1)


@pytest.mark.parametrize("name", ["claims", "gaps", "statements"])
def test_lists_answer_or_say_that_there_is_nothing(capsys, store, name):
    code, out, err = run(capsys, name)
    assert code == 0
    assert bool(out) != ("nothing on record answers that" in err)


def test_nothing_was_known_before_publication_and_all_is_new_after(capsys, store):
    assert lines(capsys, "asof", "2019-12-31") == []
    assert len(lines(capsys, "asof", "2020-12-31")) == 2
    assert {one["change"] for one in lines(capsys, "diff", "2019-12-31", "2020-12-31")} == {"new"}
    assert lines(capsys, "diff", "2020-12-30", "2020-12-31") == []
    code, _, err = run(capsys, "diff", "2020-12-31", "2019-12-31")
    assert code == 2
    assert "earlier day first" in err


def test_why_explains_an_incident_and_a_pair(capsys, store):
    incidents = lines(capsys, "incidents")
    told = max(incidents, key=lambda one: len(one["reports"]))
    explained = json.loads(run(capsys, "why", told["incident_id"], "--format", "json")[1])
    assert len(explained["why"]["joins"]) == len(told["reports"]) - 1
    assert "fused strictly" in run(capsys, "why", told["incident_id"])[1]
    left, right = told["reports"][:2]
    pair = json.loads(run(capsys, "why", left, right, "--format", "json")[1])
    assert sum(term["weight"] for term in pair["terms"]) == pytest.approx(pair["weight"])
    code, _, err = run(capsys, "why", left, told["incident_id"])
    assert code == 2
    assert "a pair is explained of two reports" in err
