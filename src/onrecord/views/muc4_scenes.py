"""Which targets of a text were hit in one incident: a weighing of every pair by how the text tells of them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct

from onrecord.lexicon.muc4 import Muc4Tables
from onrecord.lexicon.muc4_choice import Choice
from onrecord.lexicon.span_heads import SpanHead
from onrecord.views.muc4_choice import log_odds, weigh
from onrecord.views.muc4_circumstances import COARSE, Surroundings
from onrecord.views.muc4_entities import Entity, Tagged

__all__ = ["SCENE", "SceneText", "scene_features", "scene_text", "split_scenes"]

SCENE = "scene"
"""The name of the choice that joins targets."""

MOST_LINKS = 3
OPENING_WORDS = 3
CARRIED = 3
"""Sentences for which a day or town goes on counting where no other is named."""

LISTED_WORDS = 2
TOKEN = re.compile(r"[a-z']+")
Names = frozenset[str]


class SceneText(Struct, frozen=True):
    """What pairs are weighed with: the text, the heads, MUC-4's tables; of each sentence the days and towns that it
    names and the likely perpetrators (indexes); of all targets how many they are and how many days and towns their
    sentences name (logarithms)."""

    tagged: Tagged
    heads: Mapping[str, SpanHead]
    muc4: Muc4Tables
    days: tuple[Names, ...]
    towns: tuple[Names, ...]
    perpetrators: tuple[frozenset[int], ...]
    whole: Mapping[str, float]


def scene_text(
    targets: Sequence[Entity],
    perpetrators: Sequence[Entity],
    tagged: Tagged,
    around: Surroundings,
    heads: Mapping[str, SpanHead],
    muc4: Muc4Tables,
) -> SceneText:
    """The text made ready for weighing pairs of its targets."""
    indexes = range(len(around.sentences))
    days = tuple(_days(index, around) for index in indexes)
    towns = tuple(_towns(index, around) for index in indexes)
    named = {index for entity in targets for index in entity.sentences}
    whole = {
        "days of text": math.log1p(len(_joined(days, named))),
        "towns of text": math.log1p(len(_joined(towns, named))),
        "targets of text": math.log1p(len(targets)),
        "length": math.log1p(len(indexes)),
    }
    by_sentence = tuple(
        frozenset(k for k, entity in enumerate(perpetrators) if index in entity.sentences) for index in indexes
    )
    return SceneText(tagged, heads, muc4, days, towns, by_sentence, whole)


def _days(index: int, around: Surroundings) -> Names:
    start, end = around.sentences[index]
    return frozenset(
        time.first_day
        for time in around.times
        if start <= time.start < end and time.first_day and time.first_day == time.last_day
    )


def _towns(index: int, around: Surroundings) -> Names:
    start, end = around.sentences[index]
    return frozenset(
        place.name for place in around.places if start <= place.start < end and place.precision not in COARSE
    )


def _joined(names: Sequence[Names], indexes: Iterable[int]) -> set[str]:
    return {name for index in indexes for name in names[index]}


def scene_features(one: Entity, two: Entity, text: SceneText) -> dict[str, float]:
    """What speaks for one incident and for two: the nearest two sentences that name the targets, their days and towns,
    the words of the text from there on, the types of violence, who stands beside each."""
    _, first, last = min((abs(a - b), min(a, b), max(a, b)) for a in one.sentences for b in two.sentences)
    features = {"bias": 1.0, **_distance(one, two, (first, last), text), **text.whole}
    features.update(_named_apart("days", text.days, first, last))
    features.update(_named_apart("towns", text.towns, first, last))
    features.update(_kinds(one, two, text))
    features.update(_beside(one, two, text))
    features.update(dict.fromkeys(_words(first, last, text), 1.0))
    return features


def _distance(one: Entity, two: Entity, nearest: tuple[int, int], text: SceneText) -> dict[str, float]:
    first, last = nearest
    told, sentences = text.tagged.told, text.tagged.sentences
    ours, theirs = set(one.sentences), set(two.sentences)
    return {
        "same sentence": float(first == last),
        "next sentence": float(last == first + 1),
        "distance": math.log1p(last - first),
        "paragraph": float("\n\n" in text.tagged.text[sentences[first][0] : sentences[last][0]]),
        "shared sentences": math.log1p(len(ours & theirs)),
        "one only": float(ours <= theirs or theirs <= ours),
        "first gap": math.log1p(abs(one.sentences[0] - two.sentences[0])),
        "told alike": float(np.minimum(told[first], told[last]).sum()) if first != last else 0.0,
    }


def _named_apart(what: str, names: Sequence[Names], first: int, last: int) -> dict[str, float]:
    """How the days or towns of two sentences stand to each other, and those that were last named up to there."""
    here, later = names[first], names[last]
    going_on, by_then = _last_named(names, first), _last_named(names, last)
    return {
        f"{what} apart": float(bool(here and later and not here & later)),
        f"same {what}": float(bool(here & later)),
        f"new {what}": float(bool(later and not here)),
        f"carried {what} apart": float(bool(going_on and by_then and not going_on & by_then)),
        f"carried same {what}": float(first != last and bool(going_on & by_then)),
    }


def _last_named(names: Sequence[Names], index: int) -> Names:
    return next((names[k] for k in range(index, max(-1, index - CARRIED - 1), -1) if names[k]), frozenset())


def _kinds(one: Entity, two: Entity, text: SceneText) -> dict[str, float]:
    head, scores = text.heads["incident"], text.tagged.scores
    shares = one.facet(scores, head), two.facet(scores, head)
    types = sorted(head.labels[int(share.argmax())] for share in shares)
    return {
        "type alike": log_odds(float((shares[0] * shares[1]).sum())),
        f"types {types[0]} {types[1]}": 1.0,
        f"roles {' '.join(sorted((one.role[:4], two.role[:4])))}": 1.0,
    }


def _beside(one: Entity, two: Entity, text: SceneText) -> dict[str, float]:
    """Whom the targets' sentences name as perpetrators, and the words between the two in one sentence."""
    by = [{k for index in entity.sentences for k in text.perpetrators[index]} for entity in (one, two)]
    found = {
        "same perpetrators": float(bool(by[0] & by[1])),
        "other perpetrators": float(bool(by[0] and by[1] and not by[0] & by[1])),
    }
    between = [
        text.tagged.text[min(a.span.end, b.span.end) : max(a.span.start, b.span.start)].lower()
        for a in one.mentions
        for b in two.mentions
        if a.sentence == b.sentence
    ]
    if between:
        shortest = min(between, key=len)
        words = TOKEN.findall(shortest)
        found["listed"] = float(len(words) <= LISTED_WORDS)
        found["words between"] = math.log1p(len(words))
        found["links between"] = float(any(word in text.muc4.links_apart for word in words))
    return found


def _words(first: int, last: int, text: SceneText) -> set[str]:
    """The words after the earlier of two sentences up to the end of the later, and how the later begins."""
    if first == last:
        return set()
    sentences, plain = text.tagged.sentences, text.tagged.text
    opening = TOKEN.findall(plain[slice(*sentences[last])].lower())[:OPENING_WORDS]
    between = TOKEN.findall(plain[sentences[first][1] : sentences[last][1]].lower())
    return {f"opens {word}" for word in opening} | {f"word {word}" for word in between}


def split_scenes(targets: Sequence[Entity], text: SceneText, choice: Choice) -> list[list[int]]:
    """The targets as groups of their indexes: one group an incident.

    The two groups that are on average likeliest of one incident are joined until none are likelier than the choice's
    least.
    """
    groups = [[index] for index in range(len(targets))]
    same = {
        (a, b): weigh(scene_features(targets[a], targets[b], text), choice)
        for b in range(len(targets))
        for a in range(b)
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
