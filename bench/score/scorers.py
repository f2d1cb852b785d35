"""The scorers that lie beside the gold sets, imported by path: there is no copy of them in this repository."""

from __future__ import annotations

import contextlib
import importlib.util
import io
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

FALLBACK = Path("../shared/bench/scorers")


def find_scorers(data: Path) -> Path:
    """``data``/scorers, else ../shared/bench/scorers; FileNotFoundError where neither is there."""
    for folder in (data / "scorers", FALLBACK, Path(__file__).resolve().parents[3] / "shared/bench/scorers"):
        if (folder / "score.py").is_file():
            return folder
    raise FileNotFoundError(f"no scorers in {data / 'scorers'} nor in {FALLBACK}: pass the folder that holds them")


class Scorers:
    """The scorer modules of one folder, each loaded when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def score(self) -> ModuleType:
        """Coreference, clustering, spans, regression, classification (score.py)."""
        return self.load("score")

    @cached_property
    def timex(self) -> ModuleType:
        """Time expressions (timex_score.py)."""
        return self.load("timex_score")

    @cached_property
    def muc4_full(self) -> ModuleType:
        """All slots of MUC-4 (muc4_full.py)."""
        return self.load("muc4_full")

    @cached_property
    def muc4_score(self) -> ModuleType:
        """CEAF-REE and GTT figures of MUC-4 (muc4_score.py)."""
        return self.load("muc4_score")

    @property
    def reports(self) -> Path:
        """The script that scores coded reports (score_reports.py)."""
        return self.folder / "score_reports.py"

    def load(self, name: str) -> ModuleType:
        """The module ``name`` of the folder, freshly loaded."""
        path = self.folder / f"{name}.py"
        spec = importlib.util.spec_from_file_location(f"gold_scorer_{name}", path)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(f"no scorer {path}")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module


def quietly(call: Callable[..., Any], *args: object, **options: object) -> Any:
    """The result of a scorer that also prints, without the printing."""
    with contextlib.redirect_stdout(io.StringIO()):
        return call(*args, **options)


def f_score(hits: float, predicted: float, gold: float) -> float:
    """2 * hits / (predicted + gold); 0 where both are empty."""
    return 2 * hits / (predicted + gold) if predicted + gold else 0.0
