"""Fits the pair weights of fusion and writes them as TOML.

    python -m training.fit_fusion ../shared/bench [--only shares|reports|articles] [--coded FILE]

FILE is what ``onrecord code TABLE --format jsonl`` prints for the gva_fusion dev articles (columns id, title, text,
published): the weights of report pairs are fitted on reports as the coder makes them, beside those of maverick.

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
from msgspec import json
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from onrecord.incidents.affiliation import relate
from onrecord.incidents.articles import article_traits, compare_articles
from onrecord.incidents.blocking import Candidates
from onrecord.incidents.columns import columns_of
from onrecord.incidents.compare import Finding, compare
from onrecord.incidents.constraints import veto
from onrecord.incidents.documents import near_articles
from onrecord.incidents.fusion import order_reports
from onrecord.incidents.words import words_in
from onrecord.lexicon.incidents import load_fusion_weights
from onrecord.records import Report, Status

DATA = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "data" / "incidents"
REPORT_PENALTY = 3.0
ARTICLE_PENALTY = 3.0
REPORT_THRESHOLD = -1.0
ARTICLE_THRESHOLD = -1.25
UNPAIRED = -5.0
REVIEW_BAND = 2.0
DONE = frozenset({Status.OCCURRED, Status.ATTEMPTED, Status.ONGOING})
FIRM = frozenset(
    {"target and toll", "means", "type", "weapon", "recipient", "contradictions", "agreements", "country", "status"}
)
FIRMNESS = 50.0
FIRM_VALUES = frozenset({"unknown", "one unknown", "both unknown", "differs", "one is coarser"})
SET_OFFSET = "set offset"
GATHERED = frozenset({"delay", "breadth", "whole toll"})
RISING = frozenset({"title", "text", "lead", "names", "pairs", "rarest name"})
LEAST_SHARE = 0.004
SHARE_SETS = (("speed", "news"), ("gva_fusion", "dev"), ("news_cluster", "dev"), ("muc4", "dev"))
REPORT_HEAD = """Log-odds that two reports tell of one happening. Fitted by training/fit_fusion.py on the maverick
dev set (MAVERICK event reports, CC BY 4.0) and on the main reports that onrecord codes from the gva_fusion dev
articles, two thirds of the incidents of each, towards the means in training/fusion_priors.toml, which stand for
every value that neither set shows."""
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


def _firmness(field: str, value: str) -> float:
    if field == SET_OFFSET:
        return 0.0
    return FIRMNESS if field in FIRM or value in FIRM_VALUES else 1.0


def fit(examples: Sequence[Example], priors: Priors, penalty: float, articles: bool = False) -> Priors:
    """Bias and weights by field and value, each pulled towards its prior mean; the bias is free.

    For ``articles`` a weight is pulled in proportion to how far its amounts vary, as if amounts were standardised,
    and more overlap never weighs less. Fields in ``FIRM`` are held near their means: the sets show next to no two
    attacks of one day and town that differ in them. So are unknown values
    and the like, which rather tell the sets apart.
    """
    keys, matrix = _columns(examples)
    means = np.array([priors[1].get(field, {}).get(value, 0.0) for field, value in keys])
    mean_square = np.asarray(matrix.multiply(matrix).mean(axis=0)).ravel()
    spread = mean_square - np.asarray(matrix.mean(axis=0)).ravel() ** 2 + 1e-6
    firm = np.array([_firmness(field, value) for field, value in keys])
    pull = penalty * (spread if articles else firm)
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
        if field == SET_OFFSET:
            continue
        fields.setdefault(field, {})[value] = round(float(weight), 3)
    return round(float(result.x[0]), 3), fields


def report_examples(reports: Sequence[Report], gold: Mapping[str, str]) -> list[Example]:
    """The candidate pairs of the reports that no rule parts; ``gold`` gives the incident of each by report id."""
    columns = columns_of(order_reports(reports), {}, load_fusion_weights())
    traits = [columns.traits(row) for row in range(len(columns))]
    related = relate(None)
    return [
        (list(compare(a, b, related)), gold[a.report_id] == gold[b.report_id])
        for left, right in Candidates(columns).stretches()
        for a, b in ((traits[i], traits[j]) for i, j in zip(left.tolist(), right.tolist(), strict=True))
        if veto(a, b) is None
    ]


def maverick_examples(folder: Path, aside: bool) -> list[Example]:
    """Candidate pairs of maverick; ``aside`` picks the pairs of incidents kept aside, else those fitted on."""
    rows = [row for row in read_rows(folder) if is_aside(row["event_id"]) == aside]
    return report_examples([maverick_report(row) for row in rows], {row["id"]: row["event_id"] for row in rows})


def _main_report(reports: Sequence[Report]) -> Report | None:
    """The report that stands for an article: of the assaults told as done, the fullest and then the first."""
    done = [r for r in reports if r.event_type == "ASSAULT" and r.status in DONE and not r.aggregate]
    return min(done, key=lambda r: (-_fullness(r), r.evidence[0].start), default=None)


def _fullness(report: Report) -> int:
    toll = report.casualties.killed is not None or report.casualties.wounded is not None
    return toll + (report.date is not None) + bool(report.places)


def coded_examples(folder: Path, coded: Path, aside: bool) -> list[Example]:
    """Candidate pairs of the main reports of gva_fusion's articles, coded into ``coded`` by ``onrecord code``.

    Incidents all over a country over years: how often a candidate pair is one says nothing about denser news. So
    these pairs get a bias of their own, which is thrown away. Nor do they say anything of ``GATHERED``: one main report
    an article, all of it fresh news of shootings with few victims.
    """
    gold = {row["id"]: row["incident"] for row in read_rows(folder)}
    by_article: dict[str, list[Report]] = {}
    with coded.open(encoding="utf-8") as lines:
        for line in lines:
            report = json.decode(line, type=Report)
            path = report.document.path
            if path in gold and is_aside(gold[path]) == aside:
                by_article.setdefault(path, []).append(report)
    mains = [main for reports in by_article.values() if (main := _main_report(reports)) is not None]
    paired = report_examples(mains, {report.report_id: gold[report.document.path] for report in mains})
    return [
        ([*(one for one in found if one.field not in GATHERED), Finding(SET_OFFSET, "gva_fusion")], same)
        for found, same in paired
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


def _thresholds(threshold: float) -> dict[str, float]:
    """The threshold, and those of strict and loose fusion ``REVIEW_BAND`` (log-odds) to either side of it."""
    return {"threshold": threshold, "strict": threshold + REVIEW_BAND, "loose": threshold - REVIEW_BAND}


def fit_reports(folder: Path, coded: Path) -> None:
    """Fits the weights of report pairs on maverick and on coded gva_fusion."""
    examples = maverick_examples(folder / "maverick", aside=False)
    examples += coded_examples(folder / "gva_fusion", coded, aside=False)
    bias, fields = fit(examples, read_priors(), REPORT_PENALTY)
    numbers = {"bias": bias, **_thresholds(REPORT_THRESHOLD), "unpaired": UNPAIRED}
    write_table(DATA / "report_weights.toml", REPORT_HEAD, numbers, fields)


def fit_articles(folder: Path) -> None:
    """Fits the weights of article pairs on gva_fusion and news_cluster."""
    examples = article_examples(folder / "gva_fusion", "incident", aside=False)
    examples += article_examples(folder / "news_cluster", "cluster_event", aside=False)
    bias, fields = fit(examples, (-4.0, {}), ARTICLE_PENALTY, articles=True)
    numbers = {"bias": bias, **_thresholds(ARTICLE_THRESHOLD), "unpaired": UNPAIRED}
    write_table(DATA / "article_weights.toml", ARTICLE_HEAD, numbers, fields)


def main() -> None:
    """Reads the command line and fits what it asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=("shares", "reports", "articles"))
    parser.add_argument("--coded", type=Path, help="gva_fusion dev as coded; without it report weights stay")
    options = parser.parse_args()
    if options.only in (None, "shares"):
        write_shares(DATA / "word_shares.csv", count_shares(options.folder))
        load_fusion_weights.cache_clear()
    if options.only in (None, "reports") and options.coded is not None:
        fit_reports(options.folder, options.coded)
    if options.only in (None, "articles"):
        fit_articles(options.folder)


if __name__ == "__main__":
    main()
