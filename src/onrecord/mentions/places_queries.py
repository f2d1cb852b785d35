"""From names in a text to queries: the readings of a name, what stands beside it, what the hints say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from onrecord.lexicon.gazetteer import Gazetteer, NameKind
from onrecord.lexicon.gazetteer_names import key_variants, place_key
from onrecord.mentions.places_choice import Evidence, Query
from onrecord.mentions.places_cues import Name
from onrecord.mentions.places_runs import view_text
from onrecord.mentions.places_spans import accepted_names
from onrecord.records import SpanPair

__all__ = [
    "PlaceHints",
    "context_queries",
    "demonym_spans",
    "evidence_of",
    "queries_for_spans",
    "queries_in_context",
    "spans_apart",
]

ABBREVIATION = int(NameKind.ABBREVIATION)
_CAPITALIZED = re.compile(r"[A-Z][^\W\d_]+")
_WITHIN_GAP = re.compile(r",? (?:in|of|near) (?:the )?(?:[a-z]+(?:ern)? )?\Z")
_OWNER_GAP = re.compile(r"['’]s? (?:[a-z]+(?:ern)? )?\Z")
_TYPE_AFTER = re.compile(r"['’]?s? ([a-z]+)")
_TYPE_BEFORE = re.compile(r"\b([A-Za-z]+) (?:of )?(?:the )?\Z")
_DIRECTION = re.compile(
    r"(?:the |greater |downtown |central |mainland |metro |metropolitan "
    r"|(?:north|south|east|west)(?:east|west)?(?:ern)?[ -])+",
    re.IGNORECASE,
)
# Kinds (positions in gazetteer.KINDS) that a class of type words asks for.
_TYPE_KINDS = {
    "type_admin1": (1,),
    "type_admin2": (2, 3),
    "type_city": (4, 5, 6),
    "type_water": (10,),
    "type_land": (7, 11),
    "type_site": (8, 9),
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


def queries_in_context(text: str, spans: Sequence[SpanPair], gazetteer: Gazetteer) -> tuple[list[Query], list[int]]:
    """Queries for the spans given and for all other names of the text; where in that list each given span stands."""
    names = accepted_names(view_text(text, gazetteer), gazetteer)
    others = spans_apart([(name.start, name.end) for name in names], spans)
    together = sorted({*spans, *others})
    row = {span: i for i, span in enumerate(together)}
    given = set(spans)
    known = [name for name in names if (name.start, name.end) not in given]
    return queries_for_spans(text, together, gazetteer, known), [row[span] for span in spans]


def spans_apart(spans: Sequence[SpanPair], others: Sequence[SpanPair]) -> list[SpanPair]:
    """The spans that overlap none of the others."""
    return [span for span in spans if not any(a < span[1] and span[0] < b for a, b in others)]


def queries_for_spans(text: str, spans: Sequence[SpanPair], gazetteer: Gazetteer, names: Sequence[Name]) -> list[Query]:
    """A query per span (sorted), with its links to the names beside it; ``names`` saves look-ups already made."""
    words = gazetteer.model.words
    known = {(name.start, name.end): name for name in names}
    queries = []
    for start, end in spans:
        name = known.get((start, end))
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
    short = query.how == ABBREVIATION
    if not short.any() or short.all():
        return
    closes = any(other.inside >= 0 and queries[other.inside] is query for other in queries)
    if not closes and (text.count(".") > 1 or (text.isupper() and len(text) < 3)):
        return
    if closes:
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


def demonym_spans(text: str, gazetteer: Gazetteer, areas: bool = False) -> list[SpanPair]:
    """Where demonyms of countries stand ("Iraqi", "South Korean"); with ``areas`` of other areas too."""
    known = {**gazetteer.area_demonyms, **gazetteer.demonyms} if areas else gazetteer.demonyms
    spans: list[SpanPair] = []
    before = (-1, -1)
    for match in _CAPITALIZED.finditer(text):
        start, end = match.span()
        pair = start == before[1] + 1 and place_key(text[before[0] : end]) in known
        if pair:
            spans = [span for span in spans if span != before]
        if pair or place_key(match.group()) in known:
            spans.append((before[0] if pair else start, end))
        before = (start, end)
    return spans


def context_queries(text: str, gazetteer: Gazetteer, hints: PlaceHints) -> list[Query]:
    """Countries that demonyms and the headline speak of: context, not mentions."""
    counts: dict[str, int] = {}
    for source in (text, hints.title or ""):
        for start, end in demonym_spans(source, gazetteer):
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


def evidence_of(gazetteer: Gazetteer, hints: PlaceHints) -> Evidence:
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
