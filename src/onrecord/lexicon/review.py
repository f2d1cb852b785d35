"""What makes an incident ask for review, and how much."""

from __future__ import annotations

from functools import cache

from msgspec import Struct, convert

from onrecord.errors import LexiconError
from onrecord.lexicon.tables import data_path, read_rules

__all__ = ["QueuePoints", "load_queue_points"]


class QueuePoints(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Points by reason; ``band`` is the width of doubt around the threshold of fusion, in log-odds."""

    weak_link: float
    near_miss: float
    contested: float
    conflict: float
    single_source: float
    new_actor: float
    missing: float
    changed_since: float
    killed: float
    band: float


@cache
def load_queue_points() -> QueuePoints:
    """The package's own (data/review/queue.toml). LexiconError where a number is missing or unknown."""
    path = data_path("review", "queue.toml")
    rules = read_rules(path)
    try:
        return convert({**rules["points"], **rules["fusion"]}, QueuePoints)
    except (KeyError, ValueError) as error:
        raise LexiconError(f"{path}: {error}") from error
