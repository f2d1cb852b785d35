"""A report reduced to what tells one happening from another.

Traits are computed once a report; pairs are then compared on traits alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import chain

from msgspec import Struct

from onrecord.incidents.words import Rarity, Vector, count_rarity, fold_name, names_in, vector, words_in
from onrecord.lexicon.incidents import FusionWeights
from onrecord.records import (
    SITE_ROLES,
    Actor,
    EventDate,
    Place,
    PlacePrecision,
    PlaceRole,
    Recipient,
    Report,
    Status,
    Toll,
)

__all__ = ["STAGES", "Bounds", "Party", "Site", "Stage", "Traits", "bounds", "read_day", "traits_of"]

FINE = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.ADMIN2})


class Stage(StrEnum):
    """Whether a report tells of something done, something to come, or something said not to have been."""

    ACTUAL = "actual"
    PROSPECTIVE = "prospective"
    DENIED = "denied"


STAGES: Mapping[Status, Stage] = {
    Status.OCCURRED: Stage.ACTUAL,
    Status.ATTEMPTED: Stage.ACTUAL,
    Status.ONGOING: Stage.ACTUAL,
    Status.PLANNED: Stage.PROSPECTIVE,
    Status.THREATENED: Stage.PROSPECTIVE,
    Status.DEMANDED: Stage.PROSPECTIVE,
    Status.HYPOTHETICAL: Stage.PROSPECTIVE,
    Status.DENIED: Stage.DENIED,
}


class Site(Struct, frozen=True):
    """A place as a point of comparison; ``is_fine`` where it is no larger than a district."""

    key: str
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    is_fine: bool


class Party(Struct, frozen=True):
    """Someone named in a report. ``key`` is the actor id, else the folded name."""

    key: str
    name: str
    actor_id: str | None
    country: str | None
    sector: str | None
    words: frozenset[str]
    kind: str | None


class Bounds(Struct, frozen=True):
    """Least and greatest number that a toll allows; ``high`` is ``None`` where nothing bounds it."""

    low: int
    high: int | None
    best: int | None


class Traits(Struct, frozen=True, kw_only=True):
    """What is compared. Days are proleptic ordinals (``date.toordinal``), inclusive."""

    report_id: str
    document_id: str
    origin: str
    source: str | None
    published: int | None
    event_type: str
    mode: str | None
    family: str
    contexts: frozenset[str]
    status: Status
    stage: Stage
    aggregate: bool
    days: tuple[int, int] | None
    sites: tuple[Site, ...]
    countries: frozenset[str]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    worths: Mapping[str, float]
    mode_family: str | None
    weapons: frozenset[str]
    weapon_families: frozenset[str]
    killed: Bounds | None
    wounded: Bounds | None
    title: Vector
    evidence: Vector
    names: Vector


def read_day(iso: str | None) -> int | None:
    """Ordinal of an ISO day (a longer stamp is cut to its day); ``None`` where there is none or it is malformed."""
    try:
        return date.fromisoformat(iso[:10]).toordinal() if iso else None
    except ValueError:
        return None


def bounds(toll: Toll | None) -> Bounds | None:
    """The numbers a toll allows; ``None`` where it gives no number."""
    if toll is None or (toll.low is None and toll.best is None and toll.high is None):
        return None
    low = toll.low if toll.low is not None else (toll.best or 0)
    return Bounds(low, toll.high if toll.high is None else max(toll.high, low), toll.best)


def _days(when: EventDate | None) -> tuple[int, int] | None:
    start = read_day(when.start) if when else None
    end = read_day(when.end) if when else None
    if start is None or end is None:
        return None
    return (start, end) if start <= end else (end, start)


def _site(place: Place) -> Site:
    name = fold_name(place.name or place.text)
    key = place.gazetteer_id or name
    return Site(key, name, place.country, place.latitude, place.longitude, place.precision in FINE)


def _sites(report: Report) -> tuple[Site, ...]:
    chosen = [place for place in report.places if place.role in SITE_ROLES]
    chosen = chosen or [place for place in report.places if place.role is not PlaceRole.MENTIONED]
    return tuple(dict.fromkeys(_site(place) for place in chosen))


def _party(who: Actor | Recipient, stopwords: frozenset[str]) -> Party:
    name = fold_name(who.name or who.text)
    words = frozenset(word for word in words_in(f"{who.name} {who.text}", stopwords) if not word.isdigit())
    kind = who.kind.value if isinstance(who, Recipient) else None
    return Party(who.actor_id or name, name, who.actor_id, who.country, who.sector, words, kind)


def _parties(people: Sequence[Actor | Recipient], stopwords: frozenset[str]) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(_party(who, stopwords) for who in people if who.name or who.text))


def _evidence_text(report: Report) -> str:
    return " ".join(dict.fromkeys(quote.text for quote in report.evidence))


def _traits(report: Report, origin: str, weights: FusionWeights, rarity: Rarity) -> Traits:
    stop = weights.stopwords
    title, evidence = report.document.title or "", _evidence_text(report)
    actors, recipients = _parties(report.actors, stop), _parties(report.recipients, stop)
    sites = _sites(report)
    named = {party.key for party in chain(actors, recipients)} | {site.key for site in sites}
    said = frozenset(chain.from_iterable(party.words for party in chain(actors, recipients)))
    return Traits(
        report_id=report.report_id,
        document_id=report.document.document_id,
        origin=origin,
        source=report.document.source,
        published=read_day(report.document.published),
        event_type=report.event_type,
        mode=report.mode,
        family=weights.type_families.get(report.event_type, report.event_type),
        contexts=frozenset(report.contexts),
        status=report.status,
        stage=STAGES[report.status],
        aggregate=report.aggregate,
        days=_days(report.date),
        sites=sites,
        countries=frozenset(place.country for place in report.places if place.country),
        actors=actors,
        recipients=recipients,
        worths={key: rarity.worth(key) for key in sorted(named | said)},
        mode_family=weights.mode_families.get(report.mode or "", report.mode),
        weapons=frozenset(weapon.type for weapon in report.weapons),
        weapon_families=frozenset(weights.weapon_families.get(one.type, one.type) for one in report.weapons),
        killed=bounds(report.casualties.killed),
        wounded=bounds(report.casualties.wounded),
        title=vector(words_in(title, stop), rarity),
        evidence=vector(words_in(evidence, stop), rarity),
        names=vector(names_in(f"{title} {evidence}", stop), rarity),
    )


def _document_words(reports: Sequence[Report], stopwords: frozenset[str]) -> list[str]:
    text = " ".join(f"{report.document.title or ''} {_evidence_text(report)}" for report in reports)
    people: list[Actor | Recipient] = [one for report in reports for one in report.actors]
    people += [one for report in reports for one in report.recipients]
    parties = [_party(one, stopwords) for one in people]
    keys = [site.key for report in reports for site in _sites(report)]
    return [*words_in(text, stopwords), *keys, *(word for party in parties for word in (party.key, *party.words))]


def traits_of(reports: Sequence[Report], origins: Mapping[str, str], weights: FusionWeights) -> tuple[Traits, ...]:
    """The traits of each report, in the order given.

    Words are counted once an origin, so that a syndicated copy makes no word commoner. A document that
    ``origins`` does not name is its own origin.
    """
    by_origin: dict[str, list[Report]] = {}
    for report in reports:
        document_id = report.document.document_id
        by_origin.setdefault(origins.get(document_id, document_id), []).append(report)
    told = (_document_words(group, weights.stopwords) for group in by_origin.values())
    rarity = count_rarity(told, weights.word_shares)
    return tuple(
        _traits(report, origins.get(report.document.document_id, report.document.document_id), weights, rarity)
        for report in reports
    )
