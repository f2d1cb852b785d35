"""The export command: to standard output and files, with filters, and what it says of what it leaves out."""

from __future__ import annotations

import csv
import io

import pytest
from invented import Told, case_of
from small_stages import articles, small_stages

from onrecord.records import Status
from onrecord.run.arguments_exchange import EXPORT_FORMATS
from onrecord.run.command import main
from onrecord.run.exporting import left_out_words
from onrecord.run.pipeline import add
from onrecord.store import open_store
from onrecord.views.exports import EXPORTS

EMPTY = {"muc4"}
"""What the small incidents, in which nobody is named as hit, give nothing in."""


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "small.db"
    with open_store(path, create=True) as store:
        add(articles(), store, small_stages(), lambda _: None, None)
    return str(path)


@pytest.mark.parametrize("name", EXPORT_FORMATS)
def test_every_format_is_written_to_a_file(name, db, tmp_path):
    goal = tmp_path / f"out{EXPORTS[name].suffix}"
    assert main(["export", name, "--db", db, "--output", str(goal)]) == 0
    assert goal.is_dir() if EXPORTS[name].is_folder else goal.stat().st_size > 0 or name in EMPTY


@pytest.mark.parametrize("name", sorted(name for name, export in EXPORTS.items() if export.parts))
def test_text_goes_to_standard_output(name, db, capsys):
    assert main(["export", name, "--db", db]) == 0
    assert capsys.readouterr().out or name in EMPTY


@pytest.mark.parametrize("name", sorted(name for name, export in EXPORTS.items() if export.writer))
def test_what_is_no_text_asks_for_a_file(name, db, capsys):
    assert main(["export", name, "--db", db]) == 2
    assert "--output" in capsys.readouterr().err


def listed(words):
    return list(csv.DictReader(io.StringIO(words, newline="")))


def test_filters_hold(db, capsys):
    assert main(["export", "codebooks", "--db", db]) == 0
    everything = listed(capsys.readouterr().out)
    assert main(["export", "codebooks", "--db", db, "--since", "2020-06-01"]) == 0
    (later,) = listed(capsys.readouterr().out)
    assert len(everything) == 2
    assert later["date_start"] == "2020-06-10"


def test_what_is_left_out_is_told():
    incidents = [case_of().incident, case_of(Told(status=Status.PLANNED)).incident]
    told = left_out_words(EXPORTS["acled"], incidents)
    assert told.startswith("1 of 2 incident(s) left out (1 planned and not said to have happened)")
    assert left_out_words(EXPORTS["acled"], incidents[:1]) is None
    assert left_out_words(EXPORTS["parquet"], incidents) is None


def test_a_file_that_cannot_be_written(db, tmp_path, capsys):
    goal = tmp_path / "no" / "such" / "folder.parquet"
    assert main(["export", "parquet", "--db", db, "--output", str(goal)]) == 2
    assert "cannot write" in capsys.readouterr().err


def test_verify_takes_a_dossier(db, tmp_path, capsys):
    goal = tmp_path / "a.zip"
    assert main(["export", "dossier", "--db", db, "--output", str(goal)]) == 0
    assert main(["verify", str(goal)]) == 0
    seal = capsys.readouterr().out.split("unchanged; seal ")[1].split()[0]
    assert main(["verify", str(goal), "--head", seal]) == 0
    assert main(["verify", str(goal), "--head", "0" * 64]) == 6
    assert "not the one that was given" in capsys.readouterr().err


def test_a_dossier_is_not_redacted(db, tmp_path, capsys):
    goal = tmp_path / "a.zip"
    assert main(["export", "dossier", "--db", db, "--output", str(goal), "--redact-victims"]) == 2
    assert "leave out --redact-victims" in capsys.readouterr().err
    assert not goal.exists()


def test_an_unknown_format_is_a_wrong_command_line(capsys):
    with pytest.raises(SystemExit):
        main(["export", "xyz"])
    assert "acled" in capsys.readouterr().err
