"""Fits which incidents an answer key would have; a part of training.spans.members.

An incident is right where the scorer gives it a template of the key. How likely its members are is what the weights of
the other folds say, as they never saw the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from onrecord.views.muc4_incidents import Incident
from onrecord.views.muc4_members import Pairing, Weighed
from onrecord.views.muc4_relevance import INCIDENT, incident_features
from training.spans.choices import richer, weight_lines
from training.spans.logistic import Example, Penalty, fit, likely, over_folds

LEAST = 0.4
"""F of all slots over folds is flat from 0.35 to 0.5."""

INCIDENT_PENALTY = Penalty(20.0, 60.0, 10, lambda name: name.startswith(("type ", "hit ", "sort ")))


class Case(Struct, frozen=True):
    """The incidents of a document, what their members are weighed with, and which (indexes) have a template of the
    key."""

    document: str
    incidents: tuple[Incident, ...]
    pairing: Pairing
    matched: frozenset[int]


def incident_examples(cases: Sequence[Case], weighed: Mapping[tuple[int, int], Weighed]) -> Iterator[Example]:
    """``weighed``: by case and incident how likely its members are."""
    for number, case in enumerate(cases):
        of_case = [weighed[number, index] for index in range(len(case.incidents))]
        for index in range(len(case.incidents)):
            features = incident_features(index, case.incidents, of_case, case.pairing)
            yield Example(case.document, features, int(index in case.matched))


def fit_incidents(examples: Sequence[Example]) -> Iterator[str]:
    """The lines of the choice among incidents."""
    folds = over_folds(examples, INCIDENT_PENALTY)
    taken = [one.right for one, w in folds if likely(w, one.features) >= LEAST]
    print(
        f"incidents: {len(examples)}, {sum(one.right for one in examples)} in keys, over folds {len(taken)} taken, "
        f"{sum(taken)} right"
    )
    yield from ("", f"[{INCIDENT}]", f"least = {richer(LEAST):.4f}", "")
    yield from weight_lines(INCIDENT, fit(examples, INCIDENT_PENALTY)[0])
