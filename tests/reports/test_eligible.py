"""Who may be a party to what (invented incidents)."""

from __future__ import annotations

import pytest
from coded import only, reports

from onrecord.records import RecipientKind, Report


def doers(report: Report) -> list[str]:
    return [a.text for a in report.actors]


def hit(report: Report) -> list[str]:
    return [r.text for r in report.recipients]


# ---------------------------------------------------------------- who does no act of force


@pytest.mark.parametrize(
    "text",
    [
        "The bombing of a clinic in Leeds on Monday that killed a guard shocked the nation.",
        "President Obama condemned a horrific attack in Gao, Mali, which killed dozens of traders.",
        "The Kenya blast killed twelve traders on Monday, the police said.",
        "Car Bomb Kills 20 in Baghdad. A car bomb exploded near a market in Baghdad on Thursday, killing 20 people.",
    ],
)
def test_buildings_towns_and_vehicles_do_no_act_of_force(text: str) -> None:
    assert [doers(r) for r in reports(text, "ASSAULT")] == [[]]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Israeli jets bombed a depot near Homs on Monday.", "Israeli jets"),
        ("Russia's bombing of Gao killed ten villagers on Monday.", "Russia"),
        ("The bombing of a clinic in Gao on Monday was carried out by rebels.", "rebels"),
    ],
)
def test_a_nations_jets_and_whoever_is_named_do(text: str, doer: str) -> None:
    assert [doers(r) for r in reports(text, "ASSAULT")] == [[doer]]


def test_who_is_counted_among_the_wounded_did_not_do_it() -> None:
    text = (
        "At least 20 people were killed and 50 others wounded in heavy clashes between Somali forces and Islamist "
        "insurgents in Mogadishu on Thursday, witnesses said."
    )
    report = only(text, "ASSAULT")
    assert doers(report) == ["Somali forces", "Islamist insurgents"]
    assert "50 others" in hit(report)


def test_whom_the_police_shot_did_not_do_that() -> None:
    text = (
        "Police fatally shot four men on Friday in Gao who failed to stop at a checkpoint and began firing at officers."
    )
    report = next(r for r in reports(text, "ASSAULT") if "four men" in hit(r))
    assert doers(report) == ["Police"]


@pytest.mark.parametrize(
    "text",
    [
        "A British expert was kidnapped and presumed killed by Khmer Rouge guerrillas in Cambodia in 1996.",
        "A British expert was reported killed by Khmer Rouge guerrillas in Cambodia in 1996.",
    ],
)
def test_by_names_the_doer_of_a_complement_too(text: str) -> None:
    report = only(text, "ASSAULT")
    assert (doers(report), hit(report)) == (["Khmer Rouge guerrillas"], ["British expert"])


# ---------------------------------------------------------------- to whom it is done


def test_an_embassy_named_before_the_bombings_was_hit() -> None:
    report = only("The deadly embassy bombings of August shook Nairobi on Friday, the police said.", "ASSAULT")
    assert hit(report) == ["deadly embassy"]


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("A massive blast damaged the mosque in Gao on Monday, killing 40 people.", ["mosque", "40 people"]),
        ("Near Gao, a strike engaged a rebel unit and destroyed a fighting position.", ["rebel unit"]),
        ("An army helicopter was shot at over Gao on Monday.", ["army helicopter"]),
        ("Raids went on for weeks, often consisting of mortar fire on convoys of the army.", ["convoys of the army"]),
    ],
)
def test_what_the_verb_says_was_struck_is_hit(text: str, struck: list[str]) -> None:
    assert set(struck) <= {name for r in reports(text, "ASSAULT") for name in hit(r)}


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("The rebels demanded a ransom of two million dollars on Monday.", "REQUEST"),
        ("Troops fired thirty rounds at a school in Gao between 08:40 and 09:15 Moscow time.", "ASSAULT"),
        ("He blamed the grenade attack in Gao on the Relief Union.", "ASSAULT"),
    ],
)
def test_sums_hours_and_the_accused_have_nothing_done_to_them(text: str, event_type: str) -> None:
    named = [name for r in reports(text, event_type) for name in hit(r)]
    assert not any("ransom" in name or "time" in name or "Union" in name for name in named)


