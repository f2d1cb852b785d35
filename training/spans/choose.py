"""Fits the choice among the span model's entities (src/onrecord/data/muc4/choice.toml).

    python -m training.spans.choose ../shared/bench src/onrecord/data/muc4/choice.toml --halves .work/half-0

Needs the wordings (training.spans.wordings) in their place. On the MUC-4 train documents that a model never saw
(training.spans.reading): a logistic weighing for each role of what views.muc4_choice.features_of gives, fitted where the
shipped model read them (part aside; the model of a half marks less surely), an entity being right where the key has its
wording. The threshold of a role is that of the best F over all these documents, which is printed, where the scorer
would count an entity, for texts that hold more (training.spans.choices).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
from bench.score.scorers import Scorers, find_scorers
from msgspec import Struct

from onrecord.views.muc4_choice import features_of
from onrecord.views.muc4_entities import ROLES, Entity
from onrecord.views.muc4_text import Muc4Lexicon, entities_of, load_muc4_lexicon
from onrecord.views.muc4_words import capitals
from training.spans.align import ASIDE, SLOTS, sha_divides
from training.spans.choices import richer, weight_lines
from training.spans.logistic import Example, best_threshold, likely
from training.spans.reading import Text, asked, unseen_texts

Array = npt.NDArray[np.float64]
OWN = "surest"
PENALTY = 10.0
SMALLEST_SPREAD = 1e-9
STEPS = 3000


class Gathered(Struct, frozen=True):
    """Examples by role, labelled in two ways, and how many entities of a role the keys have."""

    worded: dict[str, list[Example]]
    counted: dict[str, list[Example]]
    wanted: Counter[str]


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


def gather(texts: Iterable[Text], lexicon: Muc4Lexicon, full: ModuleType) -> Gathered:
    """Candidates by role with their features, whether they are worded as the key has it, and whether the scorer would
    count them; how many entities the keys have."""
    gathered = Gathered({role: [] for role in ROLES}, {role: [] for role in ROLES}, Counter())
    for text in texts:
        gold, entities = gold_entities(text.row, lexicon), entities_of(text.tagged, text.lexicon)
        features = features_of(entities, text.tagged, lexicon.tables.heads, text.coded)
        for role in ROLES:
            of_role = [pair for pair in zip(entities, features, strict=True) if pair[0].role == role]
            worded = [capitals(entity.wording, lexicon.tables.muc4) for entity, _ in of_role]
            counted = counted_once([entity for entity, _ in of_role], gold[role], full)
            gathered.wanted[role] += len(gold[role])
            for k, (_, found) in enumerate(of_role):
                is_right = any(worded[k] in wordings for wordings in gold[role])
                gathered.worded[role].append(Example(text.row["id"], found, int(is_right)))
                gathered.counted[role].append(Example(text.row["id"], found, int(k in counted)))
    return gathered


def counted_once(entities: Sequence[Entity], gold: Sequence[set[str]], full: ModuleType) -> set[int]:
    """The indexes of the entities that stand for one of the key, the surest for each."""
    found: set[int] = set()
    for wordings in gold:
        fits = [
            (entity.probability, -k)
            for k, entity in enumerate(entities)
            if k not in found and any(full.strsim(entity.wording, wording) == 1 for wording in wordings)
        ]
        if fits:
            found.add(-max(fits)[1])
    return found


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


def weigh_roles(examples: Mapping[str, Sequence[Example]]) -> dict[str, dict[str, float]]:
    """The weights of every role: shared by all but for the bias and how sure the model is, which each has its own."""
    rows = [(k, one) for k, role in enumerate(ROLES) for one in examples[role] if sha_divides(one.document, ASIDE)]
    names = list(rows[0][1].features)
    roles = np.eye(len(ROLES))[[k for k, _ in rows]]
    plain = np.array([[one.features[name] for name in names] for _, one in rows])
    own = [roles[:, 1:], plain[:, [names.index(OWN)]] * roles[:, 1:]]
    found = weigh(np.concatenate([plain, *own], axis=1), np.array([float(one.right) for _, one in rows]))
    shared, biases, sure = np.split(found, [len(names), len(names) + len(ROLES) - 1])
    weights = {}
    for k, role in enumerate(ROLES):
        weights[role] = dict(zip(names, map(float, shared), strict=True))
        if k:
            weights[role]["bias"] += float(biases[k - 1])
            weights[role][OWN] += float(sure[k - 1])
    return weights


def fit_roles(gathered: Gathered) -> Iterator[str]:
    """The lines of every role."""
    for role, weights in weigh_roles(gathered.worded).items():
        scored = [(likely([weights], one.features), one.right) for one in gathered.counted[role]]
        least, f = best_threshold(scored, gathered.wanted[role])
        print(f"{role}: {len(scored)} candidates, {sum(right for _, right in scored)} right, F {f:.3f} at {least:.3f}")
        yield from ("", f"[{role}]", f"least = {richer(least):.4f}", "", *weight_lines(role, weights))


def main() -> None:
    a = asked(__doc__)
    lexicon, full = load_muc4_lexicon(), Scorers(find_scorers(a.data)).muc4_full
    lines = [*HEAD, *fit_roles(gather(unseen_texts(a.data, a.halves), lexicon, full))]
    a.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


HEAD = (
    "# What chooses among MUC-4's entities: the weight of each feature (views/muc4_choice.py), the least probability.",
    "# Fitted by training/spans/choose.py.",
)


if __name__ == "__main__":
    main()
