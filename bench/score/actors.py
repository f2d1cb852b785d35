"""ngec_actor_tests: the country and the sector behind an actor string."""

from __future__ import annotations

from collections.abc import Sequence

from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task
from bench.score.engine import Engine, part
from bench.score.scorers import Scorers

COUNTRY_FIELDS = ("cc", "code['country']")
SECTOR_FIELDS = ("code1", "code['code_1']")


def predict(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: (country or "", sector or "")}."""
    resolve = part("mentions.actors", "resolve_actor")
    found: Predictions = {}
    for case in cases:
        match = resolve(case.text, engine.actors, _day(case), _context_country(case, engine))
        found[case.id] = (match.country or "", match.sector or "") if match else ("", "")
    return found


def _arguments(case: Case) -> list[str]:
    """The arguments after the actor string: context (a country's name, often empty) and day."""
    calls = case.given.get("calls") or [[]]
    return [str(argument) for argument in calls[0][2:]]


def _day(case: Case) -> str | None:
    day = ([*_arguments(case), "", ""])[1]
    return day if day[:1].isdigit() else None


def _context_country(case: Case, engine: Engine) -> str | None:
    context = ([*_arguments(case), ""])[0]
    if not context:
        return None
    match = part("mentions.actors", "resolve_actor")(context, engine.actors, None, None)
    return match.country if match else None


def score(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """Share of the assertions on country and on sector that hold."""
    right = {"country": 0, "sector": 0}
    asked = {"country": 0, "sector": 0}
    for row in rows:
        for field, operator, value in row["asserts"]:
            name = "country" if field in COUNTRY_FIELDS else "sector" if field in SECTOR_FIELDS else None
            if name is None:
                continue
            answer = found[str(row["id"])][name == "sector"]
            asked[name] += 1
            right[name] += (answer == value) == (operator == "Eq")
    return {name: right[name] / asked[name] for name in right if asked[name]}


SETS = (GoldSet("ngec_actor_tests", ("country", "sector"), (Task(Inputs(given=("calls",)), predict, score),)),)
