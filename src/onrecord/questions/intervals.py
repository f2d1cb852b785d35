"""Exact intervals for counts and for the ratio of two rates.

The interval of a Poisson mean is Garwood's (1936), that of a rate ratio the conditional one: given the sum of two
counts the first is binomial, and its share has the interval of Clopper and Pearson (1934). Both hold at least their
level, whatever the counts; no large-sample formula is used.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, inf, lgamma, log

from msgspec import Struct

__all__ = ["LEVEL", "Interval", "poisson_interval", "rate_ratio"]

LEVEL = 0.95
STEPS = 200


class Interval(Struct, frozen=True, kw_only=True):
    """A value with the interval that holds the true one at the level ``LEVEL``; ``None`` where it has no bound."""

    value: float | None
    low: float | None
    high: float | None


def poisson_interval(count: int) -> Interval:
    """The interval of the mean of which ``count`` events were seen; ValueError for a negative count."""
    if count < 0:
        raise ValueError(f"a count is 0 or more, not {count}")
    tail = (1 - LEVEL) / 2
    most = count + 10 * (count + 1) ** 0.5 + 10
    low = _root(lambda mean: 1 - _poisson_cdf(count - 1, mean) - tail, 0.0, most) if count else 0.0
    high = _root(lambda mean: tail - _poisson_cdf(count, mean), 0.0, most)
    return Interval(value=float(count), low=round(low, 3), high=round(high, 3))


def rate_ratio(count: int, days: float, other: int, other_days: float) -> Interval:
    """The rate of ``count`` in ``days`` over that of ``other`` in ``other_days``.

    Without any event in the second the ratio has no value and no upper bound; without any in either it has no bounds.
    ValueError for a period without days.
    """
    if days <= 0 or other_days <= 0:
        raise ValueError("a rate needs a period of at least a day")
    if count + other == 0:
        return Interval(value=None, low=None, high=None)
    scale = other_days / days
    low, high = _share_interval(count, count + other)
    value = count / other * scale if other else None
    return Interval(
        value=None if value is None else round(value, 3),
        low=round(low / (1 - low) * scale, 3) if low < 1 else None,
        high=round(high / (1 - high) * scale, 3) if high < 1 else None,
    )


def _share_interval(part: int, whole: int) -> tuple[float, float]:
    """Clopper and Pearson's bounds of a share of which ``part`` of ``whole`` were seen."""
    tail = (1 - LEVEL) / 2
    low = _root(lambda share: 1 - _binomial_cdf(part - 1, whole, share) - tail, 0.0, 1.0) if part else 0.0
    high = _root(lambda share: tail - _binomial_cdf(part, whole, share), 0.0, 1.0) if part < whole else 1.0
    return low, high


def _root(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses 0, by bisection."""
    for _ in range(STEPS):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _poisson_cdf(count: int, mean: float) -> float:
    if count < 0:
        return 0.0
    if mean <= 0:
        return 1.0
    return min(1.0, sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(count + 1)))


def _binomial_cdf(part: int, whole: int, share: float) -> float:
    if part < 0:
        return 0.0
    if share <= 0 or part >= whole:
        return 1.0
    if share >= 1:
        return 0.0
    ways = (lgamma(whole + 1) - lgamma(k + 1) - lgamma(whole - k + 1) for k in range(part + 1))
    odds = log(share), log(1 - share)
    terms = (way + k * odds[0] + (whole - k) * odds[1] for k, way in enumerate(ways))
    return min(1.0, sum(exp(term) if term > -inf else 0.0 for term in terms))
