"""Fits the pair weights of fusion and writes them as TOML.

    python -m training.fit_fusion ../shared/bench [--rows reports|articles]

Logistic regression with an L2 penalty (scipy, L-BFGS; no randomness) on the candidate pairs of the dev parts,
one coefficient a (field, value). A third of the incidents, chosen by hash, is kept aside and never fitted on;
the figures printed are on those.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bench.fusion_sets import is_aside, maverick_report, read_rows
from onrecord.incidents.affiliation import relate
from onrecord.incidents.blocking import candidate_pairs
from onrecord.incidents.compare import Finding, compare
from onrecord.incidents.constraints import veto
from onrecord.incidents.fusion import order_reports
from onrecord.incidents.traits import traits_of
from onrecord.lexicon.incidents import load_fusion_weights

PENALTY = 1.0
PRIORS = Path(__file__).with_name("fusion_priors.toml")
Example = tuple[list[Finding], bool]
Priors = tuple[float, dict[str, dict[str, float]]]


def read_priors(path: Path = PRIORS) -> Priors:
    """Prior bias and prior means by field and value."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return float(raw["bias"]), raw["fields"]


def fit(examples: Sequence[Example], priors: Priors, penalty: float = PENALTY) -> Priors:
    """Bias and weights by field and value, each pulled towards its prior mean; the bias is free."""
    seen = {(f.field, f.value) for found, _ in examples for f in found}
    columns = {key: i for i, key in enumerate(sorted(seen))}
    means = np.array([priors[1].get(field, {}).get(value, 0.0) for field, value in columns])
    cells = [(r, columns[f.field, f.value], f.amount) for r, (found, _) in enumerate(examples) for f in found]
    rows, cols, data = zip(*cells, strict=True)
    matrix = csr_matrix((data, (rows, cols)), shape=(len(examples), len(columns)))
    truth = np.array([1.0 if same else 0.0 for _, same in examples])

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        z = matrix @ theta[1:] + theta[0]
        error = 1 / (1 + np.exp(-z)) - truth
        off = theta[1:] - means
        value = np.logaddexp(0, z).sum() - truth @ z + penalty / 2 * off @ off
        return value, np.concatenate([[error.sum()], matrix.T @ error + penalty * off])

    result = minimize(
        loss, np.concatenate([[priors[0]], means]), jac=True, method="L-BFGS-B", options={"maxiter": 2000}
    )
    fields = {field: dict(values) for field, values in priors[1].items()}
    for (field, value), column in columns.items():
        fields.setdefault(field, {})[value] = round(float(result.x[column + 1]), 3)
    return round(float(result.x[0]), 3), fields


def maverick_examples(folder: Path, aside: bool) -> list[Example]:
    """Candidate pairs of maverick; ``aside`` picks the pairs of incidents kept aside, else those fitted on."""
    rows = [row for row in read_rows(folder) if is_aside(row["event_id"]) == aside]
    gold = {row["id"]: row["event_id"] for row in rows}
    weights = load_fusion_weights()
    reports = order_reports([maverick_report(row) for row in rows])
    traits = traits_of(reports, {}, weights)
    related = relate(None)
    return [
        (list(compare(a, b, related)), gold[a.report_id] == gold[b.report_id])
        for a, b in ((traits[i], traits[j]) for i, j in candidate_pairs(traits))
        if veto(a, b) is None
    ]


def write_table(path: Path, head: str, numbers: Mapping[str, float], fields: Mapping[str, Mapping[str, float]]) -> None:
    """Writes a pair table as TOML, fields and values in alphabetical order."""
    lines = [*(f"# {line}" for line in head.splitlines()), *(f"{key} = {value}" for key, value in numbers.items())]
    for field in sorted(fields):
        lines += ["", f"[fields.{field}]", *(f'"{value}" = {fields[field][value]}' for value in sorted(fields[field]))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
