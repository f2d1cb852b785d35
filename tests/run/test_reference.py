"""The command-line reference and the record's JSON Schema in docs/ are what the code says today."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import msgspec
import pytest
from small_stages import articles, small_stages

from onrecord.records import Report
from onrecord.run.arguments import build_parser
from onrecord.run.pipeline import add, code_items
from onrecord.store import Selection, open_store

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference" / "command-line.md"
SCHEMA = ROOT / "docs" / "reference" / "record.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.mark.parametrize("script", ["write_reference.py", "write_schema.py"])
def test_the_written_file_is_current(script):
    command = [sys.executable, str(ROOT / "tools" / script), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def commands(parser=None):
    """Every command by its words, those under another command too ("actors find")."""
    found = {}
    for one in (parser or build_parser())._actions:
        for name, nested in one.choices.items() if isinstance(one, argparse._SubParsersAction) else ():
            found[name] = nested
            found |= {f"{name} {words}": deeper for words, deeper in commands(nested).items()}
    return found


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_option_is_documented_with_words(name):
    page = REFERENCE.read_text(encoding="utf-8")
    section = page.split(f"## onrecord {name}\n")[1].split("\n## ")[0]
    for action in commands()[name]._actions:
        if action.dest == "help":
            continue
        assert action.help, f"{name}: {action.dest} has no help"
        for option in action.choices if isinstance(action, argparse._SubParsersAction) else action.option_strings:
            assert f"`{option}" in section
        if not action.option_strings and not isinstance(action, argparse._SubParsersAction):
            assert f"`{action.metavar}" in section


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(VALIDATOR.schema)


def lines(tmp_path):
    for _, coded in (pair for pair in code_items(articles(), small_stages()) if isinstance(pair, tuple)):
        yield from (*coded.reports, *coded.relations)
    with open_store(tmp_path / "a.db", create=True) as store:
        add(articles(), store, small_stages(), lambda _: None, None)
        yield from store.select_incidents(Selection())


def test_what_is_printed_fits_the_schema(tmp_path):
    kinds = []
    for record in lines(tmp_path):
        line = json.loads(msgspec.json.encode(record))
        kinds.append(line["kind"])
        VALIDATOR.validate(line)
    assert set(kinds) == {"report", "relation", "incident"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("status", "perhaps"), ("kind", "rumour"), ("evidence", [{"start": 0}]), ("casualties", None), ("report_id", 7)],
)
def test_what_does_not_fit_is_found(field, value):
    ((_, coded),) = code_items(articles(["one.txt"]), small_stages())
    line = json.loads(msgspec.json.encode(coded.reports[0]))
    VALIDATOR.validate(line)
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate({**line, field: value})
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate({name: was for name, was in line.items() if name != field})


def test_the_schema_names_every_field_of_a_report():
    named = VALIDATOR.schema["$defs"]["Report"]["properties"]
    assert list(named) == [field.name for field in msgspec.structs.fields(Report)]
