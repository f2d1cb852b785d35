"""giveme5w1h_gold: who did what, when and where in the main event of an article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task
from bench.score.engine import Engine, part, progress
from bench.score.scorers import Scorers, f_score
from onrecord.records import Refusal

QUESTIONS = ("who", "what", "when", "where")
ENOUGH = 0.5


def predict(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: {question: phrase or None}}: one answer a question, the best that onrecord has."""
    reader = part("reports.headlines", "load_headline_reader")()
    found: Predictions = {}
    for case in progress(whole_texts(cases), "articles"):
        document = engine.document(case)
        found[case.id] = {} if isinstance(document, Refusal) else _phrases(reader.read(document))
    return found


def _phrases(headline: Any) -> dict[str, str]:
    answers = {question: getattr(headline, question) for question in QUESTIONS}
    return {question: words.text for question, words in answers.items() if words}


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


def score(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """Share of the articles with gold for a question whose answer has token F >= .5 with some gold phrase."""
    figures: Figures = {}
    for question in QUESTIONS:
        asked = [(row, [p["text"] for e in row["events"] for p in e.get(question) or [] if p["text"]]) for row in rows]
        asked = [(row, phrases) for row, phrases in asked if phrases]
        right = sum(answers(found[str(row["id"])].get(question), phrases) for row, phrases in asked)
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
