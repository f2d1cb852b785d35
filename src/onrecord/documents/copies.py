"""Groups copies of one text: syndicated, lightly edited, shortened, or embedded in a longer piece."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from rensa import RMinHash, RMinHashLSH

from onrecord.lexicon.documents import CopySettings, load_document_rules

_WORD = re.compile(r"[^\W_]+")


def group_copies(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each ``document_id`` the smallest ``document_id`` of its group (itself where it has no copy).

    ``texts`` are (document_id, clean text) pairs in any order; the result does not depend on it. Two texts
    are copies where their words are the same, or where their word shingles overlap enough: Jaccard
    similarity, or the share of the smaller found in the larger (settings.toml). Candidates come from
    MinHash (Broder 1997) and, for embedded texts, from a sampled index of shingles; each pair is then
    compared exactly. Groups are the connected ones: a copy of a copy is a copy.
    """
    settings = load_document_rules().copies
    words = {document_id: tuple(_WORD.findall(text.lower())) for document_id, text in sorted(texts)}
    origin = {document_id: document_id for document_id in words}
    first_of: dict[tuple[str, ...], str] = {}
    for document_id, sequence in words.items():
        origin[document_id] = first_of.setdefault(sequence, document_id) if sequence else document_id
    distinct = {document_id: words[document_id] for document_id, first in origin.items() if first == document_id}
    shingles = {document_id: _shingles(sequence, settings) for document_id, sequence in distinct.items()}
    long_enough = {key: value for key, value in shingles.items() if len(value) >= settings.min_shingles}
    for first, second in sorted(_candidates(long_enough, settings)):
        roots = sorted((_root(origin, first), _root(origin, second)))
        if roots[0] != roots[1] and _are_copies(long_enough[first], long_enough[second], settings):
            origin[roots[1]] = roots[0]
    return {document_id: _root(origin, document_id) for document_id in origin}


def _shingles(words: tuple[str, ...], settings: CopySettings) -> frozenset[int]:
    """Hashes of all runs of ``shingle_words`` words (of the whole where it is shorter)."""
    size = settings.shingle_words
    runs = (" ".join(words[at : at + size]) for at in range(max(1, len(words) - size + 1)))
    return frozenset(
        int.from_bytes(hashlib.blake2b(run.encode("utf-8", "replace"), digest_size=8).digest(), "big") for run in runs
    )


def _are_copies(first: frozenset[int], second: frozenset[int], settings: CopySettings) -> bool:
    shared = len(first & second)
    return shared >= settings.jaccard * (len(first) + len(second) - shared) or shared >= max(
        settings.min_shingles, settings.containment * min(len(first), len(second))
    )


def _candidates(shingles: Mapping[str, frozenset[int]], settings: CopySettings) -> set[tuple[str, str]]:
    return {tuple(sorted(pair)) for pair in (*_alike(shingles, settings), *_embedded(shingles, settings))}  # type: ignore[misc]


def _alike(shingles: Mapping[str, frozenset[int]], settings: CopySettings) -> Iterator[tuple[str, str]]:
    """Pairs that fall into one bucket of the locality-sensitive index."""
    ids = list(shingles)
    index = RMinHashLSH(settings.jaccard, settings.permutations, settings.bands)
    sketches = []
    for number, document_id in enumerate(ids):
        sketch = RMinHash(settings.permutations, settings.seed)
        sketch.update([f"{value:016x}" for value in sorted(shingles[document_id])])
        index.insert(number, sketch)
        sketches.append(sketch)
    for number, sketch in enumerate(sketches):
        for other in index.query(sketch):
            if other != number:
                yield ids[number], ids[other]


def _embedded(shingles: Mapping[str, frozenset[int]], settings: CopySettings) -> Iterator[tuple[str, str]]:
    """Pairs that share enough of the sampled shingles that are no set phrases."""
    postings: dict[int, list[str]] = {}
    for document_id, values in shingles.items():
        for value in values:
            if value % settings.sample_one_in == 0:
                postings.setdefault(value, []).append(document_id)
    shared: dict[tuple[str, str], int] = {}
    for holders in postings.values():
        if 1 < len(holders) <= settings.max_postings:
            for pair in combinations(holders, 2):
                shared[pair] = shared.get(pair, 0) + 1
    return (pair for pair, count in shared.items() if count >= settings.min_shared)


def _root(origin: Mapping[str, str], document_id: str) -> str:
    while origin[document_id] != document_id:
        document_id = origin[document_id]
    return document_id
