"""MUC-4 templates from reports of invented incidents."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from onrecord.lexicon.muc4 import load_muc4
from onrecord.records import (
    Actor,
    Casualties,
    CoderRef,
    Codes,
    Confidence,
    Count,
    DatePrecision,
    DocumentRef,
    Effect,
    EventDate,
    Evidence,
    Place,
    PlacePrecision,
    PlaceRole,
    Recipient,
    RecipientKind,
    Report,
    Status,
    Weapon,
)
from onrecord.views.muc4_perpetrators import split_perpetrator
from onrecord.views.muc4_templates import SLOTS, Template, fill_templates, incident_type
from onrecord.views.muc4_words import capitals, split_person

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
TABLES = load_muc4()


def place(name: str, country: str = "COL", precision: PlacePrecision = PlacePrecision.EXACT) -> Place:
    return Place(
        text=name,
        role=PlaceRole.SITE,
        name=name,
        country=country,
        admin1=None,
        latitude=None,
        longitude=None,
        precision=precision,
        gazetteer_id=None,
        score=1.0,
    )


def actor(text: str, **fields: Any) -> Actor:
    plain = {
        "name": text,
        "actor_id": None,
        "country": None,
        "sector": "REB",
        "confidence": Confidence.REPORTED_AS_FACT,
        "according_to": None,
    }
    return Actor(text=text, **{**plain, **fields})


def victim(text: str, **fields: Any) -> Recipient:
    plain = {
        "kind": RecipientKind.HUMAN,
        "name": text,
        "actor_id": None,
        "country": None,
        "sector": "CVL",
        "count": None,
        "effect": Effect.DEATH,
    }
    return Recipient(text=text, **{**plain, **fields})


def day(iso: str, *, told: bool = True) -> EventDate:
    if told:
        return EventDate(start=iso, end=iso, precision=DatePrecision.DAY, text="yesterday", span=(0, 9))
    return EventDate(start=iso, end=iso, precision=DatePrecision.DAY)


def report(trigger: str = "killed", **fields: Any) -> Report:
    plain: dict[str, Any] = {
        "report_id": f"r-{trigger}",
        "document": DocumentRef(document_id="d", path="d.txt", published="1990-03-10"),
        "event_type": "ASSAULT",
        "mode": None,
        "contexts": (),
        "codes": Codes(),
        "status": Status.OCCURRED,
        "aggregate": False,
        "count": None,
        "date": day("1990-03-09"),
        "places": (place("Villa Serena"),),
        "actors": (actor("masked gunmen"),),
        "recipients": (victim("two farmers", count=Count(low=2, best=2, high=2)),),
        "weapons": (),
        "casualties": Casualties(),
        "assertions": (),
        "evidence": (Evidence(0, 9, "yesterday"),),
        "coder": CoderRef(version="test", model=None),
        "trigger": Evidence(0, len(trigger), trigger),
    }
    return Report(**{**plain, **fields})


def one(*reports: Report) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """The filled slots of the only template, each fill as (answer, refs)."""
    (template,) = fill_templates(reports, TABLES)
    return {name: [(fill.alts[0], fill.refs) for fill in fills] for name, fills in template.slots.items() if fills}


def test_every_slot_is_there() -> None:
    (template,) = fill_templates([report()], TABLES)
    assert tuple(template.slots) == SLOTS
    assert len(SLOTS) == 23


def test_a_killing() -> None:
    slots = one(report())
    assert slots["type"] == [("ATTACK", ())]
    assert slots["stage"] == [("ACCOMPLISHED", ())]
    assert slots["date"] == [("09 MAR 90", ())]
    assert slots["location"] == [("COLOMBIA: VILLA SERENA (CITY)", ())]
    assert slots["perp_individual"] == [("MASKED GUNMEN", ())]
    assert slots["perp_category"] == [("TERRORIST ACT", ())]
    assert slots["hum_target_description"] == [("FARMERS", ())]
    assert slots["hum_target_type"] == [("CIVILIAN", ("FARMERS",))]
    assert slots["hum_target_number"] == [("2", ("FARMERS",))]
    assert slots["hum_target_effect"] == [("DEATH", ("FARMERS",))]
    assert "perp_organization" not in slots


def test_a_day_only_assumed_is_on_or_before() -> None:
    assert one(report(date=day("1990-03-10", told=False)))["date"] == [("- 10 MAR 90", ())]
    assert one(report(date=None))["date"] == [("- 10 MAR 90", ())]


def test_a_span_of_days_is_a_range() -> None:
    span = EventDate(start="1990-03-05", end="1990-03-08", precision=DatePrecision.INTERVAL, text="x", span=(0, 1))
    assert one(report(date=span))["date"] == [("05 MAR 90 - 08 MAR 90", ())]


def test_instruments_that_only_a_verb_tells_have_no_name() -> None:
    slots = one(report("shot", weapons=(Weapon(text="shot", type="firearm", count=None),)))
    assert slots["instrument_type"] == [("GUN", ("-",))]
    assert "instrument_id" not in slots
    slots = one(report("exploded", weapons=(Weapon(text="two sticks of dynamite", type="explosive", count=None),)))
    assert slots["instrument_id"] == [("STICKS OF DYNAMITE", ())]
    assert slots["instrument_type"] == [("DYNAMITE", ("STICKS OF DYNAMITE",))]


def test_a_building_hit_by_an_organization() -> None:
    embassy = victim("the Danish embassy", kind=RecipientKind.PHYSICAL, effect=Effect.DAMAGED, country="DNK")
    front = actor("members of the Red Dawn Front", actor_id="x", confidence=Confidence.CLAIMED)
    slots = one(report("bombed", recipients=(embassy,), actors=(front,)))
    assert slots["type"] == [("BOMBING", ())]
    assert slots["phys_target_id"] == [("DANISH EMBASSY", ())]
    assert slots["phys_target_type"] == [("DIPLOMAT OFFICE OR RESIDENCE", ("DANISH EMBASSY",))]
    assert slots["phys_target_effect"] == [("SOME DAMAGE", ("DANISH EMBASSY",))]
    assert slots["phys_target_foreign_nation"] == [("DENMARK", ("DANISH EMBASSY",))]
    assert slots["perp_individual"] == [("MEMBERS OF THE RED DAWN FRONT", ())]
    assert slots["perp_organization"] == [("RED DAWN FRONT", ())]
    assert slots["perp_org_confidence"] == [("CLAIMED OR ADMITTED", ("RED DAWN FRONT",))]


@pytest.mark.parametrize(
    ("confidence", "speaker", "said"),
    [
        (Confidence.REPORTED_AS_FACT, None, "REPORTED AS FACT"),
        (Confidence.ACCUSED, "a police spokesman", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
        (Confidence.ACCUSED, "her neighbors", "SUSPECTED OR ACCUSED"),
        (Confidence.SUSPECTED, None, "SUSPECTED OR ACCUSED"),
        (Confidence.POSSIBLE, None, "POSSIBLE"),
    ],
)
def test_confidence(confidence: Confidence, speaker: str | None, said: str) -> None:
    front = actor("Red Dawn Front", actor_id="x", confidence=confidence, according_to=speaker)
    assert one(report(actors=(front,)))["perp_org_confidence"] == [(said, ("RED DAWN FRONT",))]


def test_the_state_as_perpetrator() -> None:
    soldiers = actor("army soldiers", sector="MIL")
    assert one(report(actors=(soldiers,)))["perp_category"] == [("STATE-SPONSORED VIOLENCE", ())]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"event_type": "ACCUSE"}, "no act of violence"),
        ({"aggregate": True}, "many acts in one statement"),
        ({"status": Status.HYPOTHETICAL}, "not done, tried or threatened"),
        ({"places": (place("Lyon", "FRA"),)}, "no country of interest"),
        ({"date": day("1989-06-01")}, "longer ago than two months"),
        ({"recipients": (victim("a patrol", sector="MIL"),)}, "armed forces alone"),
    ],
)
def test_what_is_not_wanted_gives_no_template(fields: dict[str, Any], why: str) -> None:
    assert fill_templates([report(**fields)], TABLES) == (), why


def test_rebels_are_of_the_only_group_that_the_document_names() -> None:
    named = report("denied", event_type="REJECT", actors=(actor("Red Dawn Front", actor_id="x"),))
    (template,) = fill_templates([report(actors=(actor("guerrillas"),)), named], TABLES)
    assert [fill.alts[0] for fill in template.slots["perp_organization"]] == ["RED DAWN FRONT"]
    other = report("denied", event_type="REJECT", actors=(actor("Blue Dawn Front", actor_id="y"),))
    (template,) = fill_templates([report(actors=(actor("guerrillas"),)), named, other], TABLES)
    assert template.slots["perp_organization"] == ()


def test_words_that_name_nobody_are_no_perpetrators() -> None:
    assert "perp_individual" not in one(report(actors=(actor("intensive", sector=None),)))


def test_an_attack_without_a_target_is_no_incident() -> None:
    assert fill_templates([report(recipients=())], TABLES) == ()
    assert one(report("kidnapped", recipients=()))["type"] == [("KIDNAPPING", ())]


def test_a_site_abroad_in_a_document_about_one_country_is_read_as_there() -> None:
    about = report("denied", event_type="REJECT", places=(place("Cali"), place("Bogota")))
    stray = report("killed", places=(place("Las Palmas", "MEX"), place("Cali")))
    (template,) = fill_templates([stray, about], TABLES)
    assert template.slots["location"][0].alts[0] == "COLOMBIA: LAS PALMAS (CITY)"


def test_the_dateline_tells_the_country_where_no_site_does() -> None:
    (template,) = fill_templates([report(places=())], TABLES, "PER")
    assert template.slots["location"][0].alts[0] == "PERU"
    (template,) = fill_templates([report(places=(place("San Ramon", "USA"),))], TABLES, "SLV")
    assert template.slots["location"][0].alts[0] == "EL SALVADOR: SAN RAMON (CITY)"
    abroad = report(places=(place("Spain", "ESP", PlacePrecision.COUNTRY),))
    assert fill_templates([abroad], TABLES, "COL") == ()


def test_a_range_of_more_than_a_month_is_no_date() -> None:
    years = EventDate(start="1974-03-10", end="1990-03-10", precision=DatePrecision.INTERVAL, text="x", span=(0, 1))
    assert one(report(date=years))["date"] == [("- 10 MAR 90", ())]


def test_mode_tells_the_instrument_where_no_weapon_does() -> None:
    assert one(report(mode="firearms"))["instrument_type"] == [("GUN", ("-",))]


def test_targets_told_twice_are_one_target() -> None:
    slots = one(report(recipients=(victim("priests", effect=Effect.DEATH), victim("six Jesuit priests"))))
    assert slots["hum_target_description"] == [("JESUIT PRIESTS", ())]


def test_armed_men_hit_beside_others_are_no_targets() -> None:
    slots = one(report(recipients=(victim("two guerrillas", sector="REB"), victim("a nun"))))
    assert slots["hum_target_description"] == [("NUN", ())]


def test_threats_and_failures_have_their_stage() -> None:
    assert one(report(status=Status.THREATENED))["stage"] == [("THREATENED", ())]
    assert one(report(status=Status.ATTEMPTED))["stage"] == [("ATTEMPTED", ())]


def test_two_tellings_are_one_incident_and_two_towns_are_two() -> None:
    again = report("shot", recipients=(victim("the driver"),))
    assert len(one(report(), again)["hum_target_description"]) == 2
    elsewhere = report("shot", places=(place("San Roque"),))
    assert len(fill_templates([report(), elsewhere], TABLES)) == 2
    assert len(fill_templates([report(), report(date=day("1990-02-01"))], TABLES)) == 2


@pytest.mark.parametrize(
    ("trigger", "fields", "kind"),
    [
        ("kidnapped", {}, "KIDNAPPING"),
        ("seized", {"recipients": (victim("a nun", effect=Effect.ABDUCTION),)}, "KIDNAPPING"),
        ("set fire to", {}, "ARSON"),
        ("dynamited", {}, "BOMBING"),
        ("attack", {"mode": "explosives"}, "BOMBING"),
        ("attack", {"weapons": (Weapon(text="car bomb", type="car bomb", count=None),)}, "BOMBING"),
        ("stole", {}, "ROBBERY"),
        ("murdered", {}, "ATTACK"),
    ],
)
def test_incident_types(trigger: str, fields: dict[str, Any], kind: str) -> None:
    assert incident_type(report(trigger, **fields), TABLES) == kind


@pytest.mark.parametrize(
    ("phrase", "name", "description"),
    [
        ("Colonel Juan Ruiz", "JUAN RUIZ", "COLONEL"),
        ("Maria Paz", "MARIA PAZ", ""),
        ("the mayor", "", "MAYOR"),
        ("five peasants", "", "PEASANTS"),
        ("some partygoers", "", "PARTYGOERS"),
        ("members of the town council", "", "MEMBERS OF THE TOWN COUNCIL"),
    ],
)
def test_persons_are_split_into_name_and_description(phrase: str, name: str, description: str) -> None:
    assert split_person(phrase, TABLES) == (name, description)


@pytest.mark.parametrize(
    ("phrase", "plain"),
    [
        ("the Frente Núñez [FN]", "FRENTE NUNEZ"),
        ("at least 12 soldiers", "SOLDIERS"),
        ("12 soldiers", "SOLDIERS"),
        ("  a  house, ", "HOUSE"),
        ("the", ""),
    ],
)
def test_capitals(phrase: str, plain: str) -> None:
    assert capitals(phrase, TABLES) == plain


def test_a_perpetrator_without_an_id_is_an_individual() -> None:
    assert split_perpetrator(actor("five hooded men"), TABLES) == ("HOODED MEN", "")


def _as_key(templates: tuple[Template, ...]) -> list[dict[str, Any]]:
    return [
        {
            "optional": False,
            "slots": {
                name: [{"alts": list(fill.alts), "refs": list(fill.refs), "optional": False} for fill in fills]
                for name, fills in template.slots.items()
            },
        }
        for template in templates
    ]


def test_the_full_scorer_takes_the_templates() -> None:
    path = SHARED / "bench" / "scorers" / "muc4_full.py"
    if not path.is_file():
        pytest.skip("the gold sets and their scorers are not here")
    spec = importlib.util.spec_from_file_location("muc4_full_for_test", path)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    right, wrong = _as_key(fill_templates([report()], TABLES)), _as_key(fill_templates([report("bombed")], TABLES))
    assert scorer.score({"d": right}, {"d": right})["ALL"] == (1.0, 1.0, 1.0)
    assert scorer.score({"d": wrong}, {"d": right})["ALL"][2] < 1.0
