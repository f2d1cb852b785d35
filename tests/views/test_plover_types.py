"""An act that did not take place never enters a stream of events as itself."""

from __future__ import annotations

import pytest

from onrecord.records import Casualties, CoderRef, Codes, DocumentRef, Report, Status
from onrecord.views.plover_types import plover_type


def report(event_type: str, status: Status) -> Report:
    return Report(
        report_id="r-1",
        document=DocumentRef(document_id="d", path="p"),
        event_type=event_type,
        mode=None,
        contexts=(),
        codes=Codes(),
        status=status,
        aggregate=False,
        count=None,
        date=None,
        places=(),
        actors=(),
        recipients=(),
        weapons=(),
        casualties=Casualties(),
        assertions=(),
        evidence=(),
        coder=CoderRef(version="0", model=None),
    )


@pytest.mark.parametrize(
    ("event_type", "status", "expected"),
    [
        ("ASSAULT", Status.OCCURRED, "ASSAULT"),
        ("ASSAULT", Status.ATTEMPTED, "ASSAULT"),
        ("ASSAULT", Status.PLANNED, "THREATEN"),
        ("ASSAULT", Status.THREATENED, "THREATEN"),
        ("ASSAULT", Status.DEMANDED, "REQUEST"),
        ("ASSAULT", Status.HYPOTHETICAL, None),
        ("ASSAULT", Status.DENIED, None),
        ("AID", Status.PLANNED, "AGREE"),
        ("REQUEST", Status.PLANNED, "REQUEST"),
    ],
)
def test_status_decides_the_type(event_type: str, status: Status, expected: str | None) -> None:
    assert plover_type(report(event_type, status)) == expected
