"""Which incidents or reports are asked for: the filters of the command line as one frozen record."""

from __future__ import annotations

import unicodedata

from msgspec import Struct

__all__ = ["Selection", "search_key"]


class Selection(Struct, frozen=True, kw_only=True):
    """Filters that all must hold; an empty one lets everything through.

    ``since``/``until``: ISO days, inclusive; an event counts when its days overlap them, an undated one never does.
    ``place``: part of a place's name. ``country``: ISO 3166-1 alpha-3. Places that are merely mentioned count for
    neither. ``actor``: an actor id, or part of an actor's name; for an incident the attributed actors count too.
    ``types``: PLOVER types or modes, any of them. ``statuses``: any of them. ``min_sources`` and ``contested``
    (an attribution is contested) speak of the incident; a report is let through where its incident is.
    ``withdrawn`` lets through, too, what a reviewer found to be no event.
    """

    since: str | None = None
    until: str | None = None
    place: str | None = None
    country: str | None = None
    actor: str | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    min_sources: int = 0
    contested: bool = False
    withdrawn: bool = False


def search_key(name: str) -> str:
    """A name as names are compared: no case, no accents, one space for whatever is no letter or digit.

    A name without letters or digits gives the empty string.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(character for character in folded if not unicodedata.combining(character))
    return " ".join("".join(character if character.isalnum() else " " for character in plain).split())
