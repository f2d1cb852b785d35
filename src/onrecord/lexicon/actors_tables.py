"""Reads the tables of ``data/actors`` and checks them against one another.

Tables: kinds, states, state_names, bodies, actors, names, affiliations, offices, adjectives, places, roles,
modifiers, relations (all ``.csv``; ``data/actors/README.md`` says what each column means).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, TypeVar

from msgspec import Struct, field

from onrecord.errors import LexiconError
from onrecord.lexicon.actors_names import name_key
from onrecord.lexicon.actors_own import read_matches
from onrecord.lexicon.actors_rows import ActorEntry, ActorName, Affiliation, Office, Role
from onrecord.records import RelationKind

__all__ = ["SECTORS", "ActorTables", "add_own_tables", "read_tables"]

SECTORS: Final = frozenset(
    [
        *("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK"),
        *("AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"),
        *("IGO", "NGO", "MNC"),
    ]
)
"""PLOVER's sectors (Open Event Data Alliance, PLOVER manual)."""
_DATE: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_STATUSES: Final = frozenset({"accepted", "disputed"})
RowT = TypeVar("RowT")
Row = dict[str, str]


class ActorTables(Struct, kw_only=True):
    """The checked content of all tables, before it is indexed."""

    entries: dict[str, ActorEntry] = field(default_factory=dict)
    names: list[ActorName] = field(default_factory=list)
    affiliations: list[Affiliation] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    adjectives: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    modifiers: dict[str, str] = field(default_factory=dict)
    strengths: dict[RelationKind, float] = field(default_factory=dict)
    kinds: dict[str, str | None] = field(default_factory=dict)


def read_tables(folder: Traversable) -> ActorTables:
    """All tables of ``folder``, checked; LexiconError with file and line for the first thing that is wrong."""
    tables = ActorTables()
    _each(folder, "states.csv", lambda row: _add_state(tables, row))
    _each(folder, "bodies.csv", lambda row: _add_body(tables, row))
    _each(folder, "kinds.csv", lambda row: tables.kinds.update({row["kind"]: _sector(row["sector"])}))
    _each(folder, "actors.csv", lambda row: _add_actor(tables, row))
    _each(folder, "state_names.csv", lambda row: tables.names.append(_state_name(tables, row)))
    _each(folder, "names.csv", lambda row: tables.names.append(_name(tables, row)))
    _each(folder, "affiliations.csv", lambda row: tables.affiliations.append(_affiliation(tables, row)))
    _each(folder, "offices.csv", lambda row: tables.offices.append(_office(tables, row)))
    _each(folder, "adjectives.csv", lambda row: _add_adjective(tables, row))
    _each(folder, "places.csv", lambda row: _add_place(tables, row))
    _each(folder, "roles.csv", lambda row: _add_role(tables, row))
    _each(folder, "modifiers.csv", lambda row: tables.modifiers.update({row["word"]: row["use"]}))
    _each(folder, "relations.csv", lambda row: _add_strength(tables, row))
    return tables


def add_own_tables(tables: ActorTables, folder: Path) -> None:
    """Adds a user's own tables to ``tables``; see ``actors_own``. LexiconError with file and line for a wrong row."""
    matches = read_matches(folder)
    same = {match.actor_id: match.known_id for match in matches if match.decision == "same"}
    waiting = {match.actor_id for match in matches if not match.decision}

    def actor(row: Row) -> None:
        own = row["actor_id"]
        if own in same:
            known = tables.entries[_known(tables, same[own])]
            tables.names.append(_alias(known.actor_id, row["name"], row["from"], row["to"]))
        elif own not in waiting:
            _add_actor(tables, row)

    def kept(row: Row, *columns: str) -> Row | None:
        row.update({column: same.get(row[column], row[column]) for column in columns})
        return None if any(row[column] in waiting for column in columns) else row

    def name(row: Row) -> None:
        if found := kept(row, "actor_id"):
            tables.names.append(_name(tables, found))

    def affiliation(row: Row) -> None:
        if found := kept(row, "subject_id", "object_id"):
            tables.affiliations.append(_affiliation(tables, found))

    def office(row: Row) -> None:
        if found := kept(row, "person_id", "of"):
            tables.offices.append(_office(tables, found))

    for file, take in (("actors", actor), ("names", name), ("affiliations", affiliation), ("offices", office)):
        if (folder / f"{file}.csv").exists():
            _each(folder, f"{file}.csv", take)


def _alias(actor_id: str, alias: str, start: str, end: str) -> ActorName:
    return ActorName(actor_id=actor_id, alias=alias, kind="alias", start=start or None, end=end or None, rank=1)


def _each(folder: Traversable | Path, file: str, take: Callable[[Row], None]) -> None:
    for line, row in _rows(folder / file):
        try:
            _check_period(row)
            take(row)
        except (KeyError, ValueError) as error:
            raise LexiconError(f"{file}:{line}: {error.args[0]}; correct the row") from error


