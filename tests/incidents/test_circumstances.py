"""What delay, breadth and whole tolls say of a pair, and that a list's entries are held apart from one another."""

from __future__ import annotations

import pytest
from msgspec import structs
from told import report, toll

from onrecord.incidents.circumstances import find_breadth, find_delay, find_whole_toll
from onrecord.incidents.columns import columns_of
from onrecord.incidents.traits import BLANK, Bounds
from onrecord.lexicon.incidents import load_fusion_weights

WEIGHTS = load_fusion_weights()


@pytest.mark.parametrize(
    ("left", "right", "value"),
    [
        ((100, 100), (101, 100), "at once and at once"),
        ((130, 100), (101, 100), "at once and within two months"),
        ((99, 100), (400, 100), "before the end and later"),
        ((107, 100), (102, 100), "within a week and within a week"),
        ((None, 100), (101, 100), "unknown"),
        ((101, None), (101, 100), "unknown"),
    ],
)
def test_delay_is_counted_from_the_last_day_of_the_event(
    left: tuple[int | None, int | None], right: tuple[int | None, int | None], value: str
) -> None:
    a, b = (
        structs.replace(BLANK, published=published, days=None if last is None else (last - 3, last))
        for published, last in (left, right)
    )
    assert find_delay(a, b) == find_delay(b, a) == value


@pytest.mark.parametrize(
    ("dead", "others", "hurt", "wounded", "value"),
    [
        (3, 3, 7, 7, "same"),
        (0, 0, 7, 7, "same"),
        (0, 0, 0, 0, "nobody hurt"),
        (3, 3, 7, 2, "same dead"),
        (3, 3, None, 2, "same dead"),
        (0, 0, None, 2, "unknown"),
        (0, 0, 4, 2, "wounded differ"),
        (0, 5, None, None, "dead or none"),
        (4, 6, 1, 1, "dead near"),
        (2, 5, 1, 1, "dead apart"),
        (2, 6, 1, 1, "dead far apart"),
        (None, 6, 1, 1, "unknown"),
    ],
)
def test_killed_and_wounded_are_read_together(
    dead: int | None, others: int | None, hurt: int | None, wounded: int | None, value: str
) -> None:
    def told(killed: int | None, harmed: int | None) -> object:
        numbers = (None if one is None else Bounds(one, one, one) for one in (killed, harmed))
        return structs.replace(BLANK, **dict(zip(("killed", "wounded"), numbers, strict=True)))

    a, b = told(dead, hurt), told(others, wounded)
    assert find_whole_toll(a, b) == find_whole_toll(b, a) == value


def test_breadth_counts_the_events_that_a_document_tells_apart() -> None:
    listed = [
        report("list", f"A shopkeeper was beaten in the {day}th case.", day=f"2020-03-{day:02}", killed=toll(0))
        for day in range(1, 15)
    ]
    twice = [report("news", words, day="2020-03-01") for words in ("A shop was burnt.", "Its owner was beaten.")]
    columns = columns_of([*listed, *twice], {}, WEIGHTS)
    assert columns.breadth.tolist() == [14] * 14 + [1, 1]
    entry, news = columns.traits(0), columns.traits(14)
    assert find_breadth(entry, news) == find_breadth(news, entry) == "one and many"
    assert find_breadth(entry, entry) == "many and many"
    weigh = WEIGHTS.reports.weight
    assert weigh("breadth", "many and many") < weigh("breadth", "one and many") < weigh("breadth", "one and one")
