from __future__ import annotations

import pytest
from small_stages import articles, small_stages

from onrecord.errors import InputError
from onrecord.records import Field
from onrecord.review import parse_value
from onrecord.run.pipeline import code_items


@pytest.fixture(scope="module")
def report():
    ((_, coded),) = code_items(articles(["one.txt"]), small_stages())
    return coded.reports[0]


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("2020-05-01", "2020-05-01", "2020-05-01", "day"),
        ("2020-02", "2020-02-01", "2020-02-29", "month"),
        ("2019", "2019-01-01", "2019-12-31", "year"),
        ("2020-05-01/2020-05-03", "2020-05-01", "2020-05-03", "interval"),
        ("2020-05 / 2020-06", "2020-05-01", "2020-06-30", "interval"),
    ],
)
def test_dates(report, words, start, end, precision):
    date = parse_value(Field.DATE, words, report).date
    assert (date.start, date.end, date.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("words", "low", "best", "high"),
    [("5", 5, 5, 5), ("5-7", 5, 5, 7), ("5 - 7", 5, 5, 7), ("5-", 5, 5, None), ("-5", None, 5, 5), ("0", 0, 0, 0)],
)
def test_tolls(report, words, low, best, high):
    toll = parse_value(Field.KILLED, words, report).toll
    assert (toll.low, toll.best, toll.high) == (low, best, high)


@pytest.mark.parametrize(
    ("field", "words", "remedy"),
    [
        ("date", "yesterday", "write YYYY-MM-DD"),
        ("date", "2020-13", "write YYYY-MM-DD"),
        ("date", "2020-05-03/2020-05-01", "ends before it begins"),
        ("killed", "many", "write 5, 5-7"),
        ("killed", "7-5", "ends below its beginning"),
        ("killed", "-", "write 5, 5-7"),
        ("status", "occured", "nearest: occurred"),
        ("status", "unknown", "cannot be unknown"),
        ("event_type", "BATTLE", "give one of"),
        ("mode", "telepathy", "no mode of ASSAULT"),
        ("event", "yes", "write no"),
        ("place", "Mosul, Atlantis", "is no country"),
        ("place", "Mosul @ 136.3, 43.1", "nowhere on earth"),
        ("place", ", Iraq", "needs a name"),
    ],
)
def test_what_is_no_value_is_refused_with_what_is(report, field, words, remedy):
    with pytest.raises(InputError, match=remedy):
        parse_value(Field(field), words, report)


def test_a_type_brings_its_codes_and_takes_the_old_mode_away(report):
    value = parse_value(Field.EVENT_TYPE, "protest", report)
    assert (value.words, value.codes.cameo[:2], value.codes.gtd_attacktype) == ("PROTEST", "14", None)
    moded = parse_value(Field.MODE, "aerial", report)
    assert (moded.words, moded.codes.cameo) == ("aerial", "195")


@pytest.mark.parametrize(
    ("words", "name", "country", "precision"),
    [
        ("Mosul", "Mosul", "IRQ", "exact"),
        ("Tripoli, Lebanon", "Tripoli", "LBN", "exact"),
        ("Tripoli, LBY", "Tripoli", "LBY", "exact"),
        ("Iraq", "Iraq", "IRQ", "country"),
        ("Blue Crossing Camp, Iraq", "Blue Crossing Camp", "IRQ", "other"),
        ("Blue Crossing Camp, IRQ @ 33.1, 44.2", "Blue Crossing Camp", "IRQ", "exact"),
    ],
)
def test_places(report, words, name, country, precision):
    place = parse_value(Field.PLACE, words, report).place
    assert (place.name, place.country, place.precision, place.score) == (name, country, precision, 1.0)
    if "@" in words:
        assert (place.latitude, place.longitude) == (33.1, 44.2)


def test_actors(report):
    known = parse_value(Field.ACTOR, "ISIS", report)
    assert (known.words, known.actor.actor_id) == ("Islamic State", "islamic-state")
    assert parse_value(Field.ACTOR, "islamic-state", report).actor.name == "Islamic State"
    new = parse_value(Field.ACTOR, "Umber Column", report)
    assert (new.words, new.actor.actor_id) == ("Umber Column", None)
    assert parse_value(Field.ACTOR, "Unknown", report).actor is None
