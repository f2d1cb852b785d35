"""Who answers for the incidents of the sample articles, held against what they say (samples/attributions.csv)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from onrecord.attribution import Answer, Verdict, answer
from onrecord.incidents.words import fold_name
from onrecord.records import Attribution, Basis, Bonds, Incident, RawItem, Refusal, Report, Status, Support
from onrecord.run.stages import load_stages
from onrecord.sources import read_items

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DONE = (Status.OCCURRED, Status.ONGOING, Status.ATTEMPTED)
BASES = {"claims": Basis.CLAIM, "accuses": Basis.ACCUSATION, "suspects": Basis.SUSPICION}
SLACK = timedelta(days=1)
"""The table is about who answers, not about the day: a day off still means the same event."""


def rows() -> list[dict[str, str]]:
    with (SAMPLES / "attributions.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


class Fused:
    """The incidents of the samples with their answers, and the reports of each article."""

    def __init__(self) -> None:
        stages = load_stages(None)
        documents = [
            made
            for item in read_items([str(SAMPLES / "articles")])
            if isinstance(item, RawItem) and not isinstance(made := stages.make_document(item), Refusal)
        ]
        coded = [stages.coder.code(document) for document in documents]
        fusion = stages.fusion
        told = fusion.told_links(relation for one in coded for relation in one.relations)
        origins = fusion.group_copies((one.document_id, one.clean) for one in documents)
        self.reports = {report.report_id: report for one in coded for report in one.reports}
        self.answers: list[tuple[Incident, Answer]] = []
        for incident in fusion.fuse(tuple(self.reports.values()), origins, Bonds()):
            told_of = [self.reports[report_id] for report_id in incident.reports]
            attribution = tuple(fusion.attribute(told_of, origins, told))
            self.answers.append((incident, answer(_with(incident, attribution), told_of)))

    def of_article(self, article: str, day: str, event_type: str) -> Iterator[tuple[Answer, set[str]]]:
        """The answers for what the article tells of that day, each with the ids of the article's reports."""
        low, high = (str(date.fromisoformat(day) + shift) for shift in (-SLACK, SLACK))
        for incident, found in self.answers:
            ids = {one for one in incident.reports if Path(self.reports[one].document.path).name == article}
            is_meant = incident.event_type == event_type and incident.status in DONE and not incident.aggregate
            near = incident.date is None or (incident.date.start <= high and low <= incident.date.end)
            if ids and is_meant and near:
                yield found, ids


def _with(incident: Incident, attribution: tuple[Attribution, ...]) -> Incident:
    from msgspec.structs import replace

    return replace(incident, attribution=attribution)


@pytest.fixture(scope="module")
def fused() -> Fused:
    return Fused()


def _said(found: Answer) -> Iterator[tuple[str, Support]]:
    for one in found.candidates:
        for support in (*one.support, *one.against):
            yield one.name, support
    for support in found.denials:
        yield support.speaker or "", support


def _any_of(words: str, name: str) -> bool:
    return any(fold_name(one) in fold_name(name) for one in words.split("|"))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['article']}-{row['candidate']}-{row['kind']}")
def test_the_attributions_are_as_the_article_says(fused: Fused, row: dict[str, str]) -> None:
    told = list(fused.of_article(row["article"], row["day"], row["type"]))
    if row["kind"] == "unknown":
        assert told, "the article's event is not on record"
        named = [
            (one.name, said.quote)
            for found, ids in told
            for one in found.candidates
            for said in one.support
            if said.report_id in ids and one.actor_id is not None
        ]
        assert named == []
        return
    statements = [(name, said) for found, ids in told for name, said in _said(found) if said.report_id in ids]
    is_told = any(
        said.kind == row["kind"] and _any_of(row["candidate"], name) and _any_of(row["speaker"], said.speaker or "")
        for name, said in statements
    )
    assert is_told, [(name, str(said.kind), said.speaker) for name, said in statements]


def test_nothing_is_claimed_or_laid_on_anyone_beyond_the_table(fused: Fused) -> None:
    """No claim, accusation or suspicion of a known actor for an attack that the articles of the table do not make."""
    extra = []
    for article, day in {(row["article"], row["day"]) for row in rows()}:
        listed = [row for row in rows() if row["article"] == article and row["candidate"]]
        for found, ids in fused.of_article(article, day, "ASSAULT"):
            for one in found.candidates:
                kinds = {str(said.kind) for said in one.support if said.report_id in ids} & set(BASES)
                allowed = {row["kind"] for row in listed if _any_of(row["candidate"], one.name)}
                if one.actor_id is not None and not one.chain and kinds - allowed:
                    extra.append((article, one.name, sorted(kinds - allowed)))
    assert sorted(extra) == []


def test_every_quote_stands_in_its_document(fused: Fused) -> None:
    for incident, found in fused.answers:
        for _, said in _said(found):
            report: Report = fused.reports[said.report_id]
            assert said.report_id in incident.reports
            assert any(evidence.text.find(said.quote) >= 0 for evidence in report.evidence) or said.quote == ""


def test_a_front_that_documents_state_leads_upward(fused: Fused) -> None:
    chains = [
        (one.name, link.relation, link.object, link.status)
        for _, found in fused.answers
        for one in found.candidates
        for link in one.chain
        if "Usbat" in link.subject
    ]
    assert ("Kataib Hezbollah", "front_for", "Kataib Hezbollah", "disputed") in chains


def test_unknown_stays_unknown(fused: Fused) -> None:
    (found, _), *_ = fused.of_article("aguelhok-mine.txt", "2020-05-10", "ASSAULT")
    assert found.verdict is Verdict.UNKNOWN
    assert found.candidates == ()
