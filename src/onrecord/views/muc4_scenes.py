"""Whether two targets of one type of violence were hit in one incident: by where and how a text tells of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from onrecord.lexicon.muc4 import Muc4Tables
from onrecord.lexicon.muc4_choice import Choice
from onrecord.views.muc4_circumstances import COARSE, Surroundings

__all__ = ["scene_features", "split_scenes"]

MOST_LINKS = 3


def scene_features(
    one: Sequence[int], two: Sequence[int], text: str, around: Surroundings, tables: Muc4Tables
) -> dict[str, float]:
    """What speaks for one incident and for two, of targets that the sentences ``one`` and ``two`` (indexes) name:
    the nearest two of these sentences, their days and towns, and words such as "another" between them."""
    _, first, last = min((abs(a - b), min(a, b), max(a, b)) for a in one for b in two)
    days, later_days = _days(first, around), _days(last, around)
    towns, later_towns = _towns(first, around), _towns(last, around)
    between = text[around.sentences[first][1] : around.sentences[last][1]] if last > first else ""
    parted = "\n\n" in text[around.sentences[first][0] : around.sentences[last][0]]
    return {
        "bias": 1.0,
        "same sentence": float(first == last),
        "next sentence": float(last == first + 1),
        "distance": math.log1p(last - first),
        "paragraph": float(parted),
        "days apart": float(bool(days and later_days and not days & later_days)),
        "same day": float(bool(days & later_days)),
        "new day": float(bool(later_days and not days)),
        "towns apart": float(bool(towns and later_towns and not towns & later_towns)),
        "same town": float(bool(towns & later_towns)),
        "new town": float(bool(later_towns and not towns)),
        "links": float(
            min(MOST_LINKS, sum(word.strip(".,;") in tables.links_apart for word in between.lower().split()))
        ),
    }


def _days(index: int, around: Surroundings) -> set[str]:
    start, end = around.sentences[index]
    return {
        time.first_day
        for time in around.times
        if start <= time.start < end and time.first_day and time.first_day == time.last_day
    }


def _towns(index: int, around: Surroundings) -> set[str]:
    start, end = around.sentences[index]
    return {place.name for place in around.places if start <= place.start < end and place.precision not in COARSE}


def split_scenes(
    named: Sequence[Sequence[int]], text: str, around: Surroundings, tables: Muc4Tables, choice: Choice
) -> list[list[int]]:
    """Targets, each given by the sentences that name it, as groups of their indexes: one group an incident.

    The two groups that are on average likeliest of one incident are joined until none are likelier than the choice's
    least.
    """
    groups = [[index] for index in range(len(named))]
    same = {
        (a, b): _probability(scene_features(named[a], named[b], text, around, tables), choice.weights)
        for a in range(len(named))
        for b in range(a + 1, len(named))
    }
    while len(groups) > 1:
        pairs = [(_linkage(groups[a], groups[b], same), a, b) for a in range(len(groups)) for b in range(a)]
        likeliest, a, b = max(pairs)
        if likeliest < choice.least:
            break
        groups[b].extend(groups.pop(a))
    return [sorted(group) for group in groups]


def _linkage(one: Sequence[int], two: Sequence[int], same: Mapping[tuple[int, int], float]) -> float:
    return sum(same[min(a, b), max(a, b)] for a in one for b in two) / (len(one) * len(two))


def _probability(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(weights[name] * value for name, value in features.items())))
