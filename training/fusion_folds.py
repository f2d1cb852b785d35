"""How well fused reports that are given as fields would be whose incidents the weights never saw.

    python -m training.fusion_folds ../shared/bench --coded FILE

The incidents of maverick dev fall into ``FOLDS`` parts by a hash of their ids. For each part the weights are fitted as
``training.fit_fusion`` does it, on the reports of all other incidents and on the coded articles; then all reports are
fused with them, and those of the part are scored. Prints B3 and pairwise F over all parts; figures at the shipped
threshold. About five minutes.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from bench.fusion_sets import maverick_report, read_rows
from msgspec import structs

from onrecord.incidents import cluster_reports
from onrecord.lexicon.incidents import load_fusion_weights
from training.fit_fusion import REPORT_PENALTY, coded_examples, fit, read_priors, report_examples

FOLDS = 5


def fold_of(incident: str) -> int:
    """The part into which an incident falls."""
    return int(hashlib.sha256(f"fold {incident}".encode()).hexdigest(), 16) % FOLDS


def _counts(groups: Sequence[Sequence[str]], gold: Mapping[str, str], scored: set[str]) -> np.ndarray:
    """Over the scored reports the sums of B3 precision and recall, and of partners right, found and gold."""
    group_of = {report_id: frozenset(group) for group in groups for report_id in group}
    told: dict[str, set[str]] = defaultdict(set)
    for report_id, incident in gold.items():
        told[incident].add(report_id)
    sums = np.zeros(5)
    for report_id in scored:
        found, true = group_of[report_id], told[gold[report_id]]
        right = len(found & true)
        sums += (right / len(found), right / len(true), right - 1, len(found) - 1, len(true) - 1)
    return sums


def main() -> None:
    """Reads the command line, fits and scores part by part."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--coded", type=Path, required=True, help="gva_fusion dev as coded")
    options = parser.parse_args()
    rows = read_rows(options.folder / "maverick")
    reports, gold = [maverick_report(row) for row in rows], {row["id"]: row["event_id"] for row in rows}
    coded = coded_examples(options.folder / "gva_fusion", options.coded, aside=False)
    weights, sums = load_fusion_weights(), np.zeros(5)
    for fold in range(FOLDS):
        others = [report for report in reports if fold_of(gold[report.report_id]) != fold]
        bias, fields = fit([*report_examples(others, gold), *coded], read_priors(), REPORT_PENALTY)
        table = structs.replace(weights.reports, bias=bias, fields=fields)
        groups = cluster_reports(reports, {}, None, structs.replace(weights, reports=table))
        sums += _counts(groups, gold, {one for one, incident in gold.items() if fold_of(incident) == fold})
    precision, recall = sums[:2] / len(gold)
    b3, pairwise = 2 * precision * recall / (precision + recall), 2 * sums[2] / (sums[3] + sums[4])
    print(f"B3 P {precision:.4f}  R {recall:.4f}  F {b3:.4f}   pairwise F {pairwise:.4f}")


if __name__ == "__main__":
    main()
