"""The gold sets of fusion as records: rows read for their input fields only, and the gold kept apart from them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from onrecord.incidents import Article
from onrecord.records import (
    Actor,
    Casualties,
    CoderRef,
    Codes,
    Confidence,
    DatePrecision,
    DocumentRef,
    EventDate,
    Place,
    PlacePrecision,
    PlaceRole,
    Report,
    Status,
    Toll,
)

COARSE = 2  # geo_precision 1 and 2: a country, a region
PUBLISHED = re.compile(r"\((\d{4}-\d{2}-\d{2})\)")
NO_CONTEXT = frozenset({None, "Unknown", "Other context", "Other"})
COUNTRIES = {"Kenya": "KEN", "Ivory Coast": "CIV"}


def read_rows(folder: Path, part: str = "dev") -> list[dict[str, Any]]:
    """The rows of a set's part, in file order."""
    with (folder / f"{part}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def is_aside(gold: str, every: int = 3) -> bool:
    """Whether an incident is kept aside from fitting (a third of them, by hash of the gold id)."""
    return int(hashlib.sha256(gold.encode()).hexdigest(), 16) % every == 0


def gold_groups(labels: Mapping[str, str]) -> list[list[str]]:
    """Item ids grouped by label."""
    groups: dict[str, list[str]] = {}
    for item, label in labels.items():
        groups.setdefault(label, []).append(item)
    return list(groups.values())


def _toll(row: Mapping[str, Any], kind: str) -> Toll | None:
    low, best, high = (row[f"{kind}_{bound}"] for bound in ("low", "best", "high"))
    if best is None:
        return None
    return Toll(
        low=int(low if low is not None else best),
        best=int(best),
        high=int(high) if high is not None else None,
        text=None,
    )


def _place(name: str, country: str, precision: PlacePrecision, point: tuple[float | None, float | None]) -> Place:
    return Place(
        text=name,
        role=PlaceRole.SITE,
        name=name,
        country=country,
        admin1=None,
        latitude=point[0],
        longitude=point[1],
        precision=precision,
        gazetteer_id=None,
        score=1.0,
    )


def _places(row: Mapping[str, Any]) -> Iterator[Place]:
    """The town and, where it is another name, the spot; the row's point is that of the finer of the two."""
    country = COUNTRIES.get(row["country"], row["country"])
    coarse = int(row["geo_precision"] or 0) <= COARSE
    point = (row["latitude"], row["longitude"])
    city, spot = row["city"], row["location"]
    if city:
        yield _place(city, country, PlacePrecision.EXACT, point if spot in (None, city) else (None, None))
    if spot and spot != city:
        yield _place(spot, country, PlacePrecision.ADMIN1 if coarse else PlacePrecision.EXACT, point)
    if not city and not spot:
        yield _place(country, country, PlacePrecision.COUNTRY, (None, None))


def _actor(row: Mapping[str, Any], number: int) -> Actor | None:
    name = row[f"actor{number}"]
    if not name:
        return None
    return Actor(
        text=name,
        name=name,
        actor_id=row.get(f"actor{number}_id"),
        country=COUNTRIES.get(row["country"]),
        sector=row[f"actor{number}_type"],
        confidence=Confidence.REPORTED_AS_FACT,
        according_to=None,
    )


def _contexts(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The event's context and the class of its target; maverick has no words for whom it hit."""
    return tuple(value for value in (row["event_context"], row["target"]) if value not in NO_CONTEXT)


def _date(row: Mapping[str, Any]) -> EventDate | None:
    start, end = row["date_start"], row["date_end"] or row["date_start"]
    if not start:
        return None
    return EventDate(start=start, end=end, precision=DatePrecision.DAY if start == end else DatePrecision.INTERVAL)


def _published(source: str) -> str | None:
    """The publication day in a source line such as ``AFP (2010-11-20) Headline``."""
    match = PUBLISHED.search(source)
    return match[1] if match else None


def maverick_report(row: Mapping[str, Any]) -> Report:
    """A row of the maverick table as a Report: its fields alone, never its event_id."""
    source = row["source"] or row["id"]
    return Report(
        report_id=row["id"],
        document=DocumentRef(
            document_id=hashlib.sha256(source.encode()).hexdigest(),
            path=row["id"],
            source=row["source_author"],
            published=_published(source),
        ),
        event_type="ASSAULT",
        mode=None,
        contexts=_contexts(row),
        codes=Codes(),
        status=Status.OCCURRED,
        aggregate=False,
        count=None,
        date=_date(row),
        places=tuple(_places(row)),
        actors=tuple(actor for number in (1, 2, 3) if (actor := _actor(row, number)) is not None),
        recipients=(),
        weapons=(),
        casualties=Casualties(killed=_toll(row, "deaths"), wounded=_toll(row, "injuries")),
        assertions=(),
        evidence=(),
        coder=CoderRef(version="maverick", model=None),
    )


def article_of(row: Mapping[str, Any]) -> Article:
    """A row of gva_fusion or news_cluster as an Article: title, day and text alone."""
    return Article(
        document_id=row["id"], published=row["date"][:10] if row["date"] else None, title=row["title"], text=row["text"]
    )
