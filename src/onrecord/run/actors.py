"""The commands on actor knowledge: find, show, add, import, check, provisional."""

from __future__ import annotations

import argparse
import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Final

from onrecord.errors import InputError
from onrecord.lexicon.actors import ActorIndex, load_actors
from onrecord.lexicon.actors_check import find_contradictions, load_office_rules
from onrecord.lexicon.actors_context import load_name_context
from onrecord.lexicon.actors_own import read_dismissed, read_matches
from onrecord.mentions.actors_finder import ActorFinder
from onrecord.records import json_line
from onrecord.run.addresses import store_address
from onrecord.run.arguments import DEFAULT_STORE, STORE_VARIABLE
from onrecord.run.own import actors_folder
from onrecord.run.own_tables import TablesWriter
from onrecord.views.actor_text import actor_lines, actor_record, identification_lines, identification_record
from onrecord.views.choices import country_code

__all__ = ["CONTRADICTIONS", "run_actors"]

CONTRADICTIONS: Final = 1
_ABBREVIATION: Final = re.compile(r"[A-Z][A-Z0-9./\- ]{1,9}")
_IDS_NAMED: Final = 5


def run_actors(options: argparse.Namespace) -> int:
    """Runs the command under ``onrecord actors`` that was asked for; its exit code."""
    if options.action == "import":
        from onrecord.run.actors_import import run_import  # noqa: PLC0415 - only this command reads foreign files

        return run_import(options)
    return _ACTIONS[options.action](options)


def _actors() -> ActorIndex:
    folder = actors_folder()
    return load_actors(own=folder if folder.is_dir() else None)


def _find(options: argparse.Namespace) -> int:
    finder = ActorFinder(_actors(), load_name_context())
    countries = [country_code(words) for words in options.country or ()]
    for name in options.names:
        found = finder.find(name, options.on, countries)
        if options.format == "json":
            print(json_line(identification_record(found)))
        else:
            _print(([f"{name}:"] if len(options.names) > 1 else []), identification_lines(found))
    return 0


def _show(options: argparse.Namespace) -> int:
    actors = _actors()
    actor_id = _known_id(options.actor_id, actors)
    if options.format == "json":
        print(json_line(actor_record(actor_id, actors)))
    else:
        _print((), actor_lines(actor_id, actors))
    return 0


def _known_id(words: str, actors: ActorIndex) -> str:
    if words in actors.entries:
        return words
    found = ActorFinder(actors, load_name_context()).find(words)
    if found.status == "known" and found.match.actor_id is not None:
        return found.match.actor_id
    near = get_close_matches(words, list(actors.entries), n=_IDS_NAMED, cutoff=0.75)
    hint = f"; near: {', '.join(near)}" if near else ""
    raise InputError(f"no actor has the id or name {words!r}{hint}; onrecord actors find looks names up")


def _add(options: argparse.Namespace) -> int:
    actors, folder = _actors(), actors_folder()
    if options.alias_of:
        known = _known_id(options.alias_of, actors)
        with TablesWriter(folder) as tables:
            for alias in (options.name, *(options.alias or ())):
                tables.add(
                    "names.csv", {"actor_id": known, **_alias_row(alias), "from": options.start, "to": options.end}
                )
        print(f"{options.name} is now a name of {known}, in {folder / 'names.csv'}")
        return 0
    country = country_code(options.country) if options.country else ""
    found = ActorFinder(actors, load_name_context()).find(options.name, None, [country] if country else [])
    if found.status in {"known", "open"} and not options.new:
        fitting = [found.match.actor_id, *(one.actor_id for one in found.candidates if not one.against)]
        borne = ", ".join(dict.fromkeys(filter(None, fitting)))
        raise InputError(f"{options.name!r} is a name of {borne}; --alias-of ID adds a spelling, --new another actor")
    if not options.source:
        raise InputError("an actor needs the reference that says so; name it with --source")
    actor_id = options.id or _free_id(options.name, actors)
    with TablesWriter(folder) as tables:
        for file, row in _new_rows(options, actor_id, country, actors):
            tables.add(file, row)
    print(f"{actor_id} added, in {folder}")
    return 0


