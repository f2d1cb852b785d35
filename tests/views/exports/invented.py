"""Invented incidents with their reports and documents, for the tests of exports."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.records import (
    Actor,
    Assertion,
    AssertionKind,
    Attribution,
    Basis,
    Casualties,
    CoderRef,
    Codes,
    Confidence,
    Count,
    DatePrecision,
    Document,
    DocumentRef,
    Effect,
    EventDate,
    Evidence,
    Incident,
    IncidentCasualties,
    IncidentToll,
    Link,
    Place,
    PlacePrecision,
    PlaceRole,
    Recipient,
    RecipientKind,
    RelationKind,
    Report,
    Segment,
    Status,
    Support,
    Toll,
    TollVersion,
    Weapon,
    content_id,
)
from onrecord.views.exports import Case, Settings

SETTINGS = Settings(made_at=1_600_000_000, version="0.0-test")

TEXT = (
    "Published: 6 March 2024\n\nVARANEL, Iraq - A car bomb killed Amina Sayed, a teacher, and two policemen in Varanel "
    "on Tuesday, police said. The Salt Guard claimed the attack in a video. The River Front denied any part in it."
)


BOMB = Codes(
    cameo="183",
    acled=("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    gtd_attacktype=3,
    gtd_weaptype=6,
)


@dataclass(frozen=True)
class Told:
    """What a case is to tell; the rest is the same in every case."""

    text: str = TEXT
    name: str = "Amina Sayed"
    group: str = "Salt Guard"
    town: str = "Varanel"
    title: str = "Bomb in Varanel"
    source: str | None = "Lagoon Tribune"
    url: str | None = "https://lagoon.example/a-1"
    status: Status = Status.OCCURRED
    event_type: str = "ASSAULT"
    mode: str | None = "explosives"
    codes: Codes = BOMB
    start: str | None = "2024-03-05"
    end: str | None = None
    precision: PlacePrecision = PlacePrecision.EXACT
    country: str | None = "IRQ"
    point: tuple[float, float] | None = (-34.1, 43.2)
    killed: tuple[int | None, int | None, int | None] | None = (3, 3, 5)
    is_contested: bool = True
    aggregate: bool = False


def span(text: str, words: str) -> tuple[int, int]:
    start = text.find(words)
    return (start, start + len(words)) if start >= 0 else (0, 1)


def document_of(told: Told) -> Document:
    data = told.text.encode("utf-8", "surrogatepass")
    return Document(
        document_id=hashlib.sha256(data).hexdigest(),
        path="articles/a-1.txt",
        text=told.text,
        clean=told.text,
        segments=(Segment(0, 0, len(told.text), len(told.text)),),
        language="en",
        url=told.url,
        title=told.title,
        source=told.source,
        published="2024-03-06",
    )


USUAL = Told()


def case_of(told: Told = USUAL) -> Case:
    document = document_of(told)
    report = report_of(told, document)
    return Case(incident_of(told, report), (report,), {document.document_id: document})


def cases_of(*all_told: Told) -> list[Case]:
    return [case_of(told) for told in all_told]


def report_of(told: Told, document: Document) -> Report:
    sentence = told.text.partition("\n\n")[2].partition(". ")[0] or told.text
    start, end = span(told.text, sentence)
    killed = told.killed
    return Report(
        report_id=content_id("r", document.document_id, told.status, told.event_type),
        document=DocumentRef(
            document_id=document.document_id, path=document.path, url=told.url, title=told.title, source=told.source,
            published="2024-03-06", language="en",
        ),
        event_type=told.event_type,
        mode=told.mode,
        contexts=("terrorism",),
        codes=told.codes,
        status=told.status,
        aggregate=told.aggregate,
        count=None,
        date=_date(told),
        places=(_place(told),),
        actors=(_actor(told),),
        recipients=_recipients(told),
        weapons=(Weapon(text="car bomb", type="car bomb", count=None, span=span(told.text, "car bomb")),),
        casualties=Casualties(
            killed=Toll(low=killed[0], best=killed[1], high=killed[2], text="killed", span=span(told.text, "killed"))
            if killed
            else None
        ),
        assertions=(Assertion(kind=AssertionKind.REPORTS, speaker="police", start=start, end=end),),
        evidence=(Evidence(start, end, told.text[start:end]),),
        coder=CoderRef(version="test", model=None),
        trigger=Evidence(*span(told.text, "killed"), "killed"),
    )  # fmt: skip


def incident_of(told: Told, report: Report) -> Incident:
    killed = None
    if told.killed:
        low, best, high = told.killed
        version = TollVersion(
            report_id=report.report_id, source=told.source, published="2024-03-06", low=low, best=best, high=high,
            text="killed",
        )  # fmt: skip
        killed = IncidentToll(low=low, best=best, high=high, versions=(version,))
    return Incident(
        incident_id=content_id("inc", report.report_id),
        event_type=told.event_type,
        mode=told.mode,
        codes=told.codes,
        status=told.status,
        aggregate=told.aggregate,
        date=_date(told),
        places=report.places,
        weapons=report.weapons,
        actors=report.actors,
        recipients=report.recipients,
        casualties=IncidentCasualties(killed=killed),
        reports=(report.report_id,),
        independent_sources=1,
        conflicts=(),
        attribution=tuple(_attributions(told, report)),
    )


def _date(told: Told) -> EventDate | None:
    if told.start is None:
        return None
    precision = DatePrecision.INTERVAL if told.end else DatePrecision.DAY
    return EventDate(
        start=told.start,
        end=told.end or told.start,
        precision=precision,
        text="Tuesday",
        span=span(told.text, "Tuesday"),
    )


def _place(told: Told) -> Place:
    return Place(
        text=told.town,
        role=PlaceRole.SITE,
        name=told.town,
        country=told.country,
        admin1="Oskha Province",
        latitude=told.point[0] if told.point else None,
        longitude=told.point[1] if told.point else None,
        precision=told.precision,
        gazetteer_id="98182",
        score=0.9,
        span=span(told.text, told.town),
    )


def _actor(told: Told) -> Actor:
    return Actor(
        text=told.group,
        name=told.group,
        actor_id="salt-guard",
        country="IRQ",
        sector="REB",
        confidence=Confidence.CLAIMED,
        according_to=told.group,
        span=span(told.text, told.group),
    )


def _recipients(told: Told) -> tuple[Recipient, ...]:
    one = Count(low=1, best=1, high=1)
    two = Count(low=2, best=2, high=2, text="two", span=span(told.text, "two"))
    return (
        Recipient(
            text=told.name, kind=RecipientKind.HUMAN, name=told.name, actor_id=None, country=None, sector="CVL",
            count=one, effect=Effect.DEATH, span=span(told.text, told.name),
        ),
        Recipient(
            text="two policemen", kind=RecipientKind.HUMAN, name="two policemen", actor_id=None, country=None,
            sector="COP", count=two, effect=Effect.DEATH, span=span(told.text, "two policemen"),
        ),
    )  # fmt: skip


def _support(told: Told, report: Report, kind: AssertionKind, speaker: str, words: str) -> Support:
    start, end = span(told.text, words)
    return Support(
        report_id=report.report_id,
        kind=kind,
        speaker=speaker,
        quote=told.text[start:end],
        start=start,
        end=end,
        document_id=report.document.document_id,
        date="2024-03-06",
    )


def _attributions(told: Told, report: Report) -> Sequence[Attribution]:
    claim = _support(told, report, AssertionKind.CLAIMS, told.group, f"The {told.group} claimed the attack in a video")
    denial = _support(told, report, AssertionKind.DENIES, "River Front", "The River Front denied any part in it")
    accusal = _support(told, report, AssertionKind.ACCUSES, "police", "police said")
    link = Link(
        subject_id="salt-guard", subject=told.group, relation=RelationKind.FRONT_FOR, object_id="salt-league",
        object="Salt League", start="2020-01-01", end=None, source="an invented yearbook", status="accepted",
    )  # fmt: skip
    found = [
        Attribution(
            actor_id="salt-guard", name=told.group, basis=Basis.CLAIM, support=(claim,), against=(), chain=(),
            contested=False,
        ),
        Attribution(
            actor_id="salt-league", name="Salt League", basis=Basis.AFFILIATION, support=(claim,), against=(),
            chain=(link,), contested=False,
        ),
    ]  # fmt: skip
    if told.is_contested:
        river = Attribution(
            actor_id="river-front", name="River Front", basis=Basis.ACCUSATION, support=(accusal,), against=(denial,),
            chain=(), contested=True,
        )  # fmt: skip
        found.insert(1, river)
    return found
