"""Routes that read and add to the journal of decisions."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import HTTPException
from fastapi.responses import Response
from msgspec import structs

from onrecord.errors import InputError
from onrecord.records import DecisionKind
from onrecord.serve.api.schemas import answers
from onrecord.serve.asking import server_of
from onrecord.serve.deciding import MAX_WORDS_CHARS, Wanted, enter
from onrecord.serve.security import same_secret

__all__ = ["router"]

router = APIRouter(prefix="/api", tags=["decisions"])

MAX_BODY_BYTES: Final = 64 * 1024


class Entry(Wanted, frozen=True, kw_only=True):
    """A decision and who makes it."""

    reviewer: str


def _text(words: str) -> dict[str, Any]:
    return {"type": "string", "maxLength": MAX_WORDS_CHARS, "description": words}


BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["kind", "reviewer"],
                    "properties": {
                        "kind": {"type": "string", "enum": [str(kind) for kind in DecisionKind]},
                        "reviewer": _text("whose name goes to the journal"),
                        "record_id": _text("the incident or report; for actors an id or name"),
                        "other": _text("the second record or actor of same, not_same, merge_actors, split_actors"),
                        "field": _text("what correct corrects"),
                        "value": _text("what it corrects it to, as onrecord decide takes it"),
                        "number": _text("of the decision that undo undoes"),
                        "reason": _text("why, or the note"),
                    },
                }
            }
        },
    },
    "security": [{"token": []}],
}


@router.get("/decisions", responses=answers("DecisionList"))
def decisions(request: Request) -> Response:
    """The journal, oldest first. Each entry holds the hash of the one before."""
    entries = list(server_of(request).store.decisions())
    return Response(msgspec.json.encode({"decisions": entries}), media_type="application/json")


@router.post("/decisions", responses=answers("Decision", 401, 403), openapi_extra=BODY)
async def decide(request: Request) -> Response:
    """Enters a decision. Needs `Authorization: Bearer TOKEN`; without a token at the start nothing can be written."""
    _allowed(request)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY_BYTES:
            raise HTTPException(413, "The decision is too long.")
    try:
        entry = msgspec.json.decode(body, type=Entry)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"the decision cannot be read ({error}); see /api/openapi.json") from error
    wanted = Wanted(**{name: getattr(entry, name) for name in structs.asdict(entry) if name != "reviewer"})
    decision = await run_in_threadpool(enter, server_of(request), wanted, entry.reviewer)
    return Response(msgspec.json.encode(decision), media_type="application/json")


def _allowed(request: Request) -> None:
    token = server_of(request).settings.token
    if token is None:
        raise HTTPException(403, "This server only reads; start it with --token-file FILE to write.")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not same_secret(given.strip(), token):
        raise HTTPException(401, "Give the token as Authorization: Bearer TOKEN.", {"WWW-Authenticate": "Bearer"})
