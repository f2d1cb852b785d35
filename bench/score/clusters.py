"""gva_fusion, news_cluster, maverick: which reports or articles tell of the same incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from bench.fusion_sets import maverick_report
from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task
from bench.score.engine import Engine, part
from bench.score.questions import whole_texts
from bench.score.scorers import Scorers
from bench.score.snippets import main_report
from onrecord.records import Document, Report

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
    """{id: label}: articles share a label where their main reports are thought to tell of one happening."""
    texts = whole_texts(cases)
    reports = {case.id: report for case, coded in engine.code_all(texts, "articles") if (report := main_report(coded))}
    origins = _origins(texts, engine)
    group = _group_of(list(reports.values()), origins, engine.actors)
    labels = {}
    for case in texts:
        report = reports.get(case.id)
        labels[case.id] = group[report.report_id] if report else case.id
    return labels


def _origins(cases: Sequence[Case], engine: Engine) -> Mapping[str, str]:
    """{document id: the id that its near copies share}."""
    documents = [document for case in cases if isinstance(document := engine.document(case), Document)]
    return part("documents.copies", "group_copies")([(one.document_id, one.clean) for one in documents])


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
