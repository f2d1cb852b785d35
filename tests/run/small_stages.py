"""Small stages that really read something, so that store, pipeline and views are tested without a language model.

They understand invented sentences such as "The Red Front shelled Alpha on 2020-05-01, killing 3." and, in the same
text, "Blue Army claimed the attack" or "Blue Army denied the attack". Reports of one place and day are one incident.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.records import (
    NO_BONDS,
    Actor,
    Assertion,
    AssertionKind,
    Attribution,
    Basis,
    Bonds,
    Casualties,
    Coded,
    CoderRef,
    Codes,
    Confidence,
    Conflict,
    DatePrecision,
    Document,
    DocumentRef,
    EventDate,
    Evidence,
    Incident,
    IncidentCasualties,
    IncidentToll,
    MediaKind,
    Place,
    PlacePrecision,
    PlaceRole,
    RawItem,
    Refusal,
    Relation,
    RelationKind,
    Report,
    Segment,
    Status,
    Support,
    Toll,
    TollVersion,
    Version,
    Weapon,
    content_id,
)
from onrecord.run.stages import Fusion, Stages

EVENT = re.compile(
    r"(?P<actor>(?:[A-Z]\w+ )*[A-Z]\w+) (?P<verb>shelled|raided) (?P<place>[A-Z]\w+) on (?P<day>\d{4}-\d{2}-\d{2}), "
    r"killing (?P<killed>\d+)\."
)
STANCE = re.compile(r"(?P<speaker>(?:[A-Z]\w+ )*[A-Z]\w+) (?P<verb>claimed|denied) the attack")
BACKING = re.compile(r"(?P<subject>(?:[A-Z]\w+ )*[A-Z]\w+) is backed by (?P<object>(?:[A-Z]\w+ )*[A-Z]\w+)")
POINTS = {"Alpha": ("IRQ", 36.2, 44.0), "Beta": ("AFG", 34.5, 69.2)}
MODES = {"shelled": ("heavy-weapons", "mortar"), "raided": ("firearms", "firearm")}
STANCES = {"claimed": AssertionKind.CLAIMS, "denied": AssertionKind.DENIES}


def raw_item(path: str, text: str, *, source: str | None = None, published: str | None = None) -> RawItem:
    data = text.encode()
    return RawItem(
        path=path,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        media=MediaKind.TEXT,
        source=source,
        published=published,
    )


def make_document(item: RawItem) -> Document | Refusal:
    """The text as it is; a text without a letter is refused."""
    text = item.data.decode()
    if not any(character.isalpha() for character in text):
        return Refusal(path=item.path, stage="documents", code="empty", detail="no word", document_id=item.sha256)
    return Document(
        document_id=item.sha256,
        path=item.path,
        text=text,
        clean=text,
        segments=(Segment(0, 0, len(text), len(text)),),
        language="en",
        source=item.source,
        published=item.published,
    )


class SmallCoder:
    """Finds ``EVENT`` and ``STANCE``. ``pause_s`` slows it, so that it can be killed in the middle."""

    def __init__(self, version: str = "small-1", pause_s: float = 0.0) -> None:
        self.version = version
        self.pause_s = pause_s
        self.calls = 0

    def code(self, document: Document) -> Coded:
        self.calls += 1
        time.sleep(self.pause_s)
        if "crash the coder" in document.text:
            raise RuntimeError("asked to crash")
        reports = tuple(self._report(document, found) for found in EVENT.finditer(document.text))
        return Coded(reports=reports, relations=tuple(_relations(document)))

    def _report(self, document: Document, found: re.Match[str]) -> Report:
        country, latitude, longitude = POINTS.get(found["place"], (None, None, None))
        mode, weapon = MODES[found["verb"]]
        killed = int(found["killed"])
        evidence = Evidence(found.start(), found.end(), found[0])
        return Report(
            report_id=content_id("rep", self.version, document.document_id, found.start()),
            document=_reference(document),
            event_type="ASSAULT",
            mode=mode,
            contexts=("military",),
            codes=Codes(cameo="190", acled=("Battles", "Armed clash"), gtd_attacktype=2),
            status=Status.OCCURRED,
            aggregate=False,
            count=None,
            date=EventDate(start=found["day"], end=found["day"], precision=DatePrecision.DAY, text=found["day"]),
            places=(
                Place(
                    text=found["place"],
                    role=PlaceRole.SITE,
                    name=found["place"],
                    country=country,
                    admin1=None,
                    latitude=latitude,
                    longitude=longitude,
                    precision=PlacePrecision.EXACT,
                    gazetteer_id=None,
                    score=1.0,
                    span=found.span("place"),
                ),
            ),
            actors=(_actor(found["actor"], found.span("actor")),),
            recipients=(),
            weapons=(Weapon(text=found["verb"], type=weapon, count=None, span=found.span("verb")),),
            casualties=Casualties(
                killed=Toll(low=killed, best=killed, high=killed, text=found["killed"], span=found.span("killed"))
            ),
            assertions=tuple(_assertions(document)),
            evidence=(evidence,),
            coder=CoderRef(version=self.version, model=None),
            trigger=Evidence(*found.span("verb"), found["verb"]),
        )


def _reference(document: Document) -> DocumentRef:
    return DocumentRef(
        document_id=document.document_id,
        path=document.path,
        source=document.source,
        published=document.published,
        language=document.language,
    )


def _actor(name: str, span: tuple[int, int]) -> Actor:
    return Actor(
        text=name,
        name=name.removeprefix("The "),
        actor_id=name.removeprefix("The ").lower().replace(" ", "-"),
        country=None,
        sector="REB",
        confidence=Confidence.REPORTED_AS_FACT,
        according_to=None,
        span=span,
    )


def _assertions(document: Document) -> Iterator[Assertion]:
    for found in STANCE.finditer(document.text):
        yield Assertion(kind=STANCES[found["verb"]], speaker=found["speaker"], start=found.start(), end=found.end())


def _relations(document: Document) -> Iterator[Relation]:
    for found in BACKING.finditer(document.text):
        yield Relation(
            subject=found["object"],
            relation=RelationKind.SUPPORTS,
            object=found["subject"],
            subject_id=None,
            object_id=None,
            date=None,
            status=Status.OCCURRED,
            according_to=None,
            document=_reference(document),
            evidence=(Evidence(found.start(), found.end(), found[0]),),
        )


def group_copies(texts: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Equal texts but for white space are copies of the first."""
    first: dict[str, str] = {}
    return {document_id: first.setdefault(" ".join(text.split()), document_id) for document_id, text in texts}


