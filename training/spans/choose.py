"""Fits the choice among the span model's entities (src/onrecord/data/muc4/choice.toml).

    python -m training.spans.choose ../shared/bench src/onrecord/data/muc4/choice.toml

On the MUC-4 train documents that the model was not fitted on (part aside of training.spans.align). A logistic
weighing for each role of what views.muc4_choice.features_of gives; an entity is right where a wording of it is one of
the key's. The threshold of a role is that of the best F over those documents and those of tst1 and tst2 (of which
nothing else is fitted).
"""

from __future__ import annotations

import argparse
import json
import pathlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.documents import make_document
from onrecord.mentions.sentences import split_sentences
from onrecord.records import Document
from onrecord.reports import load_coder
from onrecord.views.muc4_choice import features_of
from onrecord.views.muc4_coded import coded_words
from onrecord.views.muc4_entities import ROLES
from onrecord.views.muc4_scenes import scene_features
from onrecord.views.muc4_text import Muc4Lexicon, entities_of, load_muc4_lexicon, read_text, surroundings_of
from onrecord.views.muc4_words import capitals
from training.spans.align import ASIDE, SLOTS, places, raw_item, read, sha_divides

Example = tuple[dict[str, float], bool]
Examples = dict[str, list[Example]]
Gathered = tuple[Examples, dict[str, int]]
Array = npt.NDArray[np.float64]
TARGET_SLOTS = ("phys_target_id", "hum_target_name", "hum_target_description")
SAME = 0.5
OWN = "surest"
PENALTY = 10.0
SMALLEST_SPREAD = 1e-9
STEPS = 3000


def documents_of(path: pathlib.Path, part: str) -> Iterator[tuple[dict[str, Any], Document]]:
    """The documents of a part: train, aside (those of train that were kept out), dev (tst1 and tst2)."""
    for row in read(path):
        is_aside = sha_divides(row["id"], ASIDE)
        if part == ("dev" if row["part"] != "train" else "aside" if is_aside else "train"):
            document = make_document(raw_item(row))
            if isinstance(document, Document):
                yield row, document


def gold_entities(row: dict[str, Any], lexicon: Muc4Lexicon) -> dict[str, list[set[str]]]:
    """{role: wordings of each entity}, over all templates."""
    found: dict[str, list[set[str]]] = {role: [] for role in ROLES}
    for template in row["templates"]:
        for slot, role in SLOTS.items():
            for fill in template["slots"][slot]:
                wordings = {capitals(wording, lexicon.tables.muc4) for wording in fill["alts"]}
                if wordings not in found[role]:
                    found[role].append(wordings)
    return found


def gather(data: pathlib.Path, part: str, lexicon: Muc4Lexicon) -> Gathered:
    """Candidates with their features and whether they are right, and how many entities the keys have, by role."""
    examples: Examples = defaultdict(list)
    golds: dict[str, int] = defaultdict(int)
    coder = load_coder()
    for row, document in documents_of(data / "muc4/dev.jsonl", part):
        tagged = read_text(document, lexicon)
        entities = entities_of(tagged, lexicon)
        gold = gold_entities(row, lexicon)
        around = surroundings_of(document, tagged.sentences, lexicon)
        coded = coded_words(document, coder.code(document).reports, lexicon.tables.muc4, around.home)
        for role in ROLES:
            golds[role] += len(gold[role])
        for entity, features in zip(entities, features_of(entities, tagged, lexicon.tables.heads, coded), strict=True):
            wording = capitals(entity.wording, lexicon.tables.muc4)
            is_right = any(wording in wordings for wordings in gold[entity.role])
            examples[entity.role].append((features, is_right))
    return examples, golds


def gather_pairs(data: pathlib.Path, lexicon: Muc4Lexicon) -> list[Example]:
    """Pairs of targets that the keys have of one type in one train document, and whether one template holds both."""
    tables = lexicon.tables.muc4
    pairs = []
    for row, document in documents_of(data / "muc4/dev.jsonl", "train"):
        text = document.clean
        sentences = tuple(split_sentences(text, lexicon.abbreviations))
        around = surroundings_of(document, sentences, lexicon)
        for (kind, named, holders), (other, others, other_holders) in combinations(targets_of(row, text, sentences), 2):
            if kind == other:
                features = scene_features(named, others, text, around, tables)
                pairs.append((features, bool(holders & other_holders)))
    return pairs


def targets_of(
    row: dict[str, Any], text: str, sentences: Sequence[tuple[int, int]]
) -> list[tuple[str, list[int], set[int]]]:
    """(type, sentences that name it, templates that hold it) of each target of a row that has two templates of a type."""
    kinds = [template["slots"]["type"][0]["alts"][0] for template in row["templates"]]
    found: dict[tuple[str, tuple[str, ...]], set[int]] = defaultdict(set)
    for index, (kind, template) in enumerate(zip(kinds, row["templates"], strict=True)):
        for slot in TARGET_SLOTS if kinds.count(kind) > 1 or len(kinds) == 1 else ():
            for fill in template["slots"][slot]:
                found[kind, tuple(sorted(fill["alts"]))].add(index)
    targets = []
    for (kind, wordings), holders in found.items():
        named = {k for k, (a, b) in enumerate(sentences) if any(any(places(text[a:b], w)) for w in wordings)}
        if named:
            targets.append((kind, sorted(named), holders))
    return targets


