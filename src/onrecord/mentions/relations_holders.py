"""Who holds an office: the name behind the office noun, or the one that the office is an apposition to."""

from __future__ import annotations

from onrecord.mentions.relations_bodies import BARRIERS
from onrecord.mentions.relations_text import Tokens
from onrecord.mentions.relations_words import Spelling

_MOST_APART_TOKENS = 9
_COPULAS = frozenset({"is", "was", "became"})
_PLACE_PREPS = frozenset({"in", "at", "near", "from", "outside", "around", "to", "into", "across"})


def find_holder(
    tokens: Tokens, first: int, last: int, rest: int, spelling: Spelling, before: tuple[int, int] | None
) -> tuple[int, int] | None:
    """The tokens of the name of who holds the office at ``[first, last)``, ``None`` where no name stands beside it.

    ``rest`` is the token behind what the office is held in, ``before`` the body in front of it.
    """
    direct = spelling.person_after(tokens, last)
    if direct is not None and direct[0] - last <= 3 and not _is_office(tokens, direct[1], spelling):
        return direct
    left = _left_holder(tokens, first, spelling, before)
    if left is not None:
        return left
    i = rest
    if i < len(tokens) and tokens.words[i] == ",":
        i += 1
    elif rest == last:
        return None
    person = spelling.person_after(tokens, i)
    if person is None or (i > rest and not _ends_apposition(tokens, person[1])):
        return None
    return person


def _is_office(tokens: Tokens, i: int, spelling: Spelling) -> bool:
    """Whether what looked like a name stands before an office: "deputy Middle East director"."""
    return i < len(tokens) and tokens.lower[i] in spelling.words.roles and tokens.words[i].islower()


def _left_holder(
    tokens: Tokens, first: int, spelling: Spelling, before: tuple[int, int] | None
) -> tuple[int, int] | None:
    """The name before the comma that opens the apposition: "X, 41, a former spokesman"."""
    comma = None
    reach = _MOST_APART_TOKENS + (before[1] - before[0] if before else 0)
    for i in range(first - 1, max(-1, first - reach), -1):
        if tokens.words[i] == ",":
            comma = i
            break
        if tokens.words[i] in BARRIERS and tokens.words[i] not in '"“”':
            return None
        if tokens.lower[i] in _COPULAS or _breaks_apposition(tokens, i, spelling):
            return _copula_holder(tokens, first, spelling) if tokens.lower[i] in _COPULAS else None
    if comma is None:
        return None
    if comma > 1 and tokens.words[comma - 1].isdigit() and tokens.words[comma - 2] == ",":
        comma -= 2
    return _named_before(tokens, comma, spelling)


def _breaks_apposition(tokens: Tokens, i: int, spelling: Spelling) -> bool:
    word = tokens.lower[i]
    if (
        word in spelling.words.article
        or word in spelling.words.possessive
        or word in ("and", "of", "for", "one", "another")
    ):
        return False
    return word in spelling.words.stop or (word.endswith("ing") and word not in spelling.words.modifier)


def _named_before(tokens: Tokens, comma: int, spelling: Spelling) -> tuple[int, int] | None:
    person = spelling.person_before(tokens, comma)
    if person is None:
        return None
    lead = tokens.lower[person[0] - 1] if person[0] else ""
    if lead in _PLACE_PREPS or (lead == "of" and person[1] - person[0] == 1):
        return None
    if person[1] - person[0] == 1 and not spelling.is_surname(tokens.words[person[0]]):
        return None
    return person


def _copula_holder(tokens: Tokens, first: int, spelling: Spelling) -> tuple[int, int] | None:
    """ "X is a spokesman for Y"."""
    for i in range(first - 1, max(-1, first - 7), -1):
        if tokens.words[i] in BARRIERS:
            return None
        if tokens.lower[i] in _COPULAS:
            if i + 1 < len(tokens) and tokens.lower[i + 1] in ("not", "no", "never"):
                return None
            return _named_before(tokens, i, spelling)
    return None


def _ends_apposition(tokens: Tokens, i: int) -> bool:
    return i >= len(tokens) or not tokens.words[i][0].isupper()


__all__ = ["find_holder"]
