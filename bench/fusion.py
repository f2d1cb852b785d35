"""Measures fusion on the gold sets and prints the figures.

    python -m bench.fusion ../shared/bench [--part dev] [--aside]

``--aside`` scores only the incidents that training never saw (a third, by hash). B3 and pairwise F are those of
``scorers/score.py`` in the same folder.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.fusion_sets import article_of, gold_groups, is_aside, maverick_report, read_rows
from onrecord.incidents import cluster_documents, cluster_reports
from onrecord.lexicon.incidents import load_fusion_weights

Groups = Sequence[Sequence[str]]
Rows = Sequence[Mapping[str, Any]]


def group_maverick(rows: Rows) -> Groups:
    """Groups of report ids from the fields of maverick rows."""
    return cluster_reports([maverick_report(row) for row in rows], {}, None, load_fusion_weights())


def group_articles(rows: Rows) -> Groups:
    """Groups of article ids from title, day and text."""
    return cluster_documents([article_of(row) for row in rows], load_fusion_weights())


SETS: Mapping[str, tuple[str, Callable[[Rows], Groups]]] = {
    "maverick": ("event_id", group_maverick),
    "gva_fusion": ("incident", group_articles),
    "news_cluster": ("cluster_event", group_articles),
}


def measure(folder: Path, name: str, part: str, aside: bool) -> dict[str, float]:
    """Figures of one set: B3 and pairwise F, their precision and recall, and the seconds taken."""
    scorer = import_module("score")
    label, group = SETS[name]
    rows = [row for row in read_rows(folder / name, part) if not aside or is_aside(str(row[label]))]
    gold = {row["id"]: str(row[label]) for row in rows}
    start = time.perf_counter()
    groups = group(rows)
    seconds = time.perf_counter() - start
    labels = {item: str(number) for number, members in enumerate(groups) for item in members}
    b3, pairwise = scorer.b3(groups, gold_groups(gold)), scorer.pairwise(labels, gold)
    names = ("b3_p", "b3_r", "b3_f", "pairwise_p", "pairwise_r", "pairwise_f", "items", "seconds")
    return dict(zip(names, (*b3, *pairwise, len(gold), seconds), strict=True))


def main() -> None:
    """Reads the command line and prints one line a set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--aside", action="store_true")
    parser.add_argument("--sets", nargs="*", default=list(SETS))
    options = parser.parse_args()
    sys.path.insert(0, str(options.folder / "scorers"))
    for name in options.sets:
        figures = measure(options.folder, name, options.part, options.aside)
        print(f"{name:14}", "  ".join(f"{key} {value:.3f}" for key, value in figures.items()))


if __name__ == "__main__":
    main()
