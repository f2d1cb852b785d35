"""Fits how sure a text is of an organization (src/onrecord/data/muc4/confidence.toml).

    python -m training.spans.confidence ../shared/bench src/onrecord/data/muc4/confidence.toml \\
        --halves .work/half-0 .work/half-1

Needs the choice (training.spans.choose) in its place. Fitted on the organizations that the keys of the MUC-4 train
documents have and the text as read by a model that never saw it (training.spans.reading) has among its candidates;
an incident is told where its targets in the key are named. Prints what the labels are worth over folds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

import numpy as np
from bench.score.scorers import Scorers, find_scorers
from msgspec import Struct

from onrecord.lexicon.span_heads import load_span_heads
from onrecord.views.muc4_confidence import SURE, SureText, confidence_features, likeliest
from onrecord.views.muc4_entities import ORGANIZATION, Entity
from onrecord.views.muc4_incidents import TARGETS
from training.spans.align import SLOTS
from training.spans.choices import weight_lines
from training.spans.logistic import Example, Penalty, fit, over_folds, totals
from training.spans.reading import Text, asked, candidates_of, unseen_texts

LABELS = load_span_heads()["confidence"].labels
SLOT_OF = {role: slot for slot, role in SLOTS.items()}
CONFIDENCE = "perp_org_confidence"
SURE_PENALTY = Penalty(20.0, 20.0, 4, lambda name: not name.startswith("head "))

Row = dict[str, Any]


class Told(Struct, frozen=True):
    """An organization of a key: its features with the first of its labels, all labels that the key allows."""

    example: Example
    labels: tuple[str, ...]


def told_organizations(text: Text, full: ModuleType) -> Iterator[Told]:
    """Those of one text."""
    tables = text.lexicon.tables
    sure = SureText(text.tagged, text.coded, tables.heads, tables.muc4)
    entities = [one.entity for one in candidates_of(text)]
    for key in text.row["templates"]:
        in_key = [entity for entity in entities if _named(full, key["slots"][SLOT_OF[entity.role]], entity)]
        anchors = {index for entity in in_key if entity.role in TARGETS for index in entity.sentences}
        for fill in key["slots"][SLOT_OF[ORGANIZATION]]:
            labels = _labels(key, fill)
            found = [entity for entity in in_key if entity.role == ORGANIZATION and _named(full, [fill], entity)]
            if labels and found:
                entity = max(found, key=lambda one: one.probability)
                features = confidence_features(entity, anchors or set(entity.sentences), sure)
                yield Told(Example(text.row["id"], features, LABELS.index(labels[0])), labels)


def _named(full: ModuleType, fills: Sequence[Row], entity: Entity) -> bool:
    ours = {"alts": [entity.wording], "refs": []}
    return any(full.fillsim(SLOT_OF[entity.role], fill, ours) == 1 for fill in fills)


def _labels(key: Row, fill: Row) -> tuple[str, ...]:
    """What the key allows for an organization; it writes some as "LABEL: NAME" or "LABEL / ACQUITTED"."""
    told = [one["alts"] for one in key["slots"][CONFIDENCE] if set(one["refs"]) & set(fill["alts"])]
    plain = (label.partition(":")[0].partition(" /")[0].strip() for label in (told[0] if told else ()))
    return tuple(label for label in plain if label in LABELS)


def worth_over_folds(told: Sequence[Told], full: ModuleType) -> float:
    """The mean worth of the labels that the weights of the other folds choose."""
    labels = {id(one.example): one.labels for one in told}
    by_text: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
    for example, weights in over_folds([one.example for one in told], SURE_PENALTY, len(LABELS)):
        row = labels[id(example)], totals(weights, example.features)
        by_text.setdefault(example.document, []).append(row)
    worth = [
        max(full.setsim(CONFIDENCE, allowed, chosen) for allowed in of_one)
        for rows in by_text.values()
        for (of_one, _), chosen in zip(rows, likeliest(np.array([row for _, row in rows]), LABELS), strict=True)
    ]
    return float(np.mean(worth))


def fit_confidence(told: Sequence[Told], full: ModuleType) -> Iterator[str]:
    """The lines of confidence.toml."""
    print(f"{len(told)} organizations, worth over folds {worth_over_folds(told, full):.3f}")
    yield "# How sure a text is that an organization did it: for each label the weight of a feature"
    yield "# (views/muc4_confidence.py). Fitted by training/spans/confidence.py."
    for label, weights in zip(LABELS, fit([one.example for one in told], SURE_PENALTY, len(LABELS)), strict=True):
        yield from ("", f'["{SURE}{label}"]', "least = 0.0", "", *weight_lines(f"{SURE}{label}", weights))


def main() -> None:
    a = asked(__doc__)
    full = Scorers(find_scorers(a.data)).muc4_full
    told = [one for text in unseen_texts(a.data, a.halves) for one in told_organizations(text, full)]
    a.out.write_text("\n".join(fit_confidence(told, full)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
