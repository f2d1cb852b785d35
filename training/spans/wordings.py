"""Fits how entities are worded.

    python -m training.spans.wordings ../shared/bench src/onrecord/data/muc4/wordings.toml --halves .work/half-0

On the MUC-4 train documents that a model never saw (training.spans.reading). A wording is right where the key has it
to the letter; an entity counts where some of its wordings are right and others not (organizations too, which are then
left as they are: more to learn from). Printed: of the entities that the
key has under any wording of theirs how many are worded as it has them, before and now, over five folds of documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

from bench.score.scorers import Scorers, find_scorers
from msgspec import Struct

from onrecord.views.muc4_entities import gather_entities
from onrecord.views.muc4_wordings import WORDING, wording_features
from training.spans.align import SLOTS
from training.spans.choices import weight_lines
from training.spans.logistic import fit_best, folds_of
from training.spans.reading import Text, asked, unseen_texts

PENALTY = 20.0
ROLE_OF = {
    "PerpInd": "perp_individual",
    "PerpOrg": "perp_organization",
    "Target": "phys_target",
    "Victim": "hum_name",
    "Weapon": "instrument",
}

Row = dict[str, Any]


class Worded(Struct, frozen=True):
    """An entity of a document that the key has: the features of its wordings, those that are the key's, that of now."""

    document: str
    wordings: Mapping[str, Mapping[str, float]]
    right: frozenset[str]
    now: str


def key_entities(row: Row, role: str, norm: Any) -> list[set[str]]:
    """The wordings of each entity of a role in the key, those that were found in the text among them."""
    found = [
        {norm(fill) for fill in fills["alts"]}
        for template in row["templates"]
        for slot, of_role in SLOTS.items()
        if of_role == role
        for fills in template["slots"][slot]
    ]
    for name, of_role in ROLE_OF.items():
        if of_role == role and row["grit_roles"]:
            found += [{norm(mention[0]) for mention in entity} for entity in row["grit_roles"][name]]
    return found


def worded_entities(text: Text, full: ModuleType, norm: Any) -> Iterator[Worded]:
    tables = text.lexicon.tables
    for entity in gather_entities(text.tagged, tables.heads, tables.muc4):
        ways = wording_features(entity, text.tagged, tables.heads, tables.muc4)
        key = key_entities(text.row, entity.role, norm)
        meant = [one for one in key if any(full.strsim(name, way) > 0 for name in one for way in ways)]
        right = frozenset(way for way in ways if any(norm(way) in one for one in meant))
        if meant:
            yield Worded(text.row["id"], ways, right, entity.wording)


def likeliest(weights: Mapping[str, float], one: Worded) -> str:
    return max(one.wordings, key=lambda way: sum(weights.get(k, 0.0) * v for k, v in one.wordings[way].items()))


def weigh_wordings(examples: Sequence[Worded]) -> dict[str, float]:
    told = [one for one in examples if 0 < len(one.right) < len(one.wordings)]
    groups = [[(features, way in one.right) for way, features in one.wordings.items()] for one in told]
    return fit_best(groups, PENALTY)


def print_folds(examples: Sequence[Worded]) -> None:
    fold = folds_of(one.document for one in examples)
    now = 0
    for k in set(fold.values()):
        weights = weigh_wordings([one for one in examples if fold[one.document] != k])
        now += sum(likeliest(weights, one) in one.right for one in examples if fold[one.document] == k)
    before, could = sum(one.now in one.right for one in examples), sum(bool(one.right) for one in examples)
    print(f"{len(examples)} entities of keys: {before} worded so before, {now} now, {could} could be")


def fit_wordings(texts: Iterable[Text], scorers: Scorers) -> Iterator[str]:
    """The lines of wordings.toml."""
    full, norm = scorers.muc4_full, scorers.muc4_score.norm
    examples = [one for text in texts for one in worded_entities(text, full, norm)]
    print_folds(examples)
    yield "# How an entity of MUC-4 is worded: a weight a feature (views/muc4_wordings.py); the wording with the highest"
    yield "# sum stands. Fitted by training/spans/wordings.py."
    yield from ("", f"[{WORDING}]", "least = 0.0", "", *weight_lines(WORDING, weigh_wordings(examples)))


def main() -> None:
    a = asked(__doc__)
    lines = list(fit_wordings(unseen_texts(a.data, a.halves), Scorers(find_scorers(a.data))))
    a.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
