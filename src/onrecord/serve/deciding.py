"""Decisions that come in through pages or API: checked, entered in the journal, and fused where they regroup."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from onrecord.errors import InputError
from onrecord.records import Decision, DecisionKind, Judgement
from onrecord.review import judge_actors, judge_pair, judge_remark, judge_undo, judge_value
from onrecord.serve.state import ServerState
from onrecord.store import Store

__all__ = ["MAX_WORDS_CHARS", "Wanted", "enter", "judge"]

MAX_WORDS_CHARS: Final = 2_000
"""Of any one word or reason: a journal is no place to store documents."""


class Wanted(Struct, frozen=True, kw_only=True):
    """What a reviewer asks for, as it comes in.

    ``record_id``: the incident or report (for actors: an id or name). ``other``: the second record or actor of
    ``same``, ``not_same``, ``merge_actors`` and ``split_actors``. ``field`` and ``value``: of ``correct``. ``number``:
    of the decision that ``undo`` undoes.
    """

    kind: DecisionKind
    record_id: str = ""
    other: str = ""
    field: str = ""
    value: str = ""
    number: str = ""
    reason: str = ""


def _same(store: Store, one: Wanted) -> Judgement:
    return judge_pair(store, one.kind, one.record_id, one.other.strip(), one.reason)


def _actors(_: Store, one: Wanted) -> Judgement:
    return judge_actors(one.kind, one.record_id, one.other.strip(), one.reason)


def _remark(store: Store, one: Wanted) -> Judgement:
    return judge_remark(store, one.kind, one.record_id, one.reason)


_JUDGES: Final[Mapping[DecisionKind, Callable[[Store, Wanted], Judgement]]] = {
    DecisionKind.SAME: _same,
    DecisionKind.NOT_SAME: _same,
    DecisionKind.CORRECT: lambda store, one: judge_value(store, one.record_id, one.field, one.value, one.reason),
    DecisionKind.MERGE_ACTORS: _actors,
    DecisionKind.SPLIT_ACTORS: _actors,
    DecisionKind.NOTE: _remark,
    DecisionKind.ACCEPT: _remark,
    DecisionKind.UNDO: lambda _, one: judge_undo(one.number, one.reason),
}


def judge(store: Store, wanted: Wanted) -> Judgement:
    """The judgement that is asked for. InputError, with a remedy, where it cannot be made."""
    texts = (wanted.record_id, wanted.other, wanted.field, wanted.value, wanted.number, wanted.reason)
    if any(len(text) > MAX_WORDS_CHARS for text in texts):
        raise InputError(f"no word or reason may be longer than {MAX_WORDS_CHARS} characters; say it in fewer")
    return _JUDGES[wanted.kind](store, wanted)


def enter(state: ServerState, wanted: Wanted, reviewer: str) -> Decision:
    """Enters it in the journal under the reviewer's name and fuses anew where it changes what belongs together."""
    store = state.store
    with state.writing:
        decision = store.record_decision(judge(store, wanted), reviewer)
        if store.is_behind() and state.settings.fuse is not None:
            state.settings.fuse(store)
    return decision
