"""Questions an analyst asks of incidents: how many, more or fewer than before, what is missing, what changed."""

from onrecord.questions.changes import FieldChange, IncidentChanges, changes_between
from onrecord.questions.claims import ClaimRow, claim_rows
from onrecord.questions.counting import Counts, MonthCount, count_incidents
from onrecord.questions.gaps import Gap, find_gaps
from onrecord.questions.intervals import Interval, poisson_interval, rate_ratio
from onrecord.questions.statements import HeldStatement, hold_statements
from onrecord.questions.trends import Trend, compare_periods

__all__ = [
    "ClaimRow",
    "Counts",
    "FieldChange",
    "Gap",
    "HeldStatement",
    "IncidentChanges",
    "Interval",
    "MonthCount",
    "Trend",
    "changes_between",
    "claim_rows",
    "compare_periods",
    "count_incidents",
    "find_gaps",
    "hold_statements",
    "poisson_interval",
    "rate_ratio",
]
