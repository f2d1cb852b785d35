"""The coder on short articles of our own, invented but for well-known names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from coded import as_json, coded, document_of, only, reports, spans
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.records import AssertionKind, Confidence, Document, Segment, Status
from onrecord.reports import load_coder

ROOT = Path(__file__).resolve().parents[2]
HAPPENED = {Status.OCCURRED, Status.ONGOING}

TWO_EVENTS = (
    "Gunmen kidnapped a priest in Kirkuk on Sunday and police arrested two suspects in Baghdad on Monday. "
    "Nobody claimed responsibility for the kidnapping."
)
ONE_ATTACK = (
    "A car bomb killed 14 people in Kabul on Monday. Gunmen then attacked the police station. "
    "The attack was condemned by the president on Tuesday."
)
CLAIM = (
    "Gunmen killed 12 people in an attack on a market in Mosul on Monday. "
    "The Islamic State group said that its fighters carried out the attack."
)
AGGREGATE = "Militants have carried out dozens of attacks on American convoys in Iraq in recent months."
DAY_AFTER = (
    "Gunmen killed a judge in Basra on June 3. A day after the killing, protesters burned a police car in the city."
)
ACCORDING = "According to the army, rebels shelled the town of Idlib on Sunday, killing six civilians."
BLAMED = "Gunmen attacked a hotel in Mogadishu on Saturday and killed nine people. Police blamed Al Shabaab."
THREAT = "The militia vowed to attack the American embassy in Baghdad."
FOILED = "Police in Karachi foiled an attack on a mosque on Wednesday and arrested three men."
PLANNED = "Students plan to protest in Cairo on Friday, the union said."
NEGATED = "The army did not attack the village. No soldiers were killed in the town, a spokesman said."
HYPOTHETICAL = "If the rebels attacked the dam, thousands of people could be killed, the minister said."
DENIED = "The government denied that its soldiers had killed nine villagers in Tillaberi on Sunday."
ANNIVERSARY = (
    "A small crowd prayed in the square of Erbil on Thursday, the first anniversary of the attack. "
    "Gunmen attacked the town in June 2020 and killed 30 people."
)
SHOT = "Troops shot dead four protesters in Yangon on Sunday, witnesses said."
MEETING = "The president met the king in Paris on Monday."
PEACEFUL = (
    "The museum opened a new hall of old ships on Saturday. Visitors praised the light in the rooms, "
    "and the shop sold out of its postcards by noon."
)

ARTICLES = [
    *(TWO_EVENTS, ONE_ATTACK, CLAIM, AGGREGATE, DAY_AFTER, ACCORDING, BLAMED, THREAT, FOILED, PLANNED, NEGATED),
    *(HYPOTHETICAL, DENIED, ANNIVERSARY, SHOT, MEETING, PEACEFUL),
]


# ---------------------------------------------------------------- what is found


def test_an_attack_has_its_day_place_toll_and_doer() -> None:
    attack = reports(CLAIM, "ASSAULT")[0]
    assert attack.status is Status.OCCURRED
    assert attack.date is not None
    assert (attack.date.start, attack.date.end, attack.date.precision) == ("2021-06-07", "2021-06-07", "day")
    assert "Mosul" in {p.text for p in attack.places}
    assert {p.country for p in attack.places if p.text == "Mosul"} == {"IRQ"}
    assert attack.casualties.killed is not None
    assert attack.casualties.killed.best == 12
    assert "Gunmen" in {a.text for a in attack.actors}


def test_two_events_of_one_sentence_keep_their_own_days_and_places() -> None:
    kidnapping = reports(TWO_EVENTS, "ASSAULT")[0]
    arrest = only(TWO_EVENTS, "COERCE")
    assert kidnapping.date is not None
    assert arrest.date is not None
    assert (kidnapping.date.start, arrest.date.start) == ("2021-06-06", "2021-06-07")
    assert [p.text for p in kidnapping.places] == ["Kirkuk"]
    assert [p.text for p in arrest.places] == ["Baghdad"]
    assert (kidnapping.mode, arrest.mode) == ("abduct", "arrest")
    assert {a.text for a in arrest.actors} == {"police"}


def test_a_dead_count_of_the_article_is_told_once() -> None:
    told = [r for r in reports(ONE_ATTACK, "ASSAULT") if r.casualties.killed is not None]
    assert len(told) == 1
    assert told[0].casualties.killed is not None
    assert told[0].casualties.killed.best == 14


def test_a_statement_over_many_attacks_is_an_aggregate() -> None:
    attacks = only(AGGREGATE, "ASSAULT")
    assert attacks.aggregate
    assert attacks.count is not None
    assert attacks.count.low == 24
    assert attacks.date is not None
    assert attacks.date.end <= "2021-06-10"


def test_one_attack_is_no_aggregate() -> None:
    assert not any(r.aggregate for text in (CLAIM, TWO_EVENTS, SHOT, ACCORDING) for r in coded(text).reports)


def test_a_day_counted_from_another_event_is_resolved() -> None:
    days = {r.date.start for r in coded(DAY_AFTER).reports if r.date is not None}
    assert days == {"2021-06-03", "2021-06-04"}


def test_an_event_is_not_dated_on_its_anniversary() -> None:
    days = {r.date.start for r in reports(ANNIVERSARY, "ASSAULT") if r.date is not None and r.casualties.killed}
    assert days == {"2020-06-01"}


def test_a_meeting_has_both_sides() -> None:
    meeting = only(MEETING, "CONSULT")
    assert {a.text for a in meeting.actors} == {"president", "king"}
    assert {r.text for r in meeting.recipients} == {"president", "king"}
    assert meeting.codes.acled is None
    assert meeting.codes.gtd_attacktype is None


def test_shot_tells_a_firearm() -> None:
    shooting = only(SHOT, "ASSAULT")
    assert {w.type for w in shooting.weapons} == {"firearm"}
    assert shooting.codes.gtd_weaptype == 5
    assert shooting.casualties.killed is not None
    assert shooting.casualties.killed.best == 4


# ---------------------------------------------------------------- whether it happened


def test_a_threat_occurred_and_the_attack_it_threatens_did_not() -> None:
    assert only(THREAT, "THREATEN").status is Status.OCCURRED
    assert not any(r.status in HAPPENED for r in reports(THREAT, "ASSAULT"))


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        (FOILED, "ASSAULT"),
        (PLANNED, "PROTEST"),
        (NEGATED, "ASSAULT"),
        (HYPOTHETICAL, "ASSAULT"),
        (DENIED, "ASSAULT"),
        ("Gunmen tried to kidnap the judge in Tripoli on Monday.", "ASSAULT"),
        ("The group is planning to attack the embassy in Cairo.", "ASSAULT"),
        ("Officials warned that rebels may attack the town of Goma.", "ASSAULT"),
        ("The general ordered his troops to bomb the bridge.", "ASSAULT"),
        ("France will send troops to Mali next month.", "MOBILIZE"),
        ("The union called off the strike that it had planned.", "ASSAULT"),
    ],
)
def test_what_did_not_happen_has_not_occurred(text: str, event_type: str) -> None:
    assert [r.trigger for r in reports(text, event_type) if r.status in HAPPENED] == []


@pytest.mark.parametrize(
    ("text", "event_type", "status"),
    [
        (FOILED, "ASSAULT", Status.ATTEMPTED),
        (PLANNED, "PROTEST", Status.PLANNED),
        (DENIED, "ASSAULT", Status.DENIED),
        ("Gunmen tried to kidnap the judge in Tripoli on Monday.", "ASSAULT", Status.ATTEMPTED),
    ],
)
def test_what_did_not_happen_keeps_its_status(text: str, event_type: str, status: Status) -> None:
    assert only(text, event_type).status is status


def test_police_who_foil_a_plot_and_arrest_have_arrested() -> None:
    assert only(FOILED, "COERCE").status is Status.OCCURRED


def test_an_article_without_conflict_gives_nothing() -> None:
    assert [r for r in coded(PEACEFUL).reports if r.event_type in ("ASSAULT", "COERCE", "PROTEST", "THREATEN")] == []


# ---------------------------------------------------------------- who says so


def test_according_to_names_the_speaker() -> None:
    shelling = only(ACCORDING, "ASSAULT")
    assert [(a.kind, a.speaker) for a in shelling.assertions] == [(AssertionKind.REPORTS, "army")]
    assert [(a.text, a.according_to) for a in shelling.actors] == [("rebels", "army")]


def test_the_outlets_own_word_has_no_speaker() -> None:
    kidnapping = reports(TWO_EVENTS, "ASSAULT")[0]
    assert kidnapping.assertions == ()
    assert [(a.confidence, a.according_to) for a in kidnapping.actors] == [(Confidence.REPORTED_AS_FACT, None)]


def test_suspected_doers_are_suspected() -> None:
    text = "Suspected rebels attacked an army post in Mopti on Monday, killing at least 12 soldiers."
    attack = only(text, "ASSAULT")
    assert [a.confidence for a in attack.actors] == [Confidence.SUSPECTED]
    assert attack.casualties.killed is not None
    assert (attack.casualties.killed.low, attack.casualties.killed.high) == (12, None)


def test_a_denial_is_the_word_of_who_denies() -> None:
    killing = only(DENIED, "ASSAULT")
    assert {(a.kind, a.speaker) for a in killing.assertions} == {(AssertionKind.DENIES, "government")}
    assert {a.confidence for a in killing.actors} == {Confidence.DENIED}


NEXT_SENTENCES = [
    ("Boko Haram claimed responsibility for the attack.", AssertionKind.CLAIMS, "Boko Haram"),
    ("Boko Haram denied that it carried out the attack.", AssertionKind.DENIES, "Boko Haram"),
    ("The government blamed Boko Haram for the attack.", AssertionKind.ACCUSES, "government"),
]


@pytest.mark.parametrize(("sentence", "kind", "speaker"), NEXT_SENTENCES, ids=[s[0] for s in NEXT_SENTENCES])
def test_a_later_claim_denial_or_accusation_is_kept_with_the_attack(
    sentence: str, kind: AssertionKind, speaker: str
) -> None:
    attack = only(f"Gunmen killed nine people at a mosque in Kano on Friday. {sentence}", "ASSAULT")
    assert (kind, speaker) in {(a.kind, a.speaker) for a in attack.assertions}


# ---------------------------------------------------------------- the record


@pytest.mark.parametrize("text", ARTICLES)
def test_every_span_holds_its_words(text: str) -> None:
    for report in coded(text).reports:
        record = as_json(report)
        found = list(spans(record))
        assert len(found) >= len(record["evidence"]) >= 1
        for start, end, words in found:
            assert 0 <= start < end <= len(text)
            assert text[start:end] == words
        for said in record["assertions"]:
            assert 0 <= said["start"] < said["end"] <= len(text)


@pytest.mark.parametrize("text", ARTICLES)
def test_the_first_evidence_holds_the_trigger(text: str) -> None:
    for report in coded(text).reports:
        assert report.trigger is not None
        first = report.evidence[0]
        assert first.start <= report.trigger.start < report.trigger.end <= first.end


@pytest.mark.parametrize("text", ARTICLES)
def test_values_are_in_order(text: str) -> None:
    for report in coded(text).reports:
        if report.date is not None:
            assert report.date.start <= report.date.end
        for toll in (report.casualties.killed, report.casualties.wounded, report.casualties.abducted):
            known = [] if toll is None else [n for n in (toll.low, toll.best, toll.high) if n is not None]
            assert known == sorted(known)
        assert all(0 <= place.score <= 1 for place in report.places)
        assert all((place.latitude is None) == (place.longitude is None) for place in report.places)


def test_spans_count_in_the_stored_text() -> None:
    text = "June 10, 2021\n\nBAGHDAD, June 10 -   Gunmen  killed\n12 people in Mosul on Monday.\n"
    found = coded(text).reports
    assert found
    for report in found:
        assert all(text[start:end] == words for start, end, words in spans(as_json(report)))
        assert "Gunmen" in report.evidence[0].text


def test_two_runs_give_the_same_lines_in_the_same_order() -> None:
    coder = load_coder()
    for text in ARTICLES:
        first, second = (coder.code(document_of(text)) for _ in range(2))
        assert first == second
        assert len({r.report_id for r in first.reports}) == len(first.reports)


def test_reports_stand_in_the_order_of_the_text() -> None:
    for text in ARTICLES:
        starts = [r.evidence[0].start for r in coded(text).reports]
        sentences = [text[:start].count(". ") for start in starts]
        assert sentences == sorted(sentences)


def test_ids_follow_the_text_and_not_the_place_where_it_lies() -> None:
    coder = load_coder()
    first, longer, elsewhere = (
        {r.report_id for r in coder.code(document).reports}
        for document in (document_of(CLAIM), document_of(CLAIM + " "), document_of(CLAIM, path="copy.txt"))
    )
    assert first == elsewhere
    assert first.isdisjoint(longer)


def test_a_document_without_a_date_has_no_invented_day() -> None:
    for report in coded(CLAIM, published=None).reports:
        assert report.date is None
        assert report.document.published is None


def test_records_fit_the_published_schema() -> None:
    path = ROOT / "docs" / "reference" / "record.schema.json"
    if not path.is_file():
        pytest.skip("docs/reference/record.schema.json is not there")
    schema = json.loads(path.read_text("utf-8"))
    definitions = schema["$defs"]
    for text in ARTICLES:
        for report in coded(text).reports:
            assert list(problems(as_json(report), definitions["Report"], definitions, "report")) == []


def problems(value: object, schema: dict, definitions: dict, where: str) -> list[str]:  # type: ignore[type-arg]
    """Where ``value`` breaks ``schema``: the keywords that our schema uses, no more."""
    if "$ref" in schema:
        return problems(value, definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions, where)
    if "anyOf" in schema:
        tried = [problems(value, option, definitions, where) for option in schema["anyOf"]]
        return [] if [] in tried else [f"{where}: fits none of {len(tried)}"]
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where}: {value!r} is not one of {schema['enum']}")
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "number": (int, float)}
    wanted = schema.get("type")
    if wanted == "null":
        return [] if value is None else [f"{where}: not null"]
    if wanted is not None and not isinstance(value, kinds[wanted]):
        return [f"{where}: {value!r} is no {wanted}"]
    if isinstance(value, dict):
        found += [f"{where}: {name} is missing" for name in schema.get("required", []) if name not in value]
        inner = schema.get("properties", {})
        found += [f"{where}: {name} is unknown" for name in value if inner and name not in inner]
        found += [p for n, v in value.items() if n in inner for p in problems(v, inner[n], definitions, f"{where}.{n}")]
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        found += [p for i, v in enumerate(value) for p in problems(v, schema["items"], definitions, f"{where}[{i}]")]
    return found


# ---------------------------------------------------------------- any text

PIECES = st.sampled_from(
    [
        *(" ".join(text.split()[:7]) for text in ARTICLES),
        "killed",
        "attack",
        "12",
        "\n\n",
        ". ",
        '"',
        "the U.S.",
        "é",
        "—",
    ]
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.lists(PIECES, min_size=1, max_size=8).map(" ".join), st.text(min_size=1, max_size=120)))
def test_any_text_is_coded_without_error_and_every_span_holds(text: str) -> None:
    whole = Segment(0, 0, len(text), len(text))
    document = Document(
        document_id="any",
        path="any.txt",
        text=text,
        clean=text,
        segments=(whole,),
        language="en",
        published="2021-06-10",
    )
    for report in load_coder().code(document).reports:
        assert all(text[start:end] == words for start, end, words in spans(as_json(report)))
