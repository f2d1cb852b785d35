"""Averages the weights of two fits that began with the same weights (the same seed): steadier than either.

    python -m training.events.mix FIRST_FOLDER SECOND_FOLDER OUT_FOLDER --share 0.25

``--share`` is the second one's part. Wortsman and others, "Model soups", 2022.
"""

from __future__ import annotations

import argparse
import pathlib

import torch


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("first", type=pathlib.Path)
    ap.add_argument("second", type=pathlib.Path)
    ap.add_argument("out", type=pathlib.Path)
    ap.add_argument("--share", type=float, default=0.25)
    a = ap.parse_args()
    first, second = (torch.load(folder / "model.pt", weights_only=True) for folder in (a.first, a.second))
    mixed = {
        name: torch.lerp(weights, second[name], a.share) if weights.is_floating_point() else weights
        for name, weights in first.items()
    }
    a.out.mkdir(parents=True, exist_ok=True)
    torch.save(mixed, a.out / "model.pt")


if __name__ == "__main__":
    main()
