"""A small event model learns what a larger one says of sentences without labels, beside the labels.

    python -m training.events.distil teach .work/unlabelled.jsonl BASE_FOLDER TEACHER_FOLDER .work/taught.npz
    python -m training.events.distil learn .work/events.jsonl ../shared/bench .work/unlabelled.jsonl .work/taught.npz \
        OUT_FOLDER --start MODEL [--epochs 2]

``teach`` keeps the teacher's outputs for every word piece; its word pieces are the small model's. ``learn`` goes on from a
fitted small model: batches of unlabelled sentences, whose outputs should be those of the teacher, among the usual
batches of labelled ones. One thread, the encoder in bfloat16.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import random
import time
from typing import Any

import numpy as np
import torch
from torch import nn

from training.events.fit import (
    ENCODER_RATE,
    HEADS_RATE,
    KEPT,
    LOSSES,
    MAX_TOKENS,
    OWN_FACTUALITY,
    EventModel,
    batches,
    collate,
    draw_factuality,
    evaluate,
    load_events,
    load_factuality,
    load_own_factuality,
)
from training.events.teacher import PARTS, load_teacher
from training.fitting import base_folder, make_repeatable, plain_tokenizer, take_step, two_rates

OUTPUTS = 35
NONE_WEIGHT = 0.05
"""What a piece weighs that the teacher calls no event; the others weigh the probability of an event more."""

Row = dict[str, Any]


def teach(sentences: pathlib.Path, base: pathlib.Path, teacher: pathlib.Path, out: pathlib.Path) -> None:
    """Writes the teacher's outputs for each piece of each sentence, one below the other."""
    model, tokenizer = load_teacher(base, teacher / "model.pt")
    model.eval()
    texts = [json.loads(line)["text"] for line in sentences.open(encoding="utf-8")]
    rows = [{"ids": tokenizer.encode(text).ids[:MAX_TOKENS]} for text in texts]
    order = sorted(range(len(rows)), key=lambda k: len(rows[k]["ids"]))
    found: list[Any] = [None] * len(rows)
    with torch.no_grad():
        for k in range(0, len(order), 16):
            some = order[k : k + 16]
            with torch.autocast("cpu", torch.bfloat16):
                outputs = model(*collate([rows[i] for i in some]))
            for row, i in enumerate(some):
                found[i] = outputs[row, : len(rows[i]["ids"])].float().numpy().astype(np.float16)
    lengths = np.array([len(one) for one in found], dtype=np.int32)
    np.savez_compressed(out, outputs=np.concatenate(found), lengths=lengths)
    print(f"{len(found)} sentences, {lengths.sum()} pieces", flush=True)


def load_taught(sentences: pathlib.Path, taught: pathlib.Path, tokenizer: Any) -> list[Row]:
    """Unlabelled sentences with the teacher's outputs; those that the two tokenizers cut otherwise are left out."""
    table = np.load(taught)
    parts = np.split(table["outputs"], np.cumsum(table["lengths"])[:-1])
    rows = []
    for line, outputs in zip(sentences.open(encoding="utf-8"), parts, strict=True):
        ids = tokenizer.encode(json.loads(line)["text"]).ids[:MAX_TOKENS]
        if len(ids) == len(outputs):
            rows.append({"ids": ids, "taught": torch.from_numpy(outputs).float(), "kind": "taught"})
    return rows


def taught_loss(out: torch.Tensor, rows: list[Row]) -> torch.Tensor:
    """How far types, status, core, quad class and parties are from the teacher's."""
    told = torch.cat([out[i, : len(r["ids"])] for i, r in enumerate(rows)])
    want = torch.cat([r["taught"] for r in rows])
    event = 1 - torch.softmax(want[:, :17], -1)[:, 0]
    weight = NONE_WEIGHT + event
    total = (weight * _distance(told[:, :17], want[:, :17])).sum() / weight.sum()
    core = nn.functional.binary_cross_entropy_with_logits(told[:, 25], torch.sigmoid(want[:, 25]), reduction="none")
    total = total + (event * (0.3 * _distance(told[:, 17:25], want[:, 17:25]) + 0.1 * core)).sum() / weight.sum()
    quads = [
        _distance(out[i, : len(r["ids"]), 27:32].mean(0)[None], r["taught"][:, 27:32].mean(0)[None])
        for i, r in enumerate(rows)
    ]
    return total + 0.3 * torch.cat(quads).mean() + 0.5 * _distance(told[:, 32:], want[:, 32:]).mean()


