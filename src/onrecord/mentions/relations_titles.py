"""Who holds which office in what: "FBI Director Louis Freeh", "Susan Dudley, head of the Relief Committee"."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from onrecord.lexicon.relations import RelationRules, RoleWord
from onrecord.mentions.relations_words import Party, Spelling, Tie, Tokens
from onrecord.records import RelationKind

_MOST_APART_TOKENS = 9
_OBJECT_PREPS = frozenset({"of", "for", "at", "with", "from", "to"})
_MARKS = frozenset({"'s", "’s", "'", "’"})
_COPULAS = frozenset({"is", "was", "became"})
_PLACE_PREPS = frozenset({"in", "at", "near", "from", "outside", "around", "to", "into", "across"})
_BARRIERS = frozenset({",", ";", ":", "(", ")", "[", "]", "—", "–", '"', "“", "”", ".", "!", "?"})


class Holding(Struct, frozen=True):
    """An office noun with its holder, and what it is held in (``None`` where the words leave it to the context).

    ``holder`` is a token range; ``place`` is set where the organisation is a reference ("its", "the group's").
    """

    role: RoleWord
    relation: RelationKind
    holder: tuple[int, int]
    object: tuple[int, int] | None
    refers: bool
    first: int
    last: int


def find_holdings(tokens: Tokens, spelling: Spelling, rules: RelationRules) -> list[Holding]:
    """Every office in one sentence that a named person holds, left to right."""
    found: list[Holding] = []
    for first, last, role in _roles(tokens, rules):
        holding = _holding(tokens, first, last, role, spelling)
        if holding is not None:
            found.append(holding)
    return found


def _roles(tokens: Tokens, rules: RelationRules) -> Iterator[tuple[int, int, RoleWord]]:
    i = 0
    while i < len(tokens):
        for size in range(min(rules.longest_role, len(tokens) - i), 0, -1):
            key = tokens.lower[i] if size == 1 else " ".join(tokens.lower[i : i + size])
            role = rules.roles.get(key)
            bond = rules.bonds.get(key)
            if role is not None or bond is not None:
                if bond is not None:
                    yield i, i + size, bond
                if role is not None:
                    yield i, i + size, role
                i += size - 1
                break
        i += 1


def _holding(tokens: Tokens, first: int, last: int, role: RoleWord, spelling: Spelling) -> Holding | None:
    before, refers = _object_before(tokens, first, role, spelling)
    after, rest = _object_after(tokens, last, role, spelling)
    obj = before if before is not None and _outweighs(tokens, before, after, spelling) else after or before
    holder = _holder(tokens, first, last, rest, spelling, before)
    if holder is None:
        return None
    if obj is None and not refers:
        obj = _object_behind_name(tokens, holder, last, spelling)
    if obj is not None and (
        holder[0] < obj[1] and obj[0] < holder[1] or not _can_be_held_in(tokens, obj, role, spelling)
    ):
        return None
    if obj is None and not refers and role.use not in ("state", "minister"):
        return None
    relation = role.relation
    if relation is RelationKind.LEADER_OF and _is_demoted(tokens, first, obj, spelling):
        relation = RelationKind.MEMBER_OF
    low = min(x for x in (first, holder[0], obj[0] if obj else first) if x is not None)
    high = max(last, holder[1], obj[1] if obj else last)
    return Holding(role, relation, holder, obj, refers and obj is None, low, high)


def _outweighs(tokens: Tokens, before: tuple[int, int], after: tuple[int, int] | None, spelling: Spelling) -> bool:
    """ "police chief of Balkh province": the organisation in front beats the place behind."""
    if after is None or tokens.lower[before[1]] in _MARKS:
        return True
    return any(tokens.lower[i] in spelling.words.organisation for i in range(*before))


def _is_demoted(tokens: Tokens, first: int, obj: tuple[int, int] | None, spelling: Spelling) -> bool:
    """ "deputy director", "the UNODC's Asia-Pacific chief": not the head of the whole."""
    for i in range(first - 1, max(-1, first - 6), -1):
        if tokens.words[i] in _BARRIERS:
            break
        if tokens.lower[i] in spelling.words.demoting:
            return True
    if obj is None or obj[1] >= first or tokens.lower[obj[1]] not in _MARKS:
        return False
    return any(
        spelling.is_capital(tokens, i) and tokens.lower[i] not in spelling.words.modifier
        for i in range(obj[1] + 1, first)
    )


def _can_be_held_in(tokens: Tokens, obj: tuple[int, int], role: RoleWord, spelling: Spelling) -> bool:
    """Whether the words name a body: "school" or "the party" alone do not; an occupation is not held in a state."""
    words = tokens.lower[obj[0] : obj[1]]
    if role.use == "person":
        return True
    text = " ".join(words)
    if role.use == "trade" and (text in spelling.states or text in spelling.places):
        return False
    if all(w[0].islower() for w in tokens.words[obj[0] : obj[1]]):
        has_body = any(w in spelling.words.organisation for w in words)
        return any(w in spelling.words.bare for w in words) or (has_body and len(words) > 1)
    return not (len(words) == 1 and words[0] in spelling.words.honorific)


def _object_behind_name(
    tokens: Tokens, holder: tuple[int, int], last: int, spelling: Spelling
) -> tuple[int, int] | None:
    """ "Sergeant Martinez of the fire department": the body behind the name."""
    i = _after_brackets(tokens, holder[1])
    if holder[0] < last or i >= len(tokens) or tokens.lower[i] not in ("of", "from", "with", "at", ","):
        return None
    found = spelling.organisation_after(tokens, i + 1)
    if found is None or not any(tokens.lower[k] in spelling.words.organisation for k in range(*found)):
        return None
    if tokens.lower[i] == "," and not tokens.words[found[0]][0].isupper():
        return None
    return found


# ---------------------------------------------------------------- what it is held in


def _object_before(
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
        if (word in words.modifier or word in words.demoting or word in words.rank) and word not in words.organisation:
            end -= 1
        elif word in words.topic and word not in words.organisation and word not in ("and", "the"):
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
        if tokens.words[i] in _BARRIERS:
            return None
        if tokens.lower[i] in _MARKS:
            return i
    return None


def _owner_before(tokens: Tokens, end: int, spelling: Spelling) -> tuple[tuple[int, int] | None, bool]:
    last = end - 1 if end > 0 and tokens.lower[end - 1] in _MARKS else end
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
    if tokens.lower[found[1]] not in _MARKS:
        return False
    if any(tokens.words[i][0].isupper() and i > found[0] for i in range(*found)):
        return False
    return found[0] > 0 and tokens.lower[found[0] - 1] in ("the", "this", "that") or found[1] - found[0] == 1


def _with_topic(tokens: Tokens, found: tuple[int, int], spelling: Spelling) -> tuple[int, int]:
    """ "foreign" before "ministry", "armed" before "forces": part of the name though in small letters."""
    first, last = found
    if tokens.words[first][0].islower() and first > 0 and tokens.lower[first - 1] in spelling.words.topic:
        if tokens.lower[first - 1] not in ("and", "the"):
            first -= 1
            further = spelling.organisation_before(tokens, first)
            if further is not None and further[1] == first:
                first = further[0]
    return first, last


def _object_after(tokens: Tokens, last: int, role: RoleWord, spelling: Spelling) -> tuple[tuple[int, int] | None, int]:
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
    if nouns and last - nouns[-1] > 2 and spelling.person_after(tokens, nouns[-1] + 1) == (nouns[-1] + 1, last):
        if not any(tokens.lower[i] in ("of", "for") for i in range(nouns[-1], last)):
            return first, nouns[-1] + 1
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


# ---------------------------------------------------------------- who holds it


def _holder(
    tokens: Tokens, first: int, last: int, rest: int, spelling: Spelling, before: tuple[int, int] | None
) -> tuple[int, int] | None:
    direct = spelling.person_after(tokens, last)
    if direct is not None and direct[0] - last <= 3:
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
        if tokens.words[i] in _BARRIERS and tokens.words[i] not in '"“”':
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
        if tokens.words[i] in _BARRIERS:
            return None
        if tokens.lower[i] in _COPULAS:
            if i + 1 < len(tokens) and tokens.lower[i + 1] in ("not", "no", "never"):
                return None
            return _named_before(tokens, i, spelling)
    return None


def _ends_apposition(tokens: Tokens, i: int) -> bool:
    return i >= len(tokens) or not tokens.words[i][0].isupper()


# ---------------------------------------------------------------- "X of the Relief Committee"


def find_attachments(tokens: Tokens, spelling: Spelling) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Named persons with an organisation behind "of" or "from": (person, organisation) token ranges."""
    found = []
    for i in range(1, len(tokens) - 1):
        if tokens.lower[i] not in ("of", "from"):
            continue
        person = spelling.person_before(tokens, i - 1 if tokens.words[i - 1] == "," else i)
        if person is None or person[1] - person[0] < 2:
            continue
        body = spelling.organisation_after(tokens, i + 1)
        if body is not None and any(tokens.lower[k] in spelling.words.organisation for k in range(*body)):
            found.append((person, body))
    return found


