"""Writes the fitted event model as int8 ONNX with its tokenizer, and prints how far it departs from the fitted one.

python -m training.events.export FITTED_FOLDER src/onrecord/data/models
"""

from __future__ import annotations

import argparse
import json
import pathlib
import shutil
import tempfile

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from tokenizers import Tokenizer
from transformers import AutoConfig, AutoModel

from training.events.fit import EventModel, base_folder


class Exportable(torch.nn.Module):
    def __init__(self, model: EventModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.model(ids, mask)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("fitted", type=pathlib.Path)
    ap.add_argument("out", type=pathlib.Path)
    ap.add_argument("--check", type=pathlib.Path, help="events.jsonl: sentences to compare the two on")
    a = ap.parse_args()
    folder = base_folder()
    config = AutoConfig.from_pretrained(folder)
    config._attn_implementation = "eager"
    model = EventModel(AutoModel.from_config(config))
    model.load_state_dict(torch.load(a.fitted / "model.pt", weights_only=True))
    model.eval()
    a.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(a.out / "events-tokenizer.json"), pretty=False)
    with tempfile.TemporaryDirectory() as scratch:
        plain = pathlib.Path(scratch) / "plain.onnx"
        ids = torch.tensor([tokenizer.encode("Rebels attacked the town on Monday.").ids])
        exportable = Exportable(model).eval()
        torch.onnx.export(
            exportable,
            (ids, torch.ones_like(ids)),
            str(plain),
            input_names=["ids", "mask"],
            output_names=["scores"],
            dynamic_axes={
                "ids": {0: "rows", 1: "pieces"},
                "mask": {0: "rows", 1: "pieces"},
                "scores": {0: "rows", 1: "pieces"},
            },
            opset_version=17,
            dynamo=False,
        )
        fused = pathlib.Path(scratch) / "fused.onnx"
        bert = optimizer.optimize_model(
            str(plain),
            model_type="bert",
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            opt_level=1,
        )
        print("fused:", {k: v for k, v in bert.get_fused_operator_statistics().items() if v})
        bert.save_model_to_file(str(fused))
        small = pathlib.Path(scratch) / "small.onnx"
        quantize_dynamic(
            str(fused),
            str(small),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=False,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
        shutil.copyfile(small, a.out / "events.onnx")
    session = onnxruntime.InferenceSession(str(a.out / "events.onnx"), providers=["CPUExecutionProvider"])
    print(f"{(a.out / 'events.onnx').stat().st_size / 1e6:.1f} MB")
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
