"""Place names in a text, found and resolved to points on the map.

``tag_places`` works on raw text, ``resolve_places`` where the names are known to be places. Offsets are half-open and
count characters of the text given. Demonyms ("Iraqi") are no places but tell which country a text is about.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from onrecord.lexicon.gazetteer import KINDS, Gazetteer, NameKind
from onrecord.lexicon.gazetteer_names import key_variants, place_key
from onrecord.mentions.places_choice import Choice, Evidence, Query, choose
from onrecord.mentions.places_spans import Name, TextView, find_names, span_features, view_text
from onrecord.records import PlaceMention, PlacePrecision, SpanPair

__all__ = ["PlaceHints", "queries_for_spans", "resolve_places", "tag_places"]

ACCEPT = 0.5
_CAPITALIZED = re.compile(r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)?")
_INSIDE_GAP = re.compile(r",\s|\s\(\Z")
_WITHIN_GAP = re.compile(r",? (?:in|of|near) (?:the )?(?:[a-z]+(?:ern)? )?\Z")
_OWNER_GAP = re.compile(r"['’]s? (?:[a-z]+(?:ern)? )?\Z")
_NEAR_BEFORE = re.compile(
    r"(?:\bnear(?:by)?(?: to)?|\boutside(?: of)?|\baround|\bclose to"
    r"|\b(?:north|south|east|west|northeast|northwest|southeast|southwest|miles|kilometers|kilometres|km)"
    r"(?:ern)?(?: (?:north|south|east|west|northeast|northwest|southeast|southwest))? (?:of|from)) (?:the )?(?:[a-z]+ )?\Z",
    re.IGNORECASE,
)
_TYPE_AFTER = re.compile(r"['’]?s? ([a-z]+)")
_TYPE_BEFORE = re.compile(r"\b([A-Za-z]+) (?:of )?(?:the )?\Z")
_DIRECTION = re.compile(
    r"(?:the |greater |downtown |central |mainland |metro |metropolitan |(?:north|south|east|west)(?:east|west)?(?:ern)?[ -])+",
    re.IGNORECASE,
)
_TYPE_KINDS = {
    "type_admin1": (1,),
    "type_admin2": (2, 3),
    "type_city": (4, 5, 6),
    "type_water": (10,),
    "type_land": (7, 11),
    "type_site": (8, 9),
}
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


class PlaceHints(Struct, frozen=True, kw_only=True):
    """What is known beside the text, ``None`` where unknown.

    ``dateline``: the country or words of the dateline; ``outlet``: the domain of the publisher (its national
    top-level domain counts); ``title``: the headline, read as context; ``home``: latitude and longitude of the
    outlet's home town (``mentions.places_homes`` learns it from an outlet's own texts). ``demonyms``: give demonyms as
    mentions of their country too (some gold sets do). ``approximate``: give a name that the gazetteer lacks the point
    where the text's other names lie, with precision ``other`` and a low score, instead of no point.
    """

    dateline: str | None = None
    outlet: str | None = None
    title: str | None = None
    home: tuple[float, float] | None = None
    demonyms: bool = False
    approximate: bool = False


def tag_places(text: str, gazetteer: Gazetteer, hints: PlaceHints) -> tuple[PlaceMention, ...]:
    """The places that a text names, in its order, each with the point it most probably means.

    ``score`` is the probability that the words are meant as a place times that of the choice among its namesakes.
    Names that the gazetteer lacks are not found. Empty where no place is named.
    """
    view = view_text(text, gazetteer)
    names = _accepted(view, gazetteer)
    spans = [(name.start, name.end) for name in names]
    queries = queries_for_spans(text, spans, gazetteer, view, names)
    if hints.demonyms:
        taken = set(spans)
        extra = [s for s in _demonym_spans(text, gazetteer) if not any(a < s[1] and s[0] < b for a, b in taken)]
        names_by_span = {(name.start, name.end): name for name in names}
        spans = sorted(spans + extra)
        names_or_none = [names_by_span.get(span) for span in spans]
        queries = queries_for_spans(text, spans, gazetteer, view, names_or_none)
        chance = [name.probability if name else 0.9 for name in names_or_none]
    else:
        chance = [name.probability for name in names]
    choices = choose([*queries, *_context_queries(text, gazetteer, hints)], gazetteer, _evidence(gazetteer, hints))
    return tuple(
        _mention(text, span, choice, gazetteer, chance[i])
        for i, (span, choice) in enumerate(zip(spans, choices, strict=False))
    )


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
    order = sorted(range(len(spans)), key=lambda i: spans[i])
    ordered = [spans[i] for i in order]
    view = view_text(text, gazetteer)
    queries = queries_for_spans(text, ordered, gazetteer, view)
    choices = choose([*queries, *_context_queries(text, gazetteer, hints)], gazetteer, _evidence(gazetteer, hints))
    mentions = [_mention(text, span, choice, gazetteer, 1.0) for span, choice in zip(ordered, choices, strict=False)]
    if hints.approximate:
        mentions = _approximate(mentions, choices, gazetteer, hints)
    by_position = dict(zip(order, mentions, strict=True))
    return tuple(by_position[i] for i in range(len(spans)))


def _accepted(view: TextView, gazetteer: Gazetteer) -> list[Name]:
    names = find_names(view, gazetteer)
    weights = gazetteer.model.weights["spans_capitals" if view.capitals else "spans"]
    out = []
    for name, features in zip(names, span_features(names, view, gazetteer), strict=True):
        score = sum(weights.get(feature, 0.0) * value for feature, value in features.items())
        name.probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
        if name.probability >= ACCEPT:
            out.append(name)
    return out


def queries_for_spans(
    text: str,
    spans: Sequence[SpanPair],
    gazetteer: Gazetteer,
    view: TextView,
    names: Sequence[Name | None] | None = None,
) -> list[Query]:
    """A query per span (sorted), with its links to the names beside it; ``names`` saves look-ups already made."""
    words = gazetteer.model.words
    queries = []
    for i, (start, end) in enumerate(spans):
        name = names[i] if names is not None else None
        if name is not None:
            query = Query(name.key, name.places, name.how, weight=name.probability)
        else:
            query = _query_for(text[start:end], gazetteer)
        query.type_kinds = _type_kinds(text, start, end, words)
        query.has_article = text[max(0, start - 4) : start].lower() == "the "
        queries.append(query)
    for i in range(1, len(spans)):
        _link(queries, i, text[spans[i - 1][1] : spans[i][0]], gazetteer)
    for query, (start, end) in zip(queries, spans, strict=True):
        _drop_abbreviations(query, text[start:end], queries)
    return queries


def _link(queries: list[Query], i: int, gap: str, gazetteer: Gazetteer) -> None:
    """Notes that one of two neighbouring names lies in the other, by the words between them."""
    before, after = queries[i - 1], queries[i]
    if gap in (", ", ",\n", " (", ",  ", ". , "):
        before.inside = i
    elif len(gap) < 25 and _WITHIN_GAP.match(gap):
        before.within = i
    elif len(gap) < 20 and _OWNER_GAP.match(gap):
        after.within = i - 1
    if before.inside == i and not _may_hold(after, gazetteer):
        before.inside = -1


def _may_hold(query: Query, gazetteer: Gazetteer) -> bool:
    return bool(len(query.places)) and bool(np.isin(gazetteer.kind[query.places], (0, 1, 2, 7)).any())


def _drop_abbreviations(query: Query, text: str, queries: list[Query]) -> None:
    """ "IN" or "Pa." means a state only where it closes an address; otherwise those candidates go."""
    short = query.how == NameKind.ABBREVIATION
    if not short.any() or short.all():
        return
    closes = any(other.inside >= 0 and queries[other.inside] is query for other in queries)
    if text.count(".") > 1 and not closes:
        return
    if closes or (text.isupper() and len(text) < 3):
        query.places, query.how = query.places[short], query.how[short]
    else:
        query.places, query.how = query.places[~short], query.how[~short]


def _query_for(name: str, gazetteer: Gazetteer) -> Query:
    """The candidates of a given name, with ever looser readings until one is known."""
    for form in _forms(name, gazetteer):
        for key in key_variants(form):
            found = gazetteer.find(key)
            if found is not None and key not in gazetteer.demonyms:
                return Query(key, *found)
        area = _area_of_demonym(form, gazetteer)
        if area is not None:
            return area
        country = gazetteer.country_of(form) if not form.isupper() or len(form) < 3 else None
        if country is not None:
            found = gazetteer.find(place_key(country.name))
            if found is not None:
                keep = gazetteer.kind[found[0]] == 0
                return Query(place_key(country.name), found[0][keep], found[1][keep])
    return Query(place_key(name), np.zeros(0, np.int64), np.zeros(0, np.int64))


def _area_of_demonym(word: str, gazetteer: Gazetteer) -> Query | None:
    """The area that a word such as "Texans" or "European" speaks of."""
    key = place_key(word)
    key = key if key in gazetteer.area_demonyms or not key.endswith("s") else key[:-1]
    area, alpha3 = gazetteer.area_demonyms.get(key, ("", ""))
    found = gazetteer.find(area) if area else None
    if found is None:
        return None
    code = gazetteer.countries.index(alpha3) if alpha3 else 0
    keep = (gazetteer.country[found[0]] == code) & (found[1] != NameKind.BARE)
    return Query(area, found[0][keep], found[1][keep])


def _forms(name: str, gazetteer: Gazetteer) -> list[str]:
    forms = [name]
    bare = re.sub(r"['’]s?\Z", "", name.strip())
    forms.append(bare)
    forms.append(_DIRECTION.sub("", bare, count=1))
    words = bare.split()
    type_words = gazetteer.model.words
    if len(words) > 1 and any(words[-1].lower() in type_words[c] for c in _TYPE_KINDS):
        forms.append(" ".join(words[:-1]))
    if len(words) > 2 and words[1].lower() == "of":
        forms.append(" ".join(words[2:]))
    if bare.endswith("s") and len(bare) > 5:
        forms.append(bare[:-1])
    return list(dict.fromkeys(form for form in forms if form))


def _type_kinds(text: str, start: int, end: int, words: Any) -> tuple[int, ...]:
    """The kinds that a type word beside the name asks for: "Anbar province", "the city of Basra"."""
    last = text[start:end].rsplit(None, 1)[-1].lower().rstrip(".")
    match = _TYPE_AFTER.match(text, end)
    after = match.group(1).lower() if match else ""
    for word in (last, after):
        for group, kinds in _TYPE_KINDS.items():
            if word in words[group] and word not in ("capital", "resident", "residents", "area", "metro"):
                return kinds
    match = _TYPE_BEFORE.search(text, max(0, start - 25), start)
    before = match.group(1).lower() if match else ""
    for group in ("type_city", "type_admin1", "type_admin2"):
        if before in words[group] and before not in ("resident", "residents", "area"):
            return _TYPE_KINDS[group]
    return ()


def _demonym_spans(text: str, gazetteer: Gazetteer) -> list[SpanPair]:
    return [m.span() for m in _CAPITALIZED.finditer(text) if place_key(m.group()) in gazetteer.demonyms] + [
        (m.start(), m.start() + len(m.group().split()[0]))
        for m in _CAPITALIZED.finditer(text)
        if " " in m.group()
        and place_key(m.group()) not in gazetteer.demonyms
        and place_key(m.group().split()[0]) in gazetteer.demonyms
    ]


def _context_queries(text: str, gazetteer: Gazetteer, hints: PlaceHints) -> list[Query]:
    """Countries that demonyms and the headline speak of: context, not mentions."""
    counts: dict[str, int] = {}
    for source in (text, hints.title or ""):
        for start, end in _demonym_spans(source, gazetteer):
            alpha3 = gazetteer.demonyms[place_key(source[start:end])]
            counts[alpha3] = counts.get(alpha3, 0) + 1
    out = []
    for alpha3, count in counts.items():
        country = gazetteer.country_by_code(alpha3)
        found = gazetteer.find(place_key(country.name)) if country else None
        if found is not None:
            keep = gazetteer.kind[found[0]] == 0
            out.append(Query(f"demonym {alpha3}", found[0][keep], found[1][keep], weight=min(2.0, 0.5 + count / 4)))
    return out


def _evidence(gazetteer: Gazetteer, hints: PlaceHints) -> Evidence:
    """What the hints say, in the terms of the choice."""
    return Evidence(
        country_top_level=_country_of_domain(hints.outlet, gazetteer),
        country_dateline=_country_of_words(hints.dateline, gazetteer),
        home=hints.home,
    )


def _country_of_domain(domain: str | None, gazetteer: Gazetteer) -> int:
    if not domain:
        return -1
    ending = domain.lower().rstrip("/").rsplit(".", 1)[-1]
    alpha2 = {"uk": "GB"}.get(ending, ending.upper())
    for country in gazetteer.all_countries():
        if country.alpha2 == alpha2:
            return gazetteer.countries.index(country.alpha3)
    return -1


def _country_of_words(words: str | None, gazetteer: Gazetteer) -> int:
    if not words:
        return -1
    country = gazetteer.country_of(words)
    if country is not None:
        return gazetteer.countries.index(country.alpha3)
    for part in reversed(re.split(r"[,(/–—-]", words)):
        places = gazetteer.lookup(part.strip())
        if places and places[0].country and places[0].population > 50_000:
            return gazetteer.countries.index(places[0].country)
    return -1


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


def _approximate(
    mentions: list[PlaceMention], choices: Sequence[Choice], gazetteer: Gazetteer, hints: PlaceHints
) -> list[PlaceMention]:
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
    from onrecord.mentions.places_choice import distance_km

    return float(distance_km(a.latitude, a.longitude, b.latitude, b.longitude))
