"""What the coder goes by: rules and model together, or either alone (to measure what each is worth)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from onrecord.lexicon.coding import CodingLexicon
from onrecord.lexicon.event_bars import make_event_bars
from onrecord.lexicon.ontology import EVENT_TYPES
from onrecord.records import Status


class CoderEvidence(StrEnum):
    """``both`` is what ships. ``rules``: the model says the same of every word, so that the trigger lexicon decides on
    event and type, grammar on status and parties. ``model``: the trigger lexicon's and the type rules' say on events is
    taken out, nor do strong words count more; grammar still finds parties, places and days."""

    BOTH = "both"
    RULES = "rules"
    MODEL = "model"


def lexicon_for(lexicon: CodingLexicon, evidence: CoderEvidence) -> CodingLexicon:
    """The lexicon with the parts that ``evidence`` leaves out made silent; the same one for ``both``."""
    rules = lexicon.detection
    if evidence is CoderEvidence.RULES:
        # Halfway between a strong and a weak word of the lexicon: the one passes the threshold, the other does not.
        odds = rules.threshold - (rules.strong + rules.weak) / 2
        return replace(lexicon, model=replace(lexicon.model, session=_MuteSession(odds), sha256="none"), gate=None)
    if evidence is CoderEvidence.MODEL:
        silent = replace(
            rules, strong=0, weak=0, other_type=0, not_listed=0, listed_type=0, violent=0, sure=0, threshold=0
        )
        bars = make_event_bars(lexicon.ontology, silent, ())
        return replace(lexicon, detection=silent, bars=bars, retypes=(), gate=None)
    return lexicon


class _MuteSession:
    """Stands for the ONNX session: of every word piece the same, no type before another, and that it happened."""

    def __init__(self, odds: float) -> None:
        types = [0.0, *[odds - float(np.log(len(EVENT_TYPES)))] * len(EVENT_TYPES)]
        statuses = [10.0 if status is Status.OCCURRED else 0.0 for status in Status]
        core_factuality, quad, roles = [0.0, 3.0], [0.0] * 5, [10.0, 0.0, 0.0]
        self._row = np.array([*types, *statuses, *core_factuality, *quad, *roles], dtype=np.float32)

    def run(self, _: None, inputs: Mapping[str, npt.NDArray[np.int64]]) -> Sequence[npt.NDArray[np.float32]]:
        """Scores of the event model's shape: texts x pieces x outputs."""
        return [np.tile(self._row, (*inputs["ids"].shape, 1))]


__all__ = ["CoderEvidence", "lexicon_for"]
