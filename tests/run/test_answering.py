"""The commands that answer who did it."""

from __future__ import annotations

import json

import pytest
from small_stages import ARTICLES, small_stages

from onrecord.run import command, stages


@pytest.fixture
def store(monkeypatch, tmp_path, capsys):
    """A store of the small stages' articles, in the working folder."""
    monkeypatch.setattr(stages, "load_stages", lambda _: small_stages())
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_DB", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text)
    assert command.main(["add", str(folder)]) == 0
    capsys.readouterr()
    return folder


def run(capsys, *argv):
    code = command.main([str(word) for word in argv])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return code, captured.out, captured.err


def incidents(capsys):
    return [json.loads(line) for line in run(capsys, "incidents", "--format", "jsonl")[1].splitlines()]


def test_attribution_shows_both_sides_with_quotes(capsys, store):
    contested = next(one for one in incidents(capsys) if any(who["contested"] for who in one["attribution"]))
    code, text, _ = run(capsys, "attribution", contested["incident_id"])
    assert code == 0
    assert "verdict: contested" in text
    assert "against (1)" in text
    found = json.loads(run(capsys, "attribution", contested["incident_id"], "--format", "json")[1])
    assert found["kind"] == "attribution"
    assert found["verdict"] == "contested"
    assert found["candidates"] == contested["attribution"]


def test_a_report_leads_to_its_incident(capsys, store):
    incident = incidents(capsys)[0]
    by_report = json.loads(run(capsys, "attribution", incident["reports"][0], "--format", "json")[1])
    assert by_report["incident_id"] == incident["incident_id"]


def test_nobody_named_is_unknown(capsys, store):
    nameless = next((one for one in incidents(capsys) if not one["attribution"]), None)
    if nameless is None:
        pytest.skip("every incident of the small articles names someone")
    assert "verdict: unknown" in run(capsys, "attribution", nameless["incident_id"])[1]


def test_an_actor_that_only_reports_name(capsys, store):
    name = next(who["name"] for one in incidents(capsys) for who in one["attribution"])
    code, text, _ = run(capsys, "actor", name)
    assert code == 0
    assert "no actor table knows it" in text
    record = json.loads(run(capsys, "actor", name, "--format", "json")[1])
    assert record["identity"]["name"] == name
    assert sum(record["counts"].values()) == len(record["deeds"]) >= 1


def test_an_actor_that_the_tables_know_has_its_ties(capsys, store):
    record = json.loads(run(capsys, "actor", "Kataib Hezbollah", "--format", "json")[1])
    assert record["identity"]["actor_id"] == "kataib-hezbollah"
    assert any(link["relation"] == "supports" and link["subject_id"] == "IRN" for link in record["above"])
    assert all(link["source"] for link in (*record["above"], *record["below"]))
    assert record["deeds"] == []


def test_a_name_of_nobody_and_of_several_is_refused_in_one_line(capsys, store):
    code, out, err = run(capsys, "actor", "Zzyzx Brigade")
    assert (code, out) == (2, "")
    assert "no actor that the tables know" in err
    assert len(err.splitlines()) == 1
