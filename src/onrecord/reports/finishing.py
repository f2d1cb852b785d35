"""Makes public reports of drafts: ids, stored offsets, roles and codes."""

from __future__ import annotations

from msgspec import UNSET

from onrecord.lexicon.coding import CodingLexicon
from onrecord.mentions.counts import Number
from onrecord.records import (
    Actor,
    Assertion,
    Casualties,
    CoderRef,
    Count,
    Document,
    DocumentRef,
    Effect,
    EventDate,
    Evidence,
    Place,
    Recipient,
    RecipientKind,
    Relation,
    Report,
    SpanPair,
    TimeMention,
    Toll,
    Weapon,
    content_id,
)
from onrecord.reports.codes import codes_of, contexts_of, mode_of
from onrecord.reports.drafts import Draft, DraftPlace, Party, is_thing
from onrecord.reports.reading import Reading, WeaponMention
from onrecord.reports.relations import RelationMention

_ORGANIZED = frozenset(
    {
        "state",
        "government",
        "military",
        "police",
        "intelligence",
        "armed_group",
        "militia",
        "party",
        "igo",
        "ngo",
        "front_group",
        "ethnic",
        "organization",
        "media",
        "company",
    }
)


_HARMED = frozenset({Effect.DEATH, Effect.INJURY, Effect.ABDUCTION})


def document_ref(document: Document) -> DocumentRef:
    """How reports name their document."""
    return DocumentRef(
        document_id=document.document_id,
        path=document.path,
        url=document.url,
        title=document.title,
        source=document.source,
        published=document.published,
        language=document.language,
    )


def finish(draft: Draft, reading: Reading, lexicon: CodingLexicon, coder: CoderRef) -> Report:
    """The public report of a draft; all offsets in ``Document.text``."""
    document = reading.document
    sentence = reading.sentences[draft.sentence]
    clause = document.clean[slice(*draft.clauses[0])]
    mode = mode_of(draft, clause, lexicon.schemes)
    evidence = tuple(_evidence(document, clause) for clause in draft.clauses)
    trigger = _evidence(document, draft.trigger)
    return Report(
        report_id=content_id("r", document.document_id, coder.version, coder.model, draft.event_type, trigger),
        document=document_ref(document),
        event_type=draft.event_type,
        mode=mode,
        contexts=contexts_of(sentence.text, draft.event_type, reading.is_crime, lexicon.schemes),
        codes=codes_of(draft, mode, clause, {w.word.gtd_weaptype for w in draft.weapons}, lexicon),
        status=draft.status,
        aggregate=draft.aggregate,
        count=_count(document, draft.count),
        date=event_date(document, draft.time),
        places=tuple(_place(document, p) for p in draft.places),
        actors=tuple(_actor(document, p) for p in draft.actors),
        recipients=tuple(_recipient(document, p) for p in draft.recipients),
        weapons=tuple(_weapon(document, w) for w in draft.weapons),
        casualties=_casualties(document, draft),
        assertions=tuple(
            Assertion(kind=a.kind, speaker=a.speaker, start=span[0], end=span[1], about=a.about)
            for a in draft.assertions
            for span in [document.stored_span(a.start, a.end)]
        ),
        evidence=evidence,
        coder=coder,
        factuality=round(draft.factuality, 2),
        trigger=trigger,
        in_passing=draft.is_in_passing,
    )


def finish_relation(mention: RelationMention, document: Document) -> Relation:
    """The public relation of a mention; offsets in ``Document.text``."""
    return Relation(
        subject=mention.subject,
        relation=mention.relation,
        object=mention.object,
        subject_id=mention.subject_id,
        object_id=mention.object_id,
        date=None,
        status=mention.status,
        according_to=mention.according_to,
        document=document_ref(document),
        evidence=(_evidence(document, mention.evidence),),
    )


def _evidence(document: Document, span: SpanPair) -> Evidence:
    start, end = document.stored_span(*span)
    return Evidence(start, end, document.text[start:end])


def _stored(document: Document, start: int, end: int) -> tuple[SpanPair, str]:
    span = document.stored_span(start, end)
    return span, document.text[slice(*span)]


def event_date(document: Document, time: TimeMention | None) -> EventDate | None:
    """The public date of a time mention; ``None`` where no day is known."""
    if time is None or time.first_day is None or time.last_day is None or time.precision is None:
        return None
    if time.start == time.end:  # inferred from the publication day
        return EventDate(start=time.first_day, end=time.last_day, precision=time.precision)
    span, text = _stored(document, time.start, time.end)
    return EventDate(start=time.first_day, end=time.last_day, precision=time.precision, text=text, span=span)


def _place(document: Document, place: DraftPlace) -> Place:
    mention = place.mention
    span, text = (UNSET, mention.text) if place.is_inferred else _stored(document, mention.start, mention.end)
    return Place(
        text=text,
        role=place.role,
        name=mention.name,
        country=mention.country,
        admin1=mention.admin1,
        latitude=mention.latitude,
        longitude=mention.longitude,
        precision=mention.precision,
        gazetteer_id=mention.gazetteer_id,
        score=round(mention.score, 3),
        span=span,
    )


def _actor(document: Document, party: Party) -> Actor:
    span, text = _stored(document, party.start, party.end)
    return Actor(
        text=text,
        name=party.match.name or text,
        actor_id=party.match.actor_id,
        country=party.match.country,
        sector=party.match.sector,
        confidence=party.confidence,
        according_to=party.according_to,
        span=span,
    )


def _recipient(document: Document, party: Party) -> Recipient:
    span, text = _stored(document, party.start, party.end)
    return Recipient(
        text=text,
        kind=_kind(party),
        name=party.match.name or text,
        actor_id=party.match.actor_id,
        country=party.match.country,
        sector=party.match.sector,
        count=_count(document, party.count) if _is_counted(party) else None,
        effect=party.effect,
        span=span,
    )


def _is_counted(party: Party) -> bool:
    return party.count is not None and (party.count.end - party.count.start > 0) and not party.is_place


def _kind(party: Party) -> RecipientKind:
    if party.effect in _HARMED:
        return RecipientKind.HUMAN
    if is_thing(party) or (party.is_place and party.match.actor_id is None):
        return RecipientKind.PHYSICAL
    if party.match.kind in _ORGANIZED or (party.is_place and party.match.actor_id):
        return RecipientKind.ORGANIZATION
    if party.is_person or party.match.sector is not None or _is_number_alone(party):
        return RecipientKind.HUMAN
    return RecipientKind.PHYSICAL


def _is_number_alone(party: Party) -> bool:
    """ "detained more than 100": whom a number alone counts are people."""
    return party.count is not None and party.end <= party.count.end and party.names is None


def _count(document: Document, number: Number | None) -> Count | None:
    if number is None:
        return None
    span, text = _stored(document, number.start, number.end)
    return Count(low=number.low, best=number.best, high=number.high, text=text, span=span)


def _weapon(document: Document, weapon: WeaponMention) -> Weapon:
    span, text = _stored(document, weapon.start, weapon.end)
    return Weapon(text=text, type=weapon.word.type, count=None, span=span)


def _casualties(document: Document, draft: Draft) -> Casualties:
    found: dict[str, Toll] = {}
    for toll in draft.tolls:
        span, text = _stored(document, toll.start, toll.end)
        found.setdefault(toll.effect, Toll(low=toll.low, best=toll.best, high=toll.high, text=text, span=span))
    return Casualties(killed=found.get("death"), wounded=found.get("injury"), abducted=found.get("abduction"))
