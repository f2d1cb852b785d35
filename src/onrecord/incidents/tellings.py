"""Which tellings, in which documents, are of one event.

Pairs are weighed by the sum of what their fields weigh (``lexicon.tellings``); groups are made by average link of the
probabilities, a pair that was not compared counting as impossible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from onrecord.incidents.grouping import group_members, unbarred
from onrecord.incidents.joining import Links
from onrecord.incidents.ragged import Floats
from onrecord.incidents.stories import read_stories
from onrecord.incidents.telling_pairs import VALUES, TellingPairs, compare_tellings
from onrecord.incidents.words import count_rarity
from onrecord.lexicon.kinship import WordKin
from onrecord.lexicon.tellings import TellingWeights
from onrecord.mentions.tellings import Telling

__all__ = ["cluster_tellings", "pair_tellings", "weigh_tellings"]


def pair_tellings(
    tellings: Sequence[Telling],
    documents: Mapping[str, Sequence[str]],
    word_shares: Mapping[str, float],
    kin: WordKin,
    least_nearness: float,
) -> TellingPairs:
    """The pairs worth comparing and what they show; ``documents`` are the content words of each document by id."""
    stories = read_stories(documents, word_shares)
    words = [frozenset(documents[key]) for key in sorted(documents)]
    return compare_tellings(
        tellings, stories, words, count_rarity(documents.values(), word_shares), kin, least_nearness
    )


def weigh_tellings(pairs: TellingPairs, weights: TellingWeights) -> Floats:
    """The log-odds of each pair."""
    total = np.full(len(pairs.left), weights.bias)
    for field, names in VALUES.items():
        known = weights.values.get(field, {})
        total += np.array([known.get(name, 0.0) for name in names])[pairs.values[field]]
    for field, ramps in weights.ramps.items():
        for ramp in ramps:
            total += ramp.weight * np.clip((pairs.numbers[field] - ramp.start) / (ramp.end - ramp.start), 0.0, 1.0)
    return total


def cluster_tellings(
    tellings: Sequence[Telling],
    documents: Mapping[str, Sequence[str]],
    word_shares: Mapping[str, float],
    kin: WordKin,
    weights: TellingWeights,
) -> tuple[tuple[int, ...], ...]:
    """Indexes of tellings in groups, one group an event, each sorted and in the order of their first members.

    ``documents`` holds the content words (``mentions.tellings.content_words``) of every document that tells of one.
    """
    if not tellings:
        return ()
    pairs = pair_tellings(tellings, documents, word_shares, kin, weights.least_nearness)
    chances = 1 / (1 + np.exp(-np.clip(weigh_tellings(pairs, weights), -50, 50)))
    links = Links.of(pairs.left.astype(np.int32), pairs.right.astype(np.int32), chances)
    return group_members(len(tellings), links, unbarred, weights.threshold, 0.0)
