"""Actors from files that others publish: UCDP's Actor CSV, FollowTheMoney, OpenSanctions' CSV, Wikidata's dump.

Every reader streams: it gives one fact after the other and holds no more than a line. Files may be gzip or bz2. Which
kind an actor becomes stands in ``data/actors/import_kinds.csv``. Persons come only where the file says that they hold
or held a public role or are sanctioned.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TextIO, TypeAlias

from msgspec import Struct

from onrecord.errors import InputError
from onrecord.lexicon.tables import data_path, read_table

__all__ = [
    "ActorFact",
    "Fact",
    "Kinds",
    "LinkFact",
    "json_lines",
    "load_kinds",
    "opened",
    "read_ftm",
    "read_table_file",
]

Kinds: TypeAlias = Mapping[tuple[str, str], str]
"""What a code of a form becomes: {(form, code): kind or relation}."""


class ActorFact(Struct, frozen=True, kw_only=True):
    """One actor as a file states it. ``ident`` is the file's id with its form before it; ``countries`` are words or
    codes
    as the file has them; dates are whole, a month or a year; empty where unknown."""

    ident: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    start: str = ""
    end: str = ""


class LinkFact(Struct, frozen=True, kw_only=True):
    """A relation between two actors by the file's ids."""

    subject: str
    relation: str
    other: str
    start: str = ""
    end: str = ""


Fact: TypeAlias = ActorFact | LinkFact


def load_kinds() -> Kinds:
    """The package's table of kinds; LexiconError where it is wrong."""
    rows = read_table(data_path("actors", "import_kinds.csv"), ("form", "code", "becomes", "means"))
    return {(row["form"], row["code"]): row["becomes"] for row in rows}


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """The text of a file, unpacked; InputError where it cannot be read."""
    try:
        with path.open("rb") as probe:
            magic = probe.read(2)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    packed: dict[bytes, Callable[[Path], Any]] = {b"\x1f\x8b": gzip.open, b"BZ": bz2.open}
    try:
        with (
            packed[magic](path) if magic in packed else path.open("rb") as raw,
            io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text,
        ):
            yield text
    except (UnicodeDecodeError, EOFError, gzip.BadGzipFile) as error:
        raise InputError(f"{path} is damaged or not UTF-8 ({error})") from error


def read_table_file(path: Path, form: str, kinds: Kinds) -> Iterator[ActorFact]:
    """The actors of a CSV file, ``ucdp`` or ``opensanctions``. InputError where columns are missing."""
    with opened(path) as stream:
        reader = csv.DictReader(stream)
        missing = [column for column in _COLUMNS[form] if column not in (reader.fieldnames or ())]
        if missing:
            raise InputError(f"{path}: no column {', '.join(missing)}; name the file's form with --form")
        for row in reader:
            fact = _ROWS[form]({name: (cell or "").strip() for name, cell in row.items() if name}, kinds)
            if fact is not None and fact.name:
                yield fact


_COLUMNS: Final = {
    "ucdp": ("ActorId", "NameData", "Org", "Location"),
    "opensanctions": ("id", "schema", "name", "aliases", "countries"),
}


def _ucdp_row(row: dict[str, str], kinds: Kinds) -> ActorFact | None:
    forms = [
        row.get(column, "") for column in ("NameOrigFullEng", "NameOrigFull", "NameOrig", "NewName", "NewNameFullEng")
    ]
    return ActorFact(
        ident=f"ucdp-{row['ActorId']}",
        name=row["NameData"],
        kind=kinds.get(("ucdp", row["Org"]), "armed_group"),
        aliases=tuple(dict.fromkeys(form for form in forms if form and form.lower() != "n/a")),
        countries=tuple(place.strip() for place in row["Location"].split(",") if place.strip()),
    )


def _opensanctions_row(row: dict[str, str], kinds: Kinds) -> ActorFact | None:
    kind = kinds.get(("opensanctions", row["schema"]))
    if kind is None:
        return None
    aliases, countries = (tuple(part for part in row[name].split(";") if part) for name in ("aliases", "countries"))
    return ActorFact(
        ident=f"opensanctions-{row['id']}", name=row["name"], kind=kind, aliases=aliases, countries=countries
    )


_ROWS: Final = {"ucdp": _ucdp_row, "opensanctions": _opensanctions_row}


def read_ftm(path: Path, kinds: Kinds) -> Iterator[Fact]:
    """The actors and memberships of a file of FollowTheMoney entities, one a line."""
    for number, entity in json_lines(path):
        schema, properties = entity.get("schema"), entity.get("properties")
        if not isinstance(schema, str) or not isinstance(properties, dict) or "id" not in entity:
            raise InputError(f"{path}:{number}: no FollowTheMoney entity (id, schema, properties); see --form")
        if schema == "Membership":
            yield from _memberships(properties)
        elif ("ftm", schema) in kinds and (fact := _ftm_fact(entity, kinds)) is not None:
            yield fact


def _ftm_fact(entity: dict[str, Any], kinds: Kinds) -> ActorFact | None:
    properties = entity["properties"]
    told = [kinds[key] for topic in _texts(properties, "topics") if (key := ("ftm_topic", topic)) in kinds]
    kind = kinds["ftm", entity["schema"]]
    if kind == "person" and "person" not in told:
        return None
    groups = [one for one in told if one not in {"", "person"}]
    names = [*_texts(properties, "name"), *_texts(properties, "alias")]
    caption = entity.get("caption")
    if not names and not isinstance(caption, str):
        return None
    return ActorFact(
        ident=f"ftm-{entity['id']}",
        name=caption if isinstance(caption, str) else names[0],
        kind=groups[0] if groups and kind != "person" else kind,
        aliases=tuple(dict.fromkeys(names)),
        countries=(*_texts(properties, "country"), *_texts(properties, "jurisdiction")),
        start=(*_texts(properties, "incorporationDate"), "")[0],
        end=(*_texts(properties, "dissolutionDate"), "")[0],
    )


def _memberships(properties: dict[str, Any]) -> Iterator[LinkFact]:
    for member in _texts(properties, "member"):
        for organization in _texts(properties, "organization"):
            yield LinkFact(
                subject=f"ftm-{member}",
                relation="member_of",
                other=f"ftm-{organization}",
                start=(*_texts(properties, "startDate"), "")[0],
                end=(*_texts(properties, "endDate"), "")[0],
            )


def _texts(properties: dict[str, Any], name: str) -> list[str]:
    values = properties.get(name) or []
    return [value for value in (values if isinstance(values, list) else [values]) if isinstance(value, str)]


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file with one a line, bare or as lines of one array, with their line numbers from 1."""
    with opened(path) as stream:
        for number, line in enumerate(stream, start=1):
            body = line.strip().rstrip(",")
            if body in {"", "[", "]"}:
                continue
            try:
                found = json.loads(body)
            except json.JSONDecodeError as error:
                raise InputError(f"{path}:{number}: no JSON ({error.msg}); cut the file or name another") from error
            if not isinstance(found, dict):
                raise InputError(f"{path}:{number}: no JSON object; name the file's form with --form")
            yield number, found
