"""Ids by content, and records as lines of JSON."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from msgspec import Struct


def content_id(prefix: str, *parts: object) -> str:
    """A stable id: ``prefix`` and the first 16 hex digits of the sha256 of the parts' JSON."""
    payload = msgspec.json.encode(parts)
    return f"{prefix}-{hashlib.sha256(payload).hexdigest()[:16]}"


def json_line(record: Struct | dict[str, Any]) -> str:
    """One record as one line of JSON (UTF-8 text, no newline at the end)."""
    return msgspec.json.encode(record).decode("utf-8")