def _distance(told: torch.Tensor, want: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of a row's probabilities with the teacher's."""
    return -(torch.softmax(want, -1) * torch.log_softmax(told, -1)).sum(-1)


def learn(a: argparse.Namespace) -> None:
    """Fits, measures after each epoch, and keeps the model."""
    from transformers import AutoModel

    make_repeatable(a.seed)
    tokenizer = plain_tokenizer(base_folder())
    model = EventModel(AutoModel.from_pretrained(base_folder()))
    model.load_state_dict(torch.load(a.start, weights_only=True))
    train = load_events(a.events, tokenizer, PARTS, KEPT[a.later])
    taught = load_taught(a.sentences, a.taught, tokenizer)
    path = a.data / "factuality" / "dev.jsonl"
    facts = load_factuality(path, tokenizer, "train") + load_own_factuality(OWN_FACTUALITY, tokenizer)
    measured = {
        "aside": load_events(a.events, tokenizer, {("reports_train", "aside")}),
        "reports_gold": load_events(a.events, tokenizer, {("reports_gold", "test")}),
        "meantime dev": [r for r in load_factuality(path, tokenizer, "dev") if r["set"] == "meantime"],
        "cameo_st aside": load_events(a.events, tokenizer, {("cameo_st", "aside")}),
    }
    rng = random.Random(a.seed)
    losses = LOSSES | {"taught": taught_loss}
    steps = a.epochs * len(_epoch(train, taught, facts, rng))
    optimizer, schedule = two_rates(model, ENCODER_RATE * a.pace, HEADS_RATE * a.pace, steps, warm=0.05)
    print(len(train), "labelled,", len(taught), "taught;", steps, "steps", flush=True)
    for epoch in range(a.epochs):
        model.train()
        started, total = time.time(), 0.0
        todo = _epoch(train, taught, facts, rng)
        for rows in todo:
            with torch.autocast("cpu", torch.bfloat16):
                out = model(*collate(rows))
            total += take_step(model, losses[rows[0]["kind"]](out.float(), rows), optimizer, schedule)
        print(f"epoch {epoch + 1}: loss {total / len(todo):.3f}, {time.time() - started:.0f} s", flush=True)
        a.out.mkdir(parents=True, exist_ok=True)
        torch.save(model.state_dict(), a.out / "model.pt")
        with torch.autocast("cpu", torch.bfloat16):
            for name, rows in measured.items():
                evaluate(model, rows, name)


def _epoch(train: list[Row], taught: list[Row], facts: list[Row], rng: random.Random) -> list[list[Row]]:
    facts = draw_factuality(facts, rng, with_own=True)
    todo = batches(train, 16, rng) + batches(taught, 16, rng) + batches(facts, 32, rng)
    rng.shuffle(todo)
    return todo


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = ap.add_subparsers(dest="step", required=True)
    one = steps.add_parser("teach")
    for name in ("sentences", "base", "teacher", "taught"):
        one.add_argument(name, type=pathlib.Path)
    two = steps.add_parser("learn")
    for name in ("events", "data", "sentences", "taught", "out"):
        two.add_argument(name, type=pathlib.Path)
    two.add_argument("--start", type=pathlib.Path, required=True, help="a fitted model.pt")
    two.add_argument("--epochs", type=int, default=2)
    two.add_argument("--pace", type=float, default=0.6, help="share of the usual learning rates")
    two.add_argument("--seed", type=int, default=1)
    two.add_argument("--later", choices=sorted(KEPT), default="all", help="what to take of the labels")
    a = ap.parse_args()
    if a.step == "teach":
        torch.set_num_threads(1)
        teach(a.sentences, a.base, a.teacher, a.taught)
    else:
        learn(a)


if __name__ == "__main__":
    main()
