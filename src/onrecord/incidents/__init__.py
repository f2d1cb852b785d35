"""Reports of one happening, compared, weighed and clustered into incidents."""

from onrecord.incidents.articles import Article
from onrecord.incidents.documents import cluster_documents, explain_documents
from onrecord.incidents.fusion import cluster_reports, explain_pair, fuse, order_reports
from onrecord.incidents.pairs import PairWeight, Term

__all__ = [
    "Article",
    "PairWeight",
    "Term",
    "cluster_documents",
    "cluster_reports",
    "explain_documents",
    "explain_pair",
    "fuse",
    "order_reports",
]
