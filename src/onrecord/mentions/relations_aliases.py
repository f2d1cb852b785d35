"""Two names of one actor: "Popular Mobilization Units (PMU)", "X, also known as Y", "Hashd or PMU"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.lexicon.relations import RelationRules
from onrecord.mentions.relations_text import Party, Tie, Tokens
from onrecord.mentions.relations_words import Spelling
from onrecord.records import ActorMention, RelationKind

_SHORT = re.compile(r"[A-Z][A-Za-z]?[A-Z0-9][A-Za-z0-9.&/\- ]{0,10}")
_MINOR = frozenset({"of", "the", "for", "and", "in", "on", "to", "de", "la", "al", "del", "y", "&"})
_QUOTES = frozenset("\"“”‘’'")


def find_bracketed(tokens: Tokens, spelling: Spelling) -> Iterator[Tie]:
    """Names with another name in brackets behind them, where the short one is made of the long one's letters,
    or both are names of organisations."""
    for i, word in enumerate(tokens.words):
        if word not in ("(", "["):
            continue
        close = next((k for k in range(i + 1, min(i + 14, len(tokens))) if tokens.words[k] in ")]"), None)
        if close is None or close == i + 1:
            continue
        tie = _bracketed(tokens, i, close, spelling)
        if tie is not None:
            yield tie


def _bracketed(tokens: Tokens, opening: int, close: int, spelling: Spelling) -> Tie | None:
    inner_first = opening + 1
    while inner_first < close and tokens.lower[inner_first] in ("the", "or", *_QUOTES):
        inner_first += 1
    before = opening
    while before > 0 and (tokens.words[before - 1] in _QUOTES or tokens.words[before - 1] == ","):
        before -= 1
    if inner_first == close or before == 0:
        return None
    inner = spelling.clean[tokens.starts[inner_first] : tokens.ends[close - 1]].strip("\"“”'")
    if close - inner_first <= 3 and _looks_short(inner):
        first = _spelt_by(tokens, before, inner)
        if first is not None:
            return _tie(tokens, spelling, (first, before), (inner_first, close))
        named = spelling.organisation_before(tokens, before)
        if named is not None and _may_shorten(tokens, named, inner, spelling):
            return _tie(tokens, spelling, named, (inner_first, close))
    short = tokens.words[before - 1]
    if short.isupper() and len(short) > 1 and _initials(tokens.words[inner_first:close], short):
        return _tie(tokens, spelling, (before - 1, before), (inner_first, close))
    return None


def _may_shorten(tokens: Tokens, named: tuple[int, int], inner: str, spelling: Spelling) -> bool:
    """Whether capitals in brackets can be a name's short form in another language: "Doctors Without Borders (MSF)"."""
    if spelling.is_place(inner.lower()) or inner.lower() in spelling.states:
        return False
    if not inner.isupper() or not inner.isalpha() or len(inner) < 2 or inner.lower() in spelling.words.outlet:
        return False
    has_body = any(tokens.lower[k] in spelling.words.organisation for k in range(*named))
    text = " ".join(tokens.lower[named[0] : named[1]])
    return named[1] - named[0] > 1 and (has_body or not spelling.is_place(text))


def _looks_short(text: str) -> bool:
    return bool(_SHORT.fullmatch(text)) or (text.isalpha() and len(text) <= 8)


def _spelt_by(tokens: Tokens, end: int, short: str) -> int | None:
    """The first token of the words before ``end`` whose initials spell ``short``; ``None`` where none do."""
    letters = re.sub(r"[^a-z0-9]", "", short.lower())
    if len(letters) < 2:
        return None
    for first in range(end - 1, max(-1, end - 12), -1):
        if tokens.words[first] in ("(", ")", ";", ".", ","):
            return None
        if tokens.lower[first][0] != letters[0] or (tokens.lower[first] in _MINOR and tokens.lower[first] != "al"):
            continue
        if _initials(tokens.words[first:end], letters) and any(w[0].isupper() for w in tokens.words[first:end]):
            return first
    return None


def _initials(words: Sequence[str], short: str) -> bool:
    """Whether the words' initials, small words left out or not, spell the short form (all but one of its letters)."""
    letters = re.sub(r"[^a-z0-9]", "", short.lower())
    parts = [part for word in words for part in re.split(r"[-’']", word.lower()) if part and part[0].isalnum()]
    full = "".join(part[0] for part in parts)
    main = "".join(part[0] for part in parts if part not in _MINOR)
    if len(main) < 2 and len(parts) < 2:
        return False
    return letters in (full, main) or (len(letters) > 3 and _in_order(letters, full) and len(main) >= len(letters) - 1)


def _in_order(letters: str, text: str) -> bool:
    position = 0
    missing = 0
    for letter in letters:
        found = text.find(letter, position)
        if found < 0:
            missing += 1
        else:
            position = found + 1
    return missing <= 1


def _tie(tokens: Tokens, spelling: Spelling, long: tuple[int, int], short: tuple[int, int]) -> Tie:
    return Tie(
        subject=spelling.name(tokens, *short),
        relation=RelationKind.SAME_AS,
        object=spelling.party(tokens, *long),
        start=tokens.starts[min(long[0], short[0])],
        end=tokens.ends[max(long[1], short[1]) - 1],
        cue=tokens.starts[short[0]],
    )


def find_renamed(tokens: Tokens, spelling: Spelling, rules: RelationRules) -> Iterator[Tie]:
    """ "X, also known as Y", "X alias Y"."""
    cues = {cue.split()[0] for cue in rules.alias_cues}
    for i, word in enumerate(tokens.lower):
        if word not in cues:
            continue
        for cue in sorted(rules.alias_cues, key=len, reverse=True):
            parts = cue.split()
            if list(tokens.lower[i : i + len(parts)]) != parts:
                continue
            tie = _renamed(tokens, i, i + len(parts), spelling, is_clear=cue != "known as")
            if tie is not None:
                yield tie
            break


def _renamed(tokens: Tokens, first: int, last: int, spelling: Spelling, *, is_clear: bool) -> Tie | None:
    end = first
    while end > 0 and (
        tokens.words[end - 1] in (",", "(", "-", "—", "–") or tokens.lower[end - 1] in ("is", "was", "who", "which")
    ):
        end -= 1
    name = spelling.person_before(tokens, end) or spelling.organisation_before(tokens, end)
    start = last
    while start < len(tokens) and (tokens.words[start] in _QUOTES or tokens.lower[start] in ("as", "the")):
        start += 1
    other = spelling.person_after(tokens, start) or spelling.organisation_after(tokens, start)
    if name is None or other is None or not spelling.is_capital(tokens, other[0]):
        return None
    if not any(spelling.is_capital(tokens, k) for k in range(*name)):
        return None
    return _tie(tokens, spelling, name, other)


def find_equated(clean: str, mentions: Sequence[ActorMention]) -> Iterator[Tie]:
    """ "Hashd or PMU": two different names of one known actor, joined by "or"."""
    for left, right in pairwise(mentions):
        if left.match.actor_id is None or left.match.actor_id != right.match.actor_id:
            continue
        if left.match.looseness != "name" or left.text.lower() == right.text.lower():
            continue
        if re.fullmatch(r",? or |,? aka |/|,? also called ", clean[left.end : right.start]):
            yield Tie(
                subject=Party((right.start, right.end), right.text),
                relation=RelationKind.SAME_AS,
                object=Party((left.start, left.end), left.text),
                start=left.start,
                end=right.end,
                cue=right.start,
            )


__all__ = ["find_bracketed", "find_equated", "find_renamed"]
