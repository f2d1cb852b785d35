"""Values and days of time expressions. All texts are made up for these tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.mentions.times import event_days, resolve_against, tag_times
from onrecord.records import TimeMention

PUBLISHED = "2020-10-01"  # a Thursday

# text, words of the mention, type, value, first day, last day
DAYS = [
    ("Rockets fell on Oct. 1, 2020 near the base.", "Oct. 1, 2020", "DATE", "2020-10-01", "2020-10-01", "2020-10-01"),
    ("Rockets fell on 1 October 2020.", "1 October 2020", "DATE", "2020-10-01", "2020-10-01", "2020-10-01"),
    ("Posted 10/01/2020.", "10/01/2020", "DATE", "2020-10-01", "2020-10-01", "2020-10-01"),
    ("Posted 25/12/2019.", "25/12/2019", "DATE", "2019-12-25", "2019-12-25", "2019-12-25"),
    ("Filed 2020-09-30.", "2020-09-30", "DATE", "2020-09-30", "2020-09-30", "2020-09-30"),
    ("It was hit Wednesday night.", "Wednesday night", "TIME", "2020-09-30TNI", "2020-09-30", "2020-09-30"),
    ("It was hit on Thursday.", "Thursday", "DATE", "2020-10-01", "2020-10-01", "2020-10-01"),
    ("It was hit last Thursday.", "last Thursday", "DATE", "2020-09-24", "2020-09-24", "2020-09-24"),
    ("The court will meet on Monday.", "Monday", "DATE", "2020-10-05", "2020-10-05", "2020-10-05"),
    ("Two died last week.", "last week", "DATE", "2020-W39", "2020-09-20", "2020-09-26"),
    ("Two died this week.", "this week", "DATE", "2020-W40", "2020-09-27", "2020-10-01"),
    ("Two died two weeks ago.", "two weeks ago", "DATE", "2020-W38", "2020-09-17", "2020-09-17"),
    ("Two died 10 days ago.", "10 days ago", "DATE", "2020-09-21", "2020-09-21", "2020-09-21"),
    ("Two died three years ago.", "three years ago", "DATE", "2017", "2017-01-01", "2017-12-31"),
    ("The commander was killed in January.", "January", "DATE", "2020-01", "2020-01-01", "2020-01-31"),
    ("He was killed in December.", "December", "DATE", "2019-12", "2019-12-01", "2019-12-31"),
    ("A vote is due in December.", "December", "DATE", "2020-12", "2020-12-01", "2020-12-31"),
    ("Troops must leave by Nov. 20.", "Nov. 20", "DATE", "2020-11-20", "2020-11-20", "2020-11-20"),
    ("He was shot on Nov. 20.", "Nov. 20", "DATE", "2019-11-20", "2019-11-20", "2019-11-20"),
    ("Protests began last October.", "last October", "DATE", "2019-10", "2019-10-01", "2019-10-31"),
    ("Mobs burned it last summer.", "last summer", "DATE", "2020-SU", "2020-06-01", "2020-08-31"),
    ("They left in the spring of 2019.", "the spring of 2019", "DATE", "2019-SP", "2019-03-01", "2019-05-31"),
    (
        "It rose in the third quarter of 2019.",
        "the third quarter of 2019",
        "DATE",
        "2019-Q3",
        "2019-07-01",
        "2019-09-30",
    ),
    ("Dozens died this month.", "this month", "DATE", "2020-10", "2020-10-01", "2020-10-01"),
    ("Dozens died this year.", "this year", "DATE", "2020", "2020-01-01", "2020-10-01"),
    ("Dozens died in late 2019.", "late 2019", "DATE", "2019", "2019-10-01", "2019-12-31"),
    ("It fell by late November 2019.", "late November 2019", "DATE", "2019-11", "2019-11-21", "2019-11-30"),
    ("Shells fell overnight.", "overnight", "TIME", "2020-09-30TNI", "2020-09-30", "2020-10-01"),
    ("They meet tonight.", "tonight", "TIME", "2020-10-01TNI", "2020-10-01", "2020-10-01"),
    ("It struck over the weekend.", "the weekend", "DATE", "2020-W39-WE", "2020-09-26", "2020-09-27"),
    ("Attacks rose in the last six months.", "the last six months", "DURATION", "P6M", "2020-04-01", "2020-10-01"),
    ("Attacks rose in recent months.", "recent months", "DURATION", "PXM", "2020-06-01", "2020-10-01"),
    ("They have ruled for eight years.", "eight years", "DURATION", "P8Y", "2012-10-01", "2020-10-01"),
    ("He will be held for 30 days.", "30 days", "DURATION", "P30D", None, None),
    ("It has run since Feb. 20.", "Feb. 20", "DATE", "2020-02-20", "2020-02-20", "2020-10-01"),
    ("It ran from May to June 2019.", "May", "DATE", "2019-05", "2019-05-01", "2019-06-30"),
    ("Between 3 and 5 May 2019 shells fell.", "5 May 2019", "DATE", "2019-05-05", "2019-05-03", "2019-05-05"),
    ("The curfew holds until Oct. 12.", "Oct. 12", "DATE", "2020-10-12", "2020-10-01", "2020-10-12"),
    ("It fell in the 1970s.", "the 1970s", "DATE", "197", "1970-01-01", "1979-12-31"),
    ("a shrine of the 11th century", "the 11th century", "DATE", "10", "1000-01-01", "1099-12-31"),
    ("Spending rose in fiscal 2017.", "fiscal 2017", "DATE", "2017", "2016-10-01", "2017-09-30"),
    ("It struck on Christmas Day.", "Christmas Day", "DATE", "2019-12-25", "2019-12-25", "2019-12-25"),
    ("It struck on Easter Sunday 2019.", "Easter Sunday 2019", "DATE", "2019-04-21", "2019-04-21", "2019-04-21"),
    (
        "The mortar fell at 10 p.m. Wednesday.",
        "10 p.m. Wednesday",
        "TIME",
        "2020-09-30T22:00",
        "2020-09-30",
        "2020-09-30",
    ),
    ("It fell at dawn on Friday.", "dawn on Friday", "TIME", "2020-09-25TDW", "2020-09-25", "2020-09-25"),
    ("They fasted during Ramadan 2020.", "Ramadan 2020", "DATE", "2020-04", "2020-04-24", "2020-05-23"),
    ("He survived the Sept. 11 attacks.", "Sept. 11 attacks", "DATE", "2001-09-11", "2001-09-11", "2001-09-11"),
    ("The bridge was closed until Monday.", "Monday", "DATE", "2020-10-05", "2020-10-01", "2020-10-05"),
    ("The trial will be held on Monday.", "Monday", "DATE", "2020-10-05", "2020-10-05", "2020-10-05"),
    (
        "He spoke of Wednesday's strike, which would end it.",
        "Wednesday",
        "DATE",
        "2020-09-30",
        "2020-09-30",
        "2020-09-30",
    ),
    ("They meet every day.", "every day", "SET", "P1D", None, None),
    ("They march each Friday.", "each Friday", "SET", "XXXX-WXX-5", None, None),
    ("It lasted 2 1/2 years.", "2 1/2 years", "DURATION", "P2Y6M", None, None),
    ("It lasted for a minute and a half.", "a minute and a half", "DURATION", "PT1M30S", None, None),
    ("It is now shut.", "now", "DATE", "PRESENT_REF", "2020-10-01", "2020-10-01"),
    ("In 264 BC war came.", "264 BC", "DATE", "BC0264", None, None),
]


@pytest.mark.parametrize(("text", "words", "timex_type", "value", "first", "last"), DAYS)
def test_value_and_days(
    text: str, words: str, timex_type: str, value: str, first: str | None, last: str | None
) -> None:
    mention = {found.text: found for found in tag_times(text, PUBLISHED)}[words]
    assert (mention.timex_type, mention.value, mention.first_day, mention.last_day) == (timex_type, value, first, last)


NO_TIME = [
    "He may leave and she may stay.",
    "They march on the palace.",
    "A second bomb went off under the sun.",
    "Police shot 1,200 people and 2000 people fled.",
    "It cost $1990 and 1984% more.",
    "He sat on Flight 1549 near Route 1987.",
    "The fall of the city was a spring board.",
    "The 53-year-old was in his 60s.",
    "Scores of 3:2 and 3/4 of the vote.",
    "A mar on the record, dec is short, the sept was held.",
]


@pytest.mark.parametrize("text", NO_TIME)
def test_doubles_are_left(text: str) -> None:
    assert [mention.text for mention in tag_times(text, PUBLISHED)] == []


WIRE = [
    ("BOGOTA, 20 APR 90 (EFE) -- REBELS KILLED TWO ON 17 APRIL.", "20 APR 90", "1990-04-20"),
    ("BOGOTA, 20 APR 90 (EFE) -- REBELS KILLED TWO ON 17 APRIL.", "17 APRIL", "1990-04-17"),
    ("THE TRUCE BEGAN ON 2 MARCH AND MAY END.", "2 MARCH", "1990-03-02"),
    ("IT FELL ON MONDAY [18 SEPTEMBER] IN THE PORT.", "MONDAY [18 SEPTEMBER]", "1989-09-18"),
]


@pytest.mark.parametrize(("text", "words", "day"), WIRE)
def test_wire_text_in_capitals(text: str, words: str, day: str) -> None:
    found = {mention.text: mention for mention in tag_times(text, "1990-04-20")}
    assert found[words].first_day == day


def test_without_publication_relative_words_have_no_days() -> None:
    found = {mention.text: mention for mention in tag_times("He said on Tuesday that two died last year.", None)}
    assert found["Tuesday"].value == "XXXX-WXX-2"
    assert found["last year"].value == "PAST_REF"
    assert {mention.first_day for mention in found.values()} == {None}


def test_without_publication_a_told_date_anchors_what_follows() -> None:
    text = "On 3 May 2019 the village fell. Two days later the troops left. In July they came back."
    found = {mention.text: mention for mention in tag_times(text, None)}
    assert (found["Two days later"].first_day, found["Two days later"].anchor) == ("2019-05-05", "mention")
    assert (found["July"].first_day, found["July"].anchor) == ("2019-07-01", "mention")


EVENTS = [
    ("He died a day after the attack.", "a day", 1, ("2020-03-10", "2020-03-10"), ("2020-03-11", "2020-03-11")),
    ("Two days before the vote he fled.", "Two days", -2, ("2020-03-10", "2020-03-10"), ("2020-03-08", "2020-03-08")),
    ("the day after the raid", "the day", 1, ("2020-03-10", "2020-03-11"), ("2020-03-11", "2020-03-12")),
    ("three weeks after the talks", "three weeks", 21, ("2020-03-10", "2020-03-10"), ("2020-03-31", "2020-03-31")),
    ("a month after the talks", "a month", 30, ("2020-01-31", "2020-01-31"), ("2020-02-29", "2020-02-29")),
    (
        "on the one-year anniversary of the raid",
        "the one-year anniversary",
        365,
        ("2020-02-29",) * 2,
        ("2021-02-28",) * 2,
    ),
]


@pytest.mark.parametrize(("text", "words", "shift", "event", "days"), EVENTS)
def test_days_from_an_event(text: str, words: str, shift: int, event: tuple[str, str], days: tuple[str, str]) -> None:
    mention = {found.text: found for found in tag_times(text, PUBLISHED)}[words]
    assert (mention.anchor, mention.shift_days) == ("event", shift)
    resolved = resolve_against(mention, *event)
    assert (resolved.first_day, resolved.last_day) == days
    assert resolve_against(resolved, *event) == resolved


def test_resolve_against_leaves_what_counts_from_no_event() -> None:
    (mention,) = tag_times("It fell last week.", PUBLISHED)
    assert resolve_against(mention, "2020-01-01", "2020-01-01") == mention


def test_the_way_back_to_the_event() -> None:
    (mention,) = tag_times("a strike a day after the vote", PUBLISHED)
    assert event_days(mention, "2020-09-30", "2020-09-30") == ("2020-09-29", "2020-09-29")
    (week,) = tag_times("a strike last week", PUBLISHED)
    assert event_days(week, "2020-09-30", "2020-09-30") is None


def test_distance_told_of_the_date_before_it() -> None:
    mention = tag_times("He was ill on Sunday, a day after the raid.", PUBLISHED)[1]
    assert (mention.text, mention.anchor, mention.first_day) == ("a day", "event", "2020-09-27")


def test_distance_from_a_date_is_resolved_at_once() -> None:
    mention = tag_times("He was held three days after April 15, 2013.", PUBLISHED)[0]
    assert (mention.text, mention.anchor, mention.first_day) == ("three days", "mention", "2013-04-18")


def test_publication_with_a_time_of_day() -> None:
    assert tag_times("It fell today.", "2020-10-01T14:26:00")[0].first_day == "2020-10-01"


def test_a_publication_day_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        tag_times("today", "last week")


VOCABULARY = """on in the last next this May 3 31 2019 1990s Monday night week weeks two days ago after before of and to
from Sept . , - ( ) 10:35 a.m. Easter summer quarter third century BC since daily now year's 99 İ ’s 10/01/2020 31 June
Feb 29 nineteen ninety six noon GMT 0735 1/2 half a few every 20th anniversary overnight earlier later"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n\n"])


def _is_sound(text: str, mentions: tuple[TimeMention, ...]) -> bool:
    end = 0
    for mention in mentions:
        if mention.start < end or text[mention.start : mention.end] != mention.text or not mention.text:
            return False
        if (mention.first_day is None) != (mention.last_day is None):
            return False
        if mention.first_day and mention.last_day and mention.first_day > mention.last_day:
            return False
        end = mention.end
    return True


@given(st.lists(WORDS, max_size=25), st.sampled_from([None, "2020-02-29", "1990-12-31", "0001-01-01", "9998-12-31"]))
def test_spans_are_sound_whatever_the_words(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    mentions = tag_times(text, published)
    assert _is_sound(text, mentions)
    assert tag_times(text, published) == mentions


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert _is_sound(text, tag_times(text, "2020-10-01"))
