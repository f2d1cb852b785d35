"""How fast the explore page answers over many incidents: any filter, on the server's side, without a network.

    python -m bench.explore [--incidents 100000] [--asks 300] [--db FILE]

A store of synthetic incidents (one document and report each, 400 place names, 3,000 actors, 30 years, every precision)
is made once, in FILE where given. Then filters drawn at random are asked for, each as the page does: the results
(timeline and table) and the features of a map view. Printed are the 50th and 95th percentile in milliseconds, how long
the columns take to read, and, as the baseline in the same run, how long the store's own selection takes for the same
filters. The generator is seeded: every run asks the same.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from fastapi.testclient import TestClient

from onrecord.records import (
    Actor,
    Attribution,
    Basis,
    Casualties,
    Coded,
    CoderRef,
    Codes,
    Confidence,
    DatePrecision,
    Document,
    DocumentRef,
    EventDate,
    Evidence,
    Incident,
    IncidentCasualties,
    IncidentToll,
    Place,
    PlacePrecision,
    PlaceRole,
    Report,
    Segment,
    Status,
    Toll,
    content_id,
    json_line,
)
from onrecord.serve.app import make_app
from onrecord.serve.explore.asked import read_asked
from onrecord.serve.state import Settings
from onrecord.store import open_store
from onrecord.store.connection import connect, transaction
from onrecord.store.searching import index_words
from onrecord.store.writing import digest_of, insert, insert_incident, insert_report

SPANS = {DatePrecision.DAY: 1, DatePrecision.WEEK: 7, DatePrecision.MONTH: 30, DatePrecision.YEAR: 365}
COUNTRIES = ["IRQ", "AFG", "SYR", "NGA", "COL", "MLI", "YEM", "UKR", "PAK", "SOM"]
TYPES = [
    ("ASSAULT", "firearms"),
    ("ASSAULT", "explosives"),
    ("PROTEST", "riot"),
    ("THREATEN", None),
    ("COERCE", "arrest"),
]
WORDS = [
    "market",
    "convoy",
    "checkpoint",
    "bridge",
    "school",
    "mosque",
    "river",
    "village",
    "patrol",
    "governor",
    "harvest",
    "border",
    "ceasefire",
]


def made(number: int, dice: random.Random) -> tuple[Document, Report, Incident]:
    """One incident with the report and the document that tell of it."""
    place_number = dice.randrange(400)
    actor_number = min(2999, int(dice.paretovariate(0.6)))
    words = " ".join(dice.choice(WORDS) for _ in range(40))
    text = f"Band {actor_number} attacked Town {place_number}, killing some. {words}"
    document_id = content_id("doc", number)
    told = EventDate(start="2000-01-01", end="2000-01-01", precision=DatePrecision.DAY)
    when = None
    if dice.random() > 0.1:
        precision = dice.choices(list(SPANS), [80, 5, 10, 5])[0]
        start = date(1995, 1, 1) + timedelta(days=dice.randrange(30 * 365))
        end = start + timedelta(days=SPANS[precision] - 1)
        when = EventDate(start=start.isoformat(), end=end.isoformat(), precision=precision)
    seat = random.Random(place_number)
    site = Place(
        text=f"Town {place_number}", role=PlaceRole.SITE, name=f"Town {place_number}",
        country=COUNTRIES[place_number % len(COUNTRIES)], admin1=f"Province {place_number % 40}",
        latitude=round(seat.uniform(-35, 60) + dice.uniform(-1, 1), 4),
        longitude=round(seat.uniform(-100, 120) + dice.uniform(-1, 1), 4),
        precision=dice.choices(list(PlacePrecision), [60, 10, 5, 10, 10, 5])[0], gazetteer_id=None, score=0.9,
    )  # fmt: skip
    who = Actor(
        text=f"Band {actor_number}", name=f"Band {actor_number}", actor_id=f"band-{actor_number}", country=None,
        sector="REB", confidence=Confidence.ACCUSED, according_to="police",
    )  # fmt: skip
    killed = dice.choice([None, 0, 1, 2, 3, 5, 12, 40])
    toll = None if killed is None else Toll(low=killed, best=killed, high=killed, text=str(killed))
    event_type, mode = dice.choice(TYPES)
    reference = DocumentRef(document_id=document_id, path=f"{number}.txt", source=f"Wire {number % 50}")
    report = Report(
        report_id=content_id("r", number), document=reference, event_type=event_type, mode=mode, contexts=(),
        codes=Codes(), status=Status.OCCURRED, aggregate=False, count=None, date=when or told, places=(site,),
        actors=(who,), recipients=(), weapons=(), casualties=Casualties(killed=toll), assertions=(),
        evidence=(Evidence(0, 30, text[:30]),), coder=CoderRef(version="bench", model=None),
    )  # fmt: skip
    answer = Attribution(
        actor_id=who.actor_id, name=who.name, basis=Basis.ACCUSATION, support=(), against=(), chain=(),
        contested=dice.random() < 0.1,
    )  # fmt: skip
    summed = None if killed is None else IncidentToll(low=killed, best=killed, high=killed, versions=())
    incident = Incident(
        incident_id=content_id("inc", number), event_type=event_type, mode=mode, codes=Codes(), status=Status.OCCURRED,
        aggregate=False, date=when, places=(site,), weapons=(), actors=(who,), recipients=(),
        casualties=IncidentCasualties(killed=summed), reports=(report.report_id,),
        independent_sources=dice.choice([1, 1, 1, 2, 3, 5]), conflicts=(), attribution=(answer,),
    )  # fmt: skip
    segments = (Segment(0, 0, len(text), len(text)),)
    document = Document(
        document_id=document_id, path=f"{number}.txt", text=text, clean=text, segments=segments, language="en",
        source=f"Wire {number % 50}",
    )  # fmt: skip
    return document, report, incident


def fill(path: Path, count: int) -> None:
    """Writes the store in one transaction."""
    dice = random.Random(7)
    connection = connect(path, create=True)
    with transaction(connection):
        for number in range(count):
            document, report, incident = made(number, dice)
            line = json_line(document)
            row = (document.document_id, document.path, document.source, None, "en", "bench", "2021", line)
            insert(connection, "documents", (*row, digest_of(line)))
            insert_report(connection, report)
            index_words(connection, document, Coded(reports=(report,), relations=()))
            insert_incident(connection, incident)
    connection.close()


def questions(count: int) -> Iterator[dict[str, str]]:
    """Filters as people set them: one to three at a time, among them none at all."""
    dice = random.Random(11)
    west, south = dice.uniform(-90, 90), dice.uniform(-30, 40)
    one: dict[str, Callable[[], str]] = {
        "since": lambda: f"{dice.randrange(1995, 2025)}",
        "until": lambda: f"{dice.randrange(1995, 2025)}-06",
        "place": lambda: f"town {dice.randrange(400)}",
        "country": lambda: dice.choice(COUNTRIES),
        "actor": lambda: f"band {dice.randrange(3000)}",
        "type": lambda: dice.choice(["ASSAULT", "PROTEST", "riot"]),
        "min_sources": lambda: "2",
        "contested": lambda: "1",
        "q": lambda: " ".join(dice.sample(WORDS, dice.choice([1, 2]))),
        "bbox": lambda: f"{west:.2f},{south:.2f},{west + dice.uniform(2, 60):.2f},{south + dice.uniform(2, 30):.2f}",
        "sort": lambda: dice.choice(["killed", "-killed", "place", "-sources", "type"]),
    }
    for _ in range(count):
        yield {name: one[name]() for name in dice.sample(list(one), dice.choice([0, 1, 1, 2, 3]))}


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds that it takes by the clock, and of the processor: a busy machine lengthens the first alone."""
    began, worked = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000


