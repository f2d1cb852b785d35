"""Fits the event model: MiniLM with heads for a word's PLOVER type, status and factuality.

    python -m training.events.fit .work/events.jsonl ../shared/bench OUT_FOLDER [--epochs 5] [--seed 1]

Needs training/requirements.txt. Deterministic by seed on one thread. Fitted on reports_train without the documents named
in aside.txt, RAMS dev excerpts not in them, the factuality sets' train splits, cameo_st rows whose id's sha256 is not divisible by 5,
our own sentences (training/sentences) and the first labels (training/labels/sentences.csv).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pathlib
import random
import time
from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from training.fitting import base_folder, make_repeatable, plain_tokenizer, take_step, two_rates

TYPES = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]  # fmt: skip
STATUSES = ["occurred", "attempted", "ongoing", "planned", "threatened", "demanded", "hypothetical", "denied"]
MAX_TOKENS = 160
ENCODER_RATE = 6e-5
HEADS_RATE = 1e-3
MASKED_WEIGHT = 0.1
UNKNOWN_LEFT_OUT = frozenset({"rams", "cameo_st", "labels", "later_labels"})
"""Sets whose words of unknown type say nothing; elsewhere such a word weighs ``MASKED_WEIGHT`` as one without an event."""

FACTUALITY_ROWS_AN_EPOCH = 1800
"""All of MEANTIME and of our own sentences, UW's drawn anew each epoch: MEANTIME is a tenth of UW and marks more kinds of words."""

FACTUALITY_ROWS_WITHOUT_OWN = 1600
OWN_FACTUALITY = pathlib.Path(__file__).resolve().parents[1] / "sentences" / "factuality.jsonl"


class EventModel(nn.Module):
    """Encoder and heads. ``forward`` takes token ids and a mask, gives per-token outputs: 17 types, 8 statuses, core, factuality."""

    def __init__(self, encoder: nn.Module, width: int = 384) -> None:
        super().__init__()
        self.encoder = encoder
        self.drop = nn.Dropout(0.1)
        self.hidden = nn.Linear(2 * width, 256)
        self.types = nn.Linear(256, 1 + len(TYPES))
        self.status = nn.Linear(256, len(STATUSES))
        self.core = nn.Linear(256, 1)
        self.factuality = nn.Linear(256, 1)
        self.quad = nn.Linear(256, 5)
        self.role = nn.Linear(256, 3)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        m = mask.unsqueeze(-1).to(states.dtype)
        pooled = (states * m).sum(1, keepdim=True) / m.sum(1, keepdim=True)
        h = torch.relu(self.hidden(self.drop(torch.cat([states, pooled.expand_as(states)], -1))))
        return torch.cat(
            [self.types(h), self.status(h), self.core(h), self.factuality(h), self.quad(h), self.role(h)], -1
        )


def is_later(row: dict[str, Any]) -> bool:
    """Whether a row came after the first two fits: a label, or a sentence of ``LATER_SENTENCES``."""
    return row["set"] == "labels" or row["document"].rpartition("-")[0] in LATER_SENTENCES


def has_event_or_luck(row: dict[str, Any]) -> bool:
    """All rows but two thirds of the labelled sentences without an event."""
    if row["set"] != "labels" or any(word["types"] for word in row["candidates"]):
        return True
    return int(hashlib.sha256(row["text"].encode()).hexdigest(), 16) % 3 == 0


LATER_SENTENCES = frozenset({"acts", "background", "nothing"})
KEPT: dict[str, Callable[[dict[str, Any]], bool]] = {
    "all": lambda row: True,
    "none": lambda row: not is_later(row),
    "fewer": has_event_or_luck,
}


def load_events(
    path: pathlib.Path,
    tokenizer: Any,
    parts: set[tuple[str, str]],
    is_kept: Callable[[dict[str, Any]], bool] = KEPT["all"],
) -> list[dict[str, Any]]:
    rows = []
    for row in map(json.loads, path.open(encoding="utf-8")):
        if (row["set"], row["part"]) not in parts or not is_kept(row):
            continue
        enc = tokenizer.encode(row["text"])
        words = []
        for w in row["candidates"]:
            t = next((k for k, (a, b) in enumerate(enc.offsets) if a <= w["start"] < b and k < MAX_TOKENS - 1), None)
            if t is None:
                continue
            words.append((t, w["types"], w["status"], w["core"], w))
        rows.append(
            {
                "ids": enc.ids[:MAX_TOKENS],
                "words": words,
                "kind": "events",
                "set": row["set"],
                "quad": row.get("quad"),
                "roles": _role_labels(row, enc),
            }
        )
    return rows


