"""Cursors: where a page ended, as a word that callers pass back and do not read."""

from __future__ import annotations

import base64
import binascii

import msgspec

from onrecord.errors import InputError

__all__ = ["read_cursor", "write_cursor"]


def write_cursor(*parts: str | None) -> str:
    """The cursor of some texts."""
    return base64.urlsafe_b64encode(msgspec.json.encode(parts)).decode("ascii").rstrip("=")


def read_cursor(words: str, parts: int) -> list[str | None]:
    """The texts of a cursor of so many parts. InputError where it is none of ours."""
    try:
        data = base64.b64decode(words + "=" * (-len(words) % 4), altchars=b"-_", validate=True)
        found = msgspec.json.decode(data, type=list[str | None])
    except (binascii.Error, ValueError, msgspec.DecodeError):
        found = []
    if len(found) != parts:
        raise InputError(f"{words!r} is no cursor; give `next` of the answer before, or none")
    return found
