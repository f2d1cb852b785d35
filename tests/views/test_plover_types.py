"""An act that did not take place never enters a stream of events as itself."""

from __future__ import annotations

import pytest
from msgspec import structs

from onrecord.records import (
    Actor,
    Casualties,
    CoderRef,
    Codes,
    Confidence,
    DocumentRef,
    Place,
    PlacePrecision,
    PlaceRole,
    Report,
    Status,
)
from onrecord.views.plover_types import named_sides, plover_sides, plover_type


def report(event_type: str, status: Status) -> Report:
    return Report(
        report_id="r-1",
        document=DocumentRef(document_id="d", path="p"),
        event_type=event_type,
        mode=None,
        contexts=(),
        codes=Codes(),
        status=status,
        aggregate=False,
        count=None,
        date=None,
        places=(),
        actors=(),
        recipients=(),
        weapons=(),
        casualties=Casualties(),
        assertions=(),
        evidence=(),
        coder=CoderRef(version="0", model=None),
    )


@pytest.mark.parametrize(
    ("event_type", "status", "expected"),
    [
        ("ASSAULT", Status.OCCURRED, "ASSAULT"),
        ("ASSAULT", Status.ATTEMPTED, "ASSAULT"),
        ("ASSAULT", Status.PLANNED, "THREATEN"),
        ("ASSAULT", Status.THREATENED, "THREATEN"),
        ("ASSAULT", Status.DEMANDED, "REQUEST"),
        ("ASSAULT", Status.HYPOTHETICAL, None),
        ("ASSAULT", Status.DENIED, None),
        ("AID", Status.PLANNED, "AGREE"),
        ("REQUEST", Status.PLANNED, "REQUEST"),
    ],
)
def test_status_decides_the_type(event_type: str, status: Status, expected: str | None) -> None:
    assert plover_type(report(event_type, status)) == expected


def test_what_is_told_in_passing_is_no_event_of_the_stream() -> None:
    told = report("ASSAULT", Status.OCCURRED)
    assert plover_type(told) == "ASSAULT"
    assert plover_type(structs.replace(told, in_passing=True)) is None


def placed(event_type: str, *actors: Actor) -> Report:
    place = Place(
        text="Gao",
        role=PlaceRole.SITE,
        name="Gao",
        country="MLI",
        admin1=None,
        latitude=16.27,
        longitude=-0.04,
        precision=PlacePrecision.EXACT,
        gazetteer_id="2457161",
        score=0.9,
    )
    return structs.replace(report(event_type, Status.OCCURRED), places=(place,), actors=actors)


def someone(text: str, country: str | None, sector: str | None) -> Actor:
    return Actor(
        text=text,
        name=text,
        actor_id=None,
        country=country,
        sector=sector,
        confidence=Confidence.REPORTED_AS_FACT,
        according_to=None,
    )


def test_stream_gives_unnamed_sides_of_an_attack_the_country_of_the_place() -> None:
    assert plover_sides(placed("ASSAULT")) == ([("MLI", "")], [("MLI", "")])
    assert named_sides(placed("ASSAULT")) == ([], [])


def test_stream_gives_someone_without_a_nationality_the_country_of_the_place() -> None:
    assert plover_sides(placed("COERCE", someone("police", None, "COP")))[0] == [("MLI", "COP")]
    assert plover_sides(placed("COERCE", someone("French troops", "FRA", "MIL")))[0] == [("FRA", "MIL")]
    assert plover_sides(placed("CONSULT", someone("the council", None, "IGO")))[0] == [("", "IGO")]
