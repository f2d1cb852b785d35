"""Masks the names of persons who were hit, in every text of a case, without moving an offset.

Whose name is masked: each human recipient who was killed, wounded or abducted, or of an assault. What counts as a name:
a run of words with capitals in the recipient's words or name, less numbers, peoples, ranks and common words at its
start. The run and each of its words are masked wherever they stand, with as many blocks as the name has characters,
so that every span keeps its place. Better one word too many than a name left standing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct

from onrecord.lexicon.redaction import load_plain_words
from onrecord.records import Effect, Incident, Recipient, RecipientKind, Report
from onrecord.views.exports.cases import Case

__all__ = ["MASK", "name_runs", "redacted"]

MASK: Final = "\u2588"

_HARM: Final = frozenset({Effect.DEATH, Effect.INJURY, Effect.ABDUCTION})
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019\-][^\W\d_]+)*\.?")
_CAPITAL: Final = re.compile(r"(?:[^\W\d_]{2}-)?(?-i:[A-Z\u00c0-\u00de\u0400-\u042f])")
"""A word with a capital, also after an article written together with it (al-Sayed)."""

_PARTICLES: Final = frozenset({"al", "el", "bin", "ibn", "bint", "van", "von", "de", "da", "dos", "del", "der", "ul"})
_LONGEST_INITIAL: Final = 2
_ADDRESSES: Final = frozenset({"url", "path"})

R = TypeVar("R", bound=Struct)
Masker = Callable[[str, str], str]


def redacted(case: Case) -> Case:
    """The case with masked names; the same case where nobody who was hit is named."""
    records: tuple[Incident | Report, ...] = (case.incident, *case.reports)
    victims = [one for record in records for one in _victims(record)]
    places = {word.lower() for place in case.incident.places for word in _WORD.findall(f"{place.name} {place.text}")}
    names = {run for one in victims for words in (one.text, one.name) for run in name_runs(words, places)}
    if not names:
        return case
    mask = _masker(names, places)
    ids = frozenset(one.actor_id for one in victims if one.actor_id)
    return Case(
        _masked(case.incident, mask, ids),
        tuple(_masked(report, mask, ids) for report in case.reports),
        {document_id: _masked(document, mask, ids) for document_id, document in case.documents.items()},
    )


def _victims(record: Incident | Report) -> Iterator[Recipient]:
    for one in record.recipients:
        is_hit = one.effect in _HARM or record.event_type == "ASSAULT"
        if one.kind is RecipientKind.HUMAN and is_hit:
            yield one


def name_runs(words: str, places: Iterable[str] = ()) -> Iterator[str]:
    """The runs of words with capitals that are names; ``places``: words in small letters that name places."""
    plain = load_plain_words() | set(places)
    run: list[str] = []
    for word in [*_WORD.findall(words), ""]:
        if _CAPITAL.match(word) or (run and word.lower() in _PARTICLES):
            run.append(word)
            continue
        yield from _name(run, plain)
        run = []


def _name(run: list[str], plain: frozenset[str]) -> Iterator[str]:
    while run and _bare(run[0]) in plain:
        run = run[1:]
    while run and (run[-1].lower() in _PARTICLES or _bare(run[-1]) in plain):
        run = run[:-1]
    if run:
        yield " ".join(run)


def _bare(word: str) -> str:
    return re.sub(r"['\u2019]s?$", "", word.lower().rstrip("."))


def _masker(names: Iterable[str], places: set[str]) -> Masker:
    """Masks in a text; addresses are searched without regard to case and to what joins the words."""
    plain = load_plain_words() | places
    parts = {re.sub(r"['\u2019]s$", "", name) for name in names}
    parts |= {
        word for name in parts for word in name.split() if len(word) > _LONGEST_INITIAL and _bare(word) not in plain
    }
    ranked = sorted(parts, key=len, reverse=True)
    joints = r"[\W_]+(?:20)?"
    words = "|".join(joints.join(map(re.escape, part.split())) for part in ranked)
    capitals = "|".join(joints.join(map(re.escape, part.upper().split())) for part in ranked)
    in_text = re.compile(rf"(?<![^\W\d_])(?:{words}|{capitals})(?![^\W\d_])")
    in_address = re.compile(in_text.pattern, re.IGNORECASE)

    def mask(field: str, text: str) -> str:
        pattern = in_address if field in _ADDRESSES else in_text
        return pattern.sub(lambda found: MASK * len(found[0]), text)

    return mask


def _masked(record: R, mask: Masker, ids: frozenset[str]) -> R:
    plain = _walk("", msgspec.to_builtins(record), mask, ids)
    return msgspec.convert(plain, type(record))


def _walk(field: str, value: Any, mask: Masker, ids: frozenset[str]) -> Any:
    if isinstance(value, str):
        return None if value in ids and field.endswith("_id") else mask(field, value)
    if isinstance(value, dict):
        return {name: _walk(name, inner, mask, ids) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_walk(field, inner, mask, ids) for inner in value]
    return value
