"""Review in the page: the queue, who reviews, and decisions that go to the journal under the reviewer's name."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import InputError
from onrecord.records import DecisionKind
from onrecord.serve.asking import server_of
from onrecord.serve.deciding import Wanted, enter
from onrecord.serve.rendering import page
from onrecord.serve.security import SESSION_SECONDS, Session, Sessions, same_secret

__all__ = ["COOKIE", "router"]

router = APIRouter(prefix="/review", include_in_schema=False)

COOKIE: Final = "onrecord_session"
MAX_FORM_BYTES: Final = 64 * 1024
QUEUE_ROWS: Final = 100
MAX_NAME_CHARS: Final = 80
_NAMES: Final = ("record_id", "other", "field", "value", "number", "reason")


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form (application/x-www-form-urlencoded), the last value of each."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_FORM_BYTES:
            raise HTTPException(413, "The form is too long.")
    try:
        fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=50)
    except ValueError as error:
        raise InputError("the form cannot be read; send it as the page does") from error
    return {name: values[-1] for name, values in fields.items()}


Form: TypeAlias = Annotated[dict[str, str], Depends(_form)]


@router.get("", response_class=HTMLResponse)
def review(request: Request) -> HTMLResponse:
    """The queue, the most urgent first, and the form by which a reviewer begins."""
    state = server_of(request)
    queue = state.queue()
    decisions = list(state.store.decision_states())[:-51:-1]
    return page(request, "review.html", {"queue": queue[:QUEUE_ROWS], "total": len(queue), "decisions": decisions})


@router.get("/next", response_class=HTMLResponse)
def following(request: Request) -> Response:
    """The incident after ``after`` in the queue; the first where that is not in it."""
    ids = [entry.incident.incident_id for entry in server_of(request).queue()]
    after = request.query_params.get("after", "")
    at = ids.index(after) + 1 if after in ids else 0
    return RedirectResponse(f"/incidents/{ids[at]}" if at < len(ids) else "/review", status_code=303)


@router.post("/begin", response_class=HTMLResponse)
def begin(request: Request, form: Form) -> Response:
    """Begins a session for who knows the token; the name goes to the journal with each decision."""
    _own_page(request)
    token = server_of(request).settings.token
    if token is None:
        raise HTTPException(403, "This server only reads; start it with --token-file FILE to review.")
    name = " ".join(form.get("reviewer", "").split())
    if not same_secret(form.get("token"), token):
        raise HTTPException(401, "That is not the token; it stands in the file that the server was started with.")
    if not 0 < len(name) <= MAX_NAME_CHARS or not name.isprintable():
        raise InputError(f"a decision needs its reviewer's name, at most {MAX_NAME_CHARS} characters")
    answer = RedirectResponse("/review", status_code=303)
    key = _sessions(request).begin(name)
    answer.set_cookie(COOKIE, key, max_age=SESSION_SECONDS, httponly=True, samesite="strict", path="/")
    return answer


@router.post("/end", response_class=HTMLResponse)
def end(request: Request, form: Form) -> Response:
    """Ends the session."""
    _reviewer(request, form)
    _sessions(request).end(request.cookies.get(COOKIE))
    answer = RedirectResponse("/review", status_code=303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


@router.post("/decide", response_class=HTMLResponse)
def decide(request: Request, form: Form) -> Response:
    """Enters a decision and leads back to where it was made."""
    session = _reviewer(request, form)
    kind = form.get("kind", "")
    if kind not in tuple(DecisionKind):
        raise InputError(f"{kind!r} is no decision; decisions are {', '.join(DecisionKind)}")
    texts = {name: form.get(name, "") for name in _NAMES}
    decision = enter(server_of(request), Wanted(kind=DecisionKind(kind), **texts), session.reviewer)
    return RedirectResponse(_back(form.get("back", ""), decision.seq), status_code=303)


def _back(path: str, seq: int) -> str:
    """The page of ours where the decision was made, which then says its number."""
    parts = urlsplit(path)
    own = path.startswith("/") and not path.startswith("//") and "\\" not in path and not parts.netloc
    return f"{parts.path if own and path.isprintable() else '/review'}?done={seq}"


def _sessions(request: Request) -> Sessions:
    found: Sessions = request.app.state.sessions
    return found


def _reviewer(request: Request, form: dict[str, str]) -> Session:
    _own_page(request)
    session = _sessions(request).get(request.cookies.get(COOKIE))
    if session is None:
        raise HTTPException(401, "Nobody reviews here now; begin on the page Review.")
    if not same_secret(form.get("secret"), session.form_secret):
        raise HTTPException(403, "This form is not one of this session; load the page again.")
    return session


def _own_page(request: Request) -> None:
    """Forms come from this server's own pages, as far as the browser says where from."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise HTTPException(403, "This form was sent from another site.")
