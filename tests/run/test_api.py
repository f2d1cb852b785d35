"""What ``import onrecord`` offers."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord
from onrecord.records import Incident, Report
from onrecord.run import api

TEXT = "BASRA, Iraq - A car bomb killed three policemen in Basra on Monday night, the interior ministry said."
SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "articles" / "ganja.txt"


def test_the_exported_names_are_these():
    assert onrecord.__all__ == [
        "InputError",
        "OnrecordError",
        "Selection",
        "__version__",
        "add",
        "code",
        "export",
        "open_store",
        "to_pandas",
        "to_polars",
    ]
    assert all(getattr(onrecord, name) for name in onrecord.__all__)
    assert set(onrecord.__all__) <= set(dir(onrecord))


def test_every_exported_function_is_described():
    for name in api.__all__:
        described = getattr(onrecord, name).__doc__
        assert described
        assert len(described) > 80


def test_no_other_name():
    with pytest.raises(AttributeError, match="no attribute 'guess'"):
        onrecord.guess  # noqa: B018


def test_importing_it_loads_no_parser():
    program = "import sys, onrecord; print([name for name in ('spacy', 'pyarrow', 'numpy') if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize("published", ["2019-05-14", datetime.date(2019, 5, 14)])
def test_code_gives_reports_whose_spans_fit_the_text(published):
    (report,) = onrecord.code(TEXT, published=published, source="Desk")
    assert isinstance(report, Report)
    assert (report.event_type, report.status, report.date.start) == ("ASSAULT", "occurred", "2019-05-13")
    assert all(TEXT[one.start : one.end] == one.text for one in report.evidence)
    assert report.document.source == "Desk"


def test_code_without_a_day_leaves_the_date_open():
    (report,) = onrecord.code(TEXT)
    assert report.date is None or report.date.start < "1900" or report.document.published is None


def test_code_takes_html():
    (report,) = onrecord.code(f"<html><body><article><p>{TEXT}</p></article></body></html>", is_html=True)
    assert report.event_type == "ASSAULT"


@pytest.mark.parametrize(
    ("text", "words"), [("", "refused"), ("Das Wetter wird morgen schön und warm. " * 9, "refused")]
)
def test_what_cannot_be_coded_is_an_error_with_its_reason(text, words):
    with pytest.raises(onrecord.InputError, match=words):
        onrecord.code(text)


def test_a_day_that_is_none():
    with pytest.raises(onrecord.InputError, match="write it as YYYY-MM-DD"):
        onrecord.code(TEXT, published="last week")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with onrecord.open_store(tmp_path_factory.mktemp("api") / "a.db", create=True) as store:
        outcome = onrecord.add([SAMPLE], store)
        assert outcome.tally.coded == 1
        yield store


def test_incidents_of_a_store(store):
    found = list(store.select_incidents(onrecord.Selection(types=("ASSAULT",))))
    assert found
    assert all(isinstance(one, Incident) for one in found)


def test_tables_count_unknown_as_missing(store):
    incidents = list(store.select_incidents(onrecord.Selection()))
    frame, table = onrecord.to_pandas(incidents), onrecord.to_polars(incidents)
    assert list(frame.columns) == table.columns
    assert len(frame) == table.height == len(incidents)
    assert frame["incident_id"].tolist() == table["incident_id"].to_list()
    assert frame["mode"].isna().sum() == table["mode"].null_count()
    reports = onrecord.to_pandas(store.select_reports(onrecord.Selection()))
    assert "report_id" in reports.columns


def test_tables_of_nothing_have_columns():
    assert onrecord.to_pandas([]).shape[0] == onrecord.to_polars([]).height == 0


def test_reports_and_incidents_do_not_mix(store):
    mixed = [next(store.select_incidents(onrecord.Selection())), next(store.select_reports(onrecord.Selection()))]
    with pytest.raises(onrecord.InputError, match="tables of their own"):
        onrecord.to_pandas(mixed)


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_library_that_is_missing_is_named_with_its_extra(name, monkeypatch):
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(onrecord.InputError, match=rf"onrecord\[{name}\]"):
        getattr(onrecord, f"to_{name}")([])


def test_export(store, tmp_path):
    goal = onrecord.export(store, "acled", tmp_path / "a.csv", onrecord.Selection(types=("ASSAULT",)))
    assert goal.read_text(encoding="utf-8").startswith("event_id_cnty,")
    with pytest.raises(onrecord.InputError, match="is no format"):
        onrecord.export(store, "xls", tmp_path / "a.xls")
    with pytest.raises(onrecord.InputError, match="cannot be redacted"):
        onrecord.export(store, "dossier", tmp_path / "a.zip", redact_victims=True)
