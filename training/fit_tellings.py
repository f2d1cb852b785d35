"""Fits the weights of pairs of tellings and writes them as TOML.

    python -m training.fit_tellings ../shared/bench [--out FILE]

Logistic regression with an L2 penalty (scipy, L-BFGS; no randomness) on the pairs of the train part of ecbplus, a
weight for each value of a field and for each ramp of a number; where more can only speak for one event, no ramp falls.
The penalty's and the threshold's figures are those of five folds of topics: each fold is grouped by what the others
taught. The dev part is never read.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from bench.fusion_sets import read_rows
from bench.score.coreference import read_tellings
from scipy.optimize import minimize

from onrecord.incidents.grouping import group_members, unbarred
from onrecord.incidents.joining import Links
from onrecord.incidents.telling_pairs import NUMBERS, VALUES, TellingPairs
from onrecord.incidents.tellings import pair_tellings, weigh_tellings
from onrecord.lexicon.incidents import load_fusion_weights
from onrecord.lexicon.kinship import load_kinship
from onrecord.lexicon.tellings import Ramp, TellingWeights
from onrecord.mentions.language import SpacyParser

OUT = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "data" / "incidents" / "telling_weights.toml"
HEAD = """Log-odds that two tellings are of one event. Fitted by training/fit_tellings.py on the train part of ecbplus
(ECB+, Cybulska and Vossen 2014, CC BY 3.0; validated sentences, 25 topics, 3,808 mentions), whose dev part it never read.
"0.2 to 0.4" = 0.7 gives nothing up to 0.2 and 0.7 from 0.4 on."""
FOLDS = 5
PENALTY = 2.0
LEAST_NEARNESS = 0.05
EVERY_NEGATIVE = 7
"""Of the pairs that are two events every seventh is fitted on, and weighs seven times as much."""

SHARES = (0.0, 0.2, 0.5, 0.8, 0.92, 0.98, 1.0)
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
FALLING = frozenset({"arguments not shared"})
FREE = frozenset({"sentences between", "commoner word", "rarer word", "surely an event"})


class Fold(NamedTuple):
    """The pairs of some topics' tellings, and the gold chain of each telling."""

    pairs: TellingPairs
    chains: Sequence[str]

    @property
    def truth(self) -> np.ndarray:
        """Whether each pair is of one event."""
        chains = np.array(self.chains)
        return np.asarray(chains[self.pairs.left] == chains[self.pairs.right])


Key = tuple[str, str]
Columns = dict[Key, np.ndarray]


def read_folds(folder: Path) -> list[Fold]:
    """The train part in folds: the topics in order, dealt out in turn."""
    rows = [row for row in read_rows(folder / "ecbplus") if row["split"] == "train"]
    topics = sorted({row["topic"] for row in rows}, key=int)
    parser = SpacyParser()
    return [
        read_fold([row for row in rows if topics.index(row["topic"]) % FOLDS == number], parser)
        for number in range(FOLDS)
    ]


def read_fold(rows: Sequence[Mapping[str, object]], parser: SpacyParser) -> Fold:
    """The pairs of some rows."""
    told, words = read_tellings(((str(row["id"]), row) for row in rows), parser)
    chains = [event["chain"] for row in rows for event in row["events"]]  # type: ignore[attr-defined]
    shares = load_fusion_weights().word_shares
    return Fold(pair_tellings(list(told.values()), words, shares, load_kinship(), LEAST_NEARNESS), chains)


def ramps_of(folds: Sequence[Fold]) -> list[Key]:
    """The ramps of every number, between the quantiles ``SHARES`` of the pairs, as (field, name)."""
    found: list[Key] = []
    for field in NUMBERS:
        numbers = np.concatenate([fold.pairs.numbers[field] for fold in folds])
        knots = np.unique(np.round(np.quantile(numbers, SHARES), 2))
        found += [(field, f"{a:g} to {b:g}") for a, b in pairwise(knots)]
    return found


def columns_of(pairs: TellingPairs, ramps: Sequence[Key]) -> Columns:
    """A column for each value of a field and each ramp of a number."""
    found: Columns = {}
    for field, names in VALUES.items():
        for number, name in enumerate(names):
            found[field, name] = (pairs.values[field] == number).astype(float)
    for field, name in ramps:
        start, end = map(float, name.split(" to "))
        found[field, name] = np.clip((pairs.numbers[field] - start) / (end - start), 0.0, 1.0)
    return found


