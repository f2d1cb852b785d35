from __future__ import annotations

import pytest

from onrecord.records import Actor, Codes, Confidence, Count, DatePrecision, EventDate, Place, PlacePrecision, PlaceRole
from onrecord.views.words import (
    UNKNOWN,
    actor_words,
    code_words,
    date_words,
    figure_words,
    one_line,
    place_words,
    type_words,
)


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (None, UNKNOWN),
        ((None, None, None), UNKNOWN),
        ((None, 4, None), "4"),
        ((3, 3, 3), "3"),
        ((0, 0, 0), "0"),
        ((3, 3, 7), "3-7"),
        ((3, 5, 7), "3-7, best 5"),
        ((3, 3, None), "3+"),
        ((3, 5, None), "3+, best 5"),
        ((None, 7, 7), "<=7"),
        ((None, 5, 7), "<=7, best 5"),
    ],
)
def test_figures(bounds, words):
    count = None if bounds is None else Count(low=bounds[0], best=bounds[1], high=bounds[2])
    assert figure_words(count) == words


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2020-09-30", "2020-09-30", DatePrecision.DAY, "2020-09-30"),
        ("2020-09-01", "2020-09-30", DatePrecision.MONTH, "2020-09"),
        ("2020-01-01", "2020-12-31", DatePrecision.YEAR, "2020"),
        ("2020-08-31", "2020-09-06", DatePrecision.WEEK, "2020-08-31..2020-09-06"),
        ("2019-12-01", "2020-02-29", DatePrecision.SEASON, "2019-12-01..2020-02-29"),
        ("2020-08-15", "2020-09-14", DatePrecision.MONTH, "2020-08-15..2020-09-14"),
    ],
)
def test_dates(start, end, precision, words):
    assert date_words(EventDate(start=start, end=end, precision=precision)) == words


def test_no_date_is_unknown():
    assert date_words(None) == UNKNOWN


def place(name, role, country=None):
    return Place(
        text=name,
        role=role,
        name=name,
        country=country,
        admin1=None,
        latitude=None,
        longitude=None,
        precision=PlacePrecision.OTHER,
        gazetteer_id=None,
        score=0.0,
    )


def test_sites_stand_first_and_mentioned_places_only_alone():
    mentioned, origin = place("Paris", PlaceRole.MENTIONED, "FRA"), place("Bartella", PlaceRole.ORIGIN)
    site = place("Erbil", PlaceRole.SITE, "IRQ")
    assert place_words((mentioned, origin, site)) == "Erbil (IRQ); Bartella"
    assert place_words((mentioned, origin, site), at_most=1) == "Erbil (IRQ); +1 more"
    assert place_words((mentioned,)) == "Paris (FRA)"
    assert place_words(()) == UNKNOWN


def test_actors_say_how_sure_the_text_is():
    def actor(name, confidence):
        return Actor(
            text=name, name=name, actor_id=None, country=None, sector=None, confidence=confidence, according_to=None
        )

    pair = (actor("A", Confidence.REPORTED_AS_FACT), actor("B", Confidence.ACCUSED))
    assert actor_words(pair) == "A; B (accused)"


def test_codes_and_types():
    assert code_words(Codes()) == UNKNOWN
    assert (
        code_words(Codes(cameo="195", acled=("E", "S"), gtd_weaptype=6)) == "CAMEO 195 | ACLED E / S | GTD weaptype 6"
    )
    assert type_words("ASSAULT", None) == "ASSAULT"
    assert type_words("ASSAULT", "aerial") == "ASSAULT/aerial"


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[2J\x1b[31mred",
        "a\u202eb",
        "a\u2066b",
        "bell\x07",
        "\x9b31m",
        "line\u2028break",
        "zero\u200bwidth",
        "\ud800",
    ],
)
def test_nothing_that_a_terminal_obeys_comes_through(hostile):
    shown = one_line(hostile)
    assert all(character.isprintable() or character == "\ufffd" for character in shown)


def test_ordinary_letters_of_all_scripts_stay():
    assert one_line(" بغداد \n  Нагорный\tKoya’s ") == "بغداد Нагорный Koya’s"
