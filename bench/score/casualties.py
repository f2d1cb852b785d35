"""gva_casualty: killed, injured and the day of the shooting from one local news article."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date

from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task
from bench.score.engine import Engine, part
from bench.score.scorers import Scorers
from onrecord.records import Coded, Report, Status, TimeMention, Toll

RECENT_DAYS = 60
NAMES_DAY = re.compile(rf"\b(?:{'|'.join(calendar.day_name)})\b|\b(?:{'|'.join(calendar.month_abbr[1:])})[a-z.]* \d")
HAPPENED = (Status.OCCURRED, Status.ONGOING, Status.ATTEMPTED)


def predict(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: (killed, injured, ISO day or None)} of the article's main incident."""
    return {case.id: main_incident(case, coded) for case, coded in engine.code_all(cases, "articles")}


def main_incident(case: Case, coded: Coded) -> tuple[int, int, str | None]:
    """The figures of the acts of violence told to be of one day: that of the first, weightiest act.

    Weightiest: with casualties before armed before the rest. Without any act nobody was hurt. The day is the first
    recent one that the article gives with an hour ("at 6 p.m. on Sunday"), as police do for the deed and hardly for
    what came after it; else that of the acts, else the first recent day of the article, else the publication day.
    """
    acts = [report for report in coded.reports if report.event_type == "ASSAULT" and report.status in HAPPENED]
    acts = [report for report in acts if not report.aggregate and (report.date is None or _day(report))]
    if not acts:
        return 0, 0, _told_with_hour(case) or _first_day(case)
    main = min(acts, key=_weight)
    day = _day(main) or next(filter(None, map(_day, sorted(acts, key=_start))), None)
    same = [report for report in acts if _day(report) in (None, day)]
    killed = _most(same, lambda report: report.casualties.killed)
    wounded = _most(same, lambda report: report.casualties.wounded)
    return killed, wounded, _told_with_hour(case) or day or _first_day(case)


def _told_with_hour(case: Case) -> str | None:
    """The first recent day that is named together with an hour or a part of the day."""
    found = (t.first_day for t in _recent(case) if t.timex_type == "TIME" and NAMES_DAY.search(t.text))
    return next(found, None)


def _first_day(case: Case) -> str | None:
    """The first recent day in the text, a bare hour set aside; else the publication day."""
    found = (t.first_day for t in _recent(case) if not _is_bare_hour(t))
    return next(found, case.published)


def _is_bare_hour(time: TimeMention) -> bool:
    return time.timex_type == "TIME" and any(map(str.isdigit, time.text)) and not NAMES_DAY.search(time.text)


def _recent(case: Case) -> list[TimeMention]:
    """The days and hours in the text that lie within RECENT_DAYS before publication; none where that is unknown."""
    if case.published is None:
        return []
    latest = date.fromisoformat(case.published)
    times = part("mentions.times", "tag_times")(case.text, case.published)
    days = [t for t in times if t.first_day and t.first_day == t.last_day and t.timex_type in ("DATE", "TIME")]
    return [t for t in days if 0 <= (latest - date.fromisoformat(t.first_day)).days <= RECENT_DAYS]


def _weight(report: Report) -> tuple[bool, bool, int]:
    hurt = report.casualties.killed or report.casualties.wounded
    armed = any(weapon.type == "firearm" for weapon in report.weapons)
    return not hurt, not armed, _start(report)


def _start(report: Report) -> int:
    return report.evidence[0].start if report.evidence else 0


def _day(report: Report) -> str | None:
    return report.date.start[:10] if report.date and report.date.start == report.date.end else None


def _most(reports: Sequence[Report], toll: Callable[[Report], Toll | None]) -> int:
    tolls = [found for found in map(toll, reports) if found]
    return max((found.best or found.low or 0 for found in tolls), default=0)


def score(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """Share of the articles whose figure is right."""
    gold = [(row["n_killed"], row["n_injured"], row["shooting_date"]) for row in rows]
    ours = [found[str(row["id"])] for row in rows]
    names = ("killed", "injured", "date")
    return {
        name: sum(mine[at] == true[at] for mine, true in zip(ours, gold, strict=True)) / len(rows)
        for at, name in enumerate(names)
    }


SETS = (
    GoldSet("gva_casualty", ("killed", "injured", "date"), (Task(Inputs(published="publish_date"), predict, score),)),
)
