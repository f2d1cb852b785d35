"""The home town of an outlet, learnt from the outlet's own texts.

A local paper writes "Paris" and means the one in its county. Where many texts of one outlet are at hand, the place
that most of them name tells where the outlet is at home; ``PlaceHints.home`` carries it into the reading of each. No
table of outlets is kept: the texts alone are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from onrecord.lexicon.gazetteer import Gazetteer
from onrecord.mentions.places import PlaceHints, tag_places
from onrecord.mentions.places_choice import distance_km
from onrecord.records import PlaceMention

__all__ = ["learn_homes"]

NEAR_KM = 60.0
LEAST_TEXTS = 3
LEAST_SHARE = 0.34
_LOCAL = ("city", "capital", "admin2", "quarter", "site")


def learn_homes(documents: Iterable[tuple[str | None, str]], gazetteer: Gazetteer) -> dict[str, tuple[float, float]]:
    """Outlet to (latitude, longitude) in degrees, for outlets (given with each text) that show a home.

    An outlet has one where at least three of its texts, and a third of them, name a settlement or county within 60 km
    of one point. Texts without an outlet are passed over. Ties go to the point that was named first.
    """
    texts: dict[str, list[str]] = defaultdict(list)
    for outlet, text in documents:
        if outlet:
            texts[outlet].append(text)
    homes = {}
    for outlet, of_outlet in texts.items():
        if len(of_outlet) >= LEAST_TEXTS:
            home = _home(of_outlet, outlet, gazetteer)
            if home is not None:
                homes[outlet] = home
    return homes


def _home(texts: list[str], outlet: str, gazetteer: Gazetteer) -> tuple[float, float] | None:
    """The point with most texts round it; a second look, with the first answer as a hint, corrects namesakes."""
    home: tuple[float, float] | None = None
    for _ in range(2):
        hints = PlaceHints(outlet=outlet, home=home)
        mentions = [[m for m in tag_places(text, gazetteer, hints) if m.feature in _LOCAL] for text in texts]
        found = _densest(mentions)
        if found is None or found == home:
            return found
        home = found
    return home


def _densest(mentions: list[list[PlaceMention]]) -> tuple[float, float] | None:
    points = [(m.latitude, m.longitude, i, m.score) for i, of_text in enumerate(mentions) for m in of_text]
    if not points:
        return None
    lat, lon = np.array([p[0] for p in points], float), np.array([p[1] for p in points], float)
    text, score = np.array([p[2] for p in points]), np.array([p[3] for p in points])
    near = distance_km(lat[:, None], lon[:, None], lat[None, :], lon[None, :]) < NEAR_KM
    support = np.zeros((len(points), len(mentions)))
    for i in range(len(points)):
        np.maximum.at(support[i], text[near[i]], score[near[i]])
    votes = support.sum(axis=1) + 0.01 * (near * score[None, :]).sum(axis=1)
    best = int(np.argmax(votes))
    reached = int((support[best] > 0.3).sum())
    if reached < LEAST_TEXTS or reached < LEAST_SHARE * len(mentions):
        return None
    return float(lat[best]), float(lon[best])
