"""Fits a larger event model, all-mpnet-base-v2 with the same heads, whose judgement a small one then learns.

    python -m training.events.teacher .work/events.jsonl BASE_FOLDER OUT_FOLDER [--epochs 3] [--start MODEL] [--later all]

BASE_FOLDER is that of the model's files (five packages of parts, joined: see training/README.md). It is fitted on what
``training.events.fit`` is fitted on and the later labels, but for factuality: type, status, core, quad class and parties. The embeddings and
the lowest ``FROZEN`` layers stay as they are. After each epoch the model is kept and measured on the aside part and
reports_gold. One thread, the encoder in bfloat16; a quarter of an hour an epoch.
"""

from __future__ import annotations

import argparse
import pathlib
import random
import time
from typing import Any

import torch

from training.events.fit import KEPT, EventModel, batches, both_losses, collate, evaluate, load_events
from training.fitting import make_repeatable, plain_tokenizer, take_step, two_rates

ENCODER_RATE = 4e-5
HEADS_RATE = 5e-4
FROZEN = 3
"""Layers below which nothing is fitted: a third of the time, and little is learned there from so few sentences."""

SETS = ("reports_train", "rams", "cameo_st", "own", "labels", "later_labels")
PARTS = {(name, "train") for name in SETS}


def load_teacher(folder: pathlib.Path, start: pathlib.Path | None = None) -> tuple[EventModel, Any]:
    """The model with its heads, and its tokenizer; ``start`` is a fitted ``model.pt``."""
    from transformers import AutoModel

    encoder = AutoModel.from_pretrained(folder, local_files_only=True)
    model = EventModel(encoder, width=encoder.config.hidden_size)
    if start:
        model.load_state_dict(torch.load(start, weights_only=True))
    return model, plain_tokenizer(folder)


def freeze(encoder: Any) -> None:
    """Leaves the embeddings and the lowest layers as they are."""
    for part in (encoder.embeddings, *encoder.encoder.layer[:FROZEN]):
        part.requires_grad_(False)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("events", type=pathlib.Path)
    ap.add_argument("base", type=pathlib.Path)
    ap.add_argument("out", type=pathlib.Path)
    ap.add_argument("--epochs", type=int, default=3)
    ap.add_argument("--start", type=pathlib.Path, help="a fitted model.pt to go on from")
    ap.add_argument("--pace", type=float, default=1.0, help="share of the usual learning rates")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--later", choices=sorted(KEPT), default="all", help="what to take of the labels")
    a = ap.parse_args()
    make_repeatable(a.seed)
    model, tokenizer = load_teacher(a.base, a.start)
    freeze(model.encoder)
    train = load_events(a.events, tokenizer, PARTS, KEPT[a.later])
    aside = load_events(a.events, tokenizer, {("reports_train", "aside")})
    gold = load_events(a.events, tokenizer, {("reports_gold", "test")})
    rng = random.Random(a.seed)
    steps = a.epochs * (len(train) // 16 + 1)
    optimizer, schedule = two_rates(model, ENCODER_RATE * a.pace, HEADS_RATE * a.pace, steps)
    print(len(train), "event sentences;", steps, "steps", flush=True)
    a.out.mkdir(parents=True, exist_ok=True)
    for epoch in range(a.epochs):
        model.train()
        started, total = time.time(), 0.0
        todo = batches(train, 16, rng)
        for rows in todo:
            with torch.autocast("cpu", torch.bfloat16):
                out = model(*collate(rows))
            total += take_step(model, both_losses(out.float(), rows), optimizer, schedule)
        print(f"epoch {epoch + 1}: loss {total / len(todo):.3f}, {time.time() - started:.0f} s", flush=True)
        torch.save(model.state_dict(), a.out / "model.pt")
        with torch.autocast("cpu", torch.bfloat16):
            evaluate(model, aside, "aside")
            evaluate(model, gold, "reports_gold")


if __name__ == "__main__":
    main()
