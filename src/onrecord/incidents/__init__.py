"""Reports of one happening, compared, weighed and clustered into incidents."""

from onrecord.incidents.articles import Article
from onrecord.incidents.documents import cluster_documents, explain_documents
from onrecord.incidents.doubts import Doubt, find_doubts
from onrecord.incidents.explaining import Why, explain_group
from onrecord.incidents.fusion import (
    FusionCounts,
    cluster_reports,
    count_fusions,
    explain_pair,
    fuse,
    order_reports,
)
from onrecord.incidents.pairs import PairWeight, Term

__all__ = [
    "Article",
    "Doubt",
    "FusionCounts",
    "PairWeight",
    "Term",
    "Why",
    "cluster_documents",
    "cluster_reports",
    "count_fusions",
    "explain_documents",
    "explain_group",
    "explain_pair",
    "find_doubts",
    "fuse",
    "order_reports",
]
