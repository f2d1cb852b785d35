"""Logistic weighings of named features, fitted to the last digit (L-BFGS), with their figures over folds."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Array = npt.NDArray[np.float64]
FOLDS = 5
BIAS = "bias"
BIAS_PENALTY = 0.01
FARTHEST = 30.0
FLAT = 0.01


class Example(Struct, frozen=True):
    """Features of a document's thing, and the index of the class that is right (1: yes, 0: no)."""

    document: str
    features: Mapping[str, float]
    right: int


class Penalty(Struct, frozen=True):
    """How strongly weights are drawn to nought: those of measures (scaled to a spread of one), and those of words.
    A word that fewer examples than ``fewest`` have gets no weight."""

    measure: float
    word: float
    fewest: int
    is_word: Callable[[str], bool]


Weights = list[dict[str, float]]


def fit(examples: Sequence[Example], penalty: Penalty, classes: int = 2) -> Weights:
    """A weight for each feature, class by class; of two classes the weights of the second against the first alone."""
    counts = Counter(name for example in examples for name in example.features)
    names = [n for n, count in counts.items() if not penalty.is_word(n) or count >= penalty.fewest]
    x, scale = _matrix(examples, names, penalty)
    strength = np.array([_strength(name, penalty) for name in names])
    right = np.eye(classes)[[example.right for example in examples]][:, 1 if classes == 2 else 0 :]
    shape = (len(names), right.shape[1])

    def loss(flat: Array) -> tuple[float, Array]:
        w = flat.reshape(shape)
        value, gradient = _loss(x @ w, right)
        return value + 0.5 * float((strength[:, None] * w * w).sum()), (x.T @ gradient + strength[:, None] * w).ravel()

    found = minimize(loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    plain = found.x.reshape(shape) / scale[:, None]
    return [dict(zip(names, map(float, column), strict=True)) for column in plain.T]


def _matrix(examples: Sequence[Example], names: list[str], penalty: Penalty) -> tuple[csr_matrix, Array]:
    column = {name: k for k, name in enumerate(names)}
    cells = [
        (row, column[name], value)
        for row, example in enumerate(examples)
        for name, value in example.features.items()
        if name in column
    ]
    rows, columns, values = zip(*cells, strict=True)
    x = csr_matrix((values, (rows, columns)), shape=(len(examples), len(names)))
    scale = np.sqrt(np.asarray(x.multiply(x).mean(0)).ravel())
    scale[[penalty.is_word(name) or not scale[k] for k, name in enumerate(names)]] = 1.0
    return x.multiply(1 / scale).tocsr(), scale


def _strength(name: str, penalty: Penalty) -> float:
    return BIAS_PENALTY if name == BIAS else penalty.word if penalty.is_word(name) else penalty.measure


def _loss(z: Array, right: Array) -> tuple[float, Array]:
    if right.shape[1] == 1:
        share = 1 / (1 + np.exp(-z))
        return float((np.logaddexp(0, z) - right * z).sum()), share - right
    z = z - z.max(axis=1, keepdims=True)
    log = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return float(-(right * log).sum()), np.exp(log) - right


def totals(weights: Weights, features: Mapping[str, float]) -> Array:
    return np.array([sum(w.get(name, 0.0) * value for name, value in features.items()) for w in weights])


def likely(weights: Weights, features: Mapping[str, float]) -> float:
    return float(1 / (1 + np.exp(-np.clip(totals(weights, features)[0], -FARTHEST, FARTHEST))))


def over_folds(
    examples: Sequence[Example], penalty: Penalty, classes: int = 2, seed: int = 0
) -> list[tuple[Example, Weights]]:
    """Each example with weights fitted on the documents of the other folds."""
    fold = folds_of((example.document for example in examples), seed)
    found = []
    for k in range(FOLDS):
        weights = fit([one for one in examples if fold[one.document] != k], penalty, classes)
        found += [(one, weights) for one in examples if fold[one.document] == k]
    return found


def folds_of(documents: Iterable[str], seed: int = 0) -> dict[str, int]:
    """The fold of each document, by chance that repeats itself."""
    shuffled = sorted(set(documents))
    random.Random(seed).shuffle(shuffled)
    return {document: k % FOLDS for k, document in enumerate(shuffled)}


def fit_best(groups: Sequence[Sequence[tuple[Mapping[str, float], bool]]], strength: float) -> dict[str, float]:
    """Weights by which one of the right ones of each group has the highest sum (a softmax within the group)."""
    rows = [Example("", features, int(right)) for group in groups for features, right in group]
    names = sorted({name for row in rows for name in row.features})
    x, scale = _matrix(rows, names, Penalty(strength, strength, 0, lambda name: False))
    group = np.repeat(np.arange(len(groups)), [len(one) for one in groups])
    right = np.array([row.right for row in rows], dtype=float)

    def loss(w: Array) -> tuple[float, Array]:
        z = x @ w
        highest = np.full(len(groups), -np.inf)
        np.maximum.at(highest, group, z)
        share = np.exp(z - highest[group])
        whole, of_right = np.bincount(group, share), np.bincount(group, share * right)
        gradient = share / whole[group] - share * right / of_right[group]
        return float(np.log(whole / of_right).sum() + 0.5 * strength * w @ w), x.T @ gradient + strength * w

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return dict(zip(names, map(float, found.x / scale), strict=True))


def best_threshold(scored: Sequence[tuple[float, int]], wanted: int) -> tuple[float, float]:
    """The least probability of the best F, and that F; ``wanted``: how many there are to be found.

    F is flat near its best: the middle of all that come within ``FLAT`` of it.
    """
    figures, right = [], 0
    for taken, (share, is_right) in enumerate(sorted(scored, reverse=True), start=1):
        right += is_right
        figures.append((2 * right / (taken + wanted), share))
    best = max(figures)[0]
    return float(np.median([share for f, share in figures if f >= best - FLAT])), best
