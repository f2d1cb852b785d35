"""Place names in a text, found and resolved to points on the map.

``tag_places`` works on raw text, ``resolve_places`` where the names are known to be places. Offsets are half-open and
count characters of the text given. Demonyms ("Iraqi") are no places but tell which country a text is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from onrecord.lexicon.gazetteer import KINDS, Gazetteer
from onrecord.mentions.places_choice import Choice, choose, distance_km
from onrecord.mentions.places_cues import Name
from onrecord.mentions.places_queries import (
    PlaceHints,
    context_queries,
    demonym_spans,
    evidence_of,
    queries_for_spans,
    queries_in_context,
    spans_apart,
)
from onrecord.mentions.places_runs import view_text
from onrecord.mentions.places_spans import accepted_names
from onrecord.records import PlaceMention, PlacePrecision, SpanPair

__all__ = ["PlaceHints", "resolve_places", "tag_places"]

DEMONYM_CHANCE = 0.9
_NEAR_BEFORE = re.compile(
    r"(?:\bnear(?:by)?(?: to)?|\boutside(?: of)?|\baround|\bclose to"
    r"|\b(?:north|south|east|west|northeast|northwest|southeast|southwest|miles|kilometers|kilometres|km)"
    r"(?:ern)?(?: (?:north|south|east|west|northeast|northwest|southeast|southwest))? (?:of|from))"
    r" (?:the )?(?:[a-z]+ )?\Z",
    re.IGNORECASE,
)
_PRECISIONS = {
    "country": PlacePrecision.COUNTRY,
    "admin1": PlacePrecision.ADMIN1,
    "admin2": PlacePrecision.ADMIN2,
    "admin3": PlacePrecision.ADMIN2,
    "region": PlacePrecision.OTHER,
    "water": PlacePrecision.OTHER,
    "land": PlacePrecision.OTHER,
    "continent": PlacePrecision.OTHER,
    "historic": PlacePrecision.COUNTRY,
}

_JOINT_AFTER = re.compile(r"-[a-z]{1,3}[- ][A-Z]")
_JOINT_BEFORE = re.compile(r"-[a-z]{1,3}[- ]\Z")
_NAME_AFTER = re.compile(r" [A-Z][a-z]")


def tag_places(text: str, gazetteer: Gazetteer, hints: PlaceHints) -> tuple[PlaceMention, ...]:
    """The places that a text names, in its order, each with the point it most probably means.

    ``score`` is how often names with such probabilities (of being meant as a place, times of the choice among
    namesakes) were right within 161 km in news (``data/gazetteer/calibration.csv``).
    Names that the gazetteer lacks are not found. Empty where no place is named.
    """
    names = [n for n in accepted_names(view_text(text, gazetteer), gazetteer) if not _is_torn(text, n, gazetteer)]
    spans = [(name.start, name.end) for name in names]
    if hints.demonyms:
        spans = sorted([*spans, *spans_apart(demonym_spans(text, gazetteer, areas=True), spans)])
    queries = queries_for_spans(text, spans, gazetteer, names)
    chance = {(name.start, name.end): name.probability for name in names}
    choices = choose([*queries, *context_queries(text, gazetteer, hints)], gazetteer, evidence_of(gazetteer, hints))
    return tuple(
        _calibrated(_mention(text, span, choice, gazetteer, chance.get(span, DEMONYM_CHANCE)), gazetteer)
        for span, choice in zip(spans, choices, strict=False)
    )


def _calibrated(mention: PlaceMention, gazetteer: Gazetteer) -> PlaceMention:
    return replace(mention, score=round(float(np.interp(mention.score, *gazetteer.model.calibration)), 4))


def _is_torn(text: str, name: Name, gazetteer: Gazetteer) -> bool:
    """Whether the name is only a piece of a longer one that the gazetteer lacks.

    "Barchi" of "Dasht-e-Barchi", "San" of a "San Something" that is in no list.
    """
    start, end = name.start, name.end
    if _JOINT_AFTER.match(text, end) or _JOINT_BEFORE.search(text, max(0, start - 5), start):
        return True
    opens = text[start:end].lower() in gazetteer.model.words["name_opening"]
    return opens and _NAME_AFTER.match(text, end) is not None


def resolve_places(
    text: str, spans: Sequence[SpanPair], gazetteer: Gazetteer, hints: PlaceHints
) -> tuple[PlaceMention, ...]:
    """One mention per span, in the order given: the place it most probably means.

    A name that the gazetteer does not know comes back without coordinates and with score 0 (see
    ``PlaceHints.approximate``). Raises ValueError for a span outside the text.
    """
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span [{start}, {end}) is not inside the text")
    queries, position = queries_in_context(text, spans, gazetteer)
    choices = choose([*queries, *context_queries(text, gazetteer, hints)], gazetteer, evidence_of(gazetteer, hints))
    mentions = [_mention(text, span, choices[i], gazetteer, 1.0) for span, i in zip(spans, position, strict=True)]
    return tuple(_approximate(mentions, hints) if hints.approximate else mentions)


def _mention(text: str, span: SpanPair, choice: Choice, gazetteer: Gazetteer, chance: float) -> PlaceMention:
    start, end = span
    words = text[start:end]
    if choice.place < 0:
        return PlaceMention(start=start, end=end, text=words, name=words, score=0.0)
    place = gazetteer.place(choice.place)
    precision = _PRECISIONS.get(place.kind, PlacePrecision.EXACT)
    if precision is PlacePrecision.EXACT and _NEAR_BEFORE.search(text, max(0, start - 50), start):
        precision = PlacePrecision.NEAR
    return PlaceMention(
        start=start,
        end=end,
        text=words,
        name=place.name,
        score=round(chance * choice.probability, 4),
        country=place.country,
        admin1=place.name if place.kind == "admin1" else place.admin1,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=precision,
        gazetteer_id=place.gazetteer_id,
        feature=KINDS[gazetteer.kind[choice.place]],
    )


def _approximate(mentions: list[PlaceMention], hints: PlaceHints) -> list[PlaceMention]:
    """Gives names without a point that of the settlement, subdivision or home that the text's other names gather at."""
    known = [m for m in mentions if m.latitude is not None and m.feature not in ("country", "continent", "region")]
    if known:
        weights = [sum(1 / (1 + _km(m, other) / 50) * other.score for other in known) for m in known]
        best = known[int(np.argmax(weights))]
        latitude, longitude, country, admin1 = best.latitude, best.longitude, best.country, best.admin1
    elif hints.home is not None:
        (latitude, longitude), country, admin1 = hints.home, None, None
    else:
        return mentions
    return [
        m
        if m.latitude is not None
        else PlaceMention(
            start=m.start, end=m.end, text=m.text, name=m.name, score=0.1, country=country, admin1=admin1,
            latitude=latitude, longitude=longitude, precision=PlacePrecision.OTHER, feature="context",
        )
        for m in mentions
    ]  # fmt: skip


def _km(a: PlaceMention, b: PlaceMention) -> float:
    return float(distance_km(a.latitude, a.longitude, b.latitude, b.longitude))