def weigh(x: Array, y: Array) -> Array:
    """Logistic regression by gradient descent; the first column is the bias, all other weights are drawn to nought."""
    middle, spread = x.mean(0), x.std(0)
    still = spread < SMALLEST_SPREAD
    middle[still], spread[still] = 0.0, 1.0
    z = (x - middle) / spread
    w, keep = np.zeros(x.shape[1]), np.ones(x.shape[1])
    keep[0] = 0.0
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-z @ w))
        w -= 0.3 * (z.T @ (p - y) / len(y) + PENALTY * keep * w / len(y))
    plain: Array = w / spread
    plain[0] -= (w[~still] * middle[~still] / spread[~still]).sum()
    return plain


def weigh_alone(examples: list[Example]) -> dict[str, float]:
    """The weights of one choice by name."""
    names = list(examples[0][0])
    found = weigh(np.array([[f[n] for n in names] for f, _ in examples]), np.array([float(r) for _, r in examples]))
    return {name: round(float(value), 3) for name, value in zip(names, found, strict=True)}


def weigh_roles(examples: Examples) -> dict[str, dict[str, float]]:
    """The weights of every role: shared by all but for the bias and how sure the model is, which each has its own."""
    rows = [(k, features, right) for k, role in enumerate(ROLES) for features, right in examples[role]]
    names = list(rows[0][1])
    roles = np.eye(len(ROLES))[[k for k, _, _ in rows]]
    plain = np.array([[features[name] for name in names] for _, features, _ in rows])
    own = [roles[:, 1:], plain[:, [names.index(OWN)]] * roles[:, 1:]]
    found = weigh(np.concatenate([plain, *own], axis=1), np.array([float(right) for _, _, right in rows]))
    shared, biases, sure = np.split(found, [len(names), len(names) + len(ROLES) - 1])
    weights = {}
    for k, role in enumerate(ROLES):
        of_role = dict(zip(names, map(float, shared), strict=True))
        if k:
            of_role["bias"] += float(biases[k - 1])
            of_role[OWN] += float(sure[k - 1])
        weights[role] = {name: round(value, 3) for name, value in of_role.items()}
    return weights


def best_threshold(examples: list[Example], weights: dict[str, float], gold: int) -> tuple[float, float]:
    """The threshold of the best F, and that F."""
    scores = [(1 / (1 + np.exp(-sum(weights[k] * v for k, v in f.items()))), right) for f, right in examples]
    best = (0.5, 0.0)
    for least in np.arange(0.1, 0.7, 0.02):
        kept = [right for score, right in scores if score >= least]
        f = 2 * sum(kept) / max(1, len(kept) + gold)
        best = max(best, (float(round(least, 3)), f), key=lambda pair: pair[1])
    return best


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=pathlib.Path, help="folder of the gold sets")
    ap.add_argument("out", type=pathlib.Path)
    a = ap.parse_args()
    lexicon = load_muc4_lexicon()
    write(a.out, gather(a.data, "aside", lexicon), gather(a.data, "dev", lexicon), gather_pairs(a.data, lexicon))


def write(out: pathlib.Path, fitted: Gathered, watched: Gathered, pairs: list[Example]) -> None:
    """Fits and writes the choices into ``out``; what stands before them there is kept. Prints the fit."""
    apart, by_role = weigh_alone(pairs), weigh_roles(fitted[0])
    print(f"apart: {len(pairs)} pairs of targets, {sum(same for _, same in pairs)} of one incident")
    lines = ["[apart]", f"least = {SAME}", "", *weight_lines("apart", apart)]
    for role in ROLES:
        weights = by_role[role]
        examples, gold = fitted[0][role] + watched[0][role], fitted[1][role] + watched[1][role]
        least, f = best_threshold(examples, weights, gold)
        print(
            f"{role}: {len(examples)} candidates, {sum(r for _, r in examples)} right, {gold} in the keys: {f:.3f} at {least}"
        )
        lines += [f"[{role}]", f"least = {least}", "", *weight_lines(role, weights)]
    text = out.read_text(encoding="utf-8") if out.exists() else HEAD
    out.write_text(text.split("[apart]")[0] + "\n".join(lines), encoding="utf-8")


def weight_lines(name: str, weights: dict[str, float]) -> list[str]:
    return [f"[{name}.weights]", *(f"{json.dumps(key)} = {json.dumps(value)}" for key, value in weights.items()), ""]


HEAD = """# What chooses among MUC-4's entities and incidents: a weight a feature (views/muc4_choice.py), the least probability.
# The roles are fitted by training/spans/choose.py; what stands before them was set by hand on the same documents.

[type]
least = 0.4

[incident]
least = 0.4

"""


if __name__ == "__main__":
    main()
