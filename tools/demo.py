"""Codes the sample articles into a store and shows what came of them, each step as one would type it.

    python tools/demo.py demo.db

The incident that is shown in full is found in the output of ``onrecord incidents --format jsonl``: of those whose
attribution is contested and that several independent sources tell (else of all) the one that most sources tell, and
among equals the one on whose doer most is said.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ONRECORD = str(Path(sys.executable).parent / "onrecord")


def run(*arguments: str) -> None:
    """One command, printed as it would be typed; the demo ends where it fails."""
    print(f"\n$ onrecord {' '.join(arguments)}", flush=True)
    ended = subprocess.run([ONRECORD, *arguments], check=False, stdin=subprocess.DEVNULL)
    if ended.returncode:
        sys.exit(ended.returncode)


def incidents(db: str) -> list[dict[str, Any]]:
    """The incidents of the store as ``onrecord incidents --format jsonl`` gives them."""
    command = [ONRECORD, "incidents", "--format", "jsonl", "--db", db]
    run = subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8")
    return [json.loads(line) for line in run.stdout.splitlines()]


def words_on_the_doer(row: dict[str, Any]) -> int:
    """How many statements its attribution holds, for and against."""
    return sum(len(answer["support"]) + len(answer["against"]) for answer in row["attribution"])


def most_told(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The incident with most independent sources among the contested ones, else among all."""
    contested = [row for row in rows if any(answer["contested"] for answer in row["attribution"])]
    several = [row for row in contested if row["independent_sources"] > 1]
    return max(several or rows, key=lambda row: (row["independent_sources"], words_on_the_doer(row)))


def main() -> None:
    """Run the demo with a fresh store at the path given."""
    db = sys.argv[1] if len(sys.argv) > 1 else "demo.db"
    for end in ("", "-wal", "-shm"):
        Path(db + end).unlink(missing_ok=True)
    run("add", "samples/articles", "--db", db)
    run("refusals", "--db", db)
    run("incidents", "--db", db)
    run("incidents", "--db", db, "--min-sources", "2")
    rows = incidents(db)
    if not rows:
        sys.exit("The demo's store holds no incident.")
    chosen = most_told(rows)
    sources = chosen["independent_sources"]
    print(f"\nOf the {len(rows)} incidents, one that {sources} independent source(s) tell, in full:")
    run("show", chosen["incident_id"], "--db", db)
    page = str(Path(db).with_suffix(".html"))
    run("page", "--db", db, "--output", page)
    typed = str(Path(ONRECORD).relative_to(Path.cwd())) if Path(ONRECORD).is_relative_to(Path.cwd()) else ONRECORD
    typed = "onrecord" if shutil.which("onrecord") == ONRECORD else typed
    print(
        f"\nThe store is {db}. Next, with any id of the table above or the id of any report:\n"
        f"  {typed} show ID --db {db}\n"
        f"  {typed} incidents --db {db} --type ASSAULT --min-sources 2\n"
        f"  {typed} code YOUR_ARTICLE.txt --format table\n"
        f"The same as a web page that needs no network: open {page} in a browser."
    )


if __name__ == "__main__":
    main()
