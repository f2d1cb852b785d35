"""How each codebook treats an incident: the rules, and the list of disagreements."""

from __future__ import annotations

import csv
import io

import pytest
from invented import SETTINGS, Told, case_of
from msgspec import structs

from onrecord.lexicon.exports import load_export_tables, load_fields
from onrecord.records import Codes, Status
from onrecord.views.exports import EXPORTS
from onrecord.views.exports.rules import Codebook, judge

TABLES = load_export_tables()
RELEASE = Codes(cameo="0841")


def reason(told, codebook):
    return judge(case_of(told).incident, codebook, TABLES).reason


@pytest.mark.parametrize(
    ("told", "codebook", "expected"),
    [
        (Told(), "plover", "coded"),
        (Told(status=Status.ATTEMPTED), "plover", "attempted"),
        (Told(status=Status.THREATENED), "plover", "threatened"),
        (Told(), "acled", "coded"),
        (Told(status=Status.ATTEMPTED), "acled", "foiled_weapon"),
        (Told(status=Status.ATTEMPTED, mode="firearms"), "acled", "attempted"),
        (Told(codes=RELEASE), "acled", "no_code"),
        (Told(aggregate=True), "acled", "aggregate"),
        (Told(start=None), "acled", "no_date"),
        (Told(country=None), "acled", "no_country"),
        (Told(status=Status.DENIED), "acled", "denied"),
        (Told(), "ucdp", "coded"),
        (Told(killed=None), "ucdp", "no_death"),
        (Told(aggregate=True), "ucdp", "coded"),
        (Told(event_type="PROTEST"), "ucdp", "not_force"),
        (Told(start=None), "ucdp", "no_date"),
        (Told(), "gtd", "coded"),
        (Told(killed=None), "gtd", "coded"),
        (Told(codes=RELEASE), "gtd", "no_code"),
        (Told(aggregate=True), "gtd", "aggregate"),
        (Told(status=Status.HYPOTHETICAL), "gtd", "hypothetical"),
    ],
)
def test_rules(told, codebook, expected):
    assert reason(told, Codebook(codebook)) == expected


def test_nobody_named_and_states_alone():
    case = case_of()
    nobody = structs.replace(case.incident, attribution=(), actors=())
    assert judge(nobody, Codebook.UCDP, TABLES).reason == "no_organised_actor"
    assert judge(nobody, Codebook.GTD, TABLES).included
    state = structs.replace(case.incident.actors[0], actor_id="IRQ.MIL", name="Armed forces of Iraq", sector="MIL")
    by_state = structs.replace(case.incident, attribution=(), actors=(state,))
    assert judge(by_state, Codebook.GTD, TABLES).reason == "state_actor"


def table(cases):
    return list(csv.DictReader(io.StringIO("".join(EXPORTS["codebooks"].parts(cases, SETTINGS)), newline="")))


def test_every_incident_is_listed_with_reasons(sample_cases):
    rows = table(sample_cases)
    assert [row["incident_id"] for row in rows] == [case.incident.incident_id for case in sample_cases]
    assert all(row[f"{book}_reason"] in TABLES.reasons.values() for row in rows for book in Codebook)
    assert {row["disagreement"] for row in rows} <= {"no", "subject", "criteria", "class"}
    assert all(bool(row["difference"]) == (row["disagreement"] != "no") for row in rows)


def test_a_disagreement_is_told_in_words():
    (row,) = table([case_of(Told(killed=None))])
    assert row["disagreement"] == "criteria"
    assert "left out by UCDP GED (no death is reported and this codebook requires one)" in row["difference"]
    assert row["acled"] == "Explosions/Remote violence / Remote explosive/landmine/IED"
    assert (row["ucdp"], row["gtd"]) == ("", "3")


def test_all_agree_that_a_plan_is_no_event():
    (row,) = table([case_of(Told(status=Status.PLANNED))])
    assert (row["disagreement"], row["difference"]) == ("no", "")


def test_a_class_in_dispute():
    codes = Codes(cameo="193", acled=("Battles", "Armed clash"), gtd_attacktype=2)
    case = case_of(Told(codes=codes, mode="firearms"))
    civilians = structs.replace(case.incident, recipients=case.incident.recipients[:1])
    (row,) = table([structs.replace(case, incident=civilians)])
    assert row["disagreement"] == "class"
    assert row["difference"] == "ACLED sees Battles / Armed clash, UCDP GED one-sided violence"


def test_columns_are_the_documented_ones():
    (row,) = table([case_of()])
    assert list(row) == [field.name for field in load_fields("codebooks")]