def fuse(reports: Sequence[Report], origins: Mapping[str, str], bonds: Bonds = NO_BONDS) -> tuple[Incident, ...]:
    """By place and day; of reports that are apart each stands alone, those that are together stand with the first."""
    apart = {report_id for bond in bonds.apart for report_id in bond.reports}
    keys = {
        report.report_id: (
            report.places[0].name,
            report.date.start if report.date else "",
            report.report_id if report.report_id in apart else "",
        )
        for report in reports
    }
    for bond in bonds.together:
        if keys.keys() >= set(bond.reports):
            one, other = (keys[report_id] for report_id in bond.reports)
            keys = {report_id: one if key == other else key for report_id, key in keys.items()}
    groups: dict[tuple[str, ...], list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda one: (one.document.published or "9999", one.report_id)):
        groups[keys[report.report_id]].append(report)
    return tuple(_incident(members, origins) for _, members in sorted(groups.items()))


def _incident(reports: Sequence[Report], origins: Mapping[str, str]) -> Incident:
    first = reports[0]
    figures = [(report, report.casualties.killed) for report in reports if report.casualties.killed]
    deaths = [toll.best or 0 for _, toll in figures]
    versions = tuple(
        TollVersion(
            report_id=report.report_id,
            source=report.document.source,
            published=report.document.published,
            low=toll.low,
            best=toll.best,
            high=toll.high,
            text=toll.text,
        )
        for report, toll in figures
    )
    told = {str(number): tuple(r.report_id for r, toll in figures if toll.best == number) for number in sorted(deaths)}
    conflict = Conflict(
        field="killed", versions=tuple(Version(value=value, reports=ids) for value, ids in told.items())
    )
    return Incident(
        incident_id=content_id("inc", first.report_id),
        event_type=first.event_type,
        mode=first.mode,
        codes=first.codes,
        status=first.status,
        aggregate=False,
        date=first.date,
        places=first.places,
        weapons=first.weapons,
        actors=first.actors,
        recipients=(),
        casualties=IncidentCasualties(
            killed=IncidentToll(low=min(deaths), best=deaths[0], high=max(deaths), versions=versions)
        ),
        reports=tuple(report.report_id for report in reports),
        independent_sources=len({origins[report.document.document_id] for report in reports}),
        conflicts=(conflict,) if len(told) > 1 else (),
        attribution=(),
    )


