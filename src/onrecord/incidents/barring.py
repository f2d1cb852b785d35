"""Which of many reports may never be together, by rule or by a reviewer's word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from onrecord.incidents.columns import Columns
from onrecord.incidents.constraints import veto
from onrecord.incidents.ragged import Bits, Ints
from onrecord.incidents.traits import STAGES
from onrecord.records import Bond, Bonds

__all__ = ["Bars"]


class Bars:
    """Asks ``veto`` of the few pairs that a rule may part at all: those of one document, of unlike kinds or stages."""

    def __init__(self, columns: Columns, bonds: Bonds) -> None:
        self._columns = columns
        stages = list(dict.fromkeys(STAGES.values()))
        stage_of = np.array([stages.index(STAGES[status]) for _, _, status, _ in columns.kinds], np.int32)
        self._stage = stage_of.take(columns.cell["kind"])
        self._block, self._document = columns.cell["block"], columns.cell["document"]
        self.together = _rows_of(bonds.together, columns.report_ids)
        apart = _rows_of(bonds.apart, columns.report_ids)
        self._barred = dict.fromkeys(apart, True)
        self._parted = np.array(sorted(low << 32 | high for low, high in apart), np.int64)

    def free(self, left: Ints, right: Ints) -> Bits:
        """Of each pair (the smaller row first) whether it may be together."""
        found = np.ones(len(left), np.bool_)
        for at in np.flatnonzero(self._questionable(left, right)).tolist():
            found[at] = not self._is_barred(int(left[at]), int(right[at]))
        return found

    def _is_barred(self, i: int, j: int) -> bool:
        if (i, j) not in self._barred:
            self._barred[i, j] = veto(self._columns.traits(i), self._columns.traits(j)) is not None
        return self._barred[i, j]

    def _questionable(self, left: Ints, right: Ints) -> Bits:
        unlike = self._stage.take(left) != self._stage.take(right)
        unlike |= self._block.take(left) != self._block.take(right)
        asked = unlike | (self._document.take(left) == self._document.take(right))
        if len(self._parted):
            asked |= np.isin(left.astype(np.int64) << 32 | right, self._parted)
        return asked


def _rows_of(bonds: Iterable[Bond], report_ids: Sequence[str]) -> list[tuple[int, int]]:
    """The bonds as pairs of rows, smaller first; those of reports that are not there drop out."""
    bonds = tuple(bonds)
    named = {report_id for bond in bonds for report_id in bond.reports}
    rows = {report_id: row for row, report_id in enumerate(report_ids) if report_id in named} if named else {}
    pairs = ([rows[report_id] for report_id in bond.reports if report_id in rows] for bond in bonds)
    return [(min(pair), max(pair)) for pair in pairs if len(pair) == 2]
