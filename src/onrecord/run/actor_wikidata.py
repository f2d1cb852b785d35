"""Actors from Wikidata's JSON dump: one entity a line, read twice, once for the countries' codes.

A dump of everything is read in hours; cut it first to the classes that are wanted. Claims marked deprecated are
passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from onrecord.errors import InputError
from onrecord.run.actor_files import ActorFact, Fact, Kinds, LinkFact, json_lines

__all__ = ["read_wikidata"]

_LANGUAGES: Final = ("en", "mul", "ar", "es", "fr", "pt", "ru", "uk", "fa", "tr")
_INSTANCE, _COUNTRY, _CITIZENSHIP, _CODE, _OFFICE = "P31", "P17", "P27", "P298", "P39"
_BEGUN, _ENDED, _SHORT, _START, _END = "P571", "P576", "P1813", "P580", "P582"
_HUMAN: Final = "Q5"
_SIZES: Final = {11: 10, 10: 7, 9: 4}
"""Letters of a date by Wikidata's precision: a day, a month, a year."""


def read_wikidata(path: Path, kinds: Kinds, classes: frozenset[str]) -> Iterator[Fact]:
    """The actors that are instances of ``classes`` (none: those of ``kinds``) and what they are part or members of."""
    codes = {entity["id"]: code for entity in _entities(path) for code in _strings(entity, _CODE)}
    wanted = classes or frozenset(code for form, code in kinds if form == "wikidata")
    for entity in _entities(path):
        of = {item for item, _ in _items(entity, _INSTANCE)}
        if of & wanted and (_HUMAN not in of or _items(entity, _OFFICE)):
            fact = _fact(entity, of, kinds, codes)
            if fact is not None:
                yield fact
                yield from _links(entity, kinds)


def _fact(entity: dict[str, Any], of: set[str], kinds: Kinds, codes: dict[str, str]) -> ActorFact | None:
    names = [*_labels(entity), *_short_names(entity)]
    if not names:
        return None
    known = [kinds["wikidata", one] for one in sorted(of) if ("wikidata", one) in kinds]
    states = [item for claim in (_COUNTRY, _CITIZENSHIP) for item, _ in _items(entity, claim)]
    return ActorFact(
        ident=f"wikidata-{entity['id']}",
        name=names[0],
        kind="person" if _HUMAN in of else (*known, "armed_group")[0],
        aliases=tuple(dict.fromkeys(names)),
        countries=tuple(codes[state] for state in states if state in codes),
        start=next((_day(snak) for snak in _snaks(entity, _BEGUN)), ""),
        end=next((_day(snak) for snak in _snaks(entity, _ENDED)), ""),
    )


def _links(entity: dict[str, Any], kinds: Kinds) -> Iterator[LinkFact]:
    for (form, claim), relation in kinds.items():
        for item, qualifiers in _items(entity, claim) if form == "wikidata_claim" else ():
            start, end = (next((_day(snak) for snak in qualifiers.get(name, ())), "") for name in (_START, _END))
            ids = (f"wikidata-{entity['id']}", f"wikidata-{item}")
            yield LinkFact(subject=ids[0], relation=relation, other=ids[1], start=start, end=end)


def _entities(path: Path) -> Iterator[dict[str, Any]]:
    for number, entity in json_lines(path):
        if "id" not in entity or not isinstance(entity.get("claims"), dict):
            raise InputError(f"{path}:{number}: no Wikidata entity (id, claims); name the file's form with --form")
        yield entity


def _labels(entity: dict[str, Any]) -> Iterator[str]:
    labels, aliases = entity.get("labels") or {}, entity.get("aliases") or {}
    for language in _LANGUAGES:
        for value in (labels.get(language), *aliases.get(language, ())):
            if isinstance(value, dict) and value.get("value"):
                yield value["value"]


def _short_names(entity: dict[str, Any]) -> Iterator[str]:
    for snak in _snaks(entity, _SHORT):
        value = snak.get("datavalue", {}).get("value")
        if isinstance(value, dict) and value.get("text"):
            yield value["text"]


def _strings(entity: dict[str, Any], claim: str) -> Iterator[str]:
    values = (snak.get("datavalue", {}).get("value") for snak in _snaks(entity, claim))
    return (value for value in values if isinstance(value, str))


def _snaks(entity: dict[str, Any], claim: str) -> Iterator[dict[str, Any]]:
    for one in entity["claims"].get(claim, ()):
        if one.get("rank") != "deprecated":
            yield one.get("mainsnak", {})


def _items(entity: dict[str, Any], claim: str) -> list[tuple[str, dict[str, Any]]]:
    """The ids that a claim names, each with the claim's qualifiers."""
    found = []
    for one in entity["claims"].get(claim, ()):
        value = one.get("mainsnak", {}).get("datavalue", {}).get("value")
        if one.get("rank") != "deprecated" and isinstance(value, dict) and "id" in value:
            found.append((value["id"], one.get("qualifiers") or {}))
    return found


def _day(snak: dict[str, Any]) -> str:
    """A time ("+2014-06-29T00:00:00Z") cut to its precision; empty where it is unknown or before our era."""
    value = snak.get("datavalue", {}).get("value")
    if not isinstance(value, dict) or not str(value.get("time", "")).startswith("+"):
        return ""
    return str(value["time"])[1 : _SIZES.get(value.get("precision", 0), 0) + 1]
