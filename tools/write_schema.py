"""Writes docs/reference/record.schema.json: the JSON Schema (2020-12) of reports, relations and incidents.

python tools/write_schema.py          writes the file
python tools/write_schema.py --check  only says (exit code 1) whether it is out of date
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import msgspec

from onrecord.records import Incident, Relation, Report
from written_page import write_or_check

SCHEMA = Path(__file__).resolve().parents[1] / "docs" / "reference" / "record.schema.json"


def schema() -> dict[str, Any]:
    """One schema for every line that onrecord prints; ``kind`` tells which record a line is."""
    records = (Report, Relation, Incident)
    _, components = msgspec.json.schema_components(records, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line that onrecord prints",
        "oneOf": [{"$ref": f"#/$defs/{record.__name__}"} for record in records],
        "$defs": {name: _with_required_kind(_told_plainly(component)) for name, component in components.items()},
    }


def _told_plainly(component: dict[str, Any]) -> dict[str, Any]:
    words = component.get("description")
    return {**component, "description": inspect.cleandoc(words)} if words else component


def _with_required_kind(component: dict[str, Any]) -> dict[str, Any]:
    """msgspec reads a record without its ``kind`` too; a printed line always has it, and by it alone is told apart."""
    if "kind" not in component.get("properties", {}) or "kind" in component.get("required", []):
        return component
    return {**component, "required": ["kind", *component.get("required", [])]}


def page() -> str:
    """The schema as the file holds it."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    raise SystemExit(write_or_check(page(), SCHEMA))
