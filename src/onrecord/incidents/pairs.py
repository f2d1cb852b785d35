"""The weight of a pair: how likely it is that two reports tell of one happening, and why.

The weight is in log-odds: the bias plus the sum of what every field adds (Fellegi and Sunter 1969 for the
form; the numbers are fitted, see ``training/fit_fusion.py``). Above 0 the reports are more likely one than two.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from msgspec import Struct

from onrecord.incidents.compare import Finding
from onrecord.lexicon.incidents import PairTable

__all__ = ["PairWeight", "Term", "sum_findings"]


class Term(Struct, frozen=True):
    """What one field adds. ``amount`` is 1, or how much of ``value`` there is; ``weight`` includes it."""

    field: str
    value: str
    amount: float
    weight: float


class PairWeight(Struct, frozen=True, kw_only=True):
    """The weight of a pair and the terms that sum to it.

    ``veto`` says why the two may never be joined, ``bond`` on whose word they are joined whatever the weight.
    """

    left: str
    right: str
    weight: float
    terms: tuple[Term, ...]
    veto: str | None = None
    bond: str | None = None


def sum_findings(left: str, right: str, findings: Iterable[Finding], table: PairTable) -> PairWeight:
    """Weighs findings by a table; the first term is the table's bias."""
    terms = [Term("bias", "every pair", 1.0, table.bias)]
    for finding in findings:
        weight = table.weight(finding.field, finding.value) * finding.amount
        terms.append(Term(finding.field, finding.value, finding.amount, weight))
    return PairWeight(left=left, right=right, weight=math.fsum(term.weight for term in terms), terms=tuple(terms))
