"""The answer to "who did this?" for one incident: what is said, by whom, and how far it goes.

The candidates alone are not the whole answer: somebody may deny what nobody lays on them, two may claim the same act,
and where no name is given the text may still describe those who came ("gunmen on a motorcycle").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import combinations
from typing import Literal

from msgspec import Struct

from onrecord.attribution.candidates import gather_denials, names_someone
from onrecord.incidents.words import fold_name
from onrecord.lexicon.incidents import load_vague_words
from onrecord.records import (
    Attribution,
    Basis,
    Codes,
    Confidence,
    Correction,
    EventDate,
    Incident,
    Report,
    Status,
    Support,
)

__all__ = ["Answer", "Unnamed", "Verdict", "answer"]


class Verdict(StrEnum):
    """How far the record answers who did it. ``unknown``: nothing supports a name."""

    CLAIMED = "claimed"
    REPORTED = "reported"
    ACCUSED = "accused"
    SUSPECTED = "suspected"
    CONTESTED = "contested"
    UNKNOWN = "unknown"


class Unnamed(Struct, frozen=True, kw_only=True):
    """Words for doers without a name, as one report has them."""

    text: str
    report_id: str


class Answer(Struct, frozen=True, kw_only=True):
    """Who answers for an incident.

    ``candidates`` are the incident's attributions, strongest first; ``rivals`` pairs of names that each claim it;
    ``denials`` are those of parties that nobody names as the doer; ``unnamed`` what is said of doers without a name.
    ``review`` is a reviewer's word on who did it, which is no document's.
    """

    kind: Literal["attribution"] = "attribution"
    incident_id: str
    event_type: str
    mode: str | None
    codes: Codes
    status: Status
    date: EventDate | None
    verdict: Verdict
    candidates: tuple[Attribution, ...]
    rivals: tuple[tuple[str, str], ...]
    denials: tuple[Support, ...]
    unnamed: tuple[Unnamed, ...]
    review: Correction | None = None


VERDICTS = {
    Basis.CLAIM: Verdict.CLAIMED,
    Basis.REPORT: Verdict.REPORTED,
    Basis.ACCUSATION: Verdict.ACCUSED,
    Basis.SUSPICION: Verdict.SUSPECTED,
}


def answer(incident: Incident, reports: Sequence[Report]) -> Answer:
    """The answer for an incident; ``reports`` are its reports, by publication day and id."""
    named = [one for one in incident.attribution if one.basis is not Basis.AFFILIATION]
    return Answer(
        incident_id=incident.incident_id,
        event_type=incident.event_type,
        mode=incident.mode,
        codes=incident.codes,
        status=incident.status,
        date=incident.date,
        verdict=_verdict(named),
        candidates=incident.attribution,
        rivals=tuple(_rivals(named)),
        denials=tuple(_denials_apart(incident.attribution, reports)),
        unnamed=tuple(_unnamed(reports)),
        review=incident.corrected_actor(),
    )


def _verdict(named: Sequence[Attribution]) -> Verdict:
    if not named:
        return Verdict.UNKNOWN
    return Verdict.CONTESTED if named[0].contested else VERDICTS[named[0].basis]


def _rivals(named: Sequence[Attribution]) -> Iterator[tuple[str, str]]:
    """Pairs that each claim it for themselves, one standing against the other."""
    claims = [one for one in named if one.basis is Basis.CLAIM]
    for one, other in combinations(claims, 2):
        if {said.quote for said in one.support} & {said.quote for said in other.against}:
            yield one.name, other.name


def _denials_apart(attributions: Sequence[Attribution], reports: Sequence[Report]) -> Iterator[Support]:
    """The denials that stand against no candidate, each speaker's once a document."""
    told = {(one.document_id, one.start) for attribution in attributions for one in attribution.against}
    seen: set[tuple[str, str]] = set()
    for _, speaker, statement in gather_denials([(report, report.document.document_id) for report in reports]):
        said = statement.support
        key = (said.document_id, fold_name(speaker))
        if (said.document_id, said.start) not in told and key not in seen:
            seen.add(key)
            yield said


def _unnamed(reports: Sequence[Report]) -> Iterator[Unnamed]:
    vague = load_vague_words()
    seen: set[str] = set()
    for report in reports:
        for actor in report.actors:
            folded = fold_name(actor.text)
            if actor.confidence is not Confidence.DENIED and not names_someone(actor, vague) and folded not in seen:
                seen.add(folded)
                yield Unnamed(text=actor.text, report_id=report.report_id)