def attribute(reports: Sequence[Report], origins: Mapping[str, str], told: object) -> tuple[Attribution, ...]:
    firsts = {origins[report.document.document_id]: report for report in reversed(reports)}
    stances = [(report, one) for report in reversed(firsts.values()) for one in report.assertions]
    names = dict.fromkeys(one.speaker or "" for _, one in stances)
    return tuple(_attribution(name, [pair for pair in stances if pair[1].speaker == name]) for name in names)


def _attribution(name: str, stances: Sequence[tuple[Report, Assertion]]) -> Attribution:
    sides = [
        (
            one.kind,
            Support(
                report_id=report.report_id,
                kind=one.kind,
                speaker=one.speaker,
                quote=f"{name} {'claimed' if one.kind is AssertionKind.CLAIMS else 'denied'} the attack",
                start=one.start,
                end=one.end,
                document_id=report.document.document_id,
                date=report.document.published,
            ),
        )
        for report, one in stances
    ]
    support = tuple(side for kind, side in sides if kind is AssertionKind.CLAIMS)
    against = tuple(side for kind, side in sides if kind is AssertionKind.DENIES)
    return Attribution(
        actor_id=name.lower().replace(" ", "-"),
        name=name,
        basis=Basis.CLAIM if support else Basis.ACCUSATION,
        support=support,
        against=against,
        chain=(),
        contested=bool(support and against),
    )


def small_stages(coder: SmallCoder | None = None) -> Stages:
    fusion = Fusion(group_copies=group_copies, fuse=fuse, told_links=lambda _: {}, attribute=attribute)
    return Stages(make_document=make_document, coder=coder or SmallCoder(), fusion=fusion)


ARTICLES = {
    "one.txt": "The Red Front shelled Alpha on 2020-05-01, killing 3. Blue Army claimed the attack, it said.",
    "two.txt": "The Red Front shelled Alpha on 2020-05-01, killing 5. Blue Army denied the attack on Saturday.",
    "copy.txt": "The Red Front shelled Alpha on 2020-05-01, killing 3.  Blue Army claimed the attack, it said.",
    "three.txt": "Green Guard raided Beta on 2020-06-10, killing 1. Green Guard is backed by Grey State, they say.",
    "quiet.txt": "The harvest was good and nobody was hurt.",
    "empty.txt": "12 34 --",
    "bad.txt": "This text is here to crash the coder.",
}
"""Invented throughout."""


def articles(names: Iterable[str] = tuple(ARTICLES)) -> list[RawItem | Refusal]:
    published = {"one.txt": "2020-05-02", "two.txt": "2020-05-03", "copy.txt": "2020-05-04", "three.txt": "2020-06-11"}
    return [raw_item(name, ARTICLES[name], source=f"{name[:3]} news", published=published.get(name)) for name in names]
