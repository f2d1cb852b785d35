"""lgl, geovirus, tr_news, geowebnews: place names to coordinates, with the names given and from raw text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task
from bench.score.engine import Engine, part, progress
from bench.score.scorers import Scorers, f_score
from onrecord.records import PlaceMention

NEAR_KM = 161.0
EARTH_RADIUS_KM = 6371.0088
DEMONYM_SETS = ("lgl", "geowebnews")
HINTS = {"title": "title", "url": "url", "published": "dct"}


def outlet(case: Case) -> str | None:
    """The domain of the publisher."""
    return case.given.get("domain") or urlsplit(case.url or "").hostname


def hints(case: Case, **settings: Any) -> Any:
    """What is known beside the text: headline and outlet."""
    return part("mentions.places", "PlaceHints")(outlet=outlet(case), title=case.title, **settings)


def homes(cases: Sequence[Case], engine: Engine) -> dict[str, tuple[float, float]]:
    """The home towns of outlets, learnt from the texts alone."""
    learn = part("mentions.places_homes", "learn_homes")
    return dict(learn([(outlet(case), case.text) for case in cases], engine.gazetteer))


def predict_given(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: {(start, end): (lat, lon, id) or None}} for the spans given."""
    resolve = part("mentions.places", "resolve_places")
    found: Predictions = {}
    home = homes(cases, engine)
    for case in progress(cases, "places, names given"):
        spans = [(item["start"], item["end"]) for item in case.given.get("toponyms", [])]
        mentions = resolve(
            case.text, spans, engine.gazetteer, hints(case, home=home.get(outlet(case) or ""), approximate=True)
        )
        found[case.id] = {(m.start, m.end): _point(m) for m in mentions}
    return found


def predict_raw(cases: Sequence[Case], engine: Engine, *, demonyms: bool = False) -> Predictions:
    """{id: [(start, end, lat, lon)]} of the resolved names found in the raw text.

    ``demonyms``: the set's guidelines count words such as "Russian" as names of places.
    """
    tag = part("mentions.places", "tag_places")
    found: Predictions = {}
    home = homes(cases, engine)
    for case in progress(cases, "places, raw text"):
        known = hints(case, home=home.get(outlet(case) or ""), demonyms=demonyms)
        mentions = tag(case.text, engine.gazetteer, known)
        points = [(m.start, m.end, _point(m)) for m in mentions]
        found[case.id] = [(start, end, point[0], point[1]) for start, end, point in points if point]
    return found


def _point(mention: PlaceMention) -> tuple[float, float, str | None] | None:
    if mention.latitude is None or mention.longitude is None:
        return None
    return mention.latitude, mention.longitude, mention.gazetteer_id


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km (haversine)."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def _near(gold: Row, lat: float, lon: float) -> bool:
    return distance_km(float(gold["lat"]), float(gold["lon"]), lat, lon) <= NEAR_KM


def score_given(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """at161: share of gold names with coordinates within 161 km; exact_id: share of those with an id that is ours."""
    near = placed = same = with_id = 0
    for row in rows:
        points = found[str(row["id"])]
        for gold in _located(row):
            point = points.get((gold["start"], gold["end"]))
            placed += 1
            near += bool(point) and _near(gold, point[0], point[1])
            if gold.get("geonameid"):
                with_id += 1
                same += bool(point) and _same_id(gold["geonameid"], point[2])
    figures = {"at161": near / placed if placed else math.nan}
    return {**figures, "exact_id": same / with_id} if with_id else figures


def _located(row: Row) -> list[dict[str, Any]]:
    return [item for item in row["toponyms"] if item.get("lat") is not None and item.get("lon") is not None]


def _same_id(gold: object, ours: str | None) -> bool:
    """GeoNames ids agree, whatever prefix ours carries (``geonames:123``)."""
    return ours is not None and str(gold) == ours.rsplit(":", 1)[-1]


def score_raw(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """F over names: one counts when its span overlaps a gold name's and its point is within 161 km of it."""
    hits = ours = gold = 0
    for row in rows:
        mentions, names = found[str(row["id"])], _located(row)
        hits += _matched(mentions, names)
        ours += len(mentions) - _unlocated_hits(mentions, row["toponyms"], names)
        gold += len(names)
    return {"end_to_end_f": f_score(hits, ours, gold)}


def _overlaps(start: int, end: int, name: dict[str, Any]) -> bool:
    return bool(start < name["end"] and name["start"] < end)


def _matched(mentions: Iterable[tuple[int, int, float, float]], names: Sequence[dict[str, Any]]) -> int:
    """One-to-one matches, in the order of the text."""
    left = list(names)
    for start, end, lat, lon in mentions:
        for name in left:
            if _overlaps(start, end, name) and _near(name, lat, lon):
                left.remove(name)
                break
    return len(names) - len(left)


def _unlocated_hits(
    mentions: Iterable[tuple[int, int, float, float]], everything: Sequence[Row], located: Sequence[Row]
) -> int:
    """Mentions on gold names that have no coordinates: neither right nor wrong."""
    bare = [name for name in everything if name not in located]
    return sum(any(_overlaps(start, end, name) for name in bare) for start, end, _, _ in mentions)


GIVEN = Inputs(**HINTS, given=("toponyms[].start", "toponyms[].end", "domain"))
RAW = Inputs(**HINTS, given=("domain",))


def _places(name: str) -> GoldSet:
    raw = partial(predict_raw, demonyms=name in DEMONYM_SETS)
    tasks = (Task(GIVEN, predict_given, score_given), Task(RAW, raw, score_raw))
    return GoldSet(name, ("at161", "exact_id", "end_to_end_f"), tasks)


SETS = tuple(_places(name) for name in ("lgl", "geovirus", "tr_news", "geowebnews"))
