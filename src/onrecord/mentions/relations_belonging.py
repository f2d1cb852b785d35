"""Names that belong together without an office noun: "X of the Relief Committee", "the army's Northern Command"."""

from __future__ import annotations

from onrecord.mentions.relations_bodies import MARKS
from onrecord.mentions.relations_text import Tokens
from onrecord.mentions.relations_words import Spelling


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
        if part[1] < len(tokens) and tokens.lower[part[1]] in {*spelling.words.roles, *MARKS}:
            continue
        capitals = [k for k in range(*part) if spelling.is_capital(tokens, k)]
        bodies = [k for k in capitals if tokens.lower[k] in spelling.words.organisation]
        is_name = len(capitals) > 1 and bodies and tokens.lower[part[1] - 1] != "ministry"
        if is_name and _is_body(tokens, whole, spelling):
            found.append((part, whole))
    return found


def _is_body(tokens: Tokens, whole: tuple[int, int], spelling: Spelling) -> bool:
    mention = spelling.known.get(tokens.starts[whole[0]])
    if mention is not None:
        return mention.match.kind != "person"
    last = tokens.words[whole[1] - 1]
    return last.isupper() or last.lower() in spelling.words.organisation


__all__ = ["find_attachments", "find_possessed"]
