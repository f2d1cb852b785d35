"""Fits the gate: a small convolutional net that says which sentences the event model need not be asked of.

    OMP_NUM_THREADS=1 python -m training.gate.fit .work/gate src/onrecord/data/models [--epochs 8] [--seed 1]

Needs training/requirements.txt. It learns the event model's own margins (training.gate.collect), piece by piece and
sentence by sentence, no gold. The bar is the highest at which ``--keep`` of the sentences that the event model would have
parsed still pass, in the tenth of the documents that is held out. Deterministic by seed on one thread.
"""

from __future__ import annotations

import argparse
import pathlib
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn

from training.fitting import base_folder

PIECES = 30522
WIDTH, CHANNELS = 48, 96
HELD_OUT = 4
ROWS = 32


class Gate(nn.Module):
    """``forward`` takes the word pieces of one or more sentences (0 where a row has ended) and gives what each piece
    says for an event (logits)."""

    def __init__(self, table: torch.Tensor) -> None:
        super().__init__()
        self.table = nn.Embedding.from_pretrained(table, freeze=False)
        self.first = nn.Conv1d(WIDTH, CHANNELS, 5, padding=2)
        self.second = nn.Conv1d(CHANNELS, CHANNELS, 3, padding=2, dilation=2)
        self.third = nn.Conv1d(CHANNELS, CHANNELS, 3, padding=4, dilation=4)
        self.whole = nn.Linear(CHANNELS, CHANNELS)
        self.out = nn.Linear(CHANNELS, 1)
        self.drop = nn.Dropout(0.1)

    def embed(self, ids: torch.Tensor) -> torch.Tensor:
        return self.table(ids)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        mask = (ids != 0).float().unsqueeze(1)
        x = self.drop(self.embed(ids)).transpose(1, 2) * mask
        x = torch.relu(self.first(x)) * mask
        x = x + torch.relu(self.second(x)) * mask
        x = x + torch.relu(self.third(x)) * mask
        mean = x.sum(2) / mask.sum(2)
        x = torch.relu(x + self.whole(mean).unsqueeze(2))
        return self.out(self.drop(x.transpose(1, 2))).squeeze(2)


class Rounded(nn.Module):
    """The fitted gate with its table in eight bits, as it is shipped: pieces of one sentence in, its highest logit out."""

    def __init__(self, gate: Gate) -> None:
        super().__init__()
        table = gate.table.weight.detach()
        scale = table.abs().max(0).values / 127
        self.register_buffer("rounded", torch.round(table / scale).to(torch.int8))
        self.register_buffer("scale", scale)
        gate.embed = lambda ids: self.rounded[ids].float() * self.scale  # type: ignore[method-assign]
        self.gate = gate

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.gate(ids).max(dim=1).values


def first_table() -> torch.Tensor:
    """The base model's word vectors, as few columns as the gate has, of variance one."""
    path = next(base_folder().glob("**/*.safetensors"))
    weights = load_file(str(path))
    table = next(weights[k] for k in weights if k.endswith("word_embeddings.weight")).float()
    table = table - table.mean(0)
    _, _, directions = torch.linalg.svd(table, full_matrices=False)
    low = table @ directions[:WIDTH].T
    return low / low.std()


class Rows:
    """The collected sentences: pieces, margins, set and tenth."""

    def __init__(self, folder: pathlib.Path) -> None:
        files = sorted(folder.glob("*.npz"))
        parts = [dict(np.load(path)) for path in files]
        self.names = [path.stem for path in files]
        self.ids = np.concatenate([part["ids"] for part in parts])
        self.margins = np.concatenate([part["margins"] for part in parts]).astype(np.float32)
        self.lengths, self.tenth = np.concatenate([part["rows"] for part in parts]).T
        self.sets = np.repeat(np.arange(len(parts)), [len(part["rows"]) for part in parts])
        self.ends = np.cumsum(self.lengths)
        self.most = np.maximum.reduceat(self.margins, self.ends - self.lengths)

    def batch(self, picked: np.ndarray[Any, Any]) -> tuple[torch.Tensor, torch.Tensor]:
        longest = int(self.lengths[picked].max())
        ids, margins = np.zeros((len(picked), longest), np.int64), np.full((len(picked), longest), -20, np.float32)
        for row, k in enumerate(picked):
            span = slice(self.ends[k] - self.lengths[k], self.ends[k])
            ids[row, : self.lengths[k]], margins[row, : self.lengths[k]] = self.ids[span], self.margins[span]
        return torch.from_numpy(ids), torch.from_numpy(margins)


