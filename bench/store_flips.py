"""Whether `onrecord verify` finds any single changed bit in journal and evidence.

python -m bench.store_flips --flips 2000

Flips one bit at a time in an invented store: first in every column that holds journal or evidence, by SQL with the
triggers that refuse it out of the way; then anywhere in the file. Prints how many flips of each kind were found. A flip
in the file that is not found must have left the content of the store as it was (bytes that hold nothing).
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

import apsw

from bench.store_kills import articles, small_stages
from onrecord.errors import StoreError
from onrecord.records import DecisionKind
from onrecord.review import judge_pair, judge_remark, judge_value
from onrecord.run.pipeline import add, fuse_store
from onrecord.store import Selection, open_store

COLUMNS = {
    "decisions": ("seq", "record", "hash"),
    "sources": ("seq", "document_id", "record", "data", "prev_hash", "hash"),
    "documents": ("document_id", "path", "source", "published", "language", "record", "digest"),
    "reports": (
        *("report_id", "event_type", "mode", "status", "date_start", "date_end"),
        *("withdrawn", "record", "own", "digest"),
    ),
    "relations": ("position", "subject_id", "relation", "object_id", "record", "digest"),
    "refusals": ("path", "document_id", "stage", "code", "record", "digest"),
    "incidents": (
        *("incident_id", "event_type", "mode", "status", "date_start", "date_end", "independent_sources", "contested"),
        *("withdrawn", "record", "own", "digest"),
    ),
    "incident_changes": ("seq", "incident_id", "change", "record", "digest"),
}
"""What verify answers for: every column of journal, log and evidence but for the clock's, and the records as shown."""


def make_store(path: Path) -> None:
    """A store with every kind of content: documents, decisions, corrected records, a log of ids."""
    stages = small_stages()
    with open_store(path, create=True) as store:
        add(articles(["two.txt", "three.txt"]), store, stages, lambda _: None, None)
        add(articles(), store, stages, lambda _: None, None)
        one, other = (incident.incident_id for incident in store.select_incidents(Selection()))
        store.record_decision(judge_value(store, one, "killed", "4", "counted"), "A. Reviewer")
        report = store.reports_of(one)[0].report_id
        store.record_decision(judge_value(store, report, "date", "2020-05-02", "the next day"), "A. Reviewer")
        store.record_decision(judge_remark(store, DecisionKind.NOTE, other, "see the archive"), "A. Reviewer")
        store.record_decision(judge_pair(store, DecisionKind.SAME, one, other, "one raid"), "B. Reviewer")
        fuse_store(store, stages.fusion, stages.coder.version)
        store.undo(4, "A. Reviewer", "two raids")
        fuse_store(store, stages.fusion, stages.coder.version)
        if list(store.verify()):
            raise StoreError(f"{path}: the untouched store does not verify")


def signs_of(path: Path) -> list[str]:
    """What verify, or opening the store, says is wrong."""
    try:
        with open_store(path) as store:
            return [f"{finding.noun}: {finding.words}" for finding in store.verify()]
    except StoreError as error:
        return [str(error)]


def flip_cell(connection: apsw.Connection, table: str, column: str, chance: random.Random) -> bool:
    """Flips one bit of one random cell; false where the column holds nothing that can be flipped."""
    key = "position" if table == "relations" else "rowid"  # the one table without rowids holds one document's
    rows = list(connection.execute(f"SELECT {key} FROM {table} WHERE {column} <> ''"))
    if not rows:
        return False
    (row,) = chance.choice(rows)
    where = f"{key} = ?"
    cell = f"SELECT typeof({column}), CAST({column} AS BLOB) FROM {table} WHERE {where}"
    ((kind_of, data),) = connection.execute(cell, (row,))
    if kind_of == "integer":
        change = f"UPDATE {table} SET {column} = {column} + 1000000 WHERE {where}"
        connection.execute(change, (row,))
        return True
    changed = bytearray(data)
    changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    value = "CAST(? AS TEXT)" if kind_of == "text" else "?"
    connection.execute(f"UPDATE {table} SET {column} = {value} WHERE {where}", (bytes(changed), row))
    return True


def flip_by_sql(path: Path, chance: random.Random) -> str | None:
    """Flips a bit in a random column with foreign keys and triggers out of the way; the column's name."""
    table = chance.choice(sorted(COLUMNS))
    column = chance.choice(COLUMNS[table])
    connection = apsw.Connection(str(path))
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        triggers = list(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        flipped = flip_cell(connection, table, column, chance)
        for _, sql in triggers:
            connection.execute(sql)
        return f"{table}.{column}" if flipped else None
    finally:
        connection.close()


def flip_in_file(path: Path, chance: random.Random) -> int:
    """Flips a bit anywhere in the file; where."""
    data = bytearray(path.read_bytes())
    place = chance.randrange(len(data))
    data[place] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(data))
    return place


def content(path: Path) -> list[str]:
    """What verify answers for; the version that coded a document is no part of it, nor are tables that only find."""
    with open_store(path) as store:
        rows = [json.loads(line) for line in store.dump()]
    return [json.dumps({**row, "coder": None}) for row in rows if row["table"] in COLUMNS]


def flips_missed(flips: int, folder: Path, seed: int = 20200930) -> tuple[Counter[str], list[str]]:
    """How many flips were found, by kind, and those that should have been."""
    chance, found = random.Random(seed), Counter[str]()
    whole, copy = folder / "whole.db", folder / "copy.db"
    make_store(whole)
    expected = content(whole)
    missed: list[str] = []
    for _ in range(flips):
        shutil.copyfile(whole, copy)
        name = flip_by_sql(copy, chance)
        if name is not None:
            found["by SQL"] += 1
            missed += [] if signs_of(copy) else [name]
        shutil.copyfile(whole, copy)
        place = flip_in_file(copy, chance)
        if signs_of(copy):
            found["in the file"] += 1
        elif content(copy) != expected:
            missed.append(f"byte {place}")
        else:
            found["in the file, where nothing is"] += 1
    return found, missed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flips", type=int, default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found, missed = flips_missed(options.flips, Path(scratch))
    print("; ".join(f"{count} {name}" for name, count in sorted(found.items())), f"; missed: {len(missed)}")
    for name, count in Counter(missed).most_common():
        print(f"  {name} ({count})")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
