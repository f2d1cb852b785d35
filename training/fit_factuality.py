"""Fits what words and grammar say about whether an event happened (beside the event model's own view).

    python -m training.fit_factuality ../shared/bench

Writes src/onrecord/data/ontology/factuality_cues.csv and the levels of factuality.toml; prints r by cross-validation on
the train parts and on our own labels, what the share of the cues gives on those, and of cues and model together on the
dev parts. A multinomial logistic regression over five levels of gold values, with an L2 penalty (scipy, L-BFGS; no
randomness), on the train parts of UW and MEANTIME and on our own labels (training/labels/factuality.csv); which of them
a sentence is from is not among the cues. The event model saw both train parts, so the cues are fitted without it, and
their share beside it is chosen on our labels, which it did not see.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from bench.score.factuality import token_starts, word_at
from msgspec import Struct
from msgspec.structs import replace
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from onrecord.lexicon.factuality import CUE_COLUMNS, FactualityWeights, classes_by_word, load_factuality_weights
from onrecord.lexicon.models import load_event_model
from onrecord.lexicon.status import load_speech_verbs, load_status_cues
from onrecord.mentions.event_model import score_sentence, score_words
from onrecord.mentions.factuality import ALWAYS, blend_factuality, factuality_cues
from onrecord.mentions.language import ParsedSentence, SpacyParser
from training.events.factuality import valued_sentences

DATA = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "data" / "ontology"
EDGES = (-1.5, -0.4, 1.2, 2.2)
"""Gold values are cut into five levels here."""

PENALTY = 5.0
WEIGHTS = {"uw": 1.0, "meantime": 20.0, "labels": 1.0}
"""What a word of each set weighs: UW has ten times as many as MEANTIME."""

LEAST_WORDS = 3
"""A cue that fewer train words have is left out."""

FOLDS = 5
SHARES = (0.4, 0.5, 0.6, 0.7, 0.8)


class MarkedWord(Struct, frozen=True):
    """A word with its gold value, its cues, and what the event model says (3 where it says nothing)."""

    dataset: str
    split: str
    sentence: str
    gold: float
    cues: frozenset[str]
    told: float


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=Path)
    data = ap.parse_args().data
    words = [*read_words(data / "factuality" / "dev.jsonl"), *read_labels(data)]
    train = [w for w in words if w.split == "train"]
    print(f"{len(train)} words of the train parts and the labels")
    for dataset in WEIGHTS:
        print(f"{dataset} train, {FOLDS} folds, cues alone: r {cross_validate(train, dataset):.3f}")
    for share in SHARES:
        print(f"labels, {FOLDS} folds, share of the cues {share}: r {cross_validate(train, 'labels', share):.3f}")
    weights = fit(train)
    write(weights)
    for dataset in ("uw", "meantime"):
        chosen = [w for w in words if w.dataset == dataset and w.split == "dev"]
        gold = [w.gold for w in chosen]
        for name, share in (("model", 0.0), ("cues", 1.0), ("both", weights.share)):
            found = [blend_factuality(w.told, w.cues, replace(weights, share=share)) for w in chosen]
            print(f"{dataset} dev, {name}: r {np.corrcoef(found, gold)[0, 1]:.3f}")


def read_words(path: Path) -> Iterator[MarkedWord]:
    rows = [row for row in map(json.loads, path.open(encoding="utf-8")) if row["dataset"] in ("uw", "meantime")]
    rows = [row for row in rows if row["events"]]
    sentences = SpacyParser().parse((" ".join(row["tokens"]), 0) for row in rows)
    judge = _judge()
    for row, sentence in zip(rows, sentences, strict=True):
        starts = token_starts(row["tokens"])
        events = [(starts[event["token"]], event["value"]) for event in row["events"]]
        yield from judge((row["dataset"], row["split"], row["id"]), sentence, events)


def read_labels(data: Path) -> Iterator[MarkedWord]:
    """The words of training/labels/factuality.csv, as a train part of their own."""
    labelled = list(valued_sentences(data))
    sentences = SpacyParser().parse((text, 0) for _, text, _ in labelled)
    judge = _judge()
    for (name, _, words), sentence in zip(labelled, sentences, strict=True):
        yield from judge(("labels", "train", name), sentence, [(word.start, word.value) for word in words])


def _judge() -> Callable[[tuple[str, str, str], ParsedSentence, list[tuple[int, float]]], Iterator[MarkedWord]]:
    status, speech, classes, model = load_status_cues(), load_speech_verbs(), classes_by_word(), load_event_model()

    def judge(
        origin: tuple[str, str, str], sentence: ParsedSentence, events: list[tuple[int, float]]
    ) -> Iterator[MarkedWord]:
        places = [word_at(sentence.starts, start) for start, _ in events]
        scores = score_words(score_sentence(model, sentence.text), sentence, places)
        for (_, value), word in zip(events, places, strict=True):
            told = scores[word].factuality if word in scores else 3.0
            yield MarkedWord(*origin, value, factuality_cues(sentence, word, status, speech, classes), told)

    return judge


def cross_validate(train: list[MarkedWord], dataset: str, share: float = 1.0) -> float:
    """r over the words of a set, each judged by weights fitted without its sentence."""
    found, gold = [], []
    for fold in range(FOLDS):
        aside = [w for w in train if w.dataset == dataset and _fold(w.sentence) == fold]
        kept = [w for w in train if w.dataset != dataset or _fold(w.sentence) != fold]
        weights = replace(fit(kept), share=share)
        found += [blend_factuality(w.told, w.cues, weights) for w in aside]
        gold += [w.gold for w in aside]
    return float(np.corrcoef(found, gold)[0, 1])


def _fold(sentence: str) -> int:
    return int(hashlib.sha256(sentence.encode()).hexdigest(), 16) % FOLDS


def fit(train: list[MarkedWord]) -> FactualityWeights:
    """The weights of the cues, rounded as they ship; share and margin stay as they are in factuality.toml."""
    counts = Counter(cue for w in train for cue in w.cues)
    names = sorted(cue for cue, n in counts.items() if n >= LEAST_WORDS)
    at = {cue: k for k, cue in enumerate(names)}
    pairs = [(row, at[cue]) for row, w in enumerate(train) for cue in w.cues if cue in at]
    x = csr_matrix((np.ones(len(pairs)), tuple(np.array(pairs).T)), shape=(len(train), len(names)))
    gold = np.array([w.gold for w in train])
    level = np.digitize(gold, EDGES)
    counted = np.array([WEIGHTS[w.dataset] for w in train])
    penalty = np.array([1e-3 if cue == ALWAYS else PENALTY for cue in names])
    found = _regress(x, np.eye(len(EDGES) + 1)[level], counted, penalty)
    values = [float(np.average(gold[level == k], weights=counted[level == k])) for k in range(len(EDGES) + 1)]
    shipped = load_factuality_weights()
    cues = {cue: tuple(round(float(c), 3) for c in found[k]) for cue, k in at.items()}
    return replace(shipped, cues=cues, levels=tuple(round(v, 2) for v in values))


def _regress(x: csr_matrix, hit: np.ndarray, counted: np.ndarray, penalty: np.ndarray) -> np.ndarray:
    shape = (x.shape[1], hit.shape[1])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(shape)
        z = x @ w
        z = z - z.max(axis=1, keepdims=True)
        total = np.exp(z).sum(axis=1, keepdims=True)
        missed = (counted * (np.log(total[:, 0]) - (hit * z).sum(axis=1))).sum()
        slope = x.T @ ((np.exp(z) / total - hit) * counted[:, None]) + penalty[:, None] * w
        return missed + 0.5 * (penalty[:, None] * w * w).sum(), slope.ravel()

    options = {"maxiter": 60}
    return minimize(loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options=options).x.reshape(shape)


def write(weights: FactualityWeights) -> None:
    with (DATA / "factuality_cues.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(CUE_COLUMNS)
        table.writerows([cue, *values] for cue, values in sorted(weights.cues.items()) if any(values))
    path = DATA / "factuality.toml"
    text = path.read_text(encoding="utf-8")
    for name, value in zip(CUE_COLUMNS[1:], weights.levels, strict=True):
        text = re.sub(rf"^{name} = .*$", f"{name} = {value}", text, flags=re.M)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
