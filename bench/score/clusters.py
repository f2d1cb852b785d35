"""gva_fusion, news_cluster, maverick: which reports or articles tell of the same incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from bench.fusion_sets import article_of, maverick_report
from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task
from bench.score.engine import Engine, part
from bench.score.scorers import Scorers
from onrecord.records import Report

FIGURES = ("b3_f", "pairwise_f")
MAVERICK_FIELDS = (
    "country",
    "city",
    "location",
    "date_start",
    "date_end",
    "latitude",
    "longitude",
    "geo_precision",
    "actor1",
    "actor1_type",
    "actor2",
    "actor2_type",
    "actor3",
    "actor3_type",
    "event_context",
    "target",
    "deaths_best",
    "deaths_low",
    "deaths_high",
    "injuries_best",
    "injuries_low",
    "injuries_high",
    "source",
    "source_author",
    "source_type",
)


def predict_articles(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: label}: articles share a label where their main incident is thought to be one."""
    cluster, load = part("incidents", "cluster_documents"), part("lexicon.incidents", "load_fusion_weights")
    articles = [article_of(_article_row(case)) for case in cases]
    return {article: group[0] for group in cluster(articles, load()) for article in group}


def _article_row(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "text": case.text,
        "title": case.title,
        "date": case.published,
        "url": case.url,
        "lead": case.given.get("lead"),
    }


def _group_of(reports: Sequence[Report], origins: Mapping[str, str], actors: Any) -> dict[str, str]:
    cluster, load = part("incidents", "cluster_reports"), part("lexicon.incidents", "load_fusion_weights")
    groups = cluster(reports, origins, actors, load())
    return {report_id: group[0] for group in groups for report_id in group}


def predict_reports(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: label} for reports that are given as fields, without a text."""
    rows = [{"id": case.id, **dict.fromkeys(MAVERICK_FIELDS), **case.given} for case in cases]
    return dict(_group_of([maverick_report(row) for row in rows], {}, None))


def score(rows: Sequence[Row], found: Predictions, scorers: Scorers, gold_field: str) -> Figures:
    """B3 F and pairwise F over the items."""
    gold = {str(row["id"]): str(row[gold_field]) for row in rows}
    b3 = scorers.score.b3(_clusters(found), _clusters(gold))
    return {"b3_f": b3[2], "pairwise_f": scorers.score.pairwise(found, gold)[2]}


def _clusters(labels: Mapping[str, str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for item, label in labels.items():
        groups.setdefault(label, []).append(item)
    return list(groups.values())


def _articles(name: str, gold_field: str, lead: tuple[str, ...]) -> GoldSet:
    inputs = Inputs(published="date", title="title", url="url", given=lead)
    return GoldSet(name, FIGURES, (Task(inputs, predict_articles, partial(score, gold_field=gold_field)),))


SETS = (
    _articles("gva_fusion", "incident", ()),
    _articles("news_cluster", "cluster_event", ("lead",)),
    GoldSet(
        "maverick",
        FIGURES,
        (Task(Inputs(text=None, given=MAVERICK_FIELDS), predict_reports, partial(score, gold_field="event_id")),),
    ),
)
