"""What counts as kept when sentences are spared: the same type, told where the first was told."""

from __future__ import annotations

import hashlib

from bench.sparing import compare, is_kept, lines
from msgspec.structs import replace

from onrecord.documents import make_document
from onrecord.records import Coded, Document, Evidence, MediaKind, RawItem
from onrecord.reports import load_coder

TEXT = "Rebels shelled the market of Talvik on Monday and killed four traders. Police arrested two men in Norhavn."


def document() -> Document:
    data = TEXT.encode()
    item = RawItem(path="-", data=data, sha256=hashlib.sha256(data).hexdigest(), media=MediaKind.TEXT)
    made = make_document(item)
    assert isinstance(made, Document)
    return made


def test_an_event_is_kept_where_its_type_is_told_at_its_words() -> None:
    reports = load_coder().code(document()).reports
    assert reports
    assert all(is_kept(one, reports) for one in reports)
    first = reports[0]
    assert not is_kept(first, [replace(first, event_type="AGREE" if first.event_type != "AGREE" else "AID")])
    elsewhere = Evidence(start=0, end=0, text="")
    assert not is_kept(first, [replace(first, evidence=(elsewhere,), trigger=elsewhere)])


class Silent:
    """A coder that finds nothing."""

    def code(self, _: Document) -> Coded:
        return Coded(reports=(), relations=())


def test_a_coder_that_finds_nothing_keeps_nothing() -> None:
    coder = load_coder()
    found = compare([document()], coder, Silent(), "-")  # type: ignore[arg-type]
    assert found.kept.total() == 0 < found.events.total()
    assert ": 0.000 (0 reports as shipped)" in lines("own", found)[0]
    assert compare([document()], coder, coder, "-").kept == found.events
