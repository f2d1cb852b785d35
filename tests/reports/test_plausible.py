"""Days and parties that cannot be."""

from __future__ import annotations

from coded import coded

from onrecord.records import DatePrecision, Status, TimeMention
from onrecord.reports.drafts import Draft
from onrecord.reports.plausible import without_future_days


def draft(first_day: str, text: str, status: Status = Status.OCCURRED) -> Draft:
    time = TimeMention(
        start=0, end=len(text), text=text, timex_type="DATE", value=first_day, first_day=first_day, last_day=first_day,
        precision=DatePrecision.DAY,
    )  # fmt: skip
    return Draft(
        event_type="ASSAULT", mode=None, cameo=None, sentence=0, lemma="attack", trigger=(0, 1), clauses=((0, 1),),
        evidence=1.0, status=status, factuality=3.0, is_definite=False, aggregate=False, count=None, actors=(),
        recipients=(), weapons=(), tolls=(), time=time, places=(), assertions=(),
    )  # fmt: skip


def day(d: Draft, published: str | None) -> str | None:
    time = without_future_days([d], published)[0].time
    return time.first_day if time is not None else None


def test_a_weekday_ahead_of_a_past_act_is_the_one_before() -> None:
    assert day(draft("2020-01-07", "on Tuesday"), "2020-01-01") == "2019-12-31"


def test_any_other_day_ahead_is_unknown() -> None:
    assert day(draft("2020-03-01", "1 March"), "2020-01-01") is None


def test_a_plan_may_lie_ahead() -> None:
    assert day(draft("2020-01-07", "on Tuesday", Status.PLANNED), "2020-01-01") == "2020-01-07"


def test_nothing_is_mended_without_a_day_of_publication() -> None:
    assert day(draft("2020-01-07", "on Tuesday"), None) == "2020-01-07"


def test_a_body_founded_after_the_act_is_not_its_doer() -> None:
    text = "Al-Shabaab fighters attacked a convoy near Mogadishu on Monday, killing nine soldiers."
    told_later, told_before = (coded(text, day).reports[0].actors[0] for day in ("2016-06-10", "1985-06-10"))
    assert told_later.actor_id is not None
    assert (told_before.actor_id, told_before.country, told_before.name) == (None, None, told_before.text)
