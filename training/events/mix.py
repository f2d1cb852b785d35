"""Averages the weights of fits that began with the same weights: steadier than any of them.

    python -m training.events.mix OUT_FOLDER FIRST_FOLDER=0.75 SECOND_FOLDER=0.25 [--surer 1.25]

Each fit with its share; the shares make up one. Wortsman and others, "Model soups", 2022. ``--surer`` multiplies what the
mean says of types: a mean, and a fit that went on for a short while, is less sure of itself than the fits that the
coder's constants (detection.toml) were chosen with.
"""

from __future__ import annotations

import argparse
import pathlib

import torch

TYPES_HEAD = ("types.weight", "types.bias")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out", type=pathlib.Path)
    ap.add_argument("fits", nargs="+", help="FOLDER=SHARE")
    ap.add_argument("--surer", type=float, default=1.0)
    a = ap.parse_args()
    pairs = [fit.rsplit("=", 1) for fit in a.fits]
    shares = [float(share) for _, share in pairs]
    if abs(sum(shares) - 1) > 1e-6:
        ap.error(f"the shares make up {sum(shares)}, not 1")
    states = [torch.load(pathlib.Path(folder) / "model.pt", weights_only=True) for folder, _ in pairs]
    mixed = {
        name: sum(share * state[name] for share, state in zip(shares, states, strict=True))
        if weights.is_floating_point()
        else weights
        for name, weights in states[0].items()
    }
    for name in TYPES_HEAD:
        mixed[name] = mixed[name] * a.surer
    a.out.mkdir(parents=True, exist_ok=True)
    torch.save(mixed, a.out / "model.pt")


if __name__ == "__main__":
    main()
