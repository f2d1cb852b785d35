"""giveme5w1h_gold: who did what, when and where in the main event of an article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task
from bench.score.engine import Engine, part
from bench.score.scorers import Scorers, f_score
from onrecord.records import Coded, PlaceRole, Report

QUESTIONS = ("who", "what", "when", "where")
ENOUGH = 0.5


def predict(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: {question: phrase or None}}: one answer a question, the best that onrecord has."""
    return {case.id: _answers(case, coded) for case, coded in engine.code_all(whole_texts(cases), "articles")}


def whole_texts(cases: Sequence[Case]) -> list[Case]:
    """The cases with title and lead set before the text, as a reader sees them."""
    return [
        Case(
            id=case.id,
            text="\n\n".join(filter(None, (case.title, case.given.get("lead"), case.text))),
            published=case.published,
        )
        for case in cases
    ]


def _answers(case: Case, coded: Coded) -> dict[str, str | None]:
    reports = sorted(coded.reports, key=_start)
    return {
        "who": _first(actor.text for report in reports for actor in report.actors),
        "what": _first(_deed(report) for report in reports),
        "when": _first(report.date.text for report in reports if report.date) or _first_time(case),
        "where": _first(
            place.text for report in reports for place in report.places if place.role is not PlaceRole.MENTIONED
        ),
    }


def _first(phrases: object) -> str | None:
    return next((phrase for phrase in phrases if phrase), None)  # type: ignore[attr-defined]


def _start(report: Report) -> int:
    carrier = report.trigger or next(iter(report.evidence), None)
    return carrier.start if carrier else 0


def _deed(report: Report) -> str | None:
    """The trigger and the recipient where it follows: "killed two soldiers"."""
    if report.trigger is None:
        return None
    follows = [r.text for r in report.recipients if isinstance(r.span, tuple) and r.span[0] >= report.trigger.end]
    return " ".join([report.trigger.text, *follows[:1]])


def _first_time(case: Case) -> str | None:
    times = part("mentions.times", "tag_times")(case.text, case.published)
    return next((time.text for time in times if time.timex_type in ("DATE", "TIME")), None)


def score(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """Share of the articles with gold for a question whose answer has token F >= .5 with some gold phrase."""
    figures: Figures = {}
    for question in QUESTIONS:
        asked = [(row, [p["text"] for e in row["events"] for p in e.get(question) or [] if p["text"]]) for row in rows]
        asked = [(row, phrases) for row, phrases in asked if phrases]
        right = sum(answers(found[str(row["id"])][question], phrases) for row, phrases in asked)
        if asked:
            figures[question] = right / len(asked)
    return figures


def answers(answer: str | None, phrases: Sequence[str]) -> bool:
    """True where the answer shares enough tokens with one of the phrases."""
    return answer is not None and any(_token_f(answer, phrase) >= ENOUGH for phrase in phrases)


def _token_f(one: str, other: str) -> float:
    a, b = (Counter(re.findall(r"\w+", phrase.lower())) for phrase in (one, other))
    return f_score((a & b).total(), a.total(), b.total())


SETS = (
    GoldSet(
        "giveme5w1h_gold", QUESTIONS, (Task(Inputs(published="date", title="title", given=("lead",)), predict, score),)
    ),
)
