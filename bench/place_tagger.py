"""Scores and times the place tagger on the dev halves of lgl and geovirus.

    python bench/place_tagger.py ../shared/bench [--part aside|rest|all] [--homes] [--approximate] [--errors N]

Prints per set: at161 (share of all gold names with coordinates whose point is within 161 km, spans given, unresolved
names wrong), exact_id (share of those with a GeoNames id that get it), end_to_end (from raw text: a predicted name is
right where its span overlaps a gold name whose point is within 161 km; names on gold names without coordinates are
left out) as precision, recall and F, and the speed of ``tag_places``. ``--homes`` learns each outlet's home from the
texts first; ``--approximate`` gives names that the gazetteer lacks the text's centre; ``--demonyms`` counts demonyms
as names. ``--part`` picks the fifth that training/fit_places.py keeps aside, or the rest. After the sets comes the
calibration: of the names found with a score in each bucket, how many lie within 161 km (the table
``data/gazetteer/calibration.csv`` was fitted on the rest, so ``--part aside`` shows it on texts it has not seen). Last
comes the speed against a spaCy parse of the same texts in the same run.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from onrecord.lexicon.gazetteer import Gazetteer, load_gazetteer
from onrecord.mentions.places import PlaceHints, resolve_places, tag_places
from onrecord.mentions.places_choice import distance_km
from onrecord.mentions.places_homes import learn_homes
from onrecord.records import PlaceMention

NEAR_KM = 161.0
DEMONYM_SETS = ("lgl",)
"""Sets whose gold counts demonyms as names."""


def is_aside(ident: str) -> bool:
    return int(hashlib.sha256(ident.encode()).hexdigest(), 16) % 5 == 0


def is_near(mention: PlaceMention, gold: dict[str, Any]) -> bool:
    if mention.latitude is None:
        return False
    return bool(distance_km(mention.latitude, mention.longitude, gold["lat"], gold["lon"]) <= NEAR_KM)


BUCKETS = (0.0, 0.5, 0.7, 0.8, 0.9, 1.01)
PARSED_CHARS = 200_000


def print_calibration(scored: list[tuple[float, bool]]) -> None:
    """Mean score and share right in each bucket of scores, and how far apart they are in points."""
    print("calibration: bucket, names, mean score, share right, points apart")
    for low, high in itertools.pairwise(BUCKETS):
        inside = [(score, right) for score, right in scored if low <= score < high]
        if inside:
            mean, share = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            bucket = f"{low:.1f}-{min(high, 1):.1f}"
            print(f"  {bucket} {len(inside):5d}  {mean:.3f}  {share:.3f}  {100 * (share - mean):+.1f}")


def print_parse_ratio(texts: list[str], gazetteer: Gazetteer) -> None:
    """Processor time of tagging and of a spaCy parse over the same texts, in MB (a million characters) a second."""
    from onrecord.mentions.language import SpacyParser

    parser = SpacyParser()
    some = list(itertools.accumulate(texts, lambda size, text: size + len(text), initial=0))
    kept = texts[: sum(size < PARSED_CHARS for size in some)]
    speeds = []
    for work in (lambda t: tag_places(t, gazetteer, PlaceHints()), lambda t: list(parser.parse([(t, 0)]))):
        work(kept[0])
        started = time.process_time()
        for text in kept:
            work(text)
        speeds.append(sum(map(len, kept)) / 1e6 / (time.process_time() - started))
    print(
        f"speed: tagging {speeds[0]:.2f} MB/s, spaCy parse {speeds[1]:.3f} MB/s, "
        f"{speeds[0] / speeds[1]:.0f} times as fast"
    )


def score_set(
    set_name: str, documents: list[dict[str, Any]], gazetteer: Gazetteer, options: argparse.Namespace
) -> list[tuple[float, bool]]:
    """Prints the figures of one set; gives each name found with its score and whether it was right."""
    scored: list[tuple[float, bool]] = []
    homes = learn_homes([(d.get("domain"), d["text"]) for d in documents], gazetteer) if options.homes else {}
    total, near, with_id, exact = 0, 0, 0, 0
    predicted, right, found, gold_count = 0, 0, 0, 0
    wrong: Counter[tuple[Any, ...]] = Counter()
    seconds = 0.0
    for document in documents:
        gold = [t for t in document["toponyms"] if t.get("lat") is not None]
        hints = PlaceHints(
            outlet=document.get("domain"), title=document.get("title"), home=homes.get(document.get("domain") or ""),
            demonyms=options.demonyms and set_name in DEMONYM_SETS, approximate=options.approximate,
        )  # fmt: skip
        mentions = resolve_places(document["text"], [(t["start"], t["end"]) for t in gold], gazetteer, hints)
        for name, mention in zip(gold, mentions, strict=True):
            total += 1
            near += is_near(mention, name)
            if name.get("geonameid"):
                with_id += 1
                exact += mention.gazetteer_id == str(name["geonameid"])
            if not is_near(mention, name):
                wrong[
                    name["phrase"],
                    name.get("admin1") or name.get("page"),
                    mention.name if mention.score else "-",
                    mention.admin1,
                    mention.country,
                ] += 1
        started = time.process_time()
        tagged = tag_places(document["text"], gazetteer, hints)
        seconds += time.process_time() - started
        gold_count += len(gold)
        unlocated = [t for t in document["toponyms"] if t.get("lat") is None]
        tagged = tuple(m for m in tagged if not any(m.start < t["end"] and t["start"] < m.end for t in unlocated))
        predicted += len(tagged)
        hits = [[is_near(m, t) and m.start < t["end"] and t["start"] < m.end for t in gold] for m in tagged]
        right += sum(any(row) for row in hits)
        scored += [(m.score, any(row)) for m, row in zip(tagged, hits, strict=True)]
        found += sum(any(column) for column in zip(*hits, strict=True)) if hits else 0
        if options.spans:
            for m in tagged:
                if not any(m.start < t["end"] and t["start"] < m.end for t in document["toponyms"]):
                    wrong["FP", document["text"][max(0, m.start - 30) : m.end + 20].replace("\n", " "), m.text] += 1
            for t in gold:
                if not any(m.start < t["end"] and t["start"] < m.end for m in tagged):
                    wrong[
                        "FN", document["text"][max(0, t["start"] - 30) : t["end"] + 20].replace("\n", " "), t["phrase"]
                    ] += 1
    precision, recall = right / max(1, predicted), found / max(1, gold_count)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    size = sum(len(d["text"].encode()) for d in documents) / 1e6
    print(f"  names {total}  at161 {near / total:.3f}  exact_id {exact / max(1, with_id):.3f}  homes {len(homes)}")
    print(f"  end_to_end P {precision:.3f} R {recall:.3f} F {f1:.3f}  speed {size / seconds:.2f} MB/s")
    for item, count in wrong.most_common(options.errors):
        print("   ", count, item)
    return scored


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--sets", default="lgl,geovirus")
    parser.add_argument("--part", choices=("aside", "rest", "all"), default="all")
    parser.add_argument("--homes", action="store_true")
    parser.add_argument("--approximate", action="store_true")
    parser.add_argument("--demonyms", action="store_true")
    parser.add_argument("--spans", action="store_true", help="list recognition errors")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    started = time.perf_counter()
    gazetteer = load_gazetteer()
    print(f"loaded {len(gazetteer)} places in {time.perf_counter() - started:.2f} s")
    scored: list[tuple[float, bool]] = []
    texts: list[str] = []
    for name in options.sets.split(","):
        documents = [
            json.loads(line)
            for line in (options.data / name / "dev.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n")
        ]
        keep = [d for d in documents if options.part == "all" or (options.part == "aside") == is_aside(d["id"])]
        print(f"{name} ({options.part}, {len(keep)} documents)")
        scored += score_set(name, keep, gazetteer, options)
        texts += [d["text"] for d in keep]
    print_calibration(scored)
    print_parse_ratio(texts, gazetteer)


if __name__ == "__main__":
    main()
