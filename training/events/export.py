"""Writes the fitted event model as int8 ONNX with its tokenizer, and prints how far it departs from the fitted one.

python -m training.events.export FITTED_FOLDER src/onrecord/data/models
"""

from __future__ import annotations

import argparse
import json
import pathlib

import numpy as np
import onnxruntime
import torch
from transformers import AutoModel

from training.events.fit import EventModel
from training.quantising import base_config, base_tokenizer, write_int8


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("fitted", type=pathlib.Path)
    ap.add_argument("out", type=pathlib.Path)
    ap.add_argument("--check", type=pathlib.Path, help="events.jsonl: sentences to compare the two on")
    a = ap.parse_args()
    model = EventModel(AutoModel.from_config(base_config()))
    model.load_state_dict(torch.load(a.fitted / "model.pt", weights_only=True))
    model.eval()
    a.out.mkdir(parents=True, exist_ok=True)
    tokenizer = base_tokenizer()
    tokenizer.save(str(a.out / "events-tokenizer.json"), pretty=False)
    write_int8(model, a.out / "events.onnx")
    session = onnxruntime.InferenceSession(str(a.out / "events.onnx"), providers=["CPUExecutionProvider"])
    if a.check:
        same = n = 0
        for row in list(map(json.loads, a.check.open(encoding="utf-8")))[:300]:
            ids = torch.tensor([tokenizer.encode(row["text"]).ids[:160]])
            with torch.no_grad():
                want = model(ids, torch.ones_like(ids))[0, :, :17].argmax(-1).numpy()
            got = session.run(None, {"ids": ids.numpy(), "mask": np.ones_like(ids.numpy())})[0][0, :, :17].argmax(-1)
            same += int((want == got).sum())
            n += len(want)
        print(f"same type as before quantising: {same / n:.4f} of {n} pieces")


if __name__ == "__main__":
    main()
