"""Fits who takes part in which incident.

    python -m training.spans.members ../shared/bench src/onrecord/data/muc4/members.toml --halves .work/half-0 .work/half-1

Needs the choice (training.spans.choose) in its place. Fitted on the MUC-4 train documents that a model never saw
(training.spans.reading). A pair of candidate and incident is right where the
scorer gives the incident a template of the key that has the candidate, and no likelier candidate stands for the same
fill. Thresholds are those of the best F over five folds of documents, which is printed. That of organizations is
``HIGHER``: F of the templates of the train documents is flat from 1 to 1.5 times it, tst1 and tst2 are best there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import Any

import numpy as np
from bench.score.scorers import Scorers, find_scorers
from scipy.optimize import linear_sum_assignment

from onrecord.views.muc4_entities import Entity
from onrecord.views.muc4_members import MEMBER, Pairing, member_features
from onrecord.views.muc4_templates import Template
from onrecord.views.muc4_text import template_of
from training.spans.align import SLOTS
from training.spans.choices import richer, weight_lines
from training.spans.logistic import Example, Penalty, best_threshold, fit, likely, over_folds
from training.spans.reading import Text, Weighed, asked, unseen_texts, weigh_text

SLOT_OF = {role: slot for slot, role in SLOTS.items()}
WORD_FEATURES = ("before ", "after ", "right before ", "right after ", "head ", "type ", "people ")
HIGHER = {"perp_organization": 1.4}
MEMBER_PENALTY = Penalty(30.0, 60.0, 8, lambda name: name.startswith(WORD_FEATURES))

Row = dict[str, Any]
Examples = dict[str, list[Example]]


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


def member_examples(weighed: Weighed, full: ModuleType) -> Iterator[tuple[str, Example]]:
    """(role, example) of every pair of an incident and a candidate."""
    text, tables = weighed.text, weighed.text.lexicon.tables
    ours = [plain(template_of(one, text.tagged, text.coded, text.around, tables)) for one in weighed.incidents]
    keys = templates_of_key(text.row["templates"], ours, full)
    count, home = len(weighed.incidents), text.around.home
    pairing = Pairing(text.tagged, tables.heads, tables.muc4, weighed.candidates, count, home)
    for index, incident in enumerate(weighed.incidents):
        for role, slot in SLOT_OF.items():
            open_fills = list(keys[index]["slots"][slot]) if index in keys else []
            pairs = sorted(member_features(incident, role, pairing), key=lambda pair: -pair[1]["likely"])
            for entity, features in pairs:
                found = next((fill for fill in open_fills if names(full, slot, fill, entity)), None)
                if found is not None:
                    open_fills.remove(found)
                yield role, Example(text.row["id"], features, int(found is not None))


def fit_members(examples: Examples, wanted: Mapping[str, int]) -> Iterator[str]:
    """The lines of members.toml."""
    yield "# Which candidates of a role take part in an incident: weights by feature (views/muc4_members.py), the least"
    yield "# probability. Fitted by training/spans/members.py."
    for role, of_role in examples.items():
        folds = over_folds(of_role, MEMBER_PENALTY)
        least, f = best_threshold([(likely(w, one.features), one.right) for one, w in folds], wanted[role])
        print(
            f"{role}: {len(of_role)} pairs, {sum(one.right for one in of_role)} right, over folds F {f:.3f} at {least:.3f}"
        )
        yield from ("", f'["{MEMBER}{role}"]', f"least = {richer(least) * HIGHER.get(role, 1.0):.4f}", "")
        yield from weight_lines(f"{MEMBER}{role}", fit(of_role, MEMBER_PENALTY)[0])


def collect(texts: Iterable[Text], full: ModuleType) -> tuple[Examples, dict[str, int]]:
    """Pairs by role, and how many fills of each role the keys want."""
    members: Examples = defaultdict(list)
    wanted: dict[str, int] = defaultdict(int)
    for text in texts:
        for role, slot in SLOT_OF.items():
            wanted[role] += sum(not fill["optional"] for key in text.row["templates"] for fill in key["slots"][slot])
        for role, example in member_examples(weigh_text(text), full):
            members[role].append(example)
    return members, wanted


def main() -> None:
    a = asked(__doc__)
    full = Scorers(find_scorers(a.data)).muc4_full
    members, wanted = collect(unseen_texts(a.data, a.halves), full)
    a.out.write_text("\n".join(fit_members(members, wanted)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