def told(name: str, times: list[tuple[float, float]]) -> float:
    """Prints the percentiles and gives the 95th by the clock."""
    clock, work = (quantiles([pair[side] for pair in times], n=100) for side in (0, 1))
    print(
        f"{name:<20} p50 {clock[49]:7.1f} ms  p95 {clock[94]:7.1f} ms   of the processor p50 {work[49]:7.1f} ms"
        f"  p95 {work[94]:7.1f} ms   ({len(times)} asks)"
    )
    return clock[94]


def measure(path: Path, asks: int) -> None:
    """Asks, and prints what it took."""
    print(f"columns read and server made in {timed(lambda: make_app(Settings(db=path)))[0]:.0f} ms")
    wanted = list(questions(asks))
    with TestClient(make_app(Settings(db=path))) as client:
        client.get("/")
        pages = [timed(lambda query=query: client.get(f"/explore/results?{urlencode(query)}")) for query in wanted]
        view = "&view=-20,-10,80,60&zoom=3.4"
        maps = [
            timed(lambda query=query: client.get(f"/map/features.json?{urlencode(query)}{view}")) for query in wanted
        ]
        paging = [timed(lambda query=query: client.get(f"/api/incidents?{urlencode(query)}")) for query in wanted]
    with open_store(path) as store:
        plain = [query for query in wanted if not query.keys() & {"q", "bbox", "sort"}][: asks // 6]
        selections = [read_asked({name: [value] for name, value in query.items()}).selection for query in plain]
        stored = [timed(lambda one=one: sum(1 for _ in store.select_incidents(one))) for one in selections]
    page_p95 = told("timeline and table", pages)
    told("map features", maps)
    told("API, first 100", paging)
    print(
        f"ratio of the store's own selection to timeline and table (p95): {told('store.select', stored) / page_p95:.1f}"
    )


def main() -> None:
    """Makes the store where there is none and measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--asks", type=int, default=300)
    parser.add_argument("--db", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.db or Path(folder) / "explore.db"
        if not path.exists():
            took, _ = timed(lambda: fill(path, options.incidents))
            print(f"{options.incidents} incidents written in {took / 1000:.0f} s")
        measure(path, options.asks)


if __name__ == "__main__":
    main()
