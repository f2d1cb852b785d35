"""The journal of decisions in SQLite, and its replay over the reports and incidents that are stored.

Every method runs inside the caller's transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import apsw
import msgspec
from msgspec import Struct

from onrecord.errors import InputError
from onrecord.records import (
    CHAIN_START,
    Anchor,
    Bonds,
    Decision,
    DecisionKind,
    DecisionState,
    Field,
    Incident,
    Judgement,
    Report,
    Standing,
    SubjectKind,
    anchors_of,
    enter_judgement,
    json_line,
    undone_by,
)
from onrecord.store import actor_rules
from onrecord.store.anchors import attach
from onrecord.store.bonds import KINDS as PAIRS
from onrecord.store.bonds import Sides, bonds_of
from onrecord.store.replay import LaidReport, Touch, is_about_report, lay_incident, lay_report
from onrecord.store.selection import search_key
from onrecord.store.writing import INCIDENT, REPORT, Value, insert, rewrite_incident, rewrite_report

__all__ = ["Reviews"]

_DECISION: Final = msgspec.json.Decoder(Decision)


class _Journal(Struct, frozen=True):
    """The decisions that were entered, by number, and which of them were undone by which."""

    decisions: dict[int, Decision]
    undone: dict[int, int]

    def in_force(self, seqs: Iterable[int]) -> list[Decision]:
        return [self.decisions[seq] for seq in sorted(set(seqs)) if seq not in self.undone]

    def rules(self) -> list[Decision]:
        return [one for one in self.in_force(self.decisions) if one.kind in actor_rules.KINDS]


class Reviews:
    """Enters decisions and lays those in force over what is stored."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._read: tuple[tuple[int, str], _Journal] | None = None

    # ------------------------------------------------------------ the journal

    def head(self) -> tuple[int, str]:
        """Number and hash of the last decision; (0, ``CHAIN_START``) where there is none."""
        rows = self._rows("SELECT seq, hash FROM decisions ORDER BY seq DESC LIMIT 1")
        return (int(rows[0][0]), str(rows[0][1])) if rows else (0, CHAIN_START)

    def journal(self) -> _Journal:
        """All decisions, read again only when there are new ones."""
        head = self.head()
        if self._read is None or self._read[0] != head:
            found = (_DECISION.decode(row[0]) for row in self._rows("SELECT record FROM decisions ORDER BY seq"))
            decisions = {decision.seq: decision for decision in found}
            self._read = head, _Journal(decisions, dict(undone_by(decisions.values())))
        return self._read[1]

    def enter(self, judgement: Judgement, reviewer: str, at: str) -> Decision:
        """Adds a decision and lays it over what is stored. InputError where it cannot be made."""
        self._check(judgement, reviewer)
        seq, prev_hash = self.head()
        decision = enter_judgement(judgement, seq + 1, at, reviewer, prev_hash)
        insert(self._connection, "decisions", (decision.seq, json_line(decision), decision.hash))
        for position, anchor in enumerate(anchors_of(decision)):
            insert(self._connection, "decision_anchors", (decision.seq, position, anchor.document_id, None))
        for document_id in {anchor.document_id for anchor in anchors_of(decision)}:
            self._attach(document_id)
        self._lay_after(self.target(decision))
        return decision

    def target(self, decision: Decision) -> Decision:
        """The decision itself; of an undo what it undoes or, undoing an undo, brings back."""
        while decision.kind is DecisionKind.UNDO:
            decision = self.journal().decisions[int(decision.subject.id)]
        return decision

    def _check(self, judgement: Judgement, reviewer: str) -> None:
        if not reviewer.strip():
            raise InputError("a decision needs its reviewer's name; give it with --reviewer")
        if judgement.kind is DecisionKind.UNDO:
            self._check_undo(judgement.subject.id)
        elif judgement.subject.kind in (SubjectKind.REPORT, SubjectKind.INCIDENT) and not judgement.subject.anchors:
            raise InputError(f"{judgement.subject.id} holds no stored report to decide upon; run onrecord add again")
        if judgement.kind is DecisionKind.CORRECT and (judgement.field is None or judgement.value is None):
            raise InputError("a correction needs a field and a value")
        if judgement.kind in (*PAIRS, *actor_rules.KINDS) and judgement.other is None:
            raise InputError(f"{judgement.kind} is said of two; name the other")

    def _check_undo(self, number: str) -> None:
        journal = self.journal()
        seq = int(number) if number.isdecimal() else 0
        if seq not in journal.decisions:
            raise InputError(f"there is no decision {number}; onrecord decisions lists them")
        if seq in journal.undone:
            raise InputError(f"decision {seq} was undone already, by decision {journal.undone[seq]}")

    # ------------------------------------------------------------ attaching

    def attach_document(self, document_id: str) -> None:
        """Attaches decisions anew after a document's reports were replaced, and lays them over its reports."""
        if self.head()[0]:
            self._attach(document_id)
            self.lay_document(document_id)

    def _attach(self, document_id: str) -> None:
        sql = "SELECT seq, position FROM decision_anchors WHERE document_id = ?"
        rows = self._rows(sql, document_id)
        reports = [own for own, _ in self._own_reports(document_id)] if rows else []
        for seq, position in rows:
            anchor = self._anchors(seq)[position]
            fits = attach(anchor, reports)
            update = "UPDATE decision_anchors SET report_id = ? WHERE seq = ? AND position = ?"
            self._connection.execute(update, (fits, seq, position))

    def _anchors(self, seq: int) -> tuple[Anchor, ...]:
        return tuple(anchors_of(self.journal().decisions[seq]))

    def _own_reports(self, document_id: str) -> list[tuple[Report, str]]:
        sql = "SELECT coalesce(own, record) FROM reports WHERE document_id = ? ORDER BY report_id"
        return [(REPORT.decode(line), line) for (line,) in self._rows(sql, document_id)]

    # ------------------------------------------------------------ laying over

    def _lay_after(self, decision: Decision) -> None:
        """Brings up to date what a decision, just made or undone, changes without fusing."""
        documents = {anchor.document_id for anchor in anchors_of(decision)}
        if decision.kind in actor_rules.KINDS:
            documents = self._documents_naming(decision)
        elif decision.kind is DecisionKind.CORRECT and not is_about_report(decision):
            documents = set()
        for document_id in sorted(documents):
            self.lay_document(document_id)
        held = "SELECT DISTINCT incident_id FROM incident_reports JOIN decision_anchors USING (report_id) WHERE seq = ?"
        self.lay_incidents(row[0] for row in self._rows(held, decision.seq))

    def _documents_naming(self, decision: Decision) -> set[str]:
        named = [decision.subject.id, *((decision.other.id,) if decision.other else ())]
        sql = "SELECT document_id FROM reports JOIN report_actors USING (report_id) WHERE actor_id = ? OR name = ?"
        return {row[0] for name in named for row in self._rows(sql, name, search_key(name))}

    def lay_document(self, document_id: str) -> None:
        """Lays the decisions in force over the reports of a document, or takes off what is in force no longer."""
        for line, laid in self._laid_reports(document_id):
            rewrite_report(self._connection, line, laid.shown, laid.told_as)

    def _laid_reports(self, document_id: str) -> Iterator[tuple[str, LaidReport]]:
        """The reports of a document: each one's own JSON, and what decisions make of it."""
        journal = self.journal()
        attached: dict[str, list[int]] = defaultdict(list)
        sql = "SELECT report_id, seq FROM decision_anchors WHERE document_id = ? AND report_id IS NOT NULL"
        for report_id, seq in self._rows(sql, document_id):
            attached[report_id].append(seq)
        rules = journal.rules()
        for own, line in self._own_reports(document_id):
            yield line, lay_report(own, journal.in_force(attached[own.report_id]), rules)

    def lay_incidents(self, incident_ids: Iterable[str]) -> None:
        """The same for incidents."""
        for incident_id in sorted(set(incident_ids)):
            rewrite_incident(self._connection, *self._laid_incident(incident_id))

    def _laid_incident(self, incident_id: str) -> tuple[str, Incident]:
        """An incident's own JSON, and what decisions make of it."""
        ((line,),) = self._rows("SELECT coalesce(own, record) FROM incidents WHERE incident_id = ?", incident_id)
        sql = "SELECT min(withdrawn) FROM incident_reports JOIN reports USING (report_id) WHERE incident_id = ?"
        withdrawn = bool(self._rows(sql, incident_id)[0][0])
        return line, lay_incident(INCIDENT.decode(line), self._touches(incident_id), is_withdrawn=withdrawn)

    def lay_all_incidents(self) -> None:
        """Lays the decisions in force over incidents that were just fused."""
        sql = "SELECT DISTINCT incident_id FROM incident_reports JOIN decision_anchors USING (report_id)"
        self.lay_incidents([row[0] for row in self._rows(sql)])

    def _touches(self, incident_id: str) -> list[Touch]:
        sql = "SELECT DISTINCT seq FROM incident_reports JOIN decision_anchors USING (report_id) WHERE incident_id = ?"
        decisions = self.journal().in_force(row[0] for row in self._rows(sql, incident_id))
        found = (one for one in decisions if one.subject.kind is SubjectKind.INCIDENT or one.kind in PAIRS)
        return [
            Touch(one, frozenset(self._attached(one.seq)))
            for one in found
            if one.kind in PAIRS or one.field is Field.EVENT or self._holder(one.seq) == incident_id
        ]

    def _holder(self, seq: int) -> str | None:
        """The incident that holds most of the reports a decision was about; among equals the one of the earliest."""
        sql = (
            "SELECT incident_id FROM decision_anchors JOIN incident_reports USING (report_id) WHERE seq = ?"
            " GROUP BY incident_id ORDER BY count(*) DESC, min(position) LIMIT 1"
        )
        rows = self._rows(sql, seq)
        return str(rows[0][0]) if rows else None

    def _attached(self, seq: int) -> list[str | None]:
        sql = "SELECT report_id FROM decision_anchors WHERE seq = ? ORDER BY position"
        return [row[0] for row in self._rows(sql, seq)]

    # ------------------------------------------------------------ asking

    def relaid_reports(self) -> Iterator[tuple[str, str, str]]:
        """Id, JSON as stored and JSON as decisions make it anew, of each report that any decision touches."""
        touched = "SELECT document_id FROM decision_anchors UNION SELECT document_id FROM reports WHERE own IS NOT NULL"
        for (document_id,) in self._rows(f"{touched} ORDER BY 1"):
            for line, laid in self._laid_reports(document_id):
                report_id = laid.shown.report_id
                ((record,),) = self._rows("SELECT record FROM reports WHERE report_id = ?", report_id)
                yield report_id, record, json_line(laid.shown) if laid.shown.review else line

    def relaid_incident(self, incident_id: str) -> str:
        """The JSON of an incident as decisions make it anew."""
        line, shown = self._laid_incident(incident_id)
        return json_line(shown) if shown.review else line

    def bonds(self) -> tuple[Bonds, dict[int, int]]:
        """What decisions demand of fusion, and which of them gave way to which."""
        journal = self.journal()
        decided = [one for one in journal.in_force(journal.decisions) if one.kind in PAIRS]
        sides = {one.seq: self._sides(one) for one in decided}
        return bonds_of(decided, sides)

    def _sides(self, decision: Decision) -> Sides:
        attached = self._attached(decision.seq)
        cut = len(decision.subject.anchors)
        return tuple(filter(None, attached[:cut])), tuple(filter(None, attached[cut:]))

    def states(self) -> Iterator[DecisionState]:
        """Every decision and what has become of it, in the order of the journal."""
        journal = self.journal()
        overruled = {**self.bonds()[1], **self._overruled_corrections()}
        for seq, decision in sorted(journal.decisions.items()):
            attached = self._attached(seq)
            reports = tuple(dict.fromkeys(filter(None, attached)))
            if by := journal.undone.get(seq):
                standing = Standing.UNDONE
            elif attached and not _holds(decision, attached):
                standing = Standing.UNATTACHED
            else:
                by = overruled.get(seq)
                standing = Standing.OVERRULED if by else Standing.IN_FORCE
            yield DecisionState(decision=decision, standing=standing, by=by, reports=reports)

    def _overruled_corrections(self) -> dict[int, int]:
        journal = self.journal()
        latest: dict[tuple[Any, ...], int] = {}
        overruled: dict[int, int] = {}
        for one in reversed(journal.in_force(journal.decisions)):
            if one.kind is DecisionKind.CORRECT:
                is_report = one.subject.kind is SubjectKind.REPORT
                about = tuple(self._attached(one.seq)) if is_report else self._holder(one.seq)
                if about and (one.field, one.subject.kind, about) in latest:
                    overruled[one.seq] = latest[one.field, one.subject.kind, about]
                latest.setdefault((one.field, one.subject.kind, about), one.seq)
        return overruled

    def _rows(self, sql: str, *values: Value) -> list[Any]:
        return list(self._connection.execute(sql, values))


def _holds(decision: Decision, attached: Sequence[str | None]) -> bool:
    """Whether enough of a decision's reports are there: one, and of a pair one on each side."""
    cut = len(decision.subject.anchors)
    return any(attached[:cut]) and (decision.other is None or any(attached[cut:]))
