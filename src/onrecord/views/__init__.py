"""Shows records: tables and texts for people, lines for programs."""

from onrecord.views.cells import (
    INCIDENT_COLUMNS,
    REFUSAL_COLUMNS,
    REPORT_COLUMNS,
    Cell,
    incident_cells,
    refusal_cells,
    report_cells,
    safe_cell,
    write_csv,
)
from onrecord.views.decisions import decision_table, decision_words, review_lines
from onrecord.views.incident_text import incident_text
from onrecord.views.report_text import report_text
from onrecord.views.screen import show
from onrecord.views.tables import Listing, incident_table, refusal_table, report_table

__all__ = [
    "INCIDENT_COLUMNS",
    "REFUSAL_COLUMNS",
    "REPORT_COLUMNS",
    "Cell",
    "Listing",
    "decision_table",
    "decision_words",
    "incident_cells",
    "incident_table",
    "incident_text",
    "refusal_cells",
    "refusal_table",
    "report_cells",
    "report_table",
    "report_text",
    "review_lines",
    "safe_cell",
    "show",
    "write_csv",
]
