"""The target and perpetrator slots of a MUC-4 template: who and what was hit, and by whom."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from onrecord.lexicon.muc4 import Muc4Tables, TargetWord
from onrecord.records import Actor, Confidence, Count, Effect, Recipient, RecipientKind

__all__ = ["Fill", "capitals", "human_fills", "perpetrator_fills", "physical_fills"]

BRACKETED = re.compile(r"\s*[\[(][^\])]*[\])]")
GROUP_OF = re.compile(r"\b(?:of|from|by)\s+(?:the\s+)?(.+)$", re.IGNORECASE)
STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PRM"})
PHYSICAL_EFFECTS: Mapping[Effect, str] = {
    Effect.DESTROYED: "DESTROYED",
    Effect.DAMAGED: "SOME DAMAGE",
    Effect.NONE: "NO DAMAGE",
}
HUMAN_EFFECTS: Mapping[Effect, str] = {
    Effect.DEATH: "DEATH",
    Effect.INJURY: "INJURY",
    Effect.NONE: "NO INJURY OR DEATH",
}
CONFIDENCES: Mapping[Confidence, str] = {
    Confidence.REPORTED_AS_FACT: "REPORTED AS FACT",
    Confidence.CLAIMED: "CLAIMED OR ADMITTED",
    Confidence.ACCUSED: "SUSPECTED OR ACCUSED",
    Confidence.SUSPECTED: "SUSPECTED OR ACCUSED",
    Confidence.POSSIBLE: "POSSIBLE",
    Confidence.DENIED: "POSSIBLE",
}
AUTHORITIES = "SUSPECTED OR ACCUSED BY AUTHORITIES"


class Fill(Struct, frozen=True):
    """One fill of a slot. ``alts`` are wordings, the first is the answer; ``refs`` name the fill it belongs to."""

    alts: tuple[str, ...]
    refs: tuple[str, ...] = ()


Slots = dict[str, list[Fill]]


def capitals(phrase: str, tables: Muc4Tables) -> str:
    """A phrase as the answer keys write it: capitals, no accents, no leading article or number, no bracket."""
    plain = unicodedata.normalize("NFKD", BRACKETED.sub("", phrase)).encode("ascii", "ignore").decode()
    plain = " ".join(plain.split()).strip(" ,.;:'\"")
    words = plain.upper().split()
    while words and _opens(words[0], tables):
        words.pop(0)
    return " ".join(words)


def _opens(word: str, tables: Muc4Tables) -> bool:
    return word.lower() in tables.openers or word.replace(",", "").replace(".", "").isdigit()


def _singulars(word: str) -> tuple[str, ...]:
    word = word.lower()
    if word.endswith("ies"):
        return word, word[:-3] + "y"
    if word.endswith("men"):
        return word, word[:-3] + "man"
    return (word, word[:-1], word[:-2]) if word.endswith("es") else (word, word[:-1]) if word.endswith("s") else (word,)


def _lookup(phrase: str, words: Mapping[str, TargetWord]) -> TargetWord | None:
    """The strongest word of the phrase that the table knows; of equals the last."""
    found: TargetWord | None = None
    for token in re.findall(r"[A-Za-z]+", phrase):
        for form in _singulars(token):
            if (known := words.get(form)) and (found is None or known.strength >= found.strength):
                found = known
                break
    return found


def _is_plural(phrase: str, tables: Muc4Tables) -> bool:
    last = phrase.lower().rpartition(" ")[2]
    return last in tables.plurals or (last.endswith("s") and not last.endswith("ss"))


def _number(count: Count | None, *, is_plural: bool) -> str:
    if count is not None and count.best is not None:
        return str(count.best)
    if count is not None and count.low is not None:
        return f"{count.low}-"
    return "PLURAL" if is_plural else "1"


def _add(slots: Slots, name: str, fill: Fill) -> None:
    fills = slots.setdefault(name, [])
    if fill not in fills:
        fills.append(fill)


def physical_fills(slots: Slots, recipients: Iterable[Recipient], tables: Muc4Tables, country: str | None) -> None:
    """Add the physical targets: buildings, vehicles and the like, also offices told by their organization."""
    for target in recipients:
        name = capitals(target.text, tables)
        kind = _lookup(name, tables.physical)
        if not name or target.kind is RecipientKind.HUMAN or (target.kind is RecipientKind.ORGANIZATION and not kind):
            continue
        refs = (name,)
        _add(slots, "phys_target_id", Fill(refs))
        _add(slots, "phys_target_type", Fill((kind.type if kind else "OTHER",), refs))
        _add(slots, "phys_target_number", Fill((_number(target.count, is_plural=_is_plural(name, tables)),), refs))
        if effect := PHYSICAL_EFFECTS.get(target.effect) if target.effect else None:
            _add(slots, "phys_target_effect", Fill((effect,), refs))
        if nation := _foreign(target.country, country, tables):
            _add(slots, "phys_target_foreign_nation", Fill((nation,), refs))


def _foreign(nation: str | None, country: str | None, tables: Muc4Tables) -> str | None:
    return tables.nations.get(nation) if nation and country and nation != country else None


def human_fills(slots: Slots, recipients: Iterable[Recipient], tables: Muc4Tables, country: str | None) -> None:
    """Add the human targets, each split into a name and a description."""
    for target in recipients:
        if target.kind is not RecipientKind.HUMAN:
            continue
        name, description = split_person(target.text, tables)
        refs = (name or description,)
        if not refs[0]:
            continue
        if name:
            _add(slots, "hum_target_name", Fill((name,)))
        if description:
            _add(slots, "hum_target_description", Fill((description,), refs if name else ()))
        kind = _lookup(description, tables.human)
        _add(slots, "hum_target_type", Fill((kind.type if kind else "CIVILIAN",), refs))
        _add(
            slots,
            "hum_target_number",
            Fill((_number(target.count, is_plural=not name and _is_plural(description, tables)),), refs),
        )
        if effect := HUMAN_EFFECTS.get(target.effect) if target.effect else None:
            _add(slots, "hum_target_effect", Fill((effect,), refs))
        if nation := _foreign(target.country, country, tables):
            _add(slots, "hum_target_foreign_nation", Fill((nation,), refs))


def split_person(phrase: str, tables: Muc4Tables) -> tuple[str, str]:
    """(name, description) in capitals, either empty: "Colonel Juan Ruiz" gives ("JUAN RUIZ", "COLONEL").

    What stands after the last word for a calling is the name where the phrase has no article and no number
    and is not plural; a phrase without any such word is a name under the same conditions.
    """
    plain = capitals(phrase, tables)
    tokens = plain.split()
    known = [index for index, token in enumerate(tokens) if _lookup(token, tables.human)]
    last = known[-1] + 1 if known else 0
    tail = tokens[last:]
    if not plain or (not known and _opens(phrase.split(maxsplit=1)[0], tables)):
        return "", plain
    if not tail or tail[0].lower() in tables.links or _is_plural(plain, tables):
        return "", plain
    return " ".join(tail), " ".join(tokens[:last])


def perpetrator_fills(slots: Slots, actors: Sequence[Actor], tables: Muc4Tables) -> None:
    """Add individuals, organizations with their confidence, and the category."""
    if not actors:
        return
    for actor in actors:
        individual, organization = split_perpetrator(actor, tables)
        if individual:
            _add(slots, "perp_individual", Fill((individual,)))
        if organization:
            _add(slots, "perp_organization", Fill((organization,)))
            _add(slots, "perp_org_confidence", Fill((_confidence(actor, tables),), (organization,)))
    by_state = any(actor.sector in STATE_SECTORS for actor in actors)
    _add(slots, "perp_category", Fill(("STATE-SPONSORED VIOLENCE" if by_state else "TERRORIST ACT",)))


def _confidence(actor: Actor, tables: Muc4Tables) -> str:
    accused = actor.confidence in (Confidence.ACCUSED, Confidence.SUSPECTED)
    speaker = (actor.according_to or "").lower()
    if accused and any(word in speaker for word in tables.authorities):
        return AUTHORITIES
    return CONFIDENCES[actor.confidence]


def split_perpetrator(actor: Actor, tables: Muc4Tables) -> tuple[str, str]:
    """(individual, organization) in capitals, either empty: "members of the Red Front" gives both."""
    plain = capitals(actor.text, tables)
    if actor.actor_id is None:
        return plain, ""
    inner = GROUP_OF.search(plain)
    if inner and _is_plural(plain[: inner.start()].strip(), tables):
        return plain, capitals(inner[1], tables)
    return "", plain
