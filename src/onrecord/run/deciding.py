"""The commands decide and decisions."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from onrecord.errors import InputError
from onrecord.records import DecisionKind, DecisionState, Judgement, json_line
from onrecord.review import judge_actors, judge_pair, judge_remark, judge_undo, judge_value
from onrecord.run.arguments_review import DECIDE_FORMS, REVIEWER_VARIABLE
from onrecord.run.asking import full_id
from onrecord.run.pipeline import fuse_store
from onrecord.run.stages import load_fusion
from onrecord.run.streams import output_stream
from onrecord.store import Store
from onrecord.views import decision_table, show

__all__ = ["fuse_decided", "judgement_of", "reviewer_of", "run_decide", "run_decisions"]

_KINDS: Final[Mapping[str, DecisionKind]] = {
    "same": DecisionKind.SAME,
    "not-same": DecisionKind.NOT_SAME,
    "correct": DecisionKind.CORRECT,
    "merge-actors": DecisionKind.MERGE_ACTORS,
    "split-actors": DecisionKind.SPLIT_ACTORS,
    "note": DecisionKind.NOTE,
    "accept": DecisionKind.ACCEPT,
    "undo": DecisionKind.UNDO,
}


def run_decide(options: argparse.Namespace, store: Store) -> int:
    """Enters one decision and fuses anew where the grouping may change. InputError where it cannot be made."""
    reviewer = reviewer_of(options.reviewer)
    judgement = judgement_of(options.kind, options.operands, options.reason, store)
    decision = store.record_decision(judgement, reviewer)
    print(f"decision {decision.seq} entered, head {decision.hash}", flush=True)
    if not options.later:
        fuse_decided(store)
    elif store.is_behind():
        print("onrecord: incidents are not fused anew yet", file=sys.stderr)
    return 0


def fuse_decided(store: Store) -> None:
    """Fuses anew where decisions changed what belongs together, and says so in a line."""
    if store.is_behind():
        incidents, changes = fuse_store(store, load_fusion(), store.fused_by() or "")
        print(f"fused anew: {incidents} incident(s), {len(changes)} earlier id(s) changed")


def reviewer_of(given: str | None) -> str:
    """The reviewer's name. InputError where neither the option nor the environment names one."""
    name = (given or os.environ.get(REVIEWER_VARIABLE) or "").strip()
    if not name:
        raise InputError(f"a decision needs its reviewer's name; give it with --reviewer or {REVIEWER_VARIABLE}")
    return name


def judgement_of(kind: str, words: Sequence[str], reason: str, store: Store) -> Judgement:
    """What the words of a command or of a line of review say. InputError where they do not fit the kind.

    An id's beginning is enough where it is unique.
    """
    decided = _KINDS[kind]
    _check_count(kind, words)
    if decided is DecisionKind.UNDO:
        return judge_undo(words[0], reason)
    if decided in (DecisionKind.MERGE_ACTORS, DecisionKind.SPLIT_ACTORS):
        return judge_actors(decided, words[0], words[1], reason)
    first = full_id(words[0], store)
    if decided is DecisionKind.CORRECT:
        return judge_value(store, first, words[1].replace("-", "_"), " ".join(words[2:]), reason)
    if decided in (DecisionKind.SAME, DecisionKind.NOT_SAME):
        return judge_pair(store, decided, first, full_id(words[1], store), reason)
    return judge_remark(store, decided, first, " ".join(words[1:]) or reason)


def _check_count(kind: str, words: Sequence[str]) -> None:
    form = next(form for form, _ in DECIDE_FORMS if form.split()[0] == kind)
    wanted = len(form.split()) - 1
    is_open = form.endswith(("VALUE", "WORDS")) or kind == "accept"
    if len(words) < wanted or (len(words) > wanted and not is_open):
        raise InputError(f"{kind} is written as: onrecord decide {form}")


def run_decisions(options: argparse.Namespace, store: Store) -> int:
    """Lists the journal, oldest first."""
    states = list(store.decision_states())
    with output_stream(options.output) as stream:
        if options.format == "jsonl":
            stream.writelines(f"{json_line(state)}\n" for state in states)
        elif states:
            show(decision_table(states), stream)
        else:
            print("onrecord: the journal holds no decision", file=sys.stderr)
    _warn_unattached(states)
    return 0


def _warn_unattached(states: Sequence[DecisionState]) -> None:
    lost = [str(state.decision.seq) for state in states if state.standing == "unattached"]
    if lost:
        words = f"no stored report fits decision(s) {', '.join(lost)} any more; they count again when one does"
        print(f"onrecord: {words}", file=sys.stderr)
