"""The store that is measured holds what was told, each quote where it stands."""

from __future__ import annotations

from pathlib import Path

from bench.fusion_reports import make_world, tell
from bench.fusion_store import CODER, document_of, put

from onrecord.incidents import fuse
from onrecord.lexicon.incidents import load_fusion_weights
from onrecord.store import open_store


def test_a_document_holds_the_quote_of_its_report() -> None:
    (report,) = tell(make_world(5), 1, 10, 5).reports
    document, moved = document_of(report)
    quote = moved.evidence[0]
    assert document.text[quote.start : quote.end] == quote.text == report.evidence[0].text
    assert (document.document_id, document.published) == (report.document.document_id, report.document.published)


def test_what_is_put_into_a_store_fuses_as_it_was_told(tmp_path: Path) -> None:
    told = tell(make_world(5), 60, 10, 5)
    store = open_store(tmp_path / "s.db", create=True)
    put(store, told.reports)
    kept, weights = tuple(store.reports()), load_fusion_weights()
    groups, expected = (
        {frozenset(one.reports) for one in fuse(reports, told.origins, None, weights)}
        for reports in (kept, told.reports)
    )
    assert groups == expected
    assert store.replace_incidents(fuse(kept, told.origins, None, weights), CODER, store.generation()) == ()
    store.close()
