"""Reports of one happening, compared, weighed and clustered into incidents."""

from onrecord.incidents.fusion import cluster_reports, explain_pair, fuse, order_reports
from onrecord.incidents.pairs import PairWeight, Term

__all__ = ["PairWeight", "Term", "cluster_reports", "explain_pair", "fuse", "order_reports"]