def fit(folds: Sequence[Fold]) -> tuple[float, dict[Key, float]]:
    """Bias, and the weight of each value and ramp."""
    ramps = ramps_of(folds)
    parts, truths, weights = [], [], []
    for fold in folds:
        truth = fold.truth
        kept = truth | (np.arange(len(truth)) % EVERY_NEGATIVE == 0)
        columns = columns_of(fold.pairs, ramps)
        parts.append(np.stack([column[kept] for column in columns.values()], axis=1))
        truths.append(truth[kept].astype(float))
        weights.append(np.where(truth[kept], 1.0, float(EVERY_NEGATIVE)))
    matrix, truth, weight = np.concatenate(parts), np.concatenate(truths), np.concatenate(weights)
    keys = list(columns)

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        z = matrix @ theta[1:] + theta[0]
        error = weight * (1 / (1 + np.exp(-np.clip(z, -50, 50))) - truth)
        value = (weight * (np.logaddexp(0, z) - truth * z)).sum() + PENALTY / 2 * theta[1:] @ theta[1:]
        return float(value), np.concatenate([[error.sum()], matrix.T @ error + PENALTY * theta[1:]])

    bounds = [(None, None), *(_bounds(field) for field, _ in keys)]
    start = np.zeros(len(keys) + 1)
    result = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300})
    return round(float(result.x[0]), 3), {key: round(float(w), 3) for key, w in zip(keys, result.x[1:], strict=True)}


def _bounds(field: str) -> tuple[float | None, float | None]:
    if field in VALUES or field in FREE:
        return None, None
    return (None, 0.0) if field in FALLING else (0.0, None)


def as_weights(bias: float, fitted: Mapping[Key, float], threshold: float) -> TellingWeights:
    """The weights as the program reads them."""
    values: dict[str, dict[str, float]] = {}
    ramps: dict[str, tuple[Ramp, ...]] = {}
    for (field, name), weight in fitted.items():
        if field in VALUES:
            values.setdefault(field, {})[name] = weight
        else:
            start, end = map(float, name.split(" to "))
            ramps[field] = (*ramps.get(field, ()), Ramp(start, end, weight))
    return TellingWeights(bias=bias, threshold=threshold, least_nearness=LEAST_NEARNESS, values=values, ramps=ramps)


def conll(fold: Fold, weights: TellingWeights) -> float:
    """CoNLL F of a fold grouped by ``weights``."""
    chances = 1 / (1 + np.exp(-np.clip(weigh_tellings(fold.pairs, weights), -50, 50)))
    links = Links.of(fold.pairs.left.astype(np.int32), fold.pairs.right.astype(np.int32), chances)
    groups = group_members(len(fold.chains), links, unbarred, weights.threshold, 0.0)
    gold: dict[str, list[int]] = {}
    for index, chain in enumerate(fold.chains):
        gold.setdefault(chain, []).append(index)
    return float(import_module("score").conll([list(group) for group in groups], list(gold.values()))["conll"])


def choose_threshold(folds: Sequence[Fold]) -> float:
    """The threshold of the best mean CoNLL F over the folds; prints what each gives."""
    total: Counter[float] = Counter()
    for number, fold in enumerate(folds):
        bias, fitted = fit([*folds[:number], *folds[number + 1 :]])
        figures = {threshold: conll(fold, as_weights(bias, fitted, threshold)) for threshold in THRESHOLDS}
        print(f"fold {number + 1}:", "  ".join(f"{t} {figure:.3f}" for t, figure in figures.items()))
        total.update({threshold: figure / len(folds) for threshold, figure in figures.items()})
    best = max(THRESHOLDS, key=lambda threshold: total[threshold])
    print(f"threshold {best}: mean CoNLL F {total[best]:.4f}")
    return best


def write(path: Path, bias: float, threshold: float, fitted: Mapping[Key, float]) -> None:
    """Writes the table; weights of nothing are left out."""
    numbers = {"bias": bias, "threshold": threshold, "least_nearness": LEAST_NEARNESS}
    lines = [*(f"# {line}" for line in HEAD.splitlines()), *(f"{key} = {value}" for key, value in numbers.items())]
    for field in (*VALUES, *NUMBERS):
        cells = [(name, weight) for (at, name), weight in fitted.items() if at == field and weight]
        if cells:
            lines += ["", f'[fields."{field}"]', *(f'"{name}" = {weight}' for name, weight in cells)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Reads the command line and fits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    sys.path.insert(0, str(options.folder / "scorers"))
    folds = read_folds(options.folder)
    threshold = choose_threshold(folds)
    bias, fitted = fit(folds)
    write(options.out, bias, threshold, fitted)


if __name__ == "__main__":
    main()
