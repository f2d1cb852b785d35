"""What the program asks of a store, whatever keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from onrecord.records import (
    Bonds,
    Coded,
    Decision,
    DecisionState,
    Document,
    Incident,
    Judgement,
    RawItem,
    Refusal,
    Relation,
    Report,
    Subject,
)
from onrecord.store.journal import IncidentChange
from onrecord.store.proof import Finding
from onrecord.store.searching import Hit
from onrecord.store.selection import Selection

__all__ = ["Store"]


class Store(Protocol):
    """Documents and all that was made of them. Each writing method is one transaction.

    Iterators come in a fixed order (documents by publication day and id, undated last; else by date and id), so
    that whatever is computed from them is the same on every run.
    """

    def coder_of(self, document_id: str) -> str | None:
        """The version that coded (or refused) this document; ``None`` where it is not stored."""

    def put_document(self, document: Document, coded: Coded, coder: str, item: RawItem | None = None) -> None:
        """Keeps a document with its reports and relations; what an older version made of it goes.

        With ``item`` the bytes are kept too, once and for good. Decisions about the document are laid over its new
        reports.
        """

    def put_source(self, item: RawItem) -> None:
        """Keeps the bytes of a document; bytes that are kept already stay as they are."""

    def source(self, document_id: str) -> RawItem | None:
        """What was read, byte for byte; ``None`` where it is not kept. StoreError where it is damaged."""

    def put_refusal(self, refusal: Refusal, coder: str) -> None:
        """Keeps a refusal in the place of whatever was stored of the same document."""

    def documents_behind(self, coder: str) -> tuple[str, ...]:
        """Ids of the documents that another version than ``coder`` coded."""

    def document_days(self) -> dict[str, tuple[str | None, str]]:
        """For each document id its day of publication (``None`` where unknown) and the time it was added (UTC, ISO)."""

    def generation(self) -> int:
        """A number that grows whenever documents, reports or decisions about what belongs together change."""

    def is_fused(self, coder: str) -> bool:
        """Whether the incidents were fused by this version from all reports that are stored now."""

    def fused_by(self) -> str | None:
        """The version that fused the incidents last; ``None`` where none did."""

    def is_behind(self) -> bool:
        """Whether documents or decisions changed since the incidents were last fused, by whatever version."""

    def clean_texts(self) -> Iterator[tuple[str, str]]:
        """Pairs of document id and story text, earliest published first."""

    def reports(self) -> Iterator[Report]:
        """All reports by id."""

    def replace_incidents(
        self, incidents: Sequence[Incident], coder: str, generation: int
    ) -> tuple[IncidentChange, ...] | None:
        """Puts these incidents in the place of all earlier ones and logs what became of the old ids.

        ``None``, and nothing is written, where documents or such decisions changed since ``generation`` was read.
        Corrections, notes and acceptances in force are laid over the new incidents.
        """

    def record_decision(self, judgement: Judgement, reviewer: str) -> Decision:
        """Enters a decision in the journal and lays it over what is stored; it is on the disk when this returns.

        Corrections, notes and acceptances show at once. What changes the grouping (same, not same, actors, corrected
        reports, "no event") shows in the incidents once they are fused anew: ``is_behind`` says so. InputError where
        the decision cannot be made (nothing to undo, no report to attach it to, no reviewer).
        """

    def undo(self, seq: int, reviewer: str, reason: str) -> Decision:
        """Enters that decision ``seq`` counts no longer; undoing an undo brings a decision back."""

    def decisions(self) -> Iterator[Decision]:
        """The journal, oldest first."""

    def decision_states(self) -> Iterator[DecisionState]:
        """Every decision and what has become of it, oldest first."""

    def journal_head(self) -> tuple[int, str]:
        """Number and hash of the last decision; (0, ``CHAIN_START``) where there is none."""

    def source_head(self) -> tuple[int, str]:
        """Number and hash of the source that was kept last; (0, ``CHAIN_START``) where there is none."""

    def in_chain(self, head: str) -> bool:
        """Whether a hash is that of an entry of the journal, or of a source that was kept."""

    def verify(self, decode: Callable[[RawItem], str] | None = None) -> Iterator[Finding]:
        """Every sign that journal or evidence were changed since they were written; nothing where there is none.

        Read are the file's structure and triggers, the chains of decisions and of sources, bytes against document
        ids, records against their digests and columns, quotes against texts, and records as shown against their own
        with the decisions in force. With ``decode`` the stored texts are compared with what the bytes say.
        """

    def bonds(self) -> Bonds:
        """Which reports decisions in force keep together and apart."""

    def subject_of(self, record_id: str) -> Subject | None:
        """An incident or report as the subject of a decision; ``None`` where there is none of this id."""

    def own_report(self, report_id: str) -> Report | None:
        """The report as the coder gave it, without decisions."""

    def own_incident(self, incident_id: str) -> Incident | None:
        """The incident as it was fused, without corrections of its values."""

    def search(self, words: str, limit: int) -> tuple[Hit, ...]:
        """The documents that hold all the words in title, text, quotes or names, best first, at most ``limit``.

        ``"words in quotes"`` stand side by side, ``bomb*`` begins so. InputError where there is no word.
        """

    def select_incidents(self, selection: Selection) -> Iterator[Incident]:
        """The incidents that pass, by date and id, undated last."""

    def select_reports(self, selection: Selection) -> Iterator[Report]:
        """The reports that pass, by date and id, undated last."""

    def match_ids(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Ids of incidents and reports that begin so, at most ``limit``."""

    def document(self, document_id: str) -> Document | None:
        """The document, or ``None`` where it is not stored."""

    def incident(self, incident_id: str) -> Incident | None:
        """The incident with the decisions in force laid over it; ``None`` where there is none of this id."""

    def report(self, report_id: str) -> Report | None:
        """The report with the decisions in force laid over it, or ``None`` where there is none of this id."""

    def reports_of(self, incident_id: str) -> tuple[Report, ...]:
        """The stored reports of an incident, by publication day and id."""

    def incidents_of(self, report_id: str) -> tuple[str, ...]:
        """Ids of the incidents that a report belongs to."""

    def incidents_of_document(self, document_id: str) -> tuple[str, ...]:
        """Ids of the incidents that a document's reports belong to."""

    def relations(self) -> Iterator[Relation]:
        """All relations by document and position."""

    def refusals(self) -> Iterator[Refusal]:
        """All refusals by path."""

    def changes_of(self, incident_id: str) -> tuple[IncidentChange, ...]:
        """What the log says of an incident id, oldest first."""

    def dump(self) -> Iterator[str]:
        """All content as JSON lines in a fixed order, without the times of writing.

        Two stores hold the same exactly when their dumps are equal.
        """

    def close(self) -> None:
        """Ends the connection; the store cannot be used afterwards."""
