"""audit: whether type, status or confidence of a report hangs on the name of a state, group or nationality.

No gold set: the sentences are bench/audit/sentences.csv, so the figure is the same for every part.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bench.audit.comparing import breakdown, changed_share, compare_all, signs
from bench.audit.drawing import DAY, Filling, fill, name_pools, sentences
from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task
from bench.score.engine import Engine, part
from bench.score.scorers import Scorers

FILLINGS = 8
SEED = 1


@cache
def fillings() -> tuple[Filling, ...]:
    """Every sentence with ``FILLINGS`` sets of names, drawn by ``SEED``."""
    pools = name_pools(part("lexicon.actors", "load_actors")())
    return tuple(f for n, (_, text) in enumerate(sentences()) for f in fill(n, text, pools, FILLINGS, SEED))


def rows(folder: Path, part: str) -> list[Row]:
    """The filled sentences as rows; no file is read from ``folder``."""
    return [{"id": f"{f.sentence:03}-{f.number}", "text": f.text, "published": DAY} for f in fillings()]


def predict(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: the records of the sentence}."""
    return {case.id: coded for case, coded in engine.code_all(cases, "sentences")}


def score(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """changed_share; the breakdown is printed."""
    ids = {(f.sentence, f.number): f"{f.sentence:03}-{f.number}" for f in fillings()}
    scored = [f for f in fillings() if ids[f.sentence, f.number] in found]
    coded = {key: found[ids[key]] for key in ids if ids[key] in found}
    changes = compare_all(scored, {(f.sentence, f.number): signs(f, coded[f.sentence, f.number]) for f in scored})
    print("\n".join(breakdown(changes)))
    return {"changed_share": changed_share(changes)}


SETS = (GoldSet("audit", ("changed_share",), (Task(Inputs(published="published"), predict, score),), rows),)
