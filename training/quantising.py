"""Writes a fitted model of word pieces as int8 ONNX, with the tokenizer of its base."""

from __future__ import annotations

import pathlib
import shutil
import tempfile
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import nn
from transformers import AutoConfig

from training.fitting import base_folder, plain_tokenizer

AXES = {0: "rows", 1: "pieces"}


class Exportable(nn.Module):
    """Takes ids and mask by position alone."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.model(ids, mask)


def base_config() -> Any:
    """The base model's configuration, with attention spelled out so that it can be exported."""
    config = AutoConfig.from_pretrained(base_folder())
    config._attn_implementation = "eager"
    return config


def base_tokenizer() -> Any:
    """The base model's tokenizer, neither padding nor cutting."""
    return plain_tokenizer(base_folder())


def write_int8(model: nn.Module, out: pathlib.Path) -> None:
    """Exports ``model`` (ids, mask -> scores a piece), joins its operators, rounds its weights to int8, into ``out``.

    Sums and normalising stay apart: onnxruntime's operator for both at once takes eight times as long on a CPU.
    """
    config = base_config()
    with tempfile.TemporaryDirectory() as scratch:
        plain, fused, small = (pathlib.Path(scratch) / name for name in ("plain.onnx", "fused.onnx", "small.onnx"))
        ids = torch.tensor([base_tokenizer().encode("Rebels attacked the town on Monday.").ids])
        torch.onnx.export(
            Exportable(model).eval(),
            (ids, torch.ones_like(ids)),
            str(plain),
            input_names=["ids", "mask"],
            output_names=["scores"],
            dynamic_axes={"ids": AXES, "mask": AXES, "scores": AXES},
            opset_version=17,
            dynamo=False,
        )
        joins = FusionOptions("bert")
        joins.enable_skip_layer_norm = joins.enable_bias_skip_layer_norm = False
        bert = optimizer.optimize_model(
            str(plain),
            model_type="bert",
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            optimization_options=joins,
            opt_level=1,
        )
        print("fused:", {k: v for k, v in bert.get_fused_operator_statistics().items() if v})
        bert.save_model_to_file(str(fused))
        quantize_dynamic(
            str(fused),
            str(small),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=False,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
        shutil.copyfile(small, out)
    print(f"{out.stat().st_size / 1e6:.1f} MB")
