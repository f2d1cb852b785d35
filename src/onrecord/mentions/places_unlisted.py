"""Places that the gazetteer lacks, found by the words around their names ("the village of X", "X bridge").

They come without a point: what is known of them is their name and the country that the text's other places tell.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Mapping, Sequence

from onrecord.lexicon.unlisted_places import UnlistedPlaces
from onrecord.records import PlaceMention, SpanPair

_SCORE = 0.3
_CAPITALS = 0.4
_NEAR_CHARS = 250
_WITHIN_CHARS = 60


def find_unlisted(
    text: str,
    listed: Sequence[PlaceMention],
    actors: Sequence[SpanPair],
    times: Sequence[SpanPair],
    rules: UnlistedPlaces,
    demonyms: Container[str] = (),
) -> tuple[PlaceMention, ...]:
    """The places of ``text`` that are not among ``listed``, in its order, with the country of the listed place that
    tells it; none where no country is told.

    A name ends before a time; one that is an actor's is none, unless a kind of site closes it ("the Interior Ministry
    building"). A word of ``demonyms`` (lower case) before a kind only describes it ("the Afghan city"). Names that
    overlap a listed place are left out. A text in capitals does not show where names end, so nothing is found in it.
    """
    if text.isupper() or sum(map(str.isupper, text)) > _CAPITALS * len(text):
        return ()
    found: dict[int, PlaceMention] = {}
    spans = [(p.start, p.end) for p in listed]
    for pattern in (rules.of_kind, rules.led):
        for match in pattern.finditer(text):
            span = _name_span(match, actors, times, rules)
            span = None if match["kind"] and _key(match) in demonyms else span
            if span is None or span[0] in found or _touching(span, spans):
                continue
            country = _country(span, listed)
            if country is not None:
                name = " ".join(text[slice(*span)].split())
                found[span[0]] = PlaceMention(
                    start=span[0], end=span[1], text=text[slice(*span)], name=name, score=_SCORE, country=country
                )
    return tuple(found[start] for start in sorted(found))


def find_areas(
    text: str, listed: Sequence[PlaceMention], rules: UnlistedPlaces, demonyms: Mapping[str, str]
) -> tuple[PlaceMention, ...]:
    """A country's airspace, waters or soil where only a demonym names it ("Lebanese airspace"), with that country and
    no point, in the order of the text; those that overlap a place of ``listed`` are left out. ``demonyms`` leads from
    the demonym in lower case to the alpha-3 code."""
    spans = [(p.start, p.end) for p in listed]
    return tuple(
        PlaceMention(start=match.start(), end=match.end(), text=match[0], name=match[0], score=_SCORE, country=country)
        for match in rules.area.finditer(text)
        if (country := demonyms.get(match["demonym"].lower())) and not _touching(match.span(), spans)
    )


def _key(match: re.Match[str]) -> str:
    return match["name"].removesuffix(match["kind"]).strip().lower()


def _name_span(
    match: re.Match[str], actors: Sequence[SpanPair], times: Sequence[SpanPair], rules: UnlistedPlaces
) -> SpanPair | None:
    start, end = match.span("name")
    words = re.findall(r"\w+", match["name"].lower())
    has_site = words[-1] in rules.sites and len(words) > 1
    is_beside = "beside" in match.re.groupindex and match["alone"] is None
    if (is_beside and not has_site) or words[0] in rules.never:
        return None
    end = min([end, *(first for first, _ in _touching((start, end), times))])
    if not has_site and _touching((start, end), actors):
        return None
    name = match.string[start:end].rstrip(" ,-\n")
    return (start, start + len(name)) if len(name) > 1 else None


def _touching(span: SpanPair, others: Sequence[SpanPair]) -> list[SpanPair]:
    """Those of ``others``, which are in text order, that overlap ``span``."""
    k = bisect_right(others, span[0], key=lambda other: other[1])
    found = []
    while k < len(others) and others[k][0] < span[1]:
        found.append(others[k])
        k += 1
    return found


def _country(span: SpanPair, listed: Sequence[PlaceMention]) -> str | None:
    """The country of the place that stands right after the name, else nearest to it, else of most of the text."""
    known = [p for p in listed if p.country]
    after = [p for p in known if 0 <= p.start - span[1] <= _WITHIN_CHARS]
    if after:
        return after[0].country
    near = [(abs(p.start - span[0]), p.start) for p in known if abs(p.start - span[0]) <= _NEAR_CHARS]
    if near:
        start = min(near)[1]
        return next(p.country for p in known if p.start == start)
    most = Counter(p.country for p in known).most_common(1)
    return most[0][0] if most else None
