"""re3d: names of organisations, places, nationalities and times in reports on Syria and Iraq."""

from __future__ import annotations

from collections.abc import Sequence

from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task
from bench.score.engine import Engine, part, progress
from bench.score.places import hints
from bench.score.scorers import Scorers
from onrecord.records import ActorMention

SURE = 0.5
Span = tuple[int, int, str]


def predict(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: {(start, end, type)}}; where two overlap the longer stays."""
    actors = part("mentions.actors", "tag_actors")
    places = part("mentions.places", "tag_places")
    times = part("mentions.times", "tag_times")
    found: Predictions = {}
    for case in progress(cases, "texts"):
        spans = [(m.start, m.end, _actor_type(m)) for m in actors(case.text, engine.actors, case.published)]
        spans += [(m.start, m.end, "Location") for m in places(case.text, engine.gazetteer, hints(case))]
        spans += [(m.start, m.end, "Temporal") for m in times(case.text, case.published)]
        found[case.id] = _longest(spans)
    return found


def _actor_type(mention: ActorMention) -> str:
    if mention.match.kind in ("person", "leader"):
        return "Person"
    return "Organisation"


def _longest(spans: Sequence[Span]) -> set[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one[0] - one[1], one)):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return set(kept)


def score(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """Exact-span typed micro F over the entities that the annotators were sure of."""
    gold = {
        (row["id"], entity["begin"], entity["end"], entity["type"])
        for row in rows
        for entity in row["entities"]
        if entity["confidence"] >= SURE and entity["offset_ok"]
    }
    ours = {(row["id"], *span) for row in rows for span in found[str(row["id"])]}
    return {"entity_f": scorers.score.spans(ours, gold)[2]}


SETS = (GoldSet("re3d", ("entity_f",), (Task(Inputs(title="title", url="url"), predict, score),)),)
