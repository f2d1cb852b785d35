"""A dossier is sealed: what it holds can be checked from the file alone, and every change shows."""

from __future__ import annotations

import json
import zipfile

import pytest
from invented import SETTINGS, TEXT, case_of
from msgspec import structs

from onrecord.errors import InputError
from onrecord.records import (
    CHAIN_START,
    DecisionKind,
    Judgement,
    MediaKind,
    RawItem,
    Subject,
    SubjectKind,
    anchor_of,
    enter_judgement,
)
from onrecord.views.exports import EXPORTS
from onrecord.views.exports.dossier_check import is_dossier, verify_dossier


def decision(report):
    subject = Subject(kind=SubjectKind.REPORT, id=report.report_id, anchors=(anchor_of(report),))
    judgement = Judgement(kind=DecisionKind.ACCEPT, subject=subject, reason="read twice")
    return enter_judgement(judgement, 1, "2024-03-07T10:00:00+00:00", "M. Reader", CHAIN_START)


def with_source(case):
    (key,) = case.documents
    item = RawItem(path="articles/a-1.txt", data=TEXT.encode(), sha256=key, media=MediaKind.TEXT)
    return structs.replace(case, sources={key: item})


@pytest.fixture
def dossier(tmp_path):
    case = with_source(case_of())
    path = tmp_path / "one.dossier.zip"
    entered = decision(case.reports[0])
    settings = structs.replace(SETTINGS, decisions=(entered,), journal_head=entered.hash)
    EXPORTS["dossier"].writer([case], path, settings)
    return path


def test_what_was_written_is_whole(dossier):
    assert is_dossier(dossier)
    checked = verify_dossier(dossier)
    assert checked.faults == ()
    assert (checked.incidents, checked.reports, checked.documents, checked.decisions) == (1, 1, 1, 1)
    assert checked.unproven == 0
    assert verify_dossier(dossier, checked.seal).faults == ()


def test_the_same_content_gives_the_same_bytes(dossier, tmp_path):
    case = with_source(case_of())
    entered = decision(case.reports[0])
    again = tmp_path / "again.zip"
    settings = structs.replace(SETTINGS, decisions=(entered,), journal_head=entered.hash)
    EXPORTS["dossier"].writer([case], again, settings)
    assert again.read_bytes() == dossier.read_bytes()


def rewritten(dossier, change):
    with zipfile.ZipFile(dossier) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    goal = dossier.with_name("changed.zip")
    with zipfile.ZipFile(goal, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return goal


def replace(name, old, new):
    def change(parts):
        found = next(key for key in parts if key.startswith(name))
        assert old in parts[found]
        parts[found] = parts[found].replace(old, new)

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (replace("reports.jsonl", b"two policemen", b"six policemen"), "reports.jsonl: was changed"),
        (replace("reports.jsonl", b"two policemen", b"six policemen"), "do not stand in its document"),
        (replace("documents.jsonl", b"car bomb", b"big bomb"), "its text is not what its bytes say"),
        (replace("sources/", b"car bomb", b"big bomb"), "its bytes do not fit its id"),
        (replace("journal.jsonl", b"M. Reader", b"N. Reader"), "decision 1: does not fit its hash"),
        (replace("manifest.json", b"0.0-test", b"9.9-test"), "the manifest does not fit the seal"),
        (lambda parts: parts.pop("incidents.jsonl"), "incidents.jsonl: is missing"),
        (lambda parts: parts.update({"more.txt": b"x"}), "more.txt: was added"),
        (lambda parts: parts.update({"incidents.jsonl": b"{"}), "line 1 cannot be read"),
    ],
)
def test_every_change_shows(dossier, change, told):
    faults = verify_dossier(rewritten(dossier, change)).faults
    assert any(told in fault for fault in faults), faults


def test_a_forged_seal_shows_against_the_one_noted(dossier):
    noted = verify_dossier(dossier).seal

    def forge(parts):
        import hashlib

        manifest = json.loads(parts["manifest.json"])
        manifest["made_by"] = "somebody else"
        parts["manifest.json"] = json.dumps(manifest).encode()
        parts["seal"] = hashlib.sha256(parts["manifest.json"]).hexdigest().encode()

    forged = rewritten(dossier, forge)
    assert verify_dossier(forged).faults == ()
    assert "not the one that was given" in verify_dossier(forged, noted).faults[0]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"no archive"])
def test_what_is_no_dossier(tmp_path, data):
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    assert not is_dossier(path)
    with pytest.raises(InputError, match="no whole dossier"):
        verify_dossier(path)


def test_the_samples_are_whole(tmp_path, sample_cases, sample_store):
    sources = {key: sample_store.source(key) for case in sample_cases for key in case.documents}
    cases = [structs.replace(case, sources={key: sources[key] for key in case.documents}) for case in sample_cases]
    path = tmp_path / "samples.zip"
    EXPORTS["dossier"].writer(cases, path, SETTINGS)
    checked = verify_dossier(path)
    assert checked.faults == ()
    assert checked.unproven == 0
    assert checked.reports > 300
