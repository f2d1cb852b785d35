"""The command line from outside: what it prints, where, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from small_stages import ARTICLES, SmallCoder, small_stages

from onrecord import __version__, errors
from onrecord.records import Incident, Relation, Report
from onrecord.run import command, stages
from onrecord.run.arguments import EXIT_CODES
from onrecord.run.verifying import CHANGED
from onrecord.store import open_store


@pytest.fixture(autouse=True)
def small(monkeypatch, tmp_path):
    """The small stages in the place of the real ones; an empty folder to work in."""
    monkeypatch.setattr(stages, "load_stages", lambda _: small_stages())
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_DB", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text)
    return folder


def run(capsys, *argv):
    code = command.main([str(word) for word in argv])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return code, captured.out, captured.err


def test_code_prints_reports_and_names_refusals(capsys, texts):
    code, out, err = run(capsys, "code", texts)
    reports = [msgspec.json.decode(line, type=Report) for line in out.splitlines()]
    assert code == 0
    assert [report.places[0].name for report in reports] == ["Alpha", "Alpha", "Beta", "Alpha"]
    assert len(err.splitlines()) == 2
    assert f"refused {texts}/empty.txt (empty)" in err
    assert "asked to crash" in err


def test_code_prints_relations_when_asked(capsys, texts):
    _, without, _ = run(capsys, "code", texts / "three.txt")
    _, out, _ = run(capsys, "code", texts / "three.txt", "--relations")
    kinds = [json.loads(line)["kind"] for line in out.splitlines()]
    assert kinds == ["report", "relation"]
    assert without.splitlines() == out.splitlines()[:1]
    assert msgspec.json.decode(out.splitlines()[1], type=Relation).object == "Green Guard"


def test_code_reads_standard_input_and_writes_a_file(capsys, monkeypatch, tmp_path):
    class Stdin:
        buffer = io.BytesIO(ARTICLES["one.txt"].encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    code, out, _ = run(capsys, "code", "-", "--output", tmp_path / "out.jsonl")
    assert (code, out) == (0, "")
    assert json.loads((tmp_path / "out.jsonl").read_text())["document"]["path"] == "-"


def test_code_shows_a_table(capsys, texts):
    _, out, _ = run(capsys, "code", texts / "one.txt", "--format", "table")
    assert len(out.splitlines()) == 2
    assert "Red Front" in out


def test_nothing_coded_is_told_by_the_exit_code(capsys, texts):
    assert run(capsys, "code", texts / "empty.txt")[0] == 1
    assert run(capsys, "code", texts / "quiet.txt")[:2] == (0, "")
    assert run(capsys, "add", texts / "empty.txt")[0] == 1
    assert run(capsys, "add", texts / "empty.txt", texts / "one.txt")[0] == 0


def test_add_then_ask(capsys, texts, tmp_path):
    code, out, _ = run(capsys, "add", texts)
    assert code == 0
    assert out == "5 document(s) coded, 0 already known, 2 refused; 4 new report(s), 1 new relation(s); 2 incident(s)\n"
    code, again, err = run(capsys, "add", texts)
    assert again.startswith("0 document(s) coded, 7 already known, 0 refused;")
    assert (code, err) == (0, "")
    assert (tmp_path / "onrecord.db").exists()

    _, out, _ = run(capsys, "incidents", "--format", "jsonl")
    incidents = [msgspec.json.decode(line, type=Incident) for line in out.splitlines()]
    assert [len(incident.reports) for incident in incidents] == [3, 1]
    _, table, _ = run(capsys, "incidents")
    assert [line.split()[0] for line in table.splitlines()[1:]] == [incident.incident_id for incident in incidents]
    _, out, _ = run(capsys, "incidents", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["killed_high"] for row in rows] == ["5", "1"]
    _, out, _ = run(capsys, "reports", "--format", "jsonl", "--country", "afg")
    (report,) = (msgspec.json.decode(line, type=Report) for line in out.splitlines())
    _, out, _ = run(capsys, "show", report.report_id)
    assert '"Green Guard raided Beta on 2020-06-10, killing 1."' in out
    _, out, _ = run(capsys, "show", incidents[0].incident_id[:10])
    assert "Blue Army" in out
    _, out, _ = run(capsys, "show", incidents[0].incident_id, "--format", "json")
    assert msgspec.json.decode(out, type=Incident) == incidents[0]
    _, out, _ = run(capsys, "refusals", "--format", "jsonl")
    assert sorted(json.loads(line)["code"] for line in out.splitlines()) == ["empty", "internal_error"]


def test_coding_and_adding_give_the_same_reports(capsys, texts):
    _, coded, _ = run(capsys, "code", texts)
    run(capsys, "add", texts)
    _, stored, _ = run(capsys, "reports", "--format", "jsonl")
    assert sorted(coded.splitlines()) == sorted(stored.splitlines())


def test_where_the_store_is(capsys, texts, tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_DB", str(tmp_path / "env.db"))
    run(capsys, "add", texts / "one.txt")
    run(capsys, "add", texts / "three.txt", "--db", "given.db")
    assert sorted(path.name for path in tmp_path.glob("*.db")) == ["env.db", "given.db"]
    _, out, _ = run(capsys, "incidents", "--format", "jsonl")
    assert json.loads(out)["places"][0]["name"] == "Alpha"


def test_hints_reach_the_documents(capsys, texts):
    _, out, _ = run(capsys, "code", texts / "one.txt", "--source", "A Paper")
    assert json.loads(out)["document"]["source"] == "A Paper"


@pytest.mark.parametrize(
    ("argv", "exit_code", "words"),
    [
        (["code", "nothing.txt"], 2, "nothing.txt"),
        (["add", "nothing.txt"], 2, "nothing.txt"),
        (["incidents"], 4, "no store at onrecord.db; make one with: onrecord add"),
        (["incidents", "--db", "texts/one.txt"], 4, "not an onrecord store"),
        (["code", "texts", "--output", "none/out"], 2, "cannot write none/out"),
        (["serve", "--tiles", "texts/one.txt"], 2, "no PMTiles file"),
        (["serve", "--tiles", "none"], 2, "no tiles at none"),
    ],
)
def test_failures_are_one_line_that_names_the_thing(capsys, texts, tmp_path, argv, exit_code, words):
    code, out, err = run(capsys, *argv)
    assert (code, out) == (exit_code, "")
    assert words in err
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "onrecord.db").exists()


@pytest.mark.parametrize(
    "argv",
    [
        ["incidents", "--since", "2020-13-01"],
        ["incidents", "--until", "yesterday"],
        ["incidents", "--status", "maybe"],
        ["incidents", "--min-sources", "0"],
        ["code", "x", "--published", "2020-09"],
        ["incidents", "--form", "csv"],
        ["nonsense"],
        [],
    ],
)
def test_a_wrong_command_line_ends_with_2(capsys, argv):
    with pytest.raises(SystemExit) as left:
        command.main(argv)
    assert left.value.code == 2
    assert "onrecord" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020-09-30", "2020-09-30", "2020-09-30"),
    ],
)
def test_a_month_or_year_stands_for_its_days(words, first, last):
    options = command.build_parser().parse_args(["incidents", "--since", words, "--until", words])
    assert (options.since, options.until) == (first, last)


@pytest.mark.parametrize(
    ("argv", "places"),
    [
        (["--country", "Iraq"], ["Alpha"]),
        (["--country", "af"], ["Beta"]),
        (["--type", "assault", "--country", "AFG"], ["Beta"]),
        (["--type", "heavy-weapons", "--type", "protest"], ["Alpha"]),
        (["--type", "PROTEST"], []),
    ],
)
def test_countries_and_types_by_name(capsys, texts, argv, places):
    run(capsys, "add", texts)
    code, out, _ = run(capsys, "incidents", "--format", "jsonl", *argv)
    assert code == 0
    assert [json.loads(line)["places"][0]["name"] for line in out.splitlines()] == places


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--country", "Irak"], "nearest: iraq"),
        (["--type", "ASSULT"], "nearest: assault"),
        (["--type", "x"], "PROTEST"),
    ],
)
def test_a_slip_of_the_pen_is_no_empty_answer(capsys, texts, argv, words):
    run(capsys, "add", texts)
    code, out, err = run(capsys, "incidents", *argv)
    assert (code, out) == (2, "")
    assert words in err


def test_show_of_unknown_and_ambiguous_ids(capsys, texts):
    run(capsys, "add", texts)
    assert run(capsys, "show", "inc-zzz")[0] == 2
    code, _, err = run(capsys, "show", "inc-")
    assert code == 2
    assert "begins several ids" in err
    assert run(capsys, "show", "")[0] == 2


def test_an_id_that_is_no_more_leads_to_its_successor(capsys, texts):
    _, out, _ = run(capsys, "code", *(texts / name for name in ("one.txt", "two.txt", "copy.txt")))
    reports = sorted(map(json.loads, out.splitlines()), key=lambda report: report["report_id"])
    for number, report in enumerate(reversed(reports)):  # each becomes the smallest, which names the incident
        run(capsys, "add", report["document"]["path"])
        _, out, _ = run(capsys, "incidents", "--format", "jsonl")
        if number == 0:
            old = json.loads(out)["incident_id"]
    new = json.loads(out)["incident_id"]
    assert old != new
    code, out, err = run(capsys, "show", old)
    assert code == 0
    assert f"Incident {new}" in out
    assert f"{old} was renamed" in err


def test_an_interrupted_run_tells_that_incidents_are_behind(capsys, texts, monkeypatch):
    class Interrupted(SmallCoder):
        def code(self, document):
            if self.calls == 2:
                raise KeyboardInterrupt
            return super().code(document)

    monkeypatch.setattr(stages, "load_stages", lambda _: small_stages(Interrupted()))
    code, _, err = run(capsys, "add", texts)
    assert code == 130
    assert "resumes" in err
    code, out, err = run(capsys, "incidents")
    assert "onrecord add with the same paths completes it" in err
    monkeypatch.setattr(stages, "load_stages", lambda _: small_stages())
    _, out, _ = run(capsys, "add", texts)
    assert "0 already known" not in out
    assert run(capsys, "incidents")[2] == ""


def test_recode(capsys, texts, monkeypatch):
    run(capsys, "add", texts)
    assert run(capsys, "recode")[1].startswith("0 document(s) coded")
    monkeypatch.setattr(stages, "load_stages", lambda _: small_stages(SmallCoder("small-2")))
    assert run(capsys, "recode")[1].startswith("5 document(s) coded")
    with open_store(Path("onrecord.db")) as store:
        assert {report.coder.version for report in store.reports()} == {"small-2"}


def test_a_bad_lexicon_and_a_defect(capsys, texts, monkeypatch):
    def broken(_):
        raise errors.LexiconError("actors.csv:7: no such sector")

    monkeypatch.setattr(stages, "load_stages", broken)
    assert run(capsys, "code", texts)[0] == 3
    monkeypatch.setattr(stages, "load_stages", lambda _: replace(small_stages(), make_document=None, fusion=None))
    code, _, err = run(capsys, "recode", "--db", "x.db")
    assert code == 4
    monkeypatch.setattr(stages, "load_stages", lambda _: None)
    code, _, err = run(capsys, "add", texts)
    assert code == 70
    assert "please report it" in err
    assert len(err.splitlines()) == 1


def test_every_exit_code_that_is_used_is_documented():
    used = {kind.exit_code for kind in (errors.InputError, errors.LexiconError, errors.StoreError)}
    used |= {command.DEFECT, command.INTERRUPTED, command.OUTPUT_CLOSED, command.SYSTEM_FAILED, CHANGED, 0, 1}
    assert used == {code for code, _ in EXIT_CODES}


def onrecord(*argv, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "onrecord.run.command", *map(str, argv)], env=dict(os.environ), **options
    )


def test_a_closed_pipe_is_silent(capsys, texts, tmp_path):
    (tmp_path / "many.txt").write_text(
        " ".join(f"The Red Front shelled Alpha on 2020-05-01, killing {number}." for number in range(200))
    )
    run(capsys, "add", tmp_path / "many.txt")
    process = onrecord("reports", "--format", "jsonl", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_named(capsys, texts):
    run(capsys, "add", texts)
    code, _, err = run(capsys, "reports", "--format", "jsonl", "--output", "/dev/full")
    assert code == command.SYSTEM_FAILED
    assert "No space left" in err


def test_incidents_answers_quickly(capsys, texts):
    run(capsys, "add", texts)

    def busy_s():
        before = os.times()
        with onrecord("incidents", stdout=subprocess.PIPE) as process:
            assert b"Alpha" in process.stdout.read()
        after = os.times()
        return sum(after[2:4]) - sum(before[2:4])

    # processor time, since the time on the wall is that of whatever else the machine does
    assert min(busy_s() for _ in range(3)) < 0.6


def test_asking_loads_no_stage(capsys, texts):
    run(capsys, "add", texts)
    code = (
        "import sys; from onrecord.run.command import main; main(['incidents']);"
        "rooms = ('spacy', 'numpy', 'trafilatura', 'onrecord.mentions');"
        "print([room for room in rooms if room in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr.strip() == b"[]"


def test_ctrl_c_leaves_no_traceback(tmp_path):
    fifo = tmp_path / "waiting"
    os.mkfifo(fifo)
    script = (
        f"import signal, sys; sys.path.insert(0, {str(Path(__file__).parent)!r});"
        "signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from small_stages import small_stages; from onrecord.run import stages; from onrecord.run.command import main;"
        f"stages.load_stages = lambda _: small_stages(); raise SystemExit(main(['code', {str(fifo)!r}]))"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE)
    writer = open_when_read(fifo, process)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    os.close(writer)
    assert (process.returncode, err) == (130, b"onrecord: interrupted\n")


def open_when_read(fifo, process):
    """The writing end, once the process waits at the reading end."""
    while process.poll() is None:
        try:
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.01)
    raise AssertionError(process.communicate()[1])


def test_version(capsys):
    with pytest.raises(SystemExit) as left:
        command.main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out == f"onrecord {__version__}\n"
