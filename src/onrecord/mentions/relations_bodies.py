"""What an office is held in: the organisation, state or person in front of the office noun or behind it."""

from __future__ import annotations

from onrecord.lexicon.relations import RoleWord
from onrecord.mentions.relations_text import Tokens
from onrecord.mentions.relations_words import Spelling

MARKS = frozenset({"'s", "’s", "'", "’"})
"""Possessive marks as tokens."""

BARRIERS = frozenset({",", ";", ":", "(", ")", "[", "]", "—", "–", '"', "“", "”", ".", "!", "?"})
"""Tokens that end a phrase."""

_OBJECT_PREPS = frozenset({"of", "for", "at", "with", "from", "to"})


def object_before(
    tokens: Tokens, first: int, role: RoleWord, spelling: Spelling
) -> tuple[tuple[int, int] | None, bool]:
    """What stands in front of the office, and whether it is a reference such as "its" or "the group's"."""
    end = _before_modifiers(tokens, first, spelling)
    if role.use == "person":
        return _owner_before(tokens, end, spelling)
    mark = _possessive_mark(tokens, end)
    found = spelling.organisation_before(tokens, end)
    if mark is not None and not _has_body_noun(tokens, mark + 1, end, spelling):
        found = spelling.organisation_before(tokens, mark)
    if found is not None:
        if _is_reference(tokens, found, spelling):
            return None, True
        return _with_topic(tokens, found, spelling), False
    if end > 0 and tokens.lower[end - 1] in spelling.words.possessive:
        return None, True
    if mark is not None and mark > 0 and tokens.lower[mark - 1] in spelling.words.group:
        return None, True
    return None, False


def _has_body_noun(tokens: Tokens, first: int, last: int, spelling: Spelling) -> bool:
    return any(tokens.lower[i] in spelling.words.organisation for i in range(first, last))


def _before_modifiers(tokens: Tokens, first: int, spelling: Spelling) -> int:
    end = first
    words = spelling.words
    while end > 0:
        word = tokens.lower[end - 1]
        if (
            (word in words.modifier or word in words.demoting or word in words.rank) and word not in words.organisation
        ) or (word in words.topic and word not in words.organisation and word not in ("and", "the")):
            end -= 1
        elif word == ")" and end > 3 and tokens.words[end - 3] == "(":
            end -= 3
        elif word in ("-", "and") and end > 1 and end < first and tokens.lower[end - 2] in words.topic:
            end -= 1
        else:
            break
    return end


def _possessive_mark(tokens: Tokens, end: int) -> int | None:
    for i in range(end - 1, max(-1, end - 6), -1):
        if tokens.words[i] in BARRIERS:
            return None
        if tokens.lower[i] in MARKS:
            return i
    return None


def _owner_before(tokens: Tokens, end: int, spelling: Spelling) -> tuple[tuple[int, int] | None, bool]:
    last = end - 1 if end > 0 and tokens.lower[end - 1] in MARKS else end
    person = spelling.person_before(tokens, last)
    if person is not None:
        return person, False
    found = spelling.organisation_before(tokens, last)
    if found is not None:
        return found, False
    return None, end > 0 and tokens.lower[end - 1] in spelling.words.possessive


def _is_reference(tokens: Tokens, found: tuple[int, int], spelling: Spelling) -> bool:
    """ "the group", "the Islamist movement": small letters, a definite article and a noun for a body."""
    if tokens.lower[found[1] - 1] not in spelling.words.group or found[1] >= len(tokens):
        return False
    if tokens.lower[found[1]] not in MARKS:
        return False
    if any(tokens.words[i][0].isupper() and i > found[0] for i in range(*found)):
        return False
    return (found[0] > 0 and tokens.lower[found[0] - 1] in ("the", "this", "that")) or found[1] - found[0] == 1


def _with_topic(tokens: Tokens, found: tuple[int, int], spelling: Spelling) -> tuple[int, int]:
    """ "foreign" before "ministry", "armed" before "forces": part of the name though in small letters."""
    first, last = found
    lead = tokens.lower[first - 1] if first > 0 else ""
    if tokens.words[first][0].islower() and lead in spelling.words.topic and lead not in ("and", "the"):
        first -= 1
        further = spelling.organisation_before(tokens, first)
        if further is not None and further[1] == first:
            first = further[0]
    return first, last