def _role_labels(row: dict[str, Any], enc: Any) -> list[int] | None:
    """0 other, 1 source, 2 target, one a word piece; None where the row has no roles."""
    if row.get("roles") is None:
        return None
    labels = [0] * min(len(enc.ids), MAX_TOKENS)
    for start, end, tag in row["roles"]:
        for k, (a, b) in enumerate(enc.offsets[:MAX_TOKENS]):
            if b > a and a < end and start < b:
                labels[k] = 1 if tag == "S" else 2
    return labels


def load_factuality(path: pathlib.Path, tokenizer: Any, want: str) -> list[dict[str, Any]]:
    rows = []
    for row in map(json.loads, path.open(encoding="utf-8")):
        if row["split"] != want or not row["events"] or row["dataset"] == "uds_ih2":
            continue
        starts, pos = [], 0
        for t in row["tokens"]:
            starts.append(pos)
            pos += len(t) + 1
        enc = tokenizer.encode(" ".join(row["tokens"]))
        words = []
        for e in row["events"]:
            s = starts[int(e["token"])]
            t = next((k for k, (a, b) in enumerate(enc.offsets) if a <= s < b and k < MAX_TOKENS - 1), None)
            if t is not None:
                words.append((t, float(e["value"])))
        if words:
            rows.append({"ids": enc.ids[:MAX_TOKENS], "words": words, "kind": "factuality", "set": row["dataset"]})
    return rows


def load_own_factuality(path: pathlib.Path, tokenizer: Any) -> list[dict[str, Any]]:
    rows = []
    for row in map(json.loads, path.open(encoding="utf-8")):
        enc = tokenizer.encode(row["text"])
        words = [
            (next(k for k, (a, b) in enumerate(enc.offsets) if a <= w["start"] < b), w["factuality"])
            for w in row["words"]
            if "factuality" in w
        ]
        rows.append({"ids": enc.ids, "words": words, "kind": "factuality", "set": "own"})
    return rows


def draw_factuality(rows: list[dict[str, Any]], rng: random.Random, with_own: bool) -> list[dict[str, Any]]:
    """One epoch's rows: see ``FACTUALITY_ROWS_AN_EPOCH``; without our own, evenly from all."""
    if not with_own:
        return rng.sample(rows, FACTUALITY_ROWS_WITHOUT_OWN)
    always = [r for r in rows if r["set"] != "uw"]
    return always + rng.sample([r for r in rows if r["set"] == "uw"], FACTUALITY_ROWS_AN_EPOCH - len(always))


def collate(rows: list[dict[str, Any]]) -> tuple[torch.Tensor, torch.Tensor]:
    n = max(len(r["ids"]) for r in rows)
    ids = torch.zeros(len(rows), n, dtype=torch.long)
    mask = torch.zeros(len(rows), n, dtype=torch.long)
    for i, r in enumerate(rows):
        ids[i, : len(r["ids"])] = torch.tensor(r["ids"])
        mask[i, : len(r["ids"])] = 1
    return ids, mask


def events_loss(out: torch.Tensor, rows: list[dict[str, Any]]) -> torch.Tensor:
    words = [(i, *word[:4], r["set"]) for i, r in enumerate(rows) for word in r["words"]]
    words = [w for w in words if not (w[2] is None and w[5] in UNKNOWN_LEFT_OUT)]
    if not words:
        return out.sum() * 0
    picked = out[[w[0] for w in words], [w[1] for w in words]]
    logp = torch.log_softmax(picked[:, :17], -1)
    accepted = torch.zeros(len(words), 17, dtype=torch.bool)
    first = torch.zeros(len(words), dtype=torch.long)
    weight = torch.ones(len(words))
    for k, (_, _, types, _, _, _) in enumerate(words):
        first[k] = 1 + TYPES.index(types[0]) if types else 0
        accepted[k, [1 + TYPES.index(x) for x in types] if types else [0]] = True
        if types is None:
            weight[k] = MASKED_WEIGHT
    alone = logp.gather(1, first[:, None])[:, 0]
    any_of = torch.logsumexp(logp.masked_fill(~accepted, -1e9), -1)
    total = -(weight * 0.5 * (alone + any_of)).sum() / weight.sum()
    told = [k for k, w in enumerate(words) if w[3]]
    if told:
        status = torch.tensor([STATUSES.index(words[k][3]) for k in told])
        core = torch.tensor([float(words[k][4]) for k in told])
        total = total + 0.3 * nn.functional.cross_entropy(picked[told, 17:25], status)
        total = total + 0.1 * nn.functional.binary_cross_entropy_with_logits(picked[told, 25], core)
    return total


