"""gva_casualty: killed, injured and the day of the shooting from one local news article."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task
from bench.score.engine import Engine
from bench.score.scorers import Scorers
from onrecord.records import Coded, Report, Status, Toll

HAPPENED = (Status.OCCURRED, Status.ONGOING, Status.ATTEMPTED)


def predict(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: (killed, injured, ISO day or None)} of the article's main incident."""
    return {case.id: main_incident(case, coded) for case, coded in engine.code_all(cases, "articles")}


def main_incident(case: Case, coded: Coded) -> tuple[int, int, str | None]:
    """The figures of the acts of violence told to be of one day: that of the first, weightiest act.

    Weightiest: with casualties before armed before the rest. Without any act nobody was hurt. Without a
    date the publication day stands.
    """
    acts = [report for report in coded.reports if report.event_type == "ASSAULT" and report.status in HAPPENED]
    acts = [report for report in acts if not report.aggregate]
    if not acts:
        return 0, 0, case.published
    main = min(acts, key=_weight)
    same = [report for report in acts if _day(report) in (None, _day(main))]
    killed = _most(same, lambda report: report.casualties.killed)
    wounded = _most(same, lambda report: report.casualties.wounded)
    return killed, wounded, _day(main) or case.published


def _weight(report: Report) -> tuple[bool, bool, int]:
    hurt = report.casualties.killed or report.casualties.wounded
    armed = any(weapon.type == "firearm" for weapon in report.weapons)
    return not hurt, not armed, report.evidence[0].start if report.evidence else 0


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
