"""What the program asks of a store, whatever keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from onrecord.records import Coded, Document, Incident, Refusal, Relation, Report
from onrecord.store.journal import IncidentChange
from onrecord.store.selection import Selection

__all__ = ["Store"]


class Store(Protocol):
    """Documents and all that was made of them. Each writing method is one transaction.

    Iterators come in a fixed order (documents by publication day and id, undated last; else by date and id), so
    that whatever is computed from them is the same on every run.
    """

    def coder_of(self, document_id: str) -> str | None:
        """The version that coded (or refused) this document; ``None`` where it is not stored."""

    def put_document(self, document: Document, coded: Coded, coder: str) -> None:
        """Keeps a document with its reports and relations; what an older version made of it goes."""

    def put_refusal(self, refusal: Refusal, coder: str) -> None:
        """Keeps a refusal in the place of whatever was stored of the same document."""

    def documents_behind(self, coder: str) -> tuple[str, ...]:
        """Ids of the documents that another version than ``coder`` coded."""

    def generation(self) -> int:
        """A number that grows whenever documents or reports change."""

    def is_fused(self, coder: str) -> bool:
        """Whether the incidents were fused by this version from all reports that are stored now."""

    def is_behind(self) -> bool:
        """Whether documents changed since the incidents were last fused, by whatever version."""

    def clean_texts(self) -> Iterator[tuple[str, str]]:
        """Pairs of document id and story text, earliest published first."""

    def reports(self) -> Iterator[Report]:
        """All reports by id."""

    def replace_incidents(
        self, incidents: Sequence[Incident], coder: str, generation: int
    ) -> tuple[IncidentChange, ...] | None:
        """Puts these incidents in the place of all earlier ones and logs what became of the old ids.

        ``None``, and nothing is written, where documents changed since ``generation`` was read.
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
        """The incident, or ``None`` where there is none of this id."""

    def report(self, report_id: str) -> Report | None:
        """The report, or ``None`` where there is none of this id."""

    def reports_of(self, incident_id: str) -> tuple[Report, ...]:
        """The stored reports of an incident, by publication day and id."""

    def incidents_of(self, report_id: str) -> tuple[str, ...]:
        """Ids of the incidents that a report belongs to."""

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
