"""Measures actor resolution: python bench/actor_resolution.py DATA [--part dev] [--misses]

DATA is a folder of the form of ../shared/bench. Printed: country and sector accuracy on NGEC's actor tests, country
and sector accuracy on the actor phrases of PLOVER's gold records, the share of UCDP actors whose name is
known, and the speed of tagging in MB (a million characters) of text a second of processor time.

Codes that a set has and our records do not are mapped here: an international body's "country" IGO (EUR for those of the
European Union), IMG for an armed group of no country; no sector and UNK both count as "not known".
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.lexicon.actors import ActorIndex, load_actors
from onrecord.lexicon.actors_context import load_name_context
from onrecord.lexicon.actors_names import name_key
from onrecord.mentions.actors import resolve_actor, tag_actors
from onrecord.mentions.actors_finder import ActorFinder
from onrecord.records import ActorMatch

_EUROPEAN = re.compile(r"european-(?:union|commission|parliament|council|community)")
_NOT_KNOWN = {"", "UNK", "NONE", "***"}
_GSR_SLIPS = {"ITL": "ITA", "JAP": "JPN", "VTN": "VNM"}
"""Codes in the gold records that are no ISO codes, and the ISO codes that are meant."""


def plover_country(match: ActorMatch) -> str:
    """PLOVER's country field: alpha-3, or IGO, EUR, NGO, IMG for those who have none; empty where not known."""
    if match.country:
        return match.country
    if match.actor_id and _EUROPEAN.match(match.actor_id):
        return "EUR"
    if match.kind == "igo" or match.sector == "IGO":
        return "IGO"
    return "IMG" if match.actor_id and match.sector == "REB" else ""


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _known(code: str | None) -> str:
    return "" if (code or "") in _NOT_KNOWN else str(code)


def ngec(folder: Path, part: str, actors: ActorIndex, misses: bool) -> dict[str, float]:
    """Share right of the assertions on country and first sector; dates and contexts as the tests give them."""
    right = {"country": [0, 0], "sector": [0, 0]}
    for row in _rows(folder / "ngec_actor_tests" / f"{part}.jsonl"):
        match = resolve_actor(row["text"], actors, on=_asked_day(row))
        for name, operator, wanted in row["asserts"]:
            figure = _figure_of(name)
            if figure is None:
                continue
            found = plover_country(match) if figure == "country" else (match.sector or "")
            same = _known(found) == _known(wanted) if figure == "sector" else found == wanted
            hit = same if operator == "Eq" else not same
            right[figure][0] += hit
            right[figure][1] += 1
            if misses and not hit:
                print(f"  ngec {figure}: {row['text']!r} wanted {wanted!r} found {found!r} ({match.name})")
    return {figure: good / asked for figure, (good, asked) in right.items()}


def _figure_of(name: str) -> str | None:
    if name == "cc" or "country" in name:
        return "country"
    return "sector" if "code_1" in name else None


def _asked_day(row: dict[str, Any]) -> str | None:
    for call in row["calls"]:
        for word in call[1:]:
            found = re.search(r"\b((?:19|20)\d\d)(-\d\d-\d\d)?\b", word) if call[0] == "agent_to_code" else None
            if found:
                return found.group(1) + (found.group(2) or "-07-01")
            if call[0] == "agent_to_code" and word.lower() == "today":
                return "2022-01-01"
    return None


def plover(folder: Path, part: str, actors: ActorIndex, misses: bool) -> dict[str, float]:
    """Country and sector accuracy over the distinct (phrase, code) pairs of the gold records."""
    pairs = {
        (actor["actorText"], actor["code"], actor.get("sector"))
        for row in _rows(folder / "plover_gsr" / f"{part}.jsonl")
        for event in row["events"]
        for actor in (*event["source"], *event["target"])
        if actor.get("actorText") and actor.get("code")
    }
    country = sector = asked = 0
    for text, code, wanted_sector in sorted(pairs, key=str):
        match = resolve_actor(text, actors)
        wanted = _GSR_SLIPS.get(code, code)
        found = plover_country(match)
        bodies = {"IGO", "NGO", "EUR"}
        good = found == wanted or (wanted in bodies and (found in bodies or match.sector in {"IGO", "NGO"}))
        country += good
        if misses and not good:
            print(f"  plover country: {text!r} wanted {wanted} found {found!r} ({match.name})")
        if wanted_sector and wanted_sector != "***":
            asked += 1
            sector += match.sector == wanted_sector[:3]
    return {"country": country / len(pairs), "sector": sector / asked}