def find_possessed(tokens: Tokens, spelling: Spelling) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Bodies that belong to other bodies: "Russia's Federal Security Bureau" as (part, whole) token ranges."""
    found = []
    for i in range(1, len(tokens) - 2):
        if tokens.lower[i] not in ("'s", "’s"):
            continue
        whole = spelling.organisation_before(tokens, i)
        part = spelling.organisation_after(tokens, i + 1)
        if whole is None or part is None or part[0] != i + 1 or part[1] - part[0] < 2:
            continue
        if part[1] < len(tokens) and tokens.lower[part[1]] in {*spelling.words.roles, *_MARKS}:
            continue
        capitals = [k for k in range(*part) if spelling.is_capital(tokens, k)]
        bodies = [k for k in capitals if tokens.lower[k] in spelling.words.organisation]
        if len(capitals) > 1 and bodies and tokens.lower[part[1] - 1] != "ministry":
            if _is_body(tokens, whole, spelling):
                found.append((part, whole))
    return found


def _is_body(tokens: Tokens, whole: tuple[int, int], spelling: Spelling) -> bool:
    mention = spelling.known.get(tokens.starts[whole[0]])
    if mention is not None:
        return mention.match.kind != "person"
    last = tokens.words[whole[1] - 1]
    return last.isupper() or last.lower() in spelling.words.organisation


def as_tie(holding: Holding, tokens: Tokens, spelling: Spelling, body: Party) -> Tie:
    """The holding as a relation to ``body``."""
    return Tie(
        subject=spelling.party(tokens, *holding.holder),
        relation=holding.relation,
        object=body,
        start=tokens.starts[holding.first],
        end=tokens.ends[holding.last - 1],
        cue=tokens.starts[holding.first],
    )


__all__ = ["Holding", "as_tie", "find_attachments", "find_holdings", "find_possessed"]
