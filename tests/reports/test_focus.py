"""Places that a scene takes from the sentences around it, and countries that a state's acts tell."""

from __future__ import annotations

import pytest
from coded import only, reports

from onrecord.records import Report


def places(report: Report) -> list[str]:
    return [p.name for p in report.places]


def test_spot_of_a_sentence_without_an_event_is_where_the_next_is() -> None:
    text = "The market in Gao was full at noon. Gunmen then shot dead two traders and wounded a boy."
    assert places(only(text, "ASSAULT")) == ["Gao"]


def test_own_place_stands() -> None:
    text = "The market in Gao was full at noon. Gunmen shot dead two traders in Timbuktu."
    assert places(only(text, "ASSAULT")) == ["Timbuktu"]


def test_beside_a_place_is_not_in_it() -> None:
    lead = "Mali accused rebels of shelling an area west of Gao on Monday."
    assert places(only(f"{lead} Several shells landed in the market in Bourem, traders said.", "ASSAULT")) == ["Bourem"]
    assert places(only(f"{lead} Shells fell all night, traders said.", "ASSAULT")) == ["Gao"]


def test_far_sentences_tell_nothing() -> None:
    text = "The market in Gao was full at noon. Prices rose. Traders were glad. Rain fell. Gunmen shot dead two boys."
    assert places(only(text, "ASSAULT")) == []


def test_place_that_the_gazetteer_lacks_has_a_name_and_a_country() -> None:
    report = only("Gunmen killed two traders in the village of Kessoral, Mali, on Monday.", "ASSAULT")
    place = report.places[0]
    assert (place.name, place.country, place.latitude, place.text) == ("Kessoral", "MLI", None, "Kessoral")


@pytest.mark.parametrize(
    ("text", "event_type", "country"),
    [
        ("Syria accused Israel of espionage on Monday.", "ACCUSE", "SYR"),
        ("Indonesia blocked the newspaper's website last year.", "COERCE", "IDN"),
    ],
)
def test_states_speak_and_rule_at_home(text: str, event_type: str, country: str) -> None:
    place = only(text, event_type).places[0]
    assert (place.country, place.precision, isinstance(place.span, tuple)) == (country, "country", False)


def test_nationality_of_the_victims_is_no_place() -> None:
    report = only("Gunmen killed two U.S. tourists on Monday.", "ASSAULT")
    assert places(report) == []


def test_examples_after_such_as_are_places() -> None:
    text = "Rebels clashed with troops in towns such as Gao and Timbuktu on Monday."
    assert {"Gao", "Timbuktu"} <= {p.name for r in reports(text, "ASSAULT") for p in r.places}


def test_lead_in_a_country_gets_the_spot_told_next() -> None:
    text = (
        "Gunmen shot dead nine traders at a market in northern Mali on Monday. The prices there were high. "
        "The market in Gao was closed afterwards."
    )
    assert places(reports(text, "ASSAULT")[0]) == ["Mali", "Gao"]


def test_charges_without_a_doer_lie_in_the_country_of_the_story() -> None:
    text = (
        "Mali is at peace, Mali's premier said in Bamako. The paper in Gao was glad. "
        "An editor was charged with fraud on Monday."
    )
    assert [p.country for p in reports(text, "ACCUSE")[0].places] == ["MLI"]
