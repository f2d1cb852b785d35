"""onrecord actors import: actors from a file become rows of the user's own tables, and whoever may be known waits.

Nothing is merged: an actor that bears the name of a known one is written with its facts and listed in
``matches.csv``, and counts only once a reader has decided there.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from onrecord.errors import InputError
from onrecord.lexicon.actors import ActorIndex, load_actors
from onrecord.lexicon.actors_context import load_name_context
from onrecord.lexicon.actors_names import name_key
from onrecord.lexicon.actors_own import OWN_COLUMNS
from onrecord.lexicon.gazetteer_tables import read_countries
from onrecord.lexicon.tables import data_path, read_table
from onrecord.mentions.actors_finder import ActorFinder
from onrecord.run.actor_files import ActorFact, Fact, Kinds, LinkFact, load_kinds, opened, read_ftm, read_table_file
from onrecord.run.actor_wikidata import read_wikidata
from onrecord.run.own import actors_folder
from onrecord.run.own_tables import TablesWriter

__all__ = ["FORMS", "run_import"]

FORMS: Final = ("ucdp", "ftm", "opensanctions", "wikidata")
_SOURCES: Final = {
    "ucdp": "UCDP Actor Dataset",
    "ftm": "a FollowTheMoney file",
    "opensanctions": "OpenSanctions",
    "wikidata": "Wikidata",
}
_DATE: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_ABBREVIATION: Final = re.compile(r"[A-Z][A-Z0-9./\- ]{1,9}")


class _Tally(Struct):
    added: int = 0
    waiting: int = 0
    known: int = 0
    links: int = 0
    loose: int = 0


def run_import(options: argparse.Namespace) -> int:
    """Reads the file, writes the rows, and says in one line what was added and what waits for a decision."""
    form = options.form or guess_form(options.file)
    folder = actors_folder()
    actors = load_actors(own=folder if folder.is_dir() else None)
    writer = _Importer(actors, folder, options.source or _SOURCES[form])
    facts = read_facts(options.file, form, load_kinds(), frozenset(options.instance_of or ()))
    with TablesWriter(folder) as tables:
        for fact in facts:
            writer.take(fact, tables)
        writer.finish(tables)
    tally = writer.tally
    print(
        f"{tally.added} actor(s) added to {folder}, {tally.waiting} that may be known wait in "
        f"{folder / 'matches.csv'}, {tally.known} imported before; {tally.links} link(s)"
    )
    if tally.loose:
        print(f"onrecord: {tally.loose} link(s) name an actor that the file lacks and were left out", file=sys.stderr)
    return 0


def guess_form(path: Path) -> str:
    """The form of a file by its first line. InputError where it looks like none."""
    with opened(path) as stream:
        head = stream.readline(1_000_000).lower().replace('"', "")
    if "actorid" in head and "namedata" in head:
        return "ucdp"
    if head.startswith("id,schema,name"):
        return "opensanctions"
    if head.strip() == "[" or ("claims:" in head and "labels:" in head):
        return "wikidata"
    if head.startswith("{") and "schema:" in head:
        return "ftm"
    raise InputError(f"{path} is by its first line none of {', '.join(FORMS)}; name its form with --form")


def read_facts(path: Path, form: str, kinds: Kinds, classes: frozenset[str]) -> Iterator[Fact]:
    """What the file states, streamed."""
    if form == "wikidata":
        return read_wikidata(path, kinds, classes)
    return read_ftm(path, kinds) if form == "ftm" else read_table_file(path, form, kinds)


class _Importer:
    """Turns facts into rows; remembers ids only."""

    def __init__(self, actors: ActorIndex, folder: Path, source: str) -> None:
        self._finder = ActorFinder(actors, load_name_context())
        self._source = {"source": source, "source_date": str(datetime.now(UTC).year), "status": "accepted"}
        self._taken = {row["actor_id"] for row in _old_rows(folder / "actors.csv")}
        self._countries = _country_codes(actors)
        self._new: set[str] = set()
        self._links: list[LinkFact] = []
        self.tally = _Tally()

    def take(self, fact: Fact, tables: TablesWriter) -> None:
        if isinstance(fact, LinkFact):
            self._links.append(fact)
        elif fact.ident in self._taken:
            self.tally.known += fact.ident not in self._new
        else:
            self._taken.add(fact.ident)
            self._new.add(fact.ident)
            self._write(fact, tables)

    def _write(self, fact: ActorFact, tables: TablesWriter) -> None:
        codes = [code for words in fact.countries if (code := self._countries.get(name_key(words)))]
        start, end = _period(fact)
        row = {
            "actor_id": fact.ident,
            "name": fact.name,
            "kind": fact.kind,
            "country": codes[0] if len(codes) == 1 else "",
        }
        tables.add("actors.csv", {**row, "from": start, "to": end, **self._source})
        for alias in fact.aliases:
            if alias != fact.name and name_key(alias):
                short = _ABBREVIATION.fullmatch(alias) is not None
                kind = {"kind": "abbreviation", "rank": "2"} if short else {"kind": "alias", "rank": "1"}
                tables.add("names.csv", {"actor_id": fact.ident, "alias": alias, **kind})
        matches = dict(self._matches(fact, codes))
        self.tally.added += not matches
        self.tally.waiting += bool(matches)
        for known_id, why in matches.items():
            known = self._finder.actors.entries[known_id]
            match = {
                "actor_id": fact.ident,
                "name": fact.name,
                "known_id": known_id,
                "known_name": known.name,
                "why": why,
            }
            tables.add("matches.csv", match)

    def _matches(self, fact: ActorFact, codes: list[str]) -> Iterator[tuple[str, str]]:
        """The known actors that may be the same, with the names that say so: a name that fits, in the country or
        without."""
        for name in (fact.name, *fact.aliases):
            found = self._finder.find(name, None, codes)
            if found.status == "known" and found.match.actor_id is not None:
                yield found.match.actor_id, f"{name} is a name of it"
            for one in found.candidates if found.status != "known" else ():
                if not one.against:
                    yield one.actor_id, f"{name}: {one.how} as {one.alias}"

    def finish(self, tables: TablesWriter) -> None:
        """Writes the links whose two ends are known by now."""
        for link in self._links:
            if link.subject in self._taken and link.other in self._taken:
                if link.subject in self._new or link.other in self._new:
                    row = {"subject_id": link.subject, "relation": link.relation, "object_id": link.other}
                    start, end = _period(link)
                    tables.add("affiliations.csv", {**row, "from": start, "to": end, **self._source})
                    self.tally.links += 1
            else:
                self.tally.loose += 1


def _period(fact: Fact) -> tuple[str, str]:
    """Start and end where they are dates in order; a file's other words count as unknown."""
    start, end = (day if _DATE.fullmatch(day) else "" for day in (fact.start[:10], fact.end[:10]))
    return (start, "") if start and end and start[: len(end)] > end[: len(start)] else (start, end)


def _old_rows(path: Path) -> tuple[dict[str, str], ...]:
    return read_table(path, OWN_COLUMNS["actors.csv"]) if path.exists() else ()


def _country_codes(actors: ActorIndex) -> dict[str, str]:
    """Alpha-3 codes by name, alpha-2 and alpha-3 code, in ``name_key`` form."""
    codes: dict[str, str] = {}
    for country in read_countries(Path(str(data_path("gazetteer", "countries.csv")))):
        if country.alpha3 in actors.entries:
            codes |= {name_key(country.alpha2): country.alpha3, name_key(country.alpha3): country.alpha3}
    for key, names in actors.names.items():
        states = {name.actor_id for name in names if actors.entries[name.actor_id].kind == "state"}
        if len(states) == 1:
            codes.setdefault(key, states.pop())
    return codes