def _rows(path: Traversable | Path) -> Iterator[tuple[int, Row]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read ({error}); reinstall onrecord") from error
    reader = csv.DictReader(lines)
    for row in reader:
        if None in row or None in row.values():
            raise LexiconError(f"{path.name}:{reader.line_num}: {len(reader.fieldnames or ())} columns expected")
        yield reader.line_num, {name: cell.strip() for name, cell in row.items()}


def _check_period(row: Row) -> None:
    start, end = row.get("from", ""), row.get("to", "")
    for day in (start, end, row.get("source_date", "")):
        if day and not _DATE.fullmatch(day):
            raise ValueError(f"{day!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD)")
    if start and end and start[: len(end)] > end[: len(start)]:
        raise ValueError(f"from {start} is later than to {end}")


def _known(tables: ActorTables, actor_id: str) -> str:
    if actor_id not in tables.entries:
        raise ValueError(f"no actor has the id {actor_id!r}")
    return actor_id


def _sector(cell: str) -> str | None:
    if cell and cell not in SECTORS:
        raise ValueError(f"{cell!r} is no PLOVER sector")
    return cell or None


def _one_of(cell: str, allowed: frozenset[str]) -> str:
    if cell not in allowed:
        raise ValueError(f"{cell!r} is none of {', '.join(sorted(allowed))}")
    return cell


def _add_entry(tables: ActorTables, entry: ActorEntry) -> None:
    if entry.actor_id in tables.entries:
        raise ValueError(f"the id {entry.actor_id!r} is taken")
    tables.entries[entry.actor_id] = entry
    rank = 2 if entry.kind == "ethnic" else 1
    tables.names.append(
        ActorName(actor_id=entry.actor_id, alias=entry.name, kind="name", start=None, end=None, rank=rank)
    )


def _add_state(tables: ActorTables, row: Row) -> None:
    _add_entry(
        tables,
        ActorEntry(
            actor_id=row["country"],
            name=row["name"],
            kind="state",
            country=row["country"],
            sector=None,
            start=row["from"] or None,
            end=row["to"] or None,
            source=row["source"],
            source_date=row["source_date"],
            status="accepted",
        ),
    )


def _add_body(tables: ActorTables, row: Row) -> None:
    for state in [entry for entry in tables.entries.values() if entry.kind == "state"]:
        body_id = f"{state.actor_id}.{row['body']}"
        tables.entries[body_id] = ActorEntry(
            actor_id=body_id,
            name=row["pattern"].format(name=state.name),
            kind=row["kind"],
            country=state.country,
            sector=_sector(row["sector"]),
            start=state.start,
            end=state.end,
            source=row["source"],
            source_date=row["source_date"],
            status="accepted",
        )
        parent = f"{state.actor_id}.{row['part_of']}" if row["part_of"] else state.actor_id
        tables.affiliations.append(
            Affiliation(
                subject_id=body_id,
                relation=RelationKind.PART_OF,
                object_id=_known(tables, parent),
                start=state.start,
                end=state.end,
                source=row["source"],
                source_date=row["source_date"],
                status="accepted",
            )
        )


def _add_actor(tables: ActorTables, row: Row) -> None:
    if row["kind"] not in tables.kinds:
        raise ValueError(f"{row['kind']!r} is no kind of kinds.csv")
    if row["country"] and row["country"] not in tables.entries:
        raise ValueError(f"no state has the code {row['country']!r}")
    _add_entry(
        tables,
        ActorEntry(
            actor_id=row["actor_id"],
            name=row["name"],
            kind=row["kind"],
            country=row["country"] or None,
            sector=_sector(row["sector"]) or tables.kinds[row["kind"]],
            start=row["from"] or None,
            end=row["to"] or None,
            source=row["source"],
            source_date=row["source_date"],
            status=_one_of(row["status"], _STATUSES),
        ),
    )


def _state_name(tables: ActorTables, row: Row) -> ActorName:
    actor_id = f"{row['country']}.{row['body']}" if row["body"] else row["country"]
    return ActorName(
        actor_id=_known(tables, actor_id),
        alias=row["name"],
        kind=row["kind"],
        start=None,
        end=None,
        rank=2 if row["kind"] == "shared" else 1,
    )


def _name(tables: ActorTables, row: Row) -> ActorName:
    return ActorName(
        actor_id=_known(tables, row["actor_id"]),
        alias=row["alias"],
        kind=row["kind"],
        start=row["from"] or None,
        end=row["to"] or None,
        rank=int(row["rank"]),
    )


def _affiliation(tables: ActorTables, row: Row) -> Affiliation:
    return Affiliation(
        subject_id=_known(tables, row["subject_id"]),
        relation=RelationKind(row["relation"]),
        object_id=_known(tables, row["object_id"]),
        start=row["from"] or None,
        end=row["to"] or None,
        source=row["source"],
        source_date=row["source_date"],
        status=_one_of(row["status"], _STATUSES),
    )


def _office(tables: ActorTables, row: Row) -> Office:
    return Office(
        person_id=_known(tables, row["person_id"]),
        title=name_key(row["title"]),
        of=_known(tables, row["of"]),
        sector=_sector(row["sector"]) or "GOV",
        start=row["from"] or None,
        end=row["to"] or None,
        source=row["source"],
        source_date=row["source_date"],
    )


def _add_adjective(tables: ActorTables, row: Row) -> None:
    key = name_key(row["adjective"])
    tables.adjectives[key] = (*tables.adjectives.get(key, ()), _known(tables, row["country"]))


def _add_place(tables: ActorTables, row: Row) -> None:
    tables.places[name_key(row["place"])] = _known(tables, row["country"])


def _add_role(tables: ActorTables, row: Row) -> None:
    key = name_key(row["noun"])
    if key in tables.roles:
        raise ValueError(f"the noun {row['noun']!r} stands twice")
    sector = _sector(row["sector"]) or "UNK"
    tables.roles[key] = Role(noun=key, sector=sector, body=row["body"] or None, kind=row["kind"])


def _add_strength(tables: ActorTables, row: Row) -> None:
    tables.strengths[RelationKind(row["relation"])] = float(row["strength"])
