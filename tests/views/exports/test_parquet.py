"""The Parquet file, read by pyarrow, pandas and polars."""

from __future__ import annotations

import pandas
import polars
import pyarrow
import pyarrow.parquet
from invented import SETTINGS, Told, case_of

from onrecord.lexicon.exports import load_fields
from onrecord.records import Status
from onrecord.views.exports import EXPORTS
from onrecord.views.exports.parquet import SCHEMA

KINDS = {
    "string": pyarrow.string(),
    "bool": pyarrow.bool_(),
    "date": pyarrow.date32(),
    "int32": pyarrow.int32(),
    "int64": pyarrow.int64(),
    "list of string": pyarrow.list_(pyarrow.string()),
}


def written(tmp_path, cases):
    path = tmp_path / "a.parquet"
    EXPORTS["parquet"].writer(cases, path, SETTINGS)
    return path


def test_columns_and_kinds_are_the_documented_ones():
    fields = load_fields("parquet")
    assert [field.name for field in fields] == SCHEMA.names
    for field in fields:
        kind = SCHEMA.field(field.name).type
        assert kind == KINDS[field.kind] if field.kind in KINDS else pyarrow.types.is_list(kind), field.name


def test_every_library_reads_the_samples(tmp_path, sample_cases):
    path = written(tmp_path, sample_cases)
    table = pyarrow.parquet.read_table(path)
    assert table.num_rows == len(sample_cases)
    assert pandas.read_parquet(path).shape == polars.read_parquet(path).shape == (len(sample_cases), len(SCHEMA.names))
    status = polars.read_parquet(path)["status"].to_list()
    assert status == [str(case.incident.status) for case in sample_cases]


def test_values_and_unknowns(tmp_path):
    told = Told(start=None, killed=None, status=Status.PLANNED)
    first, second = pyarrow.parquet.read_table(written(tmp_path, [case_of(), case_of(told)])).to_pylist()
    assert (first["killed_low"], first["killed_best"], first["killed_high"]) == (3, 3, 5)
    assert first["tolls"][0]["source"] == "Lagoon Tribune"
    assert {one["name"]: one["contested"] for one in first["attribution"]} == {
        "Salt Guard": False,
        "River Front": True,
        "Salt League": False,
    }
    assert second["killed_best"] is None
    assert second["date_start"] is None
    assert second["status"] == "planned"


def test_nothing_gives_a_table_without_rows(tmp_path):
    assert pyarrow.parquet.read_table(written(tmp_path, [])).num_rows == 0
