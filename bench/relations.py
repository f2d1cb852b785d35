"""Precision, recall and F of the relations read from text, by kind, on the coded articles.

    python -m bench.relations ../shared [--show KIND] [--parts train aside gold seed]

Every sentence is parsed; matching is that of ../shared/bench/scorers/score_reports.py (loaded from there). ``train``
is reports_train without the documents named in aside.txt, ``aside`` those alone.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from onrecord.lexicon.actors import ActorIndex, load_actors
from onrecord.lexicon.relations import RelationRules, load_relation_rules
from onrecord.mentions.actors import tag_actors
from onrecord.mentions.language import SpacyParser
from onrecord.mentions.sentences import split_sentences
from onrecord.reports.relations import RelationMention, find_relations

PARTS = ("train", "aside", "gold", "seed")
TURNING = ("same_as", "linked_to", "allied_with", "opposed_to")


def load_same_name(folder: Path) -> Callable[[str, str], bool]:
    """The scorer's own comparison of names."""
    spec = importlib.util.spec_from_file_location("score_reports", folder / "bench/scorers/score_reports.py")
    assert spec is not None and spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    same: Callable[[str, str], bool] = module.same_name
    return same


def gold_files(folder: Path, part: str) -> list[Path]:
    """The gold files of a part, sorted."""
    if part == "seed":
        return [folder / "seed/gold.json"]
    if part == "gold":
        return sorted((folder / "bench/reports_gold").glob("*.json"))
    train = folder / "bench/reports_train"
    aside = {Path(name).stem for name in (train / "aside.txt").read_text(encoding="utf-8").split()}
    return sorted(path for path in train.glob("*.json") if (path.stem in aside) == (part == "aside"))


class Reader:
    """Parses a text whole and finds its relations."""

    def __init__(self) -> None:
        self.parser = SpacyParser()
        self.index: ActorIndex = load_actors()
        self.rules: RelationRules = load_relation_rules()

    def read(self, text: str, published: str | None) -> list[RelationMention]:
        pairs = [(text[a:b], a) for a, b in split_sentences(text, self.rules.abbreviations)]
        parsed = tuple(self.parser.parse(pairs))
        return find_relations(parsed, text, tag_actors(text, self.index, published), self.index, self.rules, published)


def match(
    gold: Sequence[dict[str, str]], found: Sequence[RelationMention], same: Callable[[str, str], bool]
) -> dict[int, int]:
    """Gold relation number to found relation number, first fitting one first, as the scorer does."""
    taken: dict[int, int] = {}
    for i, wanted in enumerate(gold):
        for k, got in enumerate(found):
            if k in taken.values() or got.relation != wanted["relation"]:
                continue
            straight = same(wanted["subject"], got.subject) and same(wanted["object"], got.object)
            turned = wanted["relation"] in TURNING and same(wanted["subject"], got.object)
            if straight or (turned and same(wanted["object"], got.subject)):
                taken[i] = k
                break
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--parts", nargs="+", default=PARTS, choices=PARTS)
    parser.add_argument("--show", default=None, help="list misses and extras of this kind (or all)")
    options = parser.parse_args()
    same = load_same_name(options.folder)
    reader = Reader()
    for part in options.parts:
        hit: Counter[str] = Counter()
        wanted: Counter[str] = Counter()
        given: Counter[str] = Counter()
        for path in gold_files(options.folder, part):
            gold = json.loads(path.read_text(encoding="utf-8"))
            text = (path.parent / gold["document"]).read_text(encoding="utf-8")
            relations = gold.get("relations", [])
            found = reader.read(text, gold.get("published"))
            pairs = match(relations, found, same)
            wanted.update(r["relation"] for r in relations)
            given.update(str(r.relation) for r in found)
            hit.update(relations[i]["relation"] for i in pairs)
            if options.show:
                show(path.stem, options.show, relations, found, pairs, text)
        print_table(part, hit, wanted, given)


def show(
    name: str,
    kind: str,
    gold: Sequence[dict[str, str]],
    found: Sequence[RelationMention],
    pairs: dict[int, int],
    text: str,
) -> None:
    for i, r in enumerate(gold):
        if i not in pairs and kind in ("all", r["relation"]):
            print(f"- {name}: {r['subject']} | {r['relation']} | {r['object']} | {r.get('quote', '')[:150]!r}")
    for k, m in enumerate(found):
        if kind in ("all", m.relation):
            sign = "+" if k in pairs.values() else "!"
            words = " ".join(text[max(0, m.evidence[0] - 30) : m.evidence[1] + 30].split())
            print(f"{sign} {name}: {m.subject} | {m.relation} | {m.object} | {words!r}")


def print_table(part: str, hit: Counter[str], wanted: Counter[str], given: Counter[str]) -> None:
    print(f"{part:<12} {'P':>6} {'R':>6} {'F':>6}   hit given gold")
    for kind in [*sorted(set(wanted) | set(given)), "all"]:
        h, g, w = (c.total() if kind == "all" else c[kind] for c in (hit, given, wanted))
        p, r = 100 * h / g if g else 0.0, 100 * h / w if w else 0.0
        print(f"{kind:<12} {p:6.1f} {r:6.1f} {200 * h / (g + w) if g + w else 0.0:6.1f}   {h} {g} {w}")


if __name__ == "__main__":
    sys.exit(main())
