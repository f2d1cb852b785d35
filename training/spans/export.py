"""Writes the fitted span model as ONNX with weights of eight bits, and prints how far it departs from the fitted one.

    python -m training.spans.export .work/span-model/model.pt src/onrecord/data/models --check .work/spans.jsonl

The tokenizer is the event model's (events-tokenizer.json), which is that of the same base.
"""

from __future__ import annotations

import argparse
import pathlib

import numpy as np
import onnxruntime
import torch
from transformers import AutoModel

from training.quantising import base_config, base_tokenizer, write_int8, write_rounded
from training.spans.fit import HEADS, HEADS_OF, SpanModel, load

CHECKED_WINDOWS = 200


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("fitted", type=pathlib.Path, help="the .pt file")
    ap.add_argument("out", type=pathlib.Path, help="folder for spans.onnx")
    ap.add_argument("--check", type=pathlib.Path, help="spans.jsonl: texts to compare the two on")
    ap.add_argument("--fast", action="store_true", help="round what goes through it too: twice as fast, less exact")
    a = ap.parse_args()
    model = SpanModel(AutoModel.from_config(base_config()))
    model.load_state_dict(torch.load(a.fitted, weights_only=True))
    model.eval()
    a.out.mkdir(parents=True, exist_ok=True)
    write = write_int8 if a.fast else write_rounded
    write(model, a.out / "spans.onnx")
    if a.check:
        compare(model, a.out / "spans.onnx", a.check)


@torch.no_grad()
def compare(model: SpanModel, exported: pathlib.Path, texts: pathlib.Path) -> None:
    """Prints how often both say the same of a piece, over the heads that a window's set trains."""
    session = onnxruntime.InferenceSession(str(exported), providers=["CPUExecutionProvider"])
    counts: dict[str, list[int]] = {}
    examples = load(texts, base_tokenizer(), "test")
    for example in examples[:: max(1, len(examples) // CHECKED_WINDOWS)]:
        ids = torch.tensor([example.window.ids])
        want = model(ids, torch.ones_like(ids))[0].numpy()
        got = session.run(None, {"ids": ids.numpy(), "mask": np.ones_like(ids.numpy())})[0][0]
        for name in HEADS_OF[example.kind]:
            ours, theirs = (rows[:, HEADS[name].first : HEADS[name].last].argmax(-1) for rows in (want, got))
            marked = (ours != 0) | (theirs != 0)
            count = counts.setdefault(name, [0, 0])
            count[0] += int(((ours == theirs) & marked).sum())
            count[1] += int(marked.sum())
    for name, (same, marked) in counts.items():
        print(f"  {name}: same on {same} of {marked} pieces that either marks ({same / max(1, marked):.3f})")


if __name__ == "__main__":
    main()
