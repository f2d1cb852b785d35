"""Days and places that an event takes from what is told around it."""

from __future__ import annotations

from coded import reports


def days(text: str, event_type: str) -> list[str | None]:
    return [r.date.start if r.date else None for r in reports(text, event_type)]


def test_day_carries_from_words_to_words() -> None:
    text = "The minister accused Russia of espionage on Tuesday. He also demanded an inquiry by the United Nations."
    assert days(text, "REQUEST") == ["2021-06-08"]


def test_day_carries_from_deeds_to_words() -> None:
    text = "Gunmen killed nine soldiers near Gao on Monday. The premier condemned the attack."
    assert days(text, "ACCUSE") == ["2021-06-07"]


def test_what_is_told_in_the_perfect_without_a_day_is_news_of_the_day() -> None:
    assert days("Police have arrested nine students in Gao.", "COERCE") == ["2021-06-10"]
    assert days("Police arrested nine students in Gao.", "COERCE") == [None]


def test_day_of_long_ago_is_not_carried() -> None:
    text = "Rebels killed nine soldiers near Gao in 2019. Gunmen shot dead a judge in Lyon."
    assert days(text, "ASSAULT") == ["2019-01-01", None]


def test_past_perfect_takes_no_day() -> None:
    text = "Gunmen killed nine soldiers near Gao on Monday. The army had bombed villages in the region."
    assert days(text, "ASSAULT")[1:] == [None]


def test_bare_hour_lies_on_the_day_of_the_scene() -> None:
    text = "Rebels attacked a base near Gao on Monday. In the evening they killed two soldiers in Timbuktu."
    assert set(days(text, "ASSAULT")) == {"2021-06-07"}


def test_place_is_inherited_from_the_scene_before() -> None:
    text = "Gunmen attacked a hotel in Gao on Monday. Police arrested two men on Tuesday."
    (arrest,) = reports(text, "COERCE")
    assert [p.name for p in arrest.places] == ["Gao"]
    assert text[slice(*arrest.places[0].span)] == "Gao"  # type: ignore[misc]


def test_distance_from_an_event_dates_that_event_too() -> None:
    text = (
        "Rebels attacked a base near Gao on Monday. "
        "The attack came two days after gunmen fired rockets at a police station in Timbuktu."
    )
    assert days(text, "ASSAULT") == ["2021-06-07", "2021-06-05"]


def test_event_counted_back_by_a_year_has_its_month() -> None:
    (report,) = reports("Thursday is the one-year anniversary of massive protests in Lyon.", "PROTEST")
    assert report.date is not None
    assert (report.date.start, report.date.end) == ("2020-06-01", "2020-06-30")


def test_since_runs_up_to_publication() -> None:
    (report,) = reports("Rebels have bombed nine villages since the truce ended in 2019.", "ASSAULT")
    assert report.date is not None
    assert (report.date.start, report.date.end, report.date.precision) == ("2019-01-01", "2021-06-10", "interval")


def test_date_beside_a_vague_distance_is_the_day() -> None:
    assert days("Days earlier, on 30 May, jets fired missiles at a village near Gao.", "ASSAULT") == ["2021-05-30"]


def test_month_of_a_date_is_no_march() -> None:
    assert days("The premier met the king on 3 March in Lyon.", "PROTEST") == []


def test_story_day_lives_on_past_the_background() -> None:
    text = (
        "Gunmen killed nine soldiers near Gao on Monday. Rebels bombed the town in 2019. "
        "The gunmen also abducted a nurse."
    )
    assert days(text, "ASSAULT")[-1] == "2021-06-07"


def test_day_beside_a_noun_for_the_deed_dates_it() -> None:
    text = (
        "The minister spoke of the inquiry into the May 3 bombings in Lyon. He thanked the nurses. "
        "The bombing of the embassy killed nine people."
    )
    assert days(text, "ASSAULT") == ["2021-05-03"]
    assert days(text.replace("The bombing", "A bombing"), "ASSAULT") == [None]
