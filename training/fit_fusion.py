"""Fits the pair weights of fusion and writes them as TOML.

    python -m training.fit_fusion ../shared/bench [--only shares|reports|articles]

Logistic regression with an L2 penalty (scipy, L-BFGS; no randomness) on the candidate pairs of the dev parts,
one coefficient a (field, value). A third of the incidents, chosen by hash, is kept aside and never fitted on;
the figures printed are on those.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from bench.fusion_sets import article_of, is_aside, maverick_report, read_rows
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from onrecord.incidents.affiliation import relate
from onrecord.incidents.articles import article_traits, compare_articles
from onrecord.incidents.blocking import candidate_pairs
from onrecord.incidents.compare import Finding, compare
from onrecord.incidents.constraints import veto
from onrecord.incidents.documents import near_articles
from onrecord.incidents.fusion import order_reports
from onrecord.incidents.traits import traits_of
from onrecord.incidents.words import words_in
from onrecord.lexicon.incidents import load_fusion_weights

DATA = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "data" / "incidents"
REPORT_PENALTY = 3.0
ARTICLE_PENALTY = 3.0
REPORT_THRESHOLD = -0.75
ARTICLE_THRESHOLD = -1.25
UNPAIRED = -5.0
RISING = frozenset({"title", "text", "lead", "names", "pairs", "rarest name"})
LEAST_SHARE = 0.004
SHARE_SETS = (("speed", "news"), ("gva_fusion", "dev"), ("news_cluster", "dev"), ("muc4", "dev"))
REPORT_HEAD = """Log-odds that two reports tell of one happening. Fitted by training/fit_fusion.py on the maverick
dev set (MAVERICK event reports, CC BY 4.0; two thirds of its incidents) towards the means in
training/fusion_priors.toml, which stand unchanged for every value that maverick does not show."""
ARTICLE_HEAD = """Log-odds that two articles tell of one main incident. Fitted by training/fit_fusion.py on two thirds
of the incidents of the gva_fusion dev set (LongTailQATask articles, Gun Violence Corpus split) and of
news_cluster dev."""
PRIORS = Path(__file__).with_name("fusion_priors.toml")
Example = tuple[list[Finding], bool]
Priors = tuple[float, dict[str, dict[str, float]]]


def read_priors(path: Path = PRIORS) -> Priors:
    """Prior bias and prior means by field and value."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return float(raw["bias"]), raw["fields"]


def _columns(examples: Sequence[Example]) -> tuple[list[tuple[str, str]], csr_matrix]:
    keys = sorted({(found.field, found.value) for findings, _ in examples for found in findings})
    at = {key: i for i, key in enumerate(keys)}
    cells = [(r, at[f.field, f.value], f.amount) for r, (findings, _) in enumerate(examples) for f in findings]
    rows, cols, data = zip(*cells, strict=True)
    return keys, csr_matrix((data, (rows, cols)), shape=(len(examples), len(keys)))


def fit(examples: Sequence[Example], priors: Priors, penalty: float, articles: bool = False) -> Priors:
    """Bias and weights by field and value, each pulled towards its prior mean; the bias is free.

    For ``articles`` a weight is pulled in proportion to how far its amounts vary, as if amounts were standardised,
    and more overlap never weighs less.
    """
    keys, matrix = _columns(examples)
    means = np.array([priors[1].get(field, {}).get(value, 0.0) for field, value in keys])
    mean_square = np.asarray(matrix.multiply(matrix).mean(axis=0)).ravel()
    spread = mean_square - np.asarray(matrix.mean(axis=0)).ravel() ** 2 + 1e-6
    pull = penalty * (spread if articles else np.ones(len(keys)))
    truth = np.array([1.0 if same else 0.0 for _, same in examples])

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        z = matrix @ theta[1:] + theta[0]
        error = 1 / (1 + np.exp(-np.clip(z, -500, 500))) - truth
        off = theta[1:] - means
        value = np.logaddexp(0, z).sum() - truth @ z + (pull / 2 * off) @ off
        return value, np.concatenate([[error.sum()], matrix.T @ error + pull * off])

    start = np.concatenate([[priors[0]], means])
    bounds = [(None, None), *((0.0 if articles and field in RISING else None, None) for field, _ in keys)]
    result = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 3000, "maxfun": 5000}
    )
    fields = {field: dict(values) for field, values in priors[1].items()}
    for (field, value), weight in zip(keys, result.x[1:], strict=True):
        fields.setdefault(field, {})[value] = round(float(weight), 3)
    return round(float(result.x[0]), 3), fields


