"""Which articles tell of the same main incident."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from onrecord.incidents.articles import Article, ArticleTraits, article_traits, compare_articles
from onrecord.incidents.grouping import group_members, unbarred
from onrecord.incidents.joining import Links
from onrecord.incidents.pairs import PairWeight, sum_findings
from onrecord.incidents.words import Vector
from onrecord.lexicon.incidents import FusionWeights, PairTable

__all__ = ["cluster_documents", "explain_documents", "near_articles"]

NEAREST = 20
SEARCHED_VIEWS = ("names", "text", "pairs", "lead")
LEAST_HOLDERS = 60
COMMON_SHARE = 0.04


def _nearest(vectors: Sequence[Vector], count: int) -> set[tuple[int, int]]:
    """Pairs where one is among the ``count`` nearest of the other, words that too many share left out."""
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for index, one in enumerate(vectors):
        for word, value in one.items():
            postings[word].append((index, value))
    limit = max(LEAST_HOLDERS, int(COMMON_SHARE * len(vectors)))
    found: set[tuple[int, int]] = set()
    for index, one in enumerate(vectors):
        near: dict[int, float] = defaultdict(float)
        for word, value in one.items():
            if len(holders := postings[word]) <= limit:
                for other, weight in holders:
                    near[other] += value * weight
        near.pop(index, None)
        for other in heapq.nsmallest(count, near, key=lambda other: (-near[other], other)):
            found.add((min(index, other), max(index, other)))
    return found


def near_articles(traits: Sequence[ArticleTraits]) -> list[tuple[int, int]]:
    """Pairs of indexes (smaller first), sorted: those near in names, words, full names or opening words."""
    found: set[tuple[int, int]] = set()
    for view in SEARCHED_VIEWS:
        found |= _nearest([one.views[view] for one in traits], NEAREST)
    return sorted(found)


def _weigh(a: ArticleTraits, b: ArticleTraits, table: PairTable) -> float:
    found = compare_articles(a, b)
    return math.fsum((table.bias, *(table.weight(one.field, one.value) * one.amount for one in found)))


def _ordered(articles: Sequence[Article]) -> tuple[Article, ...]:
    unique = {article.document_id: article for article in articles}
    return tuple(sorted(unique.values(), key=lambda one: (one.published or "9999", one.document_id)))


def cluster_documents(articles: Sequence[Article], weights: FusionWeights) -> tuple[tuple[str, ...], ...]:
    """Document ids in groups by main incident; every document stands in exactly one group.

    Independent of the order given: groups and members are ordered by (published, document_id).
    """
    ordered = _ordered(articles)
    traits, table = article_traits(ordered, weights), weights.articles
    near = near_articles(traits)
    left, right = (np.array([pair[side] for pair in near], np.int32) for side in (0, 1))
    weighed = np.array([_weigh(traits[i], traits[j], table) for i, j in near], np.float64)
    links = Links.of(left, right, weighed)
    groups = group_members(len(traits), links, unbarred, table.threshold, table.unpaired)
    return tuple(tuple(ordered[index].document_id for index in group) for group in groups)


def explain_documents(left: Article, right: Article, articles: Sequence[Article], weights: FusionWeights) -> PairWeight:
    """Why two of ``articles`` are, or are not, thought to tell of one incident: every field and its weight."""
    traits = {one.document_id: one for one in article_traits(_ordered((*articles, left, right)), weights)}
    found = compare_articles(traits[left.document_id], traits[right.document_id])
    return sum_findings(left.document_id, right.document_id, found, weights.articles)