# ---------------------------------------------------------------- of what kind they are


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rebels attacked a farming village near Gao on Monday.", RecipientKind.PHYSICAL),
        ("Rebels attacked the US Embassy in Bamako on Monday.", RecipientKind.PHYSICAL),
        ("Rebels shelled Gao, a town in Mali, on Monday.", RecipientKind.PHYSICAL),
        ("Rebels killed eleven in Gao on Monday.", RecipientKind.HUMAN),
        ("Rebels killed four US troops near Gao on Monday.", RecipientKind.HUMAN),
        ("Rebels hurled a grenade at a patrol in Gao on Monday.", RecipientKind.HUMAN),
    ],
)
def test_buildings_and_places_are_physical_and_whoever_is_killed_human(text: str, kind: RecipientKind) -> None:
    assert [r.kind for r in only(text, "ASSAULT").recipients] == [kind]


# ---------------------------------------------------------------- who had it done to him, who only stands near


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("Officers found John Roe, a farmer, shot to death in his flat in Leeds on Monday.", "John Roe"),
        ("Police counted the victims, with more than 600 women attacked in Lyon on Monday.", "more than 600 women"),
    ],
)
def test_who_is_found_harmed_did_not_do_it(text: str, victim: str) -> None:
    (report,) = reports(text, "ASSAULT")
    assert (doers(report), hit(report)) == ([], [victim])


def test_who_attacked_at_dawn_did() -> None:
    assert doers(only("The rebels attacked at dawn on Monday near Gao.", "ASSAULT")) == ["rebels"]


@pytest.mark.parametrize(
    "text",
    [
        "Last year, the government of Mali banned the feast, and was greeted with angry protests.",
        "In the 1984 riots in Gao, the army was not called for two days.",
    ],
)
def test_no_body_of_the_state_is_taken_for_a_protester(text: str) -> None:
    assert [doers(r) for r in reports(text, "PROTEST")] == [[]]


def test_who_protests_may_stand_behind_from() -> None:
    text = "The arrest in Gao on Monday led to protests from the residents."
    assert [doers(r) for r in reports(text, "PROTEST")] == [["residents"]]


@pytest.mark.parametrize(
    "text",
    [
        "The army lost nine men in the Second Battle of Marlow Bridge on 4 May 2019.",
        "The Northern Civil War began in May 2019.",
    ],
)
def test_the_name_of_a_battle_names_no_party(text: str) -> None:
    parties = [p for r in reports(text, "ASSAULT") for p in (*doers(r), *hit(r))]
    assert not {"Second", "Marlow Bridge", "Northern", "Civil"} & set(parties)


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("The prisoners claimed that they suffered torture at a camp near Gao.", "prisoners"),
        ("The army suffered an attack on Monday near Gao.", "army"),
    ],
)
def test_who_suffered_an_attack_did_not_make_it(text: str, victim: str) -> None:
    (report,) = reports(text, "ASSAULT")
    assert (doers(report), hit(report)) == ([], [victim])


def test_a_place_named_on_the_way_is_none_of_them() -> None:
    (report,) = reports("The president of Latvia met five nurses and pardoned them on Monday.", "CONCEDE")
    assert "Latvia" not in hit(report)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Police: Man shot and killed in a car park in Leeds on Monday.", "Police"),
        ("Jane Roe: Mark Doe kidnapped a nurse in Leeds on Monday.", "Jane Roe"),
        ("gao: gunmen kidnapped a nurse on monday.", "gao"),
    ],
)
def test_whoever_or_wherever_a_colon_parts_off_did_not_do_it(text: str, source: str) -> None:
    assert all(source not in doers(r) for r in reports(text))


def test_what_happens_in_the_wake_of_protests_tells_no_protester() -> None:
    text = "Mr Roe, who ruled Gao for decades, was forced out in 2012 in the wake of popular protests."
    assert [doers(r) for r in reports(text, "PROTEST")] in ([], [[]])


def test_what_kills_without_being_anybody_is_no_doer() -> None:
    assert all(not doers(r) for r in reports("Poisoned liquor killed seventeen traders in Gao on Monday.", "ASSAULT"))


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("On Monday cranes were used to demolish the huts of the villagers in Gao.", []),
        ("On Monday cranes were used by the army to demolish the huts of the villagers in Gao.", ["army"]),
    ],
)
def test_what_is_used_for_it_does_not_do_it(text: str, doer: list[str]) -> None:
    assert [doers(r) for r in reports(text, "ASSAULT")] == [doer]