def maverick_examples(folder: Path, aside: bool) -> list[Example]:
    """Candidate pairs of maverick; ``aside`` picks the pairs of incidents kept aside, else those fitted on."""
    rows = [row for row in read_rows(folder) if is_aside(row["event_id"]) == aside]
    gold = {row["id"]: row["event_id"] for row in rows}
    reports = order_reports([maverick_report(row) for row in rows])
    traits = traits_of(reports, {}, load_fusion_weights())
    related = relate(None)
    return [
        (list(compare(a, b, related)), gold[a.report_id] == gold[b.report_id])
        for a, b in ((traits[i], traits[j]) for i, j in candidate_pairs(traits))
        if veto(a, b) is None
    ]


def article_examples(folder: Path, label: str, aside: bool) -> list[Example]:
    """Near pairs of a set of articles, as ``maverick_examples``; ``label`` names the gold field."""
    rows = [row for row in read_rows(folder) if is_aside(str(row[label])) == aside]
    gold = {row["id"]: str(row[label]) for row in rows}
    unique = {row["id"]: article_of(row) for row in rows}
    traits = article_traits(list(unique.values()), load_fusion_weights())
    return [
        (list(compare_articles(traits[i], traits[j])), gold[traits[i].document_id] == gold[traits[j].document_id])
        for i, j in near_articles(traits)
    ]


def count_shares(folder: Path) -> dict[str, float]:
    """Mean over the sets of the share of a set's articles that hold a word; words below ``LEAST_SHARE`` left out."""
    stop = load_fusion_weights().stopwords
    total: Counter[str] = Counter()
    for name, part in SHARE_SETS:
        rows = [row for row in read_rows(folder / name, part) if row.get("text")]
        for row in rows:
            for word in set(words_in(row["text"], stop)):
                total[word] += 1 / len(rows) / len(SHARE_SETS)
    return {word: round(share, 4) for word, share in total.items() if share >= LEAST_SHARE and word.isalpha()}


def write_shares(path: Path, shares: Mapping[str, float]) -> None:
    """Writes the word shares as CSV, words in alphabetical order."""
    lines = ["word,share", *(f"{word},{shares[word]}" for word in sorted(shares))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_table(path: Path, head: str, numbers: Mapping[str, float], fields: Mapping[str, Mapping[str, float]]) -> None:
    """Writes a pair table as TOML, fields and values in alphabetical order."""
    lines = [*(f"# {line}" for line in head.splitlines()), *(f"{key} = {value}" for key, value in numbers.items())]
    for field in sorted(fields):
        lines += ["", f'[fields."{field}"]']
        lines += [f'"{value}" = {fields[field][value]}' for value in sorted(fields[field])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def fit_reports(folder: Path) -> None:
    """Fits the weights of report pairs on maverick."""
    bias, fields = fit(maverick_examples(folder / "maverick", aside=False), read_priors(), REPORT_PENALTY)
    numbers = {"bias": bias, "threshold": REPORT_THRESHOLD, "unpaired": UNPAIRED}
    write_table(DATA / "report_weights.toml", REPORT_HEAD, numbers, fields)


def fit_articles(folder: Path) -> None:
    """Fits the weights of article pairs on gva_fusion and news_cluster."""
    examples = article_examples(folder / "gva_fusion", "incident", aside=False)
    examples += article_examples(folder / "news_cluster", "cluster_event", aside=False)
    bias, fields = fit(examples, (-4.0, {}), ARTICLE_PENALTY, articles=True)
    numbers = {"bias": bias, "threshold": ARTICLE_THRESHOLD, "unpaired": UNPAIRED}
    write_table(DATA / "article_weights.toml", ARTICLE_HEAD, numbers, fields)


def main() -> None:
    """Reads the command line and fits what it asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=("shares", "reports", "articles"))
    options = parser.parse_args()
    if options.only in (None, "shares"):
        write_shares(DATA / "word_shares.csv", count_shares(options.folder))
        load_fusion_weights.cache_clear()
    if options.only in (None, "reports"):
        fit_reports(options.folder)
    if options.only in (None, "articles"):
        fit_articles(options.folder)


if __name__ == "__main__":
    main()
