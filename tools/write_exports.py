"""Writes docs/reference/exports.md from the tables of fields, so that no column goes undocumented.

python tools/write_exports.py          writes the file
python tools/write_exports.py --check  only says (exit code 1) whether it is out of date
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.lexicon.exports import load_fields
from onrecord.lexicon.tables import data_path, read_rules
from onrecord.views.exports.registry import EXPORTS, Export
from written_page import write_or_check

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "exports.md"

HEAD = """\
# Exports

<!-- Written by tools/write_exports.py from src/onrecord/data/exports; change the tables there and run it again. -->

`onrecord export FORMAT --output FILE` writes the incidents of a store in the format of another data set or program. It
takes the same filters as `onrecord incidents`. Column names and codes are those of the data sets; the definitions are
ours. No row of another data set is part of any export.

What holds for every format:

- **Only what happened is an event.** Incidents that are planned, threatened, demanded, hypothetical or denied never
  stand in a format marked *events*. Formats marked *records* hold every status in a field of its own.
- **Unknown stays empty.** Where a codebook has no empty cell, its own rule is followed and the page says which.
- **A dispute is never settled by the export.** Each format says below how it carries one.
- **No cell is a formula.** Text that a spreadsheet would run gets an apostrophe in front.
- `--redact-victims` masks the names of persons who were hit: see [ethics.md](../ethics.md).

| name | format | holds | to |
|---|---|---|---|
"""


def reference() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield HEAD.rstrip("\n")
    yield from (_summary(name, export) for name, export in EXPORTS.items())
    rules = read_rules(data_path("exports", "formats.toml"))
    for name, export in EXPORTS.items():
        yield from _section(name, export, rules[name])


def _summary(name: str, export: Export) -> str:
    goal = "a folder" if export.is_folder else "a file or standard output" if export.parts else "a file"
    return f"| [`{name}`](#{name}) | {export.title} | {export.takes} | {goal} |"


def _section(name: str, export: Export, words: dict[str, str]) -> Iterator[str]:
    yield f"\n## {name}\n"
    yield f"{export.title}. {words['about']}\n"
    yield f"    onrecord export {name} --output incidents{export.suffix}\n"
    yield f"*Disputed attribution:* {words['disputes']}\n"
    yield f"*Note:* {words['notes']}\n"
    yield "| field | kind | meaning | where unknown |"
    yield "|---|---|---|---|"
    for field in load_fields(export.fields):
        yield f"| `{field.name}` | {field.kind} | {_cell(field.meaning)} | {_cell(field.unknown)} |"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


if __name__ == "__main__":
    raise SystemExit(write_or_check(reference(), REFERENCE))
