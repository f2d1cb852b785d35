"""Fits who takes part in which incident, and which incidents are wanted (training.spans.incidents).

    python -m training.spans.members ../shared/bench src/onrecord/data/muc4/members.toml --halves .work/half-0 .work/half-1

Needs the choice (training.spans.choose) and the scenes (training.spans.scenes) in their places. Fitted on the MUC-4
train documents that a model never saw (training.spans.reading), with scenes by weights that never saw them either. A
pair of candidate and incident is right where the scorer gives the incident a template of the key that has the
candidate, and no likelier candidate stands for the same fill. Thresholds are those of the best F over five folds of
documents, which is printed; for texts that hold more (training.spans.choices) but for perpetrators, who are no likelier
there among the candidates of an incident.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

import numpy as np
from bench.score.scorers import Scorers, find_scorers
from msgspec import Struct
from scipy.optimize import linear_sum_assignment

from onrecord.views.muc4_entities import Entity
from onrecord.views.muc4_members import MEMBER, PERPETRATORS, Pairing, Weighed, member_features
from onrecord.views.muc4_templates import Template
from onrecord.views.muc4_text import template_of
from training.spans.align import SLOTS
from training.spans.choices import richer, weight_lines
from training.spans.incidents import Case, fit_incidents, incident_examples
from training.spans.logistic import Example, Penalty, best_threshold, fit, likely, over_folds
from training.spans.reading import Text, asked, unseen_texts, weigh_text
from training.spans.scenes import with_unseen_scenes

SLOT_OF = {role: slot for slot, role in SLOTS.items()}
WORD_FEATURES = ("before ", "after ", "right before ", "right after ", "head ", "type ", "people ")
MEMBER_PENALTY = Penalty(30.0, 60.0, 8, lambda name: name.startswith(WORD_FEATURES))

Row = dict[str, Any]


class Pair(Struct, frozen=True):
    """A candidate and an incident (indexes of the case and of the incident in it)."""

    case: int
    incident: int
    entity: Entity
    example: Example


class Collected(Struct, frozen=True):
    """All documents with incidents, all pairs by role, how many fills of each role the keys want."""

    cases: list[Case]
    pairs: dict[str, list[Pair]]
    wanted: Counter[str]


def plain(template: Template) -> Row:
    slots = {
        name: [{"alts": list(fill.alts), "refs": list(fill.refs), "optional": False} for fill in fills]
        for name, fills in template.slots.items()
    }
    return {"optional": False, "slots": slots}


def templates_of_key(keys: list[Row], ours: list[Row], full: ModuleType) -> dict[int, Row]:
    """{index of ours: the template of the key that the scorer gives it}."""
    if not keys or not ours:
        return {}
    worth = np.zeros((len(keys), len(ours)))
    for a, key in enumerate(keys):
        for b, one in enumerate(ours):
            scores = full.tscore(key, one)
            fits = sum(scores["type"][:2]) and any(sum(scores[slot][:2]) for slot in full.MAPS)
            worth[a, b] = sum(right + 0.5 * partly for right, partly, _, _ in scores.values()) if fits else 0
    return {b: keys[a] for a, b in zip(*linear_sum_assignment(-worth), strict=True) if worth[a, b] > 0}


def names(full: ModuleType, slot: str, fill: Row, entity: Entity) -> bool:
    return bool(full.fillsim(slot, fill, {"alts": [entity.wording], "refs": []}) == 1)


def add_text(text: Text, found: Collected, full: ModuleType) -> None:
    """Adds a document and every pair of an incident and a candidate."""
    for role, slot in SLOT_OF.items():
        found.wanted[role] += sum(not fill["optional"] for key in text.row["templates"] for fill in key["slots"][slot])
    weighed, tables = weigh_text(text), text.lexicon.tables
    if not weighed.incidents:
        return
    ours = [plain(template_of(one, text.tagged, text.around, tables, {})) for one in weighed.incidents]
    keys = templates_of_key(text.row["templates"], ours, full)
    count = len(weighed.incidents)
    pairing = Pairing(text.tagged, tables.heads, tables.muc4, weighed.candidates, count, text.around)
    found.cases.append(Case(text.row["id"], weighed.incidents, pairing, frozenset(keys)))
    for index, incident in enumerate(weighed.incidents):
        for role, slot in SLOT_OF.items():
            open_fills = list(keys[index]["slots"][slot]) if index in keys else []
            of_role = sorted(member_features(incident, role, pairing), key=lambda pair: -pair[1]["likely"])
            for entity, features in of_role:
                fill = next((fill for fill in open_fills if names(full, slot, fill, entity)), None)
                if fill is not None:
                    open_fills.remove(fill)
                example = Example(text.row["id"], features, int(fill is not None))
                found.pairs[role].append(Pair(len(found.cases) - 1, index, entity, example))


def fit_members(found: Collected) -> Iterator[str]:
    """The lines of members.toml."""
    yield "# Which candidates of a role take part in an incident: weights by feature (views/muc4_members.py), the least"
    yield "# probability; and which incidents are wanted (views/muc4_relevance.py). Fitted by training/spans/members.py."
    weighed: dict[tuple[int, int], Weighed] = defaultdict(lambda: {role: [] for role in SLOT_OF})
    for role, pairs in found.pairs.items():
        examples = [pair.example for pair in pairs]
        unseen = {id(one): likely(w, one.features) for one, w in over_folds(examples, MEMBER_PENALTY)}
        for pair in pairs:
            weighed[pair.case, pair.incident][role].append((pair.entity, unseen[id(pair.example)]))
        least, f = best_threshold([(unseen[id(one)], one.right) for one in examples], found.wanted[role])
        right = sum(one.right for one in examples)
        print(f"{role}: {len(examples)} pairs, {right} right, over folds F {f:.3f} at {least:.3f}")
        least = least if role in PERPETRATORS else richer(least)
        yield from ("", f'["{MEMBER}{role}"]', f"least = {least:.4f}", "")
        yield from weight_lines(f"{MEMBER}{role}", fit(examples, MEMBER_PENALTY)[0])
    yield from fit_incidents(list(incident_examples(found.cases, weighed)))


def collect(texts: Iterable[Text], full: ModuleType) -> Collected:
    found = Collected([], {role: [] for role in SLOT_OF}, Counter())
    for text in texts:
        add_text(text, found, full)
    return found


def main() -> None:
    a = asked(__doc__)
    full = Scorers(find_scorers(a.data)).muc4_full
    found = collect(with_unseen_scenes(list(unseen_texts(a.data, a.halves)), full), full)
    a.out.write_text("\n".join(fit_members(found)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
