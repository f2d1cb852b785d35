"""plover_gsr and petr2_gsr: single sentences with hand-coded events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from typing import Any

from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task
from bench.score.engine import Engine
from bench.score.scorers import Scorers, f_score
from onrecord.records import Report
from onrecord.views.plover_types import Side, named_sides, plover_sides, plover_type

UNKNOWN_CODES = ("", "***", "---")
ORGANISATIONS = ("IGO", "IMG", "NGO", "MNC")
MISSPELT_COUNTRIES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}


def predict(cases: Sequence[Case], engine: Engine, sides: Callable[[Report], tuple[Side, Side]]) -> Predictions:
    """{id: [{type, cameo, actors, recipients}]}; an actor is (country or "", sector or "")."""
    return {
        case.id: [
            _event(report, event_type, sides(report))
            for report in coded.reports
            if (event_type := plover_type(report)) is not None
        ]
        for case, coded in engine.code_all(cases, "sentences")
    }


def _event(report: Report, event_type: str, sides: tuple[Side, Side]) -> dict[str, Any]:
    source, target = sides
    return {"type": event_type, "cameo": report.codes.cameo, "actors": source, "recipients": target}


def score_plover(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """type_p/r/f: types over sentences; record: some event with type, source and recipient countries right."""
    hits = predicted = records = 0
    for row in rows:
        events = found[str(row["id"])]
        types = {event["type"] for event in events}
        predicted += len(types)
        hits += row["plover_now"] in types
        wanted = _gold_sides(row["events"][0])
        records += any(
            event["type"] == row["plover_now"] and _sides_right(event, wanted[0], wanted[1]) for event in events
        )
    return {
        "type_p": hits / predicted if predicted else 0.0,
        "type_r": hits / len(rows),
        "type_f": f_score(hits, predicted, len(rows)),
        "record": records / len(rows),
    }


def _gold_sides(event: dict[str, Any]) -> tuple[set[str], set[str]]:
    """The countries of sources and of recipients; a reciprocal event has everyone on both sides."""
    source, target = ({_country(actor.get("code")) for actor in event[side]} - {""} for side in ("source", "target"))
    if event.get("reciprocal"):
        return source | target, source | target
    return source, target


def _country(code: str | None) -> str:
    code = (code or "").strip()
    return "" if code in UNKNOWN_CODES else MISSPELT_COUNTRIES.get(code, code)


def _sides_right(event: dict[str, Any], source: set[str], target: set[str]) -> bool:
    return _side_right(event["actors"], source) and _side_right(event["recipients"], target)


def _side_right(parties: Sequence[tuple[str, str]], wanted: set[str]) -> bool:
    """The same countries on both; an organisation of many states (IGO and the like) has a sector, no country."""
    return {country or (sector if sector in ORGANISATIONS else "") for country, sector in parties} - {""} == wanted


def score_petrarch(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """F over (source, target, CAMEO code); loose: the country of each and the code's first two digits."""
    gold = [_gold_triples(row) for row in rows]
    ours = [_triples(found[str(row["id"])]) for row in rows]
    return {"exact_f": _triples_f(gold, ours), "loose_f": _triples_f(_loosen(gold), _loosen(ours))}


Triple = tuple[str, str, str]


def _gold_triples(row: Row) -> set[Triple]:
    return {(event["source"], event["target"], event["code"]) for event in row["events"]}


def _triples(events: Sequence[dict[str, Any]]) -> set[Triple]:
    return {
        (_code(source), _code(target), event["cameo"])
        for event in events
        for source, target in product(event["actors"] or [("", "")], event["recipients"] or [("", "")])
        if event["cameo"]
    }


def _code(party: tuple[str, str]) -> str:
    """A CAMEO actor code: country (--- where unknown) and role, states themselves without a role."""
    country, sector = party
    return "---" if not country and not sector else (country or "---") + sector


def _loosen(triples: Sequence[set[Triple]]) -> list[set[Triple]]:
    return [{(source[:3], target[:3], code[:2]) for source, target, code in group} for group in triples]


def _triples_f(gold: Sequence[set[Triple]], ours: Sequence[set[Triple]]) -> float:
    hits = sum(len(mine & true) for mine, true in zip(ours, gold, strict=True))
    return f_score(hits, sum(map(len, ours)), sum(map(len, gold)))


SETS = (
    GoldSet(
        "plover_gsr",
        ("type_p", "type_r", "type_f", "record"),
        (Task(Inputs(published="date"), partial(predict, sides=plover_sides), score_plover),),
    ),
    GoldSet(
        "petr2_gsr",
        ("exact_f", "loose_f"),
        (Task(Inputs(published="date"), partial(predict, sides=named_sides), score_petrarch),),
    ),
)
