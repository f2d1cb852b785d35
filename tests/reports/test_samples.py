"""The coder on the sample articles, against what their author is sure of (samples/expected.toml).

Floors stand in floors.toml, a few points under what was measured; they may rise and never fall silently.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.documents import make_document
from onrecord.records import Document, MediaKind, RawItem, Report, Status
from onrecord.reports import load_coder

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FLOORS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))
HAPPENED = {Status.OCCURRED, Status.ONGOING}
CONFLICT = {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION", "THREATEN"}
FIELDS = ("found", "status", "date", "killed", "all")


@dataclass(frozen=True)
class Coding:
    """One sample article, what its author expects and what the coder gave."""

    key: str
    truth: dict[str, Any]
    text: str
    reports: tuple[Report, ...]


def items() -> Iterator[tuple[str, RawItem]]:
    for path in sorted((SAMPLES / "articles").iterdir()):
        if path.suffix not in {".jsonl", ".csv"}:
            data = path.read_bytes()
            media = MediaKind.HTML if path.suffix == ".html" else MediaKind.TEXT
            yield path.name, RawItem(path=path.name, data=data, sha256=hashlib.sha256(data).hexdigest(), media=media)
            continue
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream)) if path.suffix == ".csv" else [json.loads(line) for line in stream]
        for row in rows:
            data = row["text"].encode()
            hints = {name: row[name] for name in ("title", "published", "url", "source", "language")}
            sha256 = hashlib.sha256(data).hexdigest()
            yield (
                f"{path.name}#{row['id']}",
                RawItem(path=row["id"], data=data, sha256=sha256, media=MediaKind.TEXT, **hints),
            )


@cache
def codings() -> tuple[Coding, ...]:
    truths = tomllib.loads((SAMPLES / "expected.toml").read_text("utf-8"))["article"]
    by_key = {f"{t['file']}#{t['row']}" if "row" in t else t["file"]: t for t in truths}
    found = []
    for key, item in items():
        document = make_document(item)
        if isinstance(document, Document):
            found.append(Coding(key, by_key[key], document.text, load_coder().code(document).reports))
    return tuple(found)


# ---------------------------------------------------------------- one expected event


def place_of(quote: str, text: str) -> tuple[int, int]:
    """Where a quote stands, white space alike."""
    match = re.search(r"\s+".join(re.escape(word) for word in quote.split()), text)
    return match.span() if match else (-1, -1)


def tells(report: Report, event: dict[str, Any], text: str) -> bool:
    """Whether a report of one of the expected types has evidence that meets the expected quote."""
    start, end = place_of(event["quote"], text)
    return report.event_type in event["types"] and any(e.start < end and start < e.end for e in report.evidence)


def is_right(field: str, report: Report, event: dict[str, Any]) -> bool | None:
    """Whether a field is as expected; ``None`` where nothing is expected of it."""
    if field == "status":
        return report.status in event["status"]
    if field == "date":
        if "start" not in event:
            return None
        return report.date is not None and (report.date.start, report.date.end) == (event["start"], event["end"])
    if "killed" not in event:
        return None
    toll = report.casualties.killed
    return toll is not None and bool({toll.low, toll.best} & {event["killed"]["low"], event["killed"]["best"]})


def marks(coding: Coding, event: dict[str, Any]) -> dict[str, bool | None]:
    """The best telling of an expected event, field by field."""
    asked = {"found": True, "status": True, "date": "start" in event, "killed": "killed" in event, "all": True}
    best: dict[str, bool | None] = {field: False if asked[field] else None for field in FIELDS}
    for report in coding.reports:
        if not tells(report, event, coding.text):
            continue
        found: dict[str, bool | None] = {"found": True}
        found |= {field: is_right(field, report, event) for field in ("status", "date", "killed")}
        found["all"] = False not in found.values()
        if sum(v is True for v in found.values()) > sum(v is True for v in best.values()):
            best = found
    return best


def table() -> tuple[dict[str, float], str]:
    """The share of expected events with each field right, and the table that shows which are not."""
    rows = [(c.key, event, marks(c, event)) for c in codings() for event in c.truth.get("event", [])]
    shares = {}
    for field in FIELDS:
        counted = [m[field] for _, _, m in rows if m[field] is not None]
        shares[field] = sum(v is True for v in counted) / len(counted)
    lines = [
        f"{key:34} {event['incident']:42} "
        + " ".join(f"{f}={'-' if m[f] is None else int(m[f] is True)}" for f in FIELDS)
        for key, event, m in rows
        if not m["all"]
    ]
    head = " ".join(f"{field} {share:.3f}" for field, share in shares.items())
    return shares, "\n".join([head, *lines])


def test_share_of_expected_events_right() -> None:
    shares, shown = table()
    assert {f: s for f, s in shares.items() if s < FLOORS["expected"][f]} == {}, "\n" + shown


# ---------------------------------------------------------------- what must not be found


def listed(found: list[tuple[str, Report]]) -> str:
    return "\n".join(f"{key}: {r.event_type} {r.status} {r.evidence[0].text!r}" for key, r in found)


def false_events() -> list[tuple[str, Report]]:
    """Acts of conflict that occurred, in articles with nothing to code."""
    return [
        (c.key, r)
        for c in codings()
        if c.truth.get("nothing_to_code")
        for r in c.reports
        if r.status in HAPPENED and r.event_type in CONFLICT
    ]


def false_statuses() -> list[tuple[str, Report]]:
    """Reports of an act that was threatened, planned, attempted or denied, told as one that occurred."""
    found = []
    for coding in codings():
        events = coding.truth.get("event", [])
        for event in events:
            if {"occurred", "ongoing"} & set(event["status"]):
                continue
            start, end = place_of(event["quote"], coding.text)
            found += [
                (coding.key, r)
                for r in coding.reports
                if r.event_type in event["types"] and r.status in HAPPENED and start <= r.trigger.start < end
            ]
    return found


def test_articles_with_nothing_to_code_give_no_event_that_occurred() -> None:
    found = false_events()
    assert len(found) <= FLOORS["most"]["false_events"], "\n" + listed(found)


def test_what_was_threatened_planned_or_denied_has_not_occurred() -> None:
    found = false_statuses()
    assert len(found) <= FLOORS["most"]["false_statuses"], "\n" + listed(found)


def test_every_article_that_is_not_refused_was_coded() -> None:
    refused = [key for key, _ in items() if key not in {c.key for c in codings()}]
    truths = tomllib.loads((SAMPLES / "expected.toml").read_text("utf-8"))["article"]
    assert sorted(refused) == sorted(t["file"] for t in truths if "refused" in t)
