"""Fits which targets of a text were hit in one incident (src/onrecord/data/muc4/scenes.toml).

    python -m training.spans.scenes ../shared/bench src/onrecord/data/muc4/scenes.toml --halves .work/half-0 .work/half-1

Needs the choice (training.spans.choose) in its place. Fitted on pairs of targets of the MUC-4 train documents that a
model never saw (training.spans.reading), both of which the key has; they are of one incident where one template holds
both. Targets count down to ``LESS_SURE`` of the threshold at which they are chosen. Prints the log loss over folds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from types import ModuleType

import numpy as np
from bench.score.scorers import Scorers, find_scorers
from msgspec import structs

from onrecord.lexicon.muc4_choice import Choice
from onrecord.views.muc4_entities import Entity
from onrecord.views.muc4_incidents import TARGETS
from onrecord.views.muc4_members import PERPETRATORS
from onrecord.views.muc4_scenes import SCENE, scene_features, scene_text
from training.spans.align import SLOTS
from training.spans.choices import weight_lines
from training.spans.logistic import Example, Penalty, fit, likely, over_folds
from training.spans.reading import Text, asked, candidates_of, unseen_texts

SLOT_OF = {role: slot for slot, role in SLOTS.items()}
LESS_SURE = 0.6
SAME = 0.5
SCENE_PENALTY = Penalty(30.0, 100.0, 20, lambda name: name.startswith(("opens ", "word ")))


def scene_examples(text: Text, full: ModuleType) -> Iterator[Example]:
    """The pairs of one text."""
    choices = text.lexicon.choices
    likely_ones = [
        one.entity for one in candidates_of(text) if one.likely >= LESS_SURE * choices[one.entity.role].least
    ]
    targets = [entity for entity in likely_ones if entity.role in TARGETS]
    armed = [entity for entity in likely_ones if entity.role in PERPETRATORS]
    tables = text.lexicon.tables
    scene = scene_text(targets, armed, text.tagged, text.around, tables.heads, tables.muc4)
    held = [(entity, holders(entity, text, full)) for entity in targets]
    for (one, by_one), (two, by_two) in combinations(held, 2):
        if by_one and by_two:
            yield Example(text.row["id"], scene_features(one, two, scene), int(bool(by_one & by_two)))


def holders(entity: Entity, text: Text, full: ModuleType) -> set[int]:
    """The templates of the key (indexes) that have the entity."""
    slot, ours = SLOT_OF[entity.role], {"alts": [entity.wording], "refs": []}
    return {
        index
        for index, key in enumerate(text.row["templates"])
        if any(full.fillsim(slot, fill, ours) == 1 for fill in key["slots"][slot])
    }


def fit_scenes(examples: Sequence[Example]) -> Iterator[str]:
    """The lines of scenes.toml."""
    folds = over_folds(examples, SCENE_PENALTY)
    sure = [likely(w, one.features) if one.right else 1 - likely(w, one.features) for one, w in folds]
    print(f"{len(examples)} pairs, {sum(one.right for one in examples)} of one incident, log loss {loss(sure):.3f}")
    yield "# Which targets of a text were hit in one incident: weights by feature (views/muc4_scenes.py), the least mean"
    yield "# probability at which two groups of them are joined. Fitted by training/spans/scenes.py."
    yield from ("", f"[{SCENE}]", f"least = {SAME}", "")
    yield from weight_lines(SCENE, fit(examples, SCENE_PENALTY)[0])


def with_unseen_scenes(texts: Sequence[Text], full: ModuleType) -> Iterator[Text]:
    """The texts with scenes by the weights of the other folds, as new texts will have them."""
    examples = [one for text in texts for one in scene_examples(text, full)]
    weights = {one.document: of_fold for one, (of_fold,) in over_folds(examples, SCENE_PENALTY)}
    for text in texts:
        choices = dict(text.lexicon.choices)
        if text.row["id"] in weights:
            choices[SCENE] = Choice(weights[text.row["id"]], choices[SCENE].least)
        yield structs.replace(text, lexicon=structs.replace(text.lexicon, choices=choices))


def loss(sure: Iterable[float]) -> float:
    return float(-np.mean(np.log(np.maximum(list(sure), 1e-9))))


def main() -> None:
    a = asked(__doc__)
    full = Scorers(find_scorers(a.data)).muc4_full
    examples = [one for text in unseen_texts(a.data, a.halves) for one in scene_examples(text, full)]
    a.out.write_text("\n".join(fit_scenes(examples)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