def factuality_loss(out: torch.Tensor, rows: list[dict[str, Any]]) -> torch.Tensor:
    pred = torch.stack([out[i, t, 26] for i, r in enumerate(rows) for t, _ in r["words"]])
    gold = out.new_tensor([v for r in rows for _, v in r["words"]])
    return 0.3 * nn.functional.smooth_l1_loss(pred, gold)


def sentence_loss(out: torch.Tensor, rows: list[dict[str, Any]]) -> torch.Tensor:
    """Quad class of the sentence, and who is source and target in it."""
    total = out.sum() * 0
    known = [i for i, r in enumerate(rows) if r["quad"] is not None]
    if known:
        logits = torch.stack([out[i, : len(rows[i]["ids"]), 27:32].mean(0) for i in known])
        total = total + 0.3 * nn.functional.cross_entropy(logits, torch.tensor([rows[i]["quad"] for i in known]))
    told = [i for i, r in enumerate(rows) if r["roles"] is not None]
    if told:
        logits = torch.cat([out[i, : len(rows[i]["roles"]), 32:35] for i in told])
        labels = torch.tensor([x for i in told for x in rows[i]["roles"]])
        total = total + 0.5 * nn.functional.cross_entropy(logits, labels, weight=torch.tensor([0.5, 1.0, 1.0]))
    return total


def both_losses(out: torch.Tensor, rows: list[dict[str, Any]]) -> torch.Tensor:
    return events_loss(out, rows) + sentence_loss(out, rows)


LOSSES = {"events": both_losses, "factuality": factuality_loss}


def batches(rows: list[dict[str, Any]], size: int, rng: random.Random) -> list[list[dict[str, Any]]]:
    rows = rows[:]
    rng.shuffle(rows)
    out = []
    for k in range(0, len(rows), size * 20):
        chunk = sorted(rows[k : k + size * 20], key=lambda r: len(r["ids"]))
        out += [chunk[j : j + size] for j in range(0, len(chunk), size)]
    rng.shuffle(out)
    return out


@torch.no_grad()
def evaluate_sentences(model: EventModel, rows: list[dict[str, Any]], name: str) -> None:
    right, n, hits = 0, 0, [0, 0, 0]
    for k in range(0, len(rows), 32):
        out = model(*collate(rows[k : k + 32]))
        for i, r in enumerate(rows[k : k + 32]):
            right += int(out[i, : len(r["ids"]), 27:32].mean(0).argmax()) == r["quad"]
            n += 1
            if r["roles"] is not None:
                got = out[i, : len(r["roles"]), 32:35].argmax(-1).tolist()
                hits[0] += sum(g == w != 0 for g, w in zip(got, r["roles"], strict=True))
                hits[1] += sum(g != 0 for g in got)
                hits[2] += sum(w != 0 for w in r["roles"])
    f = 2 * hits[0] / max(1, hits[1] + hits[2])
    print(f"  {name}: quad accuracy {right / n:.3f}, role pieces F {f:.3f}", flush=True)


