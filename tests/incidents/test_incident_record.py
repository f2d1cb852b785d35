"""What an incident record says, field by field."""

from __future__ import annotations

import msgspec
import pytest
from told import TOWNS, actor, place, report, toll

from onrecord.incidents.conflicts import find_conflicts
from onrecord.incidents.record import make_incident
from onrecord.incidents.tolls import fuse_tolls
from onrecord.records import Incident, PlacePrecision, Report, Status, Toll


def unrelated(left: str, right: str) -> bool:
    return False


def made(*reports: Report, origins: dict[str, str] | None = None) -> Incident:
    return make_incident(reports, origins or {}, unrelated)


def fields(*reports: Report) -> set[str]:
    return {conflict.field for conflict in find_conflicts(reports, unrelated)}


@pytest.mark.parametrize(
    ("tolls", "expected"),
    [
        ([("2024-03-05", toll(3)), ("2024-03-05", toll(5)), ("2024-03-06", toll(5))], (3, 5, 5)),
        ([("2024-03-05", toll(9)), ("2024-03-09", toll(7))], (7, 7, 9)),
        ([("2024-03-05", toll(3, 3, None)), ("2024-03-05", None)], (3, 3, None)),
        ([("2024-03-05", toll(3, 3, None)), ("2024-03-05", toll(3))], (3, 3, 3)),
        ([("2024-03-05", toll(3, 3, None)), ("2024-03-05", toll(9))], (3, 9, 9)),
        ([("2024-03-05", toll(3)), ("2024-03-05", toll(9, 9, None))], (3, 9, None)),
        ([("2024-03-05", Toll(low=4, best=None, high=6, text="four to six"))], (4, 4, 6)),
        ([(None, toll(2)), (None, toll(4)), (None, toll(4))], (2, 4, 4)),
    ],
)
def test_toll_over_reports(tolls: list[tuple[str | None, Toll | None]], expected: tuple[int, int, int | None]) -> None:
    told = [(report(f"d{i}", "text", published=day), one) for i, (day, one) in enumerate(tolls)]
    fused = fuse_tolls(told, {})
    assert fused is not None
    assert (fused.low, fused.best, fused.high) == expected
    assert len(fused.versions) == sum(one is not None for _, one in tolls)


def test_no_figures_no_toll() -> None:
    worded = Toll(low=None, best=None, high=None, text="several")
    assert fuse_tolls([(report("a", "text"), None), (report("b", "text"), worded)], {}) is None


def test_copies_do_not_outvote_another_source() -> None:
    told = [(report(name, "text"), toll(4)) for name in ("a", "b", "c")]
    told += [(report(name, "text"), toll(6)) for name in ("d", "e")]
    fused = fuse_tolls(told, {"a": "wire", "b": "wire", "c": "wire"})
    assert fused is not None
    assert fused.best == 6


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((Status.OCCURRED, Status.DENIED, Status.DENIED), Status.OCCURRED),
        ((Status.ATTEMPTED, Status.ATTEMPTED, Status.OCCURRED), Status.ATTEMPTED),
        ((Status.ATTEMPTED, Status.OCCURRED), Status.OCCURRED),
        ((Status.PLANNED,), Status.PLANNED),
        ((Status.DENIED,), Status.DENIED),
    ],
)
def test_status_goes_by_evidence(statuses: tuple[Status, ...], expected: Status) -> None:
    assert made(*(report(f"d{i}", "text", status=one) for i, one in enumerate(statuses))).status is expected


def test_the_most_precise_compatible_date_wins() -> None:
    month = report("a", "text", day="2024-03-01", end="2024-03-31")
    day = report("b", "text", day="2024-03-05")
    wrong = report("c", "text", day="2024-04-20")
    date = made(month, day, wrong).date
    assert date is not None
    assert (date.start, date.end) == ("2024-03-05", "2024-03-05")
    assert fields(month, day) == set()
    assert fields(month, day, wrong) == {"date"}


def test_a_country_adds_nothing_beside_its_town() -> None:
    country = msgspec.structs.replace(
        place("Varanel"), name="Iraq", text="Iraq", gazetteer_id="IRQ", precision=PlacePrecision.COUNTRY
    )
    in_country = msgspec.structs.replace(report("a", "text"), places=(country,))
    assert [one.name for one in made(in_country, report("b", "text")).places] == ["Varanel"]
    assert fields(in_country, report("b", "text")) == set()


def test_far_sites_are_a_conflict() -> None:
    assert set(TOWNS) >= {"Varanel", "Oskha"}
    assert fields(report("a", "text"), report("b", "text", town="Oskha")) == {"places"}


def test_more_or_less_precise_is_no_conflict() -> None:
    assert fields(report("a", "x", killed=toll(3, 3, None)), report("b", "x", killed=toll(5))) == set()
    assert fields(report("a", "x", killed=toll(3)), report("b", "x", killed=toll(5))) == {"killed"}


def test_kin_are_no_conflict_and_rivals_are() -> None:
    ash, river = actor("Ash Front", actor_id="ash"), actor("River Brigades", actor_id="river")
    told = (report("a", "text", actors=(ash,)), report("b", "text", actors=(river,)), report("c", "text"))
    assert [conflict.field for conflict in find_conflicts(told, unrelated)] == ["actors"]
    assert find_conflicts(told, lambda left, right: True) == ()


def test_types_that_differ_are_named_with_their_reports() -> None:
    a, b = report("a", "text"), report("b", "text", event_type="COERCE", mode=None)
    (conflict,) = find_conflicts((a, b), unrelated)
    assert {version.value: version.reports for version in conflict.versions} == {
        "ASSAULT": (a.report_id,),
        "COERCE": (b.report_id,),
    }
