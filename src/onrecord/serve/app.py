"""The application: routes, guards and what a failure looks like."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import HTTPException
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles

from onrecord import __version__
from onrecord.errors import InputError, OnrecordError, StoreError
from onrecord.serve.api import reading, writing
from onrecord.serve.api.schemas import components
from onrecord.serve.pages import actors, documents, explore, incidents, maps, review, sources
from onrecord.serve.rendering import page
from onrecord.serve.security import KnownHosts, SecureHeaders, Sessions
from onrecord.serve.state import ServerState, Settings

__all__ = ["make_app"]

DESCRIPTION: Final = (
    "Reports, incidents and attributions of one onrecord store. Every value that was read from a text has `text` and "
    "`span`, offsets into the stored document. Reading is open; writing needs the server's token."
)

ROUTERS: Final = (
    *(explore.router, maps.router, incidents.router, documents.router, actors.router, sources.router, review.router),
    *(reading.router, writing.router),
)


def make_app(settings: Settings) -> FastAPI:
    """The application over one store. StoreError where the store cannot be opened."""
    state = ServerState(settings)
    state.columns()
    app = FastAPI(
        title="onrecord",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.server, app.state.sessions = state, Sessions()
    for router in ROUTERS:
        app.include_router(router)
    static = Path(str(files("onrecord.serve") / "static"))
    app.mount("/static", StaticFiles(directory=static), name="static")
    app.add_middleware(KnownHosts, hosts=settings.hosts)
    app.add_middleware(SecureHeaders)
    app.add_exception_handler(OnrecordError, _failed)
    for failure in (HTTPException, 404, 405):  # the numbers: what the router itself answers
        app.add_exception_handler(failure, _failed)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with the schemas of the records, which FastAPI does not know."""
    if app.openapi_schema is None:
        app.openapi_schema = FastAPI.openapi(app)
        app.openapi_schema.setdefault("components", {}).setdefault("schemas", {}).update(components())
        app.openapi_schema["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    return app.openapi_schema


def _failed(request: Request, error: Exception) -> Response:
    """The failure as JSON for programs and as a page for people; what the error says names the remedy."""
    status, words = _told(error)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": words}, status_code=status, headers=getattr(error, "headers", None))
    if request.headers.get("hx-request"):
        return page(request, "_failure.html", {"words": words})
    return page(request, "failure.html", {"words": words, "status": status}, status)


def _told(error: Exception) -> tuple[int, str]:
    if hasattr(error, "status_code"):
        words = {"Not Found": "There is no such page.", "Method Not Allowed": "This cannot be asked for in this way."}
        detail = str(getattr(error, "detail", ""))
        return int(error.status_code), words.get(detail, detail)
    if isinstance(error, InputError):
        return 400, str(error)
    return (503 if isinstance(error, StoreError) else 500), str(error)
