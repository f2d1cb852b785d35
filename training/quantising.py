"""Writes a fitted model of word pieces as int8 ONNX, with the tokenizer of its base."""

from __future__ import annotations

import pathlib
import shutil
import tempfile
from typing import Any

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import nn
from transformers import AutoConfig

from training.fitting import base_folder, plain_tokenizer

AXES = {0: "rows", 1: "pieces"}
WEIGHT_OF = {"MatMul": 1, "Attention": 1, "Gather": 0}
"""Which input of an operator is its weight."""

LARGE = 20_000
HIGHEST = 127


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
    """Exports ``model`` (ids, mask -> scores a piece), joins its operators, rounds its weights to int8, into ``out``;
    what goes through the model is rounded too while it runs, which makes it fast.

    Sums and normalising stay apart: onnxruntime's operator for both at once takes eight times as long on a CPU.
    """
    with tempfile.TemporaryDirectory() as scratch:
        small = pathlib.Path(scratch) / "small.onnx"
        quantize_dynamic(
            str(_joined(model, pathlib.Path(scratch), joins_embeddings=True)),
            str(small),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=False,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
        shutil.copyfile(small, out)
    print(f"{out.stat().st_size / 1e6:.1f} MB")


def write_rounded(model: nn.Module, out: pathlib.Path) -> None:
    """As ``write_int8``, but only the weights are rounded (each column with its own scale, of a table each row); what
    goes through the model stays in 32 bits: as small, a quarter of the error, half as fast."""
    with tempfile.TemporaryDirectory() as scratch:
        exported = onnx.load(_joined(model, pathlib.Path(scratch), joins_embeddings=False))
    graph = exported.graph
    weights = {one.name: one for one in graph.initializer}
    nodes = []
    for node in graph.node:
        place = WEIGHT_OF.get(node.op_type)
        weight = weights.get(node.input[place]) if place is not None else None
        if weight is not None and len(weight.dims) == 2 and np.prod(weight.dims) > LARGE:
            graph.initializer.remove(weight)
            graph.initializer.extend(_rounded(weight, by_row=node.op_type == "Gather"))
            nodes += _looked_up(node) if node.op_type == "Gather" else [_restored(weight.name), node]
        else:
            nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(exported)
    onnx.save(exported, str(out))
    print(f"{out.stat().st_size / 1e6:.1f} MB")


def _rounded(weight: onnx.TensorProto, *, by_row: bool) -> list[onnx.TensorProto]:
    """The weight in eight bits, and the scale of each of its rows or columns."""
    values = numpy_helper.to_array(weight)
    scales = np.abs(values).max(axis=1 if by_row else 0, keepdims=True) / HIGHEST
    scales[scales == 0] = 1.0
    eight = np.round(values / scales).astype(np.int8)
    plain = scales.astype(np.float32)
    return [
        numpy_helper.from_array(eight, f"{weight.name}_eight"),
        numpy_helper.from_array(plain if by_row else plain.ravel(), f"{weight.name}_scale"),
    ]


def _restored(name: str) -> onnx.NodeProto:
    return helper.make_node("DequantizeLinear", [f"{name}_eight", f"{name}_scale"], [name], axis=1)


def _looked_up(node: onnx.NodeProto) -> list[onnx.NodeProto]:
    """The rows of a table that a text needs, and only these, in 32 bits."""
    table, index, out = node.input[0], node.input[1], node.output[0]
    return [
        helper.make_node("Gather", [f"{table}_eight", index], [f"{out}_eight"]),
        helper.make_node("Gather", [f"{table}_scale", index], [f"{out}_scale"]),
        helper.make_node("Cast", [f"{out}_eight"], [f"{out}_cast"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Mul", [f"{out}_cast", f"{out}_scale"], [out]),
    ]


def _joined(model: nn.Module, scratch: pathlib.Path, *, joins_embeddings: bool) -> pathlib.Path:
    """The exported model in 32 bits, with its operators joined."""
    config = base_config()
    plain, joined = scratch / "plain.onnx", scratch / "joined.onnx"
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
    joins.enable_embed_layer_norm = joins_embeddings
    bert = optimizer.optimize_model(
        str(plain),
        model_type="bert",
        num_heads=config.num_attention_heads,
        hidden_size=config.hidden_size,
        optimization_options=joins,
        opt_level=1,
    )
    print("fused:", {k: v for k, v in bert.get_fused_operator_statistics().items() if v})
    bert.save_model_to_file(str(joined))
    return joined