@torch.no_grad()
def evaluate(model: EventModel, rows: list[dict[str, Any]], name: str) -> None:
    model.eval()
    if rows[0]["kind"] == "factuality":
        pred, gold = [], []
        for k in range(0, len(rows), 32):
            out = model(*collate(rows[k : k + 32]))
            for i, r in enumerate(rows[k : k + 32]):
                for t, v in r["words"]:
                    pred.append(out[i, t, 26].item())
                    gold.append(v)
        p, g = torch.tensor(pred), torch.tensor(gold)
        r = torch.corrcoef(torch.stack([p, g]))[0, 1].item()
        print(f"  {name}: r {r:.3f} mae {(p - g).abs().mean().item():.3f}", flush=True)
        return
    if rows[0]["quad"] is not None:
        evaluate_sentences(model, rows, name)
        return
    stat = {t: [0, 0, 0] for t in (0.3, 0.4, 0.5, 0.6, 0.7)}
    srt = [0, 0]
    for k in range(0, len(rows), 32):
        out = model(*collate(rows[k : k + 32]))
        for i, r in enumerate(rows[k : k + 32]):
            for t, types, status, _core, _w in r["words"]:
                p = torch.softmax(out[i, t, :17], -1)
                best = int(p[1:].argmax())
                for th, s in stat.items():
                    hit = 1 - p[0].item() > th
                    s[2] += bool(types)
                    if hit and types is not None:
                        s[1] += 1
                        s[0] += TYPES[best] in types
                if types and status:
                    srt[0] += STATUSES[int(out[i, t, 17:25].argmax())] == status
                    srt[1] += 1
    for th, (hit, n, gold) in stat.items():
        p, r = hit / max(n, 1), hit / max(gold, 1)
        print(f"  {name} @{th}: P {p:.3f} R {r:.3f} F {2 * p * r / max(p + r, 1e-9):.3f}", flush=True)
    print(f"  {name}: status {srt[0] / max(srt[1], 1):.3f} of {srt[1]}", flush=True)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("events", type=pathlib.Path)
    ap.add_argument("data", type=pathlib.Path)
    ap.add_argument("out", type=pathlib.Path)
    ap.add_argument("--epochs", type=int, default=5)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--order", type=int, default=0, help="another order of the sentences, from the same first weights")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument(
        "--everything",
        action="store_true",
        help="fit on the aside documents too (the last step, nothing left to measure on)",
    )
    ap.add_argument(
        "--without-own", action="store_true", help="leave out our own sentences and labels (the first of two fits)"
    )
    ap.add_argument(
        "--later", choices=sorted(KEPT), default="all", help="what to take of the labels and later sentences"
    )
    ap.add_argument(
        "--half", action="store_true", help="the encoder in bfloat16: three times as fast where the CPU has it"
    )
    ap.add_argument("--start", type=pathlib.Path, help="a fitted model.pt to go on from, instead of the base")
    ap.add_argument("--pace", type=float, default=1.0, help="share of the usual learning rates")
    a = ap.parse_args()
    make_repeatable(a.seed, a.threads)
    from transformers import AutoModel

    folder = base_folder()
    tokenizer = plain_tokenizer(folder)
    model = EventModel(AutoModel.from_pretrained(folder))
    if a.start:
        model.load_state_dict(torch.load(a.start, weights_only=True))
        torch.manual_seed(a.seed + a.order)
    rng = random.Random(a.seed + a.order)
    parts = {("reports_train", "train"), ("rams", "train"), ("cameo_st", "train")}
    parts |= set() if a.without_own else {("own", "train"), ("labels", "train")}
    parts |= {("reports_train", "aside")} if a.everything else set()
    train = load_events(a.events, tokenizer, parts, KEPT[a.later])
    aside = load_events(a.events, tokenizer, {("reports_train", "aside")})
    gold = load_events(a.events, tokenizer, {("reports_gold", "test")})
    fact = a.data / "factuality" / "dev.jsonl"
    facts, fact_dev = load_factuality(fact, tokenizer, "train"), load_factuality(fact, tokenizer, "dev")
    facts += [] if a.without_own else load_own_factuality(OWN_FACTUALITY, tokenizer)
    quads_dev = load_events(a.events, tokenizer, {("cameo_st", "aside")})
    drawn = FACTUALITY_ROWS_WITHOUT_OWN if a.without_own else FACTUALITY_ROWS_AN_EPOCH
    steps = a.epochs * (len(train) // 16 + drawn // 32 + 3)
    optimizer, schedule = two_rates(model, ENCODER_RATE * a.pace, HEADS_RATE * a.pace, steps)
    print(len(train), "event sentences,", len(facts), "factuality;", steps, "steps", flush=True)
    for epoch in range(a.epochs):
        model.train()
        started = time.time()
        todo = batches(train, 16, rng) + batches(draw_factuality(facts, rng, not a.without_own), 32, rng)
        rng.shuffle(todo)
        total = 0.0
        for rows in todo:
            with torch.autocast("cpu", torch.bfloat16, enabled=a.half):
                out = model(*collate(rows))
            total += take_step(model, LOSSES[rows[0]["kind"]](out.float(), rows), optimizer, schedule)
        print(f"epoch {epoch + 1}: loss {total / len(todo):.3f}, {time.time() - started:.0f} s", flush=True)
        evaluate(model, aside, "aside")
        evaluate(model, gold, "reports_gold")
        evaluate(model, [r for r in fact_dev if r["set"] == "uw"], "uw dev")
        evaluate(model, [r for r in fact_dev if r["set"] == "meantime"], "meantime dev")
        evaluate(model, quads_dev, "cameo_st aside")
        a.out.mkdir(parents=True, exist_ok=True)
        torch.save(model.state_dict(), a.out / "model.pt")


if __name__ == "__main__":
    main()
