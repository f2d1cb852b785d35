"""Builds small reports of invented events for the tests of fusion and attribution."""

from __future__ import annotations

from onrecord.records import (
    Actor,
    Assertion,
    AssertionKind,
    Casualties,
    CoderRef,
    Codes,
    Confidence,
    DatePrecision,
    DocumentRef,
    EventDate,
    Evidence,
    Place,
    PlacePrecision,
    PlaceRole,
    Recipient,
    RecipientKind,
    Report,
    Status,
    Toll,
    Weapon,
    content_id,
)

TOWNS = {
    "Varanel": (34.10, 43.20, "IRQ"),
    "Oskha": (34.90, 44.80, "IRQ"),
    "Temrin": (33.30, 44.40, "IRQ"),
    "Dolvara": (12.60, -8.00, "MLI"),
}


def place(name: str, role: PlaceRole = PlaceRole.SITE) -> Place:
    latitude, longitude, country = TOWNS[name]
    return Place(
        text=name, role=role, name=name, country=country, admin1=None, latitude=latitude, longitude=longitude,
        precision=PlacePrecision.EXACT, gazetteer_id=f"test:{name}", score=0.9,
    )  # fmt: skip


def actor(
    name: str,
    confidence: Confidence = Confidence.REPORTED_AS_FACT,
    according_to: str | None = None,
    actor_id: str | None = None,
) -> Actor:
    return Actor(
        text=name, name=name, actor_id=actor_id, country=None, sector="REB", confidence=confidence,
        according_to=according_to, span=(0, len(name)),
    )  # fmt: skip


def recipient(text: str) -> Recipient:
    return Recipient(
        text=text,
        kind=RecipientKind.HUMAN,
        name=text,
        actor_id=None,
        country=None,
        sector="CVL",
        count=None,
        effect=None,
    )


def toll(low: int | None, best: int | None = None, high: int | None = None) -> Toll:
    exact = best is None and high is None
    return Toll(low=low, best=low if exact else best, high=low if exact else high, text=f"{best or low}")


def said(kind: AssertionKind, speaker: str | None, start: int = 0, end: int = 10) -> Assertion:
    return Assertion(kind=kind, speaker=speaker, start=start, end=end)


def report(
    document: str,
    text: str,
    *,
    title: str = "",
    source: str | None = None,
    published: str | None = "2024-03-06",
    day: str | None = "2024-03-05",
    end: str | None = None,
    town: str | None = "Varanel",
    event_type: str = "ASSAULT",
    mode: str | None = "explosives",
    status: Status = Status.OCCURRED,
    aggregate: bool = False,
    actors: tuple[Actor, ...] = (),
    recipients: tuple[str, ...] = (),
    weapons: tuple[str, ...] = (),
    killed: Toll | None = None,
    wounded: Toll | None = None,
    assertions: tuple[Assertion, ...] = (),
) -> Report:
    precision = DatePrecision.DAY if end is None else DatePrecision.INTERVAL
    return Report(
        report_id=content_id("rep", document, text),
        document=DocumentRef(
            document_id=document, path=f"{document}.txt", title=title or None, source=source or f"outlet of {document}",
            published=published, language="en",
        ),
        event_type=event_type,
        mode=mode,
        contexts=(),
        codes=Codes(),
        status=status,
        aggregate=aggregate,
        count=None,
        date=EventDate(start=day, end=end or day, precision=precision, text=day) if day else None,
        places=(place(town),) if town else (),
        actors=actors,
        recipients=tuple(recipient(one) for one in recipients),
        weapons=tuple(Weapon(text=one, type=one, count=None) for one in weapons),
        casualties=Casualties(killed=killed, wounded=wounded),
        assertions=assertions,
        evidence=(Evidence(0, len(text), text),),
        coder=CoderRef(version="test", model=None),
    )  # fmt: skip
