"""Deciding, reviewing, searching and verifying from outside."""

from __future__ import annotations

import io
import json

import pytest
from small_stages import ARTICLES, articles, small_stages

from onrecord.run import command, deciding, reviewing
from onrecord.run.pipeline import add
from onrecord.store import Selection, open_store


@pytest.fixture(autouse=True)
def db(monkeypatch, tmp_path):
    path = tmp_path / "onrecord.db"
    with open_store(path, create=True) as store:
        add(articles(), store, small_stages(), lambda _: None, None)
    for module in (deciding, reviewing):
        monkeypatch.setattr(module, "load_fusion", lambda: small_stages().fusion)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_DB", raising=False)
    monkeypatch.setenv("ONRECORD_REVIEWER", "R. Viewer")
    return path


def run(capsys, *argv):
    code = command.main([str(word) for word in argv])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return code, captured.out, captured.err


def ids(db):
    with open_store(db) as store:
        return [incident.incident_id for incident in store.select_incidents(Selection())]


def test_a_correction_shows_with_the_value_as_coded_and_who_and_why(capsys, db):
    alpha, _ = ids(db)
    code, out, _ = run(capsys, "decide", "correct", alpha[:9], "killed", "4", "--reason", "counted the graves")
    assert code == 0
    assert out.startswith("decision 1 entered, head ")
    _, shown, _ = run(capsys, "show", alpha)
    assert "killed: 4, not 3-5 as coded (R. Viewer, " in shown
    assert "counted the graves" in shown
    _, listed, _ = run(capsys, "decisions", "--format", "jsonl")
    (state,) = map(json.loads, listed.splitlines())
    assert (state["standing"], state["decision"]["reviewer"]) == ("in_force", "R. Viewer")


def test_decisions_that_change_the_grouping_fuse_at_once_or_later(capsys, db):
    alpha, beta = ids(db)
    _, out, _ = run(capsys, "decide", "same", alpha, beta)
    assert "fused anew: 1 incident(s), 1 earlier id(s) changed" in out
    _, out, err = run(capsys, "decide", "undo", "1", "--later")
    assert "fused" not in out
    assert "not fused anew yet" in err
    assert len(ids(db)) == 1
    run(capsys, "decide", "note", alpha, "now", "it", "is")
    assert ids(db) == [alpha, beta]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["same", "inc-"], "same is written as: onrecord decide same ID ID"),
        (["undo", "1", "2"], "undo is written as"),
        (["undo", "7"], "there is no decision 7"),
        (["correct", "inc-none", "killed", "4"], "no incident or report has the id"),
        (["merge-actors", "Red Front", "Red Front"], "give two different actors"),
    ],
)
def test_what_cannot_be_decided_is_said_in_a_line(capsys, words, said):
    code, _, err = run(capsys, "decide", *words)
    assert code == 2
    assert said in err


def test_a_field_that_cannot_be_corrected_is_told_from_those_that_can(capsys, db):
    code, _, err = run(capsys, "decide", "correct", ids(db)[0], "colour", "red")
    assert code == 2
    assert "what can be is event, event_type" in err


def test_nobody_decides_without_a_name(capsys, db, monkeypatch):
    monkeypatch.delenv("ONRECORD_REVIEWER")
    code, _, err = run(capsys, "decide", "accept", ids(db)[0])
    assert code == 2
    assert "--reviewer or ONRECORD_REVIEWER" in err
    assert run(capsys, "review")[0] == 2


def test_the_queue_is_listed(capsys, db):
    code, out, _ = run(capsys, "review", "--list", "--format", "jsonl")
    lines = list(map(json.loads, out.splitlines()))
    assert code == 0
    assert [line["incident_id"] for line in lines] == ids(db)
    assert "attribution is contested" in lines[0]["reasons"]
    assert ids(db)[0] in run(capsys, "review", "--list", "--limit", "1")[1]


def test_a_sitting(capsys, db, monkeypatch):
    _alpha, beta = ids(db)
    lines = f"?\nc killed 4 -- graves\nzz\nc killed lots\nu\nn 'odd\nv {beta}\ns {beta} -- one raid\na fine\nq\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    code, out, _ = run(capsys, "review")
    assert code == 0
    for words in (
        "1 of 2: attribution is contested",
        "undo the last decision",
        "'zz' is no command of review",
        "'lots' is no number of persons",
        f"Incident {beta}",
        "5 decision(s) entered; head ",
        "fused anew: 1 incident(s)",
    ):
        assert words in out
    with open_store(db) as store:
        assert [(str(one.kind), one.reason) for one in store.decisions()] == [
            ("correct", "graves"),
            ("undo", ""),
            ("note", "'odd"),
            ("same", "one raid"),
            ("accept", "fine"),
        ]


def test_the_end_of_input_ends_a_sitting(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    code, out, _ = run(capsys, "review")
    assert code == 0
    assert "0 decision(s) entered" in out


def test_search_finds_words_in_any_form_phrases_and_names(capsys, db):
    def found(*words):
        return sorted(
            json.loads(line)["path"] for line in run(capsys, "search", *words, "--format", "jsonl")[1].splitlines()
        )

    assert found("harvested") == ["quiet.txt"]
    assert found("shelling", "saturday") == ["two.txt"]
    assert found("grey state") == ["three.txt"]
    assert found('"front red"') == []
    assert found("harv*") == ["quiet.txt"]
    assert found('x" OR "harvest') == []
    code, _, err = run(capsys, "search", "--", "--")
    assert code == 2
    assert "no word to search for" in err
    assert ids(db)[1] in run(capsys, "search", "guard")[1]


def test_verify_prints_heads_that_prove_later_that_nothing_was_taken_away(capsys, db):
    run(capsys, "decide", "note", ids(db)[0], "x")
    code, out, _ = run(capsys, "verify")
    assert code == 0
    heads = [line.rpartition(" ")[2] for line in out.splitlines()[:2]]
    assert f"evidence of {len(ARTICLES) - 2} source(s) unchanged" in out
    for head in heads:
        assert run(capsys, "verify", db, "--head", head)[0] == 0
    code, _, err = run(capsys, "verify", "--head", "f" * 64)
    assert code == 6
    assert "stands in neither chain" in err
    assert run(capsys, "verify", "--head", "xyz")[0] == 2
