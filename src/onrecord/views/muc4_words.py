"""Noun phrases as the MUC-4 answer keys write them, and what their words say of a target."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from msgspec import Struct

from onrecord.lexicon.muc4 import Muc4Tables, TargetWord

__all__ = [
    "Fill",
    "Slots",
    "add_fill",
    "capitals",
    "is_plural",
    "look_up",
    "names_people",
    "split_group",
    "split_person",
    "undetermined",
]

BRACKETED = re.compile(r"\s*[\[(][^\])]*[\])]")
GROUP_OF = re.compile(r"\b(?:OF|FROM)\s+(?:THE\s+)?(.+)$")


class Fill(Struct, frozen=True):
    """One fill of a slot. ``alts`` are wordings, the first is the answer; ``refs`` name the fill it belongs to."""

    alts: tuple[str, ...]
    refs: tuple[str, ...] = ()


Slots = dict[str, list[Fill]]


def add_fill(slots: Slots, name: str, fill: Fill) -> None:
    """Adds a fill to a slot once."""
    fills = slots.setdefault(name, [])
    if fill not in fills:
        fills.append(fill)


def capitals(phrase: str, tables: Muc4Tables) -> str:
    """A phrase in capitals: no accents, no leading article or number, no bracket; empty where nothing is left."""
    words = _plain_words(phrase)
    while words and _opens(words[0], tables):
        words.pop(0)
    return " ".join(words)


def undetermined(phrase: str, tables: Muc4Tables) -> str:
    """As ``capitals``, but a leading number stays ("TWO MEN")."""
    words = _plain_words(phrase)
    while words and words[0].lower() in tables.determiners:
        words.pop(0)
    return " ".join(words)


def _plain_words(phrase: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", BRACKETED.sub("", phrase)).encode("ascii", "ignore").decode()
    return " ".join(plain.split()).strip(" ,.;:'\"").upper().split()


def _opens(word: str, tables: Muc4Tables) -> bool:
    return word.lower() in tables.openers or word.replace(",", "").replace(".", "").isdigit()


def _singulars(word: str) -> tuple[str, ...]:
    word = word.lower()
    if word.endswith("ies"):
        return word, word[:-3] + "y"
    if word.endswith("men"):
        return word, word[:-3] + "man"
    return (word, word[:-1], word[:-2]) if word.endswith("es") else (word, word[:-1]) if word.endswith("s") else (word,)


def look_up(phrase: str, words: Mapping[str, TargetWord]) -> TargetWord | None:
    """The strongest word of the phrase that the table knows; of equals the last; ``None`` where it knows none."""
    found: TargetWord | None = None
    for token in re.findall(r"[A-Za-z]+", phrase):
        for form in _singulars(token):
            if (known := words.get(form)) and (found is None or known.strength >= found.strength):
                found = known
                break
    return found


def is_plural(phrase: str, tables: Muc4Tables) -> bool:
    """True where the last word looks plural."""
    last = phrase.lower().rpartition(" ")[2]
    return last in tables.plurals or (last.endswith("s") and not last.endswith("ss"))


def names_people(phrase: str, tables: Muc4Tables) -> bool:
    """True where the last word before any "of", "in" or the like is a word for persons."""
    words = phrase.lower().split()
    links = [index for index, word in enumerate(words) if word in tables.links and index]
    head = words[: links[0]] if links else words
    return bool(head) and any(
        form in tables.human or form in tables.attackers or form in tables.belonging for form in _singulars(head[-1])
    )


def split_group(phrase: str, tables: Muc4Tables) -> tuple[str, str]:
    """("TERRORISTS", "RED FRONT") for "terrorists of the Red Front"; (phrase, "") where no group is named so.

    Words that say nothing but belonging ("members of the Red Front") keep the whole phrase beside the group.
    """
    found = GROUP_OF.search(phrase)
    if found is None or not names_people(phrase, tables) or names_people(found[1], tables):
        return phrase, ""
    head = phrase[: found.start()].strip()
    belongs = any(form in tables.belonging for form in _singulars(head.rpartition(" ")[2]))
    return phrase if belongs else head, capitals(found[1], tables)


def split_person(phrase: str, tables: Muc4Tables) -> tuple[str, str]:
    """(name, description) in capitals, either empty: "Colonel Juan Ruiz" gives ("JUAN RUIZ", "COLONEL").

    What stands after the last word for a calling is the name. A phrase without any such word is a name where it
    has no article and no number, and is more than one word or not plural.
    """
    plain = capitals(phrase, tables)
    tokens = plain.split()
    known = [index for index, token in enumerate(tokens) if look_up(token, tables.human)]
    if not tokens:
        return "", ""
    if not known:
        is_name = not _opens(phrase.split(maxsplit=1)[0], tables) and (len(tokens) > 1 or not is_plural(plain, tables))
        return (plain, "") if is_name else ("", plain)
    tail = tokens[known[-1] + 1 :]
    if not tail or any(token.lower() in tables.links for token in tokens):
        return "", plain
    return " ".join(tail), " ".join(tokens[: known[-1] + 1])
