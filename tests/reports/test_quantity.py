"""One event, or a statement that covers many; a day of its own for each example is given by hand."""

from __future__ import annotations

from functools import cache

import pytest

from onrecord.lexicon.numbers import load_number_words
from onrecord.mentions.language import ParsedSentence, SpacyParser, parse_texts
from onrecord.records import DatePrecision, TimeMention
from onrecord.reports.quantity import aggregate_of


@cache
def parsed(text: str) -> ParsedSentence:
    return parse_texts(_parser(), [text])[0]


@cache
def _parser() -> SpacyParser:
    return SpacyParser()


def months(first: str = "2021-01-01", last: str = "2021-06-10") -> TimeMention:
    return TimeMention(
        start=0,
        end=1,
        text="x",
        timex_type="DATE",
        value="P",
        first_day=first,
        last_day=last,
        precision=DatePrecision.INTERVAL,
        is_vague=True,
    )


@pytest.mark.parametrize(
    ("text", "word", "low", "best"),
    [
        ("Rebels have launched 12 attacks on the base.", "attacks", 12, 12),
        ("Dozens of attacks were reported.", "attacks", 24, None),
        ("At least 30 attacks were reported.", "attacks", 30, 30),
        ("Half a dozen bombings shook the city.", "bombings", 6, 6),
    ],
)
def test_counted_events_are_an_aggregate_with_their_count(text: str, word: str, low: int, best: int | None) -> None:
    sentence = parsed(text)
    is_many, count = aggregate_of(sentence, [sentence.words.index(word)], None, load_number_words())
    assert is_many
    assert count is not None
    assert (count.low, count.best) == (low, best)
    assert text[count.start : count.end]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A series of attacks shook the city.", "attacks"),
        ("Several attacks were reported.", "attacks"),
        ("Repeated bombings shook the city.", "bombings"),
    ],
)
def test_uncounted_plurals_of_many_are_an_aggregate(text: str, word: str) -> None:
    sentence = parsed(text)
    assert aggregate_of(sentence, [sentence.words.index(word)], None, load_number_words())[0]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("An attack shook the city.", "attack"),
        ("Rebels attacked the city.", "attacked"),
        ("The clashes went on all night.", "clashes"),
        ("Twelve people died in the attack.", "attack"),
    ],
)
def test_one_event_is_no_aggregate(text: str, word: str) -> None:
    sentence = parsed(text)
    assert aggregate_of(sentence, [sentence.words.index(word)], None, load_number_words()) == (False, None)


def test_what_went_on_for_months_is_an_aggregate() -> None:
    sentence = parsed("Rebels attacked convoys in recent months.")
    assert aggregate_of(sentence, [1], months(), load_number_words())[0]
    assert not aggregate_of(sentence, [1], months("2021-06-01", "2021-06-10"), load_number_words())[0]
