"""Templates: every value is escaped, on the way through which nothing a document says can act or hide.

Autoescaping is on for all templates, whatever their name. Before it, control characters and marks that turn the
direction of writing become U+FFFD. Only the templates' own words are markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord import __version__
from onrecord.records import Place
from onrecord.serve.state import ServerState
from onrecord.views.words import (
    UNKNOWN,
    actor_words,
    code_words,
    date_words,
    figure_words,
    place_words,
    type_words,
    weapon_words,
)

__all__ = ["environment", "page", "shown"]

_KEPT: Final = frozenset("\n\t")


def shown(text: str) -> str:
    """The text with what a browser would obey, not show (control and direction marks), as U+FFFD; lines stay lines."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or character in _KEPT or character.isspace() else "\ufffd"
        for character in text
    )


def _finalized(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return shown(str(value))
    return value


@cache
def environment() -> Environment:
    """The templates of the package."""
    made = Environment(
        loader=PackageLoader("onrecord.serve", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        figure=figure_words,
        when=_when,
        places=place_words,
        actors=actor_words,
        weapons=weapon_words,
        codes=code_words,
        spaced=lambda words: str(words).replace("_", " "),
        web=_web_address,
        part=lambda words: quote(str(words), safe=""),
        short=lambda words: str(words)[:12],
        closely=_closely,
    )
    made.globals.update(kind=type_words, unknown=UNKNOWN, version=__version__)
    return made


def page(request: Request, name: str, values: Mapping[str, Any] | None = None, status: int = 200) -> HTMLResponse:
    """A template as an answer; ``request.app.state.server`` and the session stand in every template."""
    state: ServerState = request.app.state.server
    session = request.app.state.sessions.get(request.cookies.get("onrecord_session"))
    known = {
        "can_write": state.settings.token is not None,
        "session": session,
        "path": request.url.path,
        "store_name": state.settings.store_name,
    }
    text = environment().get_template(name).render({**known, **(values or {})})
    return HTMLResponse(text, status_code=status)


def _when(date: Any) -> str:
    return date_words(date).replace("..", " to ") if date is not None else "undated"


def _web_address(url: str | None) -> str | None:
    """The address where it may be linked to (http and https); ``None`` for any other, ``javascript:`` above all."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _closely(place: Place) -> str:
    """How closely a place is known, in words."""
    known = {"exact": "", "near": "near", "admin2": "district", "admin1": "province", "country": "country only"}
    return known.get(str(place.precision), "region")
