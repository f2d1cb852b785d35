"""Names of those who were hit are masked in every export that can, and no offset moves."""

from __future__ import annotations

import msgspec
import pytest
from invented import SETTINGS, TEXT, Told, case_of

from onrecord.views.exports import EXPORTS
from onrecord.views.exports.redaction import MASK, name_runs, redacted


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Amina Sayed", ["Amina Sayed"]),
        ("Dr. Amina al-Sayed", ["Amina al-Sayed"]),
        ("General Omar Tarek", ["Omar Tarek"]),
        ("Lars Holm, a Danish engineer", ["Lars Holm"]),
        ("Ahmed bin Saleh", ["Ahmed bin Saleh"]),
        ("J. M. O'Brien", ["J. M. O'Brien"]),
        ("two policemen", []),
        ("Two American service members", []),
        ("At least 25 fighters", []),
        ("Five members of one Iraqi family", []),
    ],
)
def test_what_is_a_name(words, names):
    assert list(name_runs(words)) == names


def everything(case):
    return msgspec.json.encode(case).decode()


def test_no_name_is_left_and_offsets_stay():
    case = case_of(Told(title="Sayed killed", url="https://lagoon.example/amina-sayed-killed"))
    masked = redacted(case)
    words = everything(masked).lower()
    assert "amina" not in words
    assert "sayed" not in words
    (before,), (after,) = case.documents.values(), masked.documents.values()
    assert len(before.text) == len(after.text) == len(TEXT)
    report = masked.reports[0]
    assert all(after.text[one.start : one.end] == one.text for one in report.evidence)
    recipient = report.recipients[0]
    assert recipient.text == MASK * 5 + " " + MASK * 5 or set(recipient.text) == {MASK}
    assert report.recipients[1] == case.reports[0].recipients[1]


def test_others_keep_their_names():
    words = everything(redacted(case_of()))
    assert "Salt Guard" in words
    assert "Varanel" in words


def test_a_case_without_named_victims_is_the_same():
    case = case_of(Told(name="a teacher"))
    assert redacted(case) is case


@pytest.mark.parametrize("name", [name for name, export in EXPORTS.items() if export.parts and export.may_redact])
def test_no_text_export_holds_the_name(name):
    case = redacted(case_of(Told(title="Sayed is dead", url="https://lagoon.example/Amina_Sayed")))
    words = "".join(EXPORTS[name].parts([case], SETTINGS)).lower()
    assert "amina" not in words
    assert "sayed" not in words