def batches(rows: Rows, picked: np.ndarray[Any, Any], rng: np.random.Generator) -> Iterator[np.ndarray[Any, Any]]:
    """Batches of sentences of like length, in any order."""
    noisy = rows.lengths[picked] + rng.random(len(picked)) * 4
    ordered = picked[np.argsort(noisy)]
    starts = np.arange(0, len(ordered), ROWS)
    for start in rng.permutation(starts):
        yield ordered[start : start + ROWS]


def loss_of(logits: torch.Tensor, ids: torch.Tensor, margins: torch.Tensor) -> torch.Tensor:
    """Cross-entropy with the event model's own doubt, of pieces and of whole sentences; what it is sure of weighs up to
    four times, so that plain events are the last to be lost."""
    bce = nn.functional.binary_cross_entropy_with_logits
    inside = ids != 0
    pieces = bce(logits[inside], torch.sigmoid(margins[inside]), 1 + margins[inside].clamp(0, 3))
    most = margins.max(1).values
    shown = logits.masked_fill(~inside, -20).max(1).values
    return 8 * pieces + bce(shown, torch.sigmoid(most), 1 + most.clamp(0, 3))


def fit(gate: Gate, rows: Rows, epochs: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    picked = np.flatnonzero(rows.tenth != HELD_OUT)
    optimizer = torch.optim.AdamW(gate.parameters(), lr=2e-3, weight_decay=0.01)
    steps = epochs * (len(picked) // ROWS + 1)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=steps, pct_start=0.1)
    for epoch in range(epochs):
        start, total, n = time.time(), 0.0, 0
        gate.train()
        for some in batches(rows, picked, rng):
            ids, margins = rows.batch(some)
            loss = loss_of(gate(ids), ids, margins)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            plan.step()
            total, n = total + loss.item(), n + 1
        print(f"epoch {epoch} loss {total / n:.4f} {time.time() - start:.0f} s", flush=True)
        report(rows, highest(gate, rows), 0.98)


@torch.no_grad()
def highest(gate: Gate, rows: Rows) -> np.ndarray[Any, Any]:
    """The gate's logit of every sentence held out; minus infinity for the others."""
    gate.eval()
    found = np.full(len(rows.lengths), -np.inf, np.float32)
    picked = np.flatnonzero(rows.tenth == HELD_OUT)
    for some in np.array_split(picked[np.argsort(rows.lengths[picked])], max(1, len(picked) // 128)):
        ids, _ = rows.batch(some)
        found[some] = gate(ids).masked_fill(ids == 0, -20).max(1).values.numpy()
    return found


def report(rows: Rows, logits: np.ndarray[Any, Any], keep: float) -> float:
    """Prints and gives the bar at which ``keep`` of what the event model would have passed is kept; shares by set."""
    shown = rows.tenth == HELD_OUT
    wanted = shown & (rows.most >= 0)
    bar = float(np.quantile(logits[wanted], 1 - keep))
    line = []
    for number, name in enumerate(rows.names):
        own = shown & (rows.sets == number)
        if own.any():
            kept = own & (logits >= bar)
            recall = (kept & wanted).sum() / max(1, (own & wanted).sum())
            pieces = [rows.lengths[some].sum() / rows.lengths[own].sum() for some in (kept, own & wanted)]
            line.append(f"{name} {recall:.3f}/{pieces[0]:.2f}/{pieces[1]:.2f}")
    print(f"  keep {keep}: bar {bar:.2f}; recall/pieces read/pieces wanted: {', '.join(line)}", flush=True)
    return bar


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("collected", type=pathlib.Path)
    ap.add_argument("out", type=pathlib.Path)
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--keep", type=float, default=0.98)
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(1)
    rows = Rows(a.collected)
    print(f"{len(rows.lengths)} sentences, {len(rows.ids)} pieces, {(rows.most >= 0).mean():.3f} promise an event")
    gate = Gate(first_table())
    fit(gate, rows, a.epochs, a.seed)
    gate.eval()
    rounded = Rounded(gate).eval()
    logits = highest(gate, rows)
    for keep in (0.97, 0.98, 0.99, 0.995):
        report(rows, logits, keep)
    bar = report(rows, logits, a.keep)
    ids = torch.tensor([[101, 8431, 4457, 1996, 2237, 102]])
    torch.onnx.export(
        rounded,
        (ids,),
        str(a.out / "gate.onnx"),
        input_names=["ids"],
        output_names=["logit"],
        dynamic_axes={"ids": {0: "rows", 1: "pieces"}, "logit": {0: "rows"}},
        opset_version=17,
        dynamo=False,
    )
    (a.out / "gate.toml").write_text(
        f"# Written by training.gate.fit: a sentence whose logit stays below goes no further. Held-out recall {a.keep}.\nbar = {bar:.3f}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