def object_after(tokens: Tokens, last: int, role: RoleWord, spelling: Spelling) -> tuple[tuple[int, int] | None, int]:
    """What stands behind "of", "for", "at", ..., and the token after it (after the office where there is none)."""
    i = last
    if role.use == "minister" and i < len(tokens) and tokens.lower[i] in ("of", "for", "to"):
        return None, _after_portfolio(tokens, i, spelling)
    if role.use in ("office", "trade") and i < len(tokens) and tokens.lower[i] == "on":
        i = next((k for k in range(i + 2, min(i + 6, len(tokens))) if tokens.lower[k] in ("at", "with")), i)
    if i < len(tokens) and tokens.lower[i] == "," and role.use in ("head", "office"):
        found = spelling.organisation_after(tokens, i + 1)
        if found is not None and any(tokens.lower[k] in spelling.words.organisation for k in range(*found)):
            return found, _after_brackets(tokens, found[1])
    if i >= len(tokens) or tokens.lower[i] not in _OBJECT_PREPS:
        return None, last
    if role.use == "person":
        person = spelling.person_after(tokens, _past_titles(tokens, i + 1, spelling))
        if person is not None:
            return person, person[1]
    found = spelling.organisation_after(tokens, i + 1)
    if found is None:
        return None, last
    found = _without_person(tokens, found, spelling)
    return found, _after_brackets(tokens, found[1])


def _past_titles(tokens: Tokens, i: int, spelling: Spelling) -> int:
    """Past "Russian President", "former", "the late": to where the name begins."""
    words, first = spelling.words, i
    while i < min(first + 5, len(tokens)):
        word = tokens.lower[i]
        known = word in spelling.states or word in words.roles or word in words.modifier or word in words.article
        if not (known or word in words.topic):
            break
        i += 1
    return i


def _after_portfolio(tokens: Tokens, i: int, spelling: Spelling) -> int:
    words = spelling.words
    if tokens.lower[i] == "to":
        posted = spelling.organisation_after(tokens, i + 1)
        return posted[1] if posted is not None else i
    i += 1
    while i < len(tokens) and (
        tokens.lower[i] in words.topic or tokens.lower[i] in words.article or tokens.lower[i] in words.organisation
    ):
        i += 1
    return i


def _without_person(tokens: Tokens, found: tuple[int, int], spelling: Spelling) -> tuple[int, int]:
    """ "director of the FBI Louis Freeh": the known organisation ends before the name."""
    first, last = found
    nouns = [i for i in range(first, last) if tokens.lower[i] in spelling.words.organisation]
    cut = nouns[-1] + 1 if nouns else last
    is_person = last - cut > 1 and spelling.person_after(tokens, cut) == (cut, last)
    if is_person and not any(tokens.lower[i] in ("of", "for") for i in range(cut, last)):
        return first, cut
    for end in range(last - 2, first, -1):
        mention = spelling.known.get(tokens.starts[first])
        if mention is not None and mention.end == tokens.ends[end - 1] and spelling.person_after(tokens, end):
            return first, end
    return found


def _after_brackets(tokens: Tokens, i: int) -> int:
    if i < len(tokens) and tokens.words[i] in "([":
        for k in range(i + 1, min(i + 6, len(tokens))):
            if tokens.words[k] in ")]":
                return k + 1
    return i


def object_behind_name(
    tokens: Tokens, holder: tuple[int, int], last: int, role: RoleWord, spelling: Spelling
) -> tuple[int, int] | None:
    """ "Sergeant Martinez of the fire department": the body behind the name."""
    if role.use in ("state", "minister"):
        return None
    i = _after_brackets(tokens, holder[1])
    if holder[0] < last or i >= len(tokens) or tokens.lower[i] not in ("of", "from", "with", "at", ","):
        return None
    found = spelling.organisation_after(tokens, i + 1)
    if found is None or not any(tokens.lower[k] in spelling.words.organisation for k in range(*found)):
        return None
    if tokens.lower[i] == ",":
        after = _after_brackets(tokens, found[1])
        if not tokens.words[found[0]][0].isupper() or (after < len(tokens) and tokens.words[after][0].isalpha()):
            return None
    return found


__all__ = ["BARRIERS", "MARKS", "object_after", "object_before", "object_behind_name"]
