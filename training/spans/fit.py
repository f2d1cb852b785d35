"""Fits the span model: one MiniLM encoder with the heads that src/onrecord/data/models/spans.toml names.

    python -m training.spans.fit .work/spans.jsonl .work/broad --stage broad --epochs 5 --stop 2
    python -m training.spans.fit .work/spans.jsonl .work/close --stage close --start .work/broad/model.pt --epochs 5 --average
    python -m training.spans.fit .work/spans.jsonl .work/half-0 --stage close --start .work/broad/model.pt --epochs 5 --stop 3 --average --half 0

Needs training/requirements.txt. Deterministic by seed on one thread. Fitted on rows whose part is train; the encoder
runs in bfloat16, the heads and the loss in 32 bits. The broad stage learns from all sets alike (it is stopped while
its rate of learning is still high); the close stage weighs MUC-4, whose spans are few, five times.
epoch-N.pt is written after every epoch; model.pt is the last, or their mean. With --half only every second row is
learnt from: what a half's model says of the other half shows the choice how the model reads texts that it never saw.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from onrecord.lexicon.span_heads import load_span_heads
from onrecord.mentions.span_windows import Window, make_windows
from training.fitting import base_folder, make_repeatable, plain_tokenizer, take_step, two_rates
from training.spans.halves import half_of

HEADS = load_span_heads()
COLUMNS = max(head.last for head in HEADS.values())
HEADS_OF = {
    "muc4": ("perp_individual", "perp_organization", "phys_target", "hum_name", "hum_description", "instrument"),
    "polnear": ("source", "cue", "content"),
    "cameo_st": ("acting", "acted_on"),
}
FACETS = tuple(name for name, head in HEADS.items() if head.kind != "span" and not head.of_sentence)
IGNORED = -100
OUTSIDE_WEIGHT = 0.5
FACET_WEIGHT = 0.15
TOLD_WEIGHT = 0.3
BATCH = {"muc4": 12, "polnear": 12, "cameo_st": 24}
ENCODER_RATE, HEADS_RATE, WARM_UP = 1.2e-4, 1e-3, 0.08


@dataclass(frozen=True)
class Stage:
    """How much of each set an epoch sees, and of its windows without any span; what its loss weighs; and whether
    doubtful spans are taken for true."""

    share: dict[str, float]
    empty_share: float
    weight: dict[str, float]
    trusts_doubtful: bool


STAGES = {
    "broad": Stage(
        {"muc4": 1.0, "polnear": 0.4, "cameo_st": 2.0}, 1.0, {"muc4": 1.0, "polnear": 1.0, "cameo_st": 1.0}, True
    ),
    "close": Stage(
        {"muc4": 1.0, "polnear": 0.12, "cameo_st": 0.7}, 0.5, {"muc4": 5.0, "polnear": 1.0, "cameo_st": 1.0}, False
    ),
}


class SpanModel(nn.Module):
    """Encoder and heads. ``forward`` takes piece ids and a mask, gives a row of ``COLUMNS`` outputs a piece."""

    def __init__(self, encoder: nn.Module, width: int = 384) -> None:
        super().__init__()
        self.encoder = encoder
        self.drop = nn.Dropout(0.1)
        self.hidden = nn.Linear(2 * width, width)
        self.heads = nn.Linear(width, COLUMNS)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        m = mask.unsqueeze(-1).to(states.dtype)
        pooled = (states * m).sum(1, keepdim=True) / m.sum(1, keepdim=True)
        both = torch.cat([states, pooled.expand_as(states)], -1)
        with torch.autocast("cpu", enabled=False):
            return self.heads(torch.relu(self.hidden(self.drop(both))))


@dataclass
class Example:
    """A window with what is to be found in it: ``spans`` {head: label (0, 1, 2) of every piece}, ``facets``
    [(piece, head, columns that are right)], ``told`` [(first piece, last piece, labels)] or None."""

    kind: str
    window: Window
    spans: dict[str, list[int]]
    facets: list[tuple[int, str, list[int]]]
    told: list[tuple[int, int, list[int]]] | None

    @property
    def is_marked(self) -> bool:
        return any(any(labels) for labels in self.spans.values())


def load(
    path: pathlib.Path, tokenizer: Any, part: str, *, trusts_doubtful: bool = False, half: int | None = None
) -> list[Example]:
    rows = list(map(json.loads, path.open(encoding="utf-8")))
    rows = [row for row in rows if half is None or half_of(row["id"]) == half]
    for row in rows:
        for span in row["spans"]:
            span["doubtful"] = span.get("doubtful", False) and not trusts_doubtful
    return [example for row in rows if row["part"] == part for example in examples_of(row, tokenizer)]


def examples_of(row: dict[str, Any], tokenizer: Any) -> list[Example]:
    sentences = [tuple(span) for span in row["sentences"]]
    return [example_of(row, window) for window in make_windows(row["text"], sentences, tokenizer)]


def example_of(row: dict[str, Any], window: Window) -> Example:
    spans = {head: [0] * len(window.ids) for head in HEADS_OF[row["set"]]}
    facets: list[tuple[int, str, list[int]]] = []
    for span in row["spans"]:
        inside = [k for k, (a, b) in enumerate(window.offsets) if b > a and a < span["end"] and span["start"] < b]
        if not inside:
            continue
        for piece in inside:
            spans[span["head"]][piece] = IGNORED if span["doubtful"] else 2
        if span["doubtful"]:
            continue
        if not row["text"][span["start"] : window.offsets[inside[0]][0]].strip():
            spans[span["head"]][inside[0]] = 1
        for facet, labels in span["is"].items():
            right = [HEADS[facet].labels.index(label) for label in labels if label in HEADS[facet].labels]
            if right:
                facets += [(piece, facet, right) for piece in inside]
    told = None
    if row["told"] is not None:
        known = HEADS["told"].labels
        told = [(a, b, [known.index(x) for x in row["told"][k] if x in known]) for k, a, b in window.sentences]
    return Example(row["set"], window, spans, facets, told)


def collate(batch: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(len(example.window.ids) for example in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.long)
    for row, example in enumerate(batch):
        ids[row, : len(example.window.ids)] = torch.tensor(example.window.ids)
        mask[row, : len(example.window.ids)] = 1
    return ids, mask


def scored(example: Example) -> slice:
    return slice(example.window.sentences[0][1], example.window.sentences[-1][2])


def span_loss(out: torch.Tensor, batch: Sequence[Example], weights: dict[str, float]) -> torch.Tensor:
    total = out.sum() * 0
    weight = torch.tensor([OUTSIDE_WEIGHT, 1.0, 1.0])
    for name in HEADS_OF[batch[0].kind]:
        head = HEADS[name]
        logits = torch.cat([out[i, scored(x), head.first : head.last] for i, x in enumerate(batch)])
        labels = torch.tensor([label for x in batch for label in x.spans[name][scored(x)]])
        total = total + nn.functional.cross_entropy(logits, labels, weight=weight)
    return weights[batch[0].kind] * total


def facet_loss(out: torch.Tensor, batch: Sequence[Example]) -> torch.Tensor:
    total = out.sum() * 0
    for name in FACETS:
        head = HEADS[name]
        found = [(i, piece, right) for i, x in enumerate(batch) for piece, of, right in x.facets if of == name]
        if not found:
            continue
        logits = out[[i for i, _, _ in found], [piece for _, piece, _ in found], head.first : head.last]
        right = torch.zeros_like(logits)
        for k, (_, _, labels) in enumerate(found):
            right[k, labels] = 1.0
        if head.kind == "any":
            total = total + nn.functional.binary_cross_entropy_with_logits(logits, right) * len(head.labels)
        else:
            likely = torch.log_softmax(logits, -1).masked_fill(right == 0, -1e9)
            total = total - torch.logsumexp(likely, -1).mean()
    return FACET_WEIGHT * total


def told_loss(out: torch.Tensor, batch: Sequence[Example]) -> torch.Tensor:
    head = HEADS["told"]
    rows = [(i, *sentence) for i, x in enumerate(batch) for sentence in x.told or () if sentence[1] > sentence[0]]
    if not rows:
        return out.sum() * 0
    logits = torch.stack([out[i, a:b, head.first : head.last].mean(0) for i, a, b, _ in rows])
    right = torch.zeros_like(logits)
    for k, (_, _, _, labels) in enumerate(rows):
        right[k, labels] = 1.0
    return TOLD_WEIGHT * nn.functional.binary_cross_entropy_with_logits(logits, right) * len(head.labels)


def draw(examples: Sequence[Example], rng: random.Random, stage: Stage) -> list[list[Example]]:
    """The batches of one epoch: each of one set, of windows of like length."""
    out: list[list[Example]] = []
    for kind, share in stage.share.items():
        of_kind = [x for x in examples if x.kind == kind]
        if stage.empty_share == 1:
            chosen = some_of(of_kind, share, rng)
        else:
            chosen = some_of([x for x in of_kind if x.is_marked], share, rng)
            chosen += some_of([x for x in of_kind if not x.is_marked], share * stage.empty_share, rng)
        rng.shuffle(chosen)
        size = BATCH[kind]
        for k in range(0, len(chosen), size * 20):
            chunk = sorted(chosen[k : k + size * 20], key=lambda x: len(x.window.ids))
            out += [chunk[j : j + size] for j in range(0, len(chunk), size)]
    rng.shuffle(out)
    return out


def some_of(examples: Sequence[Example], share: float, rng: random.Random) -> list[Example]:
    """All examples as often as ``share`` is whole, and of its fraction a sample."""
    whole = [x for _ in range(int(share)) for x in examples]
    return whole + rng.sample(list(examples), int(len(examples) * (share % 1)))


def decode(labels: Sequence[int]) -> set[tuple[int, int]]:
    found, start = set(), None
    for k, label in enumerate([*labels, 0]):
        if start is not None and label != 2:
            found.add((start, k))
            start = None
        if label == 1 or (label == 2 and start is None):
            start = k
    return found


@torch.no_grad()
def evaluate(model: SpanModel, examples: Sequence[Example], name: str) -> None:
    model.eval()
    counts: dict[str, list[int]] = {}
    for k in range(0, len(examples), 16):
        batch = sorted(examples, key=lambda x: len(x.window.ids))[k : k + 16]
        with torch.autocast("cpu", torch.bfloat16):
            out = model(*collate(batch)).float()
        for i, x in enumerate(batch):
            for of, labels in x.spans.items():
                head = HEADS[of]
                ours = decode(out[i, scored(x), head.first : head.last].argmax(-1).tolist())
                gold = decode(labels[scored(x)])
                hit = counts.setdefault(of, [0, 0, 0])
                for j, n in enumerate((len(ours & gold), len(ours), len(gold))):
                    hit[j] += n
    for of, (hits, ours, golds) in counts.items():
        f = 2 * hits / max(1, ours + golds)
        print(f"  {name} {of}: P {hits / max(1, ours):.3f} R {hits / max(1, golds):.3f} F {f:.3f}", flush=True)


def fit(model: SpanModel, train: Sequence[Example], tests: dict[str, list[Example]], a: argparse.Namespace) -> None:
    rng, stage = random.Random(a.seed), STAGES[a.stage]
    steps = a.epochs * len(draw(train, random.Random(0), stage))
    optimizer, schedule = two_rates(model, ENCODER_RATE, HEADS_RATE, steps, WARM_UP)
    print(len(train), "windows,", steps, "steps", flush=True)
    for epoch in range(min(a.epochs, a.stop)):
        model.train()
        started, total, todo = time.time(), 0.0, draw(train, rng, stage)
        for step, batch in enumerate(todo):
            with torch.autocast("cpu", torch.bfloat16):
                out = model(*collate(batch))
            loss = span_loss(out, batch, stage.weight) + facet_loss(out, batch) + told_loss(out, batch)
            total += take_step(model, loss, optimizer, schedule)
            if step % 100 == 0:
                print(
                    f"  step {step} of {len(todo)}: {total / (step + 1):.3f}, {time.time() - started:.0f} s", flush=True
                )
        print(f"epoch {epoch + 1}: loss {total / len(todo):.3f}, {time.time() - started:.0f} s", flush=True)
        a.out.mkdir(parents=True, exist_ok=True)
        torch.save(model.state_dict(), a.out / f"epoch-{epoch + 1}.pt")
        torch.save(model.state_dict(), a.out / "model.pt")
        for name, examples in tests.items():
            evaluate(model, examples, name)
    if a.average:
        torch.save(average([a.out / f"epoch-{n}.pt" for n in range(2, min(a.epochs, a.stop) + 1)]), a.out / "model.pt")


def average(paths: Sequence[pathlib.Path]) -> dict[str, torch.Tensor]:
    """The mean of the weights of several files."""
    states = [torch.load(path, weights_only=True) for path in paths]
    return {name: (sum(s[name].float() for s in states) / len(states)).to(states[0][name].dtype) for name in states[0]}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("rows", type=pathlib.Path)
    ap.add_argument("out", type=pathlib.Path)
    ap.add_argument("--epochs", type=int, default=5)
    ap.add_argument("--stop", type=int, default=1000, help="stop after so many of the epochs")
    ap.add_argument("--average", action="store_true", help="the model is the mean of all epochs but the first")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--stage", choices=STAGES, default="broad")
    ap.add_argument("--start", type=pathlib.Path, help="a .pt file to go on from")
    ap.add_argument("--half", type=int, choices=(0, 1), help="learn from this half of the rows alone")
    ap.add_argument("--limit", type=int, default=0, help="only so many windows of each set (a trial)")
    a = ap.parse_args()
    make_repeatable(a.seed, a.threads)
    from transformers import AutoModel

    folder = base_folder()
    tokenizer = plain_tokenizer(folder)
    model = SpanModel(AutoModel.from_pretrained(folder))
    if a.start:
        model.load_state_dict(torch.load(a.start, weights_only=True))
    train = load(a.rows, tokenizer, "train", trusts_doubtful=STAGES[a.stage].trusts_doubtful, half=a.half)
    tests: dict[str, list[Example]] = {}
    aside, test = load(a.rows, tokenizer, "aside"), load(a.rows, tokenizer, "test")
    for kind in HEADS_OF:
        tests[kind] = [x for x in (aside if kind == "muc4" else test) if x.kind == kind][:400]
    if a.limit:
        train = [x for kind in HEADS_OF for x in [y for y in train if y.kind == kind][: a.limit]]
        tests = {kind: examples[: a.limit] for kind, examples in tests.items()}
    fit(model, train, tests, a)


if __name__ == "__main__":
    main()