def _new_rows(
    options: argparse.Namespace, actor_id: str, country: str, actors: ActorIndex
) -> Iterator[tuple[str, dict[str, str]]]:
    stated = {"source": options.source, "source_date": str(datetime.now(UTC).year), "status": options.status}
    row = {"actor_id": actor_id, "name": options.name, "kind": options.kind, "country": country}
    yield "actors.csv", {**row, "sector": options.sector, "from": options.start, "to": options.end, **stated}
    for alias in options.alias or ():
        yield "names.csv", {"actor_id": actor_id, **_alias_row(alias)}
    for relation, other in options.link or ():
        link = {"subject_id": actor_id, "relation": relation, "object_id": _known_id(other, actors)}
        yield "affiliations.csv", {**link, "from": options.start, "to": options.end, **stated}


def _alias_row(alias: str) -> dict[str, str]:
    kind = "abbreviation" if _ABBREVIATION.fullmatch(alias) else "alias"
    return {"alias": alias, "kind": kind, "rank": "1"}


def _free_id(name: str, actors: ActorIndex) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    if not slug:
        raise InputError(f"{name!r} gives no id in Latin letters; name one with --id")
    number = 1
    while (actor_id := slug if number == 1 else f"{slug}-{number}") in actors.entries:
        number += 1
    return actor_id


def _check(options: argparse.Namespace) -> int:
    contradictions = list(find_contradictions(_actors(), load_office_rules()))
    folder = actors_folder()
    waiting = sum(not match.decision for match in read_matches(folder)) if folder.is_dir() else 0
    for one in contradictions:
        if options.format == "json":
            print(json_line({"kind": one.kind, "ids": list(one.ids), "words": one.words}))
        else:
            print(f"{one.kind}: {', '.join(one.ids)}: {one.words}")
    wait = f"; {waiting} match(es) wait for a decision in {folder / 'matches.csv'}" if waiting else ""
    print(f"onrecord: {len(contradictions)} contradiction(s){wait}", file=sys.stderr)
    return CONTRADICTIONS if contradictions else 0


def _provisional(options: argparse.Namespace) -> int:
    from onrecord.run.actors_provisional import provisional_actors, provisional_record  # noqa: PLC0415 - reads a store
    from onrecord.store import open_store  # noqa: PLC0415

    folder = actors_folder()
    if options.dismiss:
        with TablesWriter(folder) as tables:
            day = datetime.now(UTC).date().isoformat()
            tables.add("dismissed.csv", {"name": options.dismiss, "why": options.why or "", "day": day})
        print(f"{options.dismiss} is dismissed, in {folder / 'dismissed.csv'}")
        return 0
    actors, context = _actors(), load_name_context()
    dismissed = read_dismissed(folder) if folder.is_dir() else frozenset()
    with open_store(options.db or store_address(os.environ.get(STORE_VARIABLE) or DEFAULT_STORE)) as store:
        found = provisional_actors(store, ActorFinder(actors, context), context, dismissed)
    for one in found:
        if options.format == "json":
            print(json_line(provisional_record(one)))
            continue
        days = f"{min(one.days)} to {max(one.days)}" if one.days else "undated"
        where = f", {', '.join(one.countries)}" if one.countries else ""
        print(
            f"{one.provisional_id}  {one.words[0]}: named {one.times} times in {len(one.documents)} document(s), "
            f"{days}{where}"
        )
        for relation, other, other_id, quote in one.said:
            print(f"  said to be {relation} {other}{f' ({other_id})' if other_id else ''}: {quote!r}")
        for link in one.links:
            print(f"  may be {link.relation} {link.actor_id} ({link.name}): {link.why}")
    if not found:
        print("onrecord: no unknown actor is named", file=sys.stderr)
    return 0


def _print(head: Iterator[str] | tuple[str, ...] | list[str], lines: Iterator[str]) -> None:
    for line in (*head, *lines):
        print(line)


_ACTIONS: Final = {"find": _find, "show": _show, "add": _add, "check": _check, "provisional": _provisional}