def ucdp(folder: Path, actors: ActorIndex, show: int, seed: int) -> float:
    """Share of UCDP's actors that ``actors find`` resolves: by the name UCDP uses, else by its other forms if they
    agree.

    Asked in the country or countries that UCDP gives as location; a faction is not its parent.
    """
    finder = ActorFinder(actors, load_name_context())
    with (folder / "kb_ucdp_actor" / "ucdp-actor-221.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = []
    for row in rows:
        where = _countries(row["Location"], actors)
        forms = [row[column].strip() for column in _UCDP_FORMS if row[column] not in {"", "n/a"}]
        asked = [finder.find(form, None, where) for form in dict.fromkeys(forms)]
        known = [one.match.actor_id for one in asked if one.status == "known"]
        if asked and asked[0].status == "known":
            known = known[:1]
        if len(set(known)) == 1 and known[0] is not None:
            found.append((row, actors.entries[known[0]]))
    for row, entry in random.Random(seed).sample(found, min(show, len(found))):
        print(f"  ucdp: {row['NameData']} | {row['NameOrigFullEng'][:60]} | {row['Location'][:30]}")
        print(f"     -> {entry.actor_id} ({entry.name}; {entry.country}; {entry.start or ''}-{entry.end or ''})")
    return len(found) / len(rows)


_UCDP_FORMS = ("NameData", "NameOrigFullEng", "NameOrigFull", "NameOrig")


def _countries(location: str, actors: ActorIndex) -> set[str]:
    """Alpha-3 codes of UCDP's locations; its "Congo" is the one of Brazzaville, brackets hold another name."""
    codes: set[str] = set()
    for place in location.split(","):
        for name in (place, re.sub(r"\(.*?\)", "", place), *re.findall(r"\((.*?)\)", place)):
            known = actors.names.get(name_key(name), ()) if name.strip() != "Congo" else ()
            codes |= {one.actor_id for one in known if actors.entries[one.actor_id].kind == "state"}
        codes |= {"COG"} if place.strip() == "Congo" else set()
    return codes


def speed(folder: Path, actors: ActorIndex) -> float:
    """Millions of characters tagged a second of processor time on one core."""
    texts = [row["text"] for row in _rows(folder / "speed" / "news.jsonl")]
    start = time.process_time()
    for text in texts:
        tag_actors(text, actors)
    return sum(map(len, texts)) / 1e6 / (time.process_time() - start)


def main() -> None:
    """Prints the figures of every set that stands in the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--misses", action="store_true", help="print what was got wrong")
    parser.add_argument("--show", type=int, default=0, help="print so many resolved UCDP actors, drawn by --seed")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    actors = load_actors()
    data = options.data
    if (data / "ngec_actor_tests" / f"{options.part}.jsonl").exists():
        _print("ngec_actor_tests", ngec(data, options.part, actors, options.misses))
    if (data / "plover_gsr" / f"{options.part}.jsonl").exists():
        _print("plover_gsr actors", plover(data, options.part, actors, options.misses))
    if (data / "kb_ucdp_actor").exists():
        _print("ucdp actors", {"known": ucdp(data, actors, options.show, options.seed)})
    if (data / "speed").exists():
        _print("tagging", {"MB/s of processor time": speed(data, actors)})


def _print(name: str, figures: dict[str, float]) -> None:
    print(name, " ".join(f"{figure} {value:.3f}" for figure, value in figures.items()))


if __name__ == "__main__":
    main()
