"""How routes read a request: the state behind it, its filters, its page."""

from __future__ import annotations

from fastapi import Request
from fastapi.exceptions import HTTPException

from onrecord.errors import InputError
from onrecord.serve.explore.asked import Asked, read_asked
from onrecord.serve.state import ServerState

__all__ = ["asked_of", "names_and_values", "page_number", "server_of", "unknown_record"]


def server_of(request: Request) -> ServerState:
    """What the server holds."""
    return request.app.state.server


def names_and_values(request: Request) -> dict[str, list[str]]:
    """The query string, every value of a name."""
    return {name: request.query_params.getlist(name) for name in request.query_params}


def asked_of(request: Request) -> Asked:
    """The filters of a request; InputError for a value that cannot be used."""
    return read_asked(names_and_values(request))


def page_number(request: Request) -> int:
    """The page asked for, from 1."""
    words = request.query_params.get("page") or "1"
    if not (words.isascii() and words.isdecimal()) or not 1 <= len(words) <= 7 or int(words) < 1:
        raise InputError(f"{words!r} is no page; pages count from 1")
    return int(words)


def unknown_record(noun: str, record_id: str) -> HTTPException:
    """The answer where there is no such record."""
    return HTTPException(404, f"This store has no {noun} {record_id!r}.")
