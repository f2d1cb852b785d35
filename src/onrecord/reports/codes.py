"""Mode, contexts and the codes of other schemes for an event."""

from __future__ import annotations

from collections.abc import Collection

from onrecord.lexicon.coding import CodingLexicon
from onrecord.lexicon.schemes import Schemes
from onrecord.records import Codes
from onrecord.reports.drafts import Draft
from onrecord.reports.subtypes import acled_of

_CRIME = "crime"
_CRIMINAL = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "THREATEN"})
_ARMED = frozenset({"MIL", "REB", "UAF", "COP", "PRM", "SPY"})
_UNARMED = frozenset({"CVL", "JRN", "EDU", "MED", "REF", "LAB", "REL", "NGO", "SOC", "BUS", "AGR"})
_POINTED = frozenset(
    {
        "suicide-attack",
        "abduct",
        "sexual",
        "torture",
        "unconventional",
        "heavy-weapons",
        "aerial",
        "drone",
        "explosives",
        "crowd-control",
    }
)


def mode_of(draft: Draft, clause: str, schemes: Schemes) -> str | None:
    """The PLOVER mode: the first whose words stand in the clause, else the trigger word's usual one."""
    for event_type, mode, pattern in schemes.mode_words:
        if event_type == draft.event_type and pattern.search(clause):
            return mode
    return draft.mode


def contexts_of(sentence: str, event_type: str, is_crime: bool, schemes: Schemes) -> tuple[str, ...]:
    """The PLOVER contexts whose words stand in the event's sentence; ``is_crime``: the whole text is about ordinary
    crime, so that its acts of force and of the law have that context too."""
    is_of_crime = is_crime and event_type in _CRIMINAL
    return tuple(
        name for name, pattern in schemes.contexts if pattern.search(sentence) or (is_of_crime and name == _CRIME)
    )


def codes_of(
    draft: Draft, mode: str | None, clause: str, weapon_types: Collection[int], lexicon: CodingLexicon
) -> Codes:
    """CAMEO, ACLED and GTD codes that type, mode, parties and (for ACLED) the clause's words give; ``None`` where a
    scheme has no place for it."""
    schemes = lexicon.schemes
    row = schemes.rows.get((draft.event_type, mode or "")) or schemes.rows[draft.event_type, ""]
    cameo = draft.cameo if draft.cameo and mode == draft.mode else row.cameo
    acled = row.acled
    if draft.event_type == "ASSAULT" and mode not in _POINTED:
        acled = _fight_or_attack(draft, acled)
    acled = acled_of(clause, draft.event_type, acled, lexicon.subtypes)
    is_attack = draft.event_type == "ASSAULT"
    return Codes(
        cameo=cameo,
        acled=acled,
        gtd_attacktype=row.gtd_attacktype if is_attack else None,
        gtd_weaptype=min(weapon_types) if is_attack and weapon_types else None,
    )


def _fight_or_attack(draft: Draft, acled: tuple[str, str] | None) -> tuple[str, str] | None:
    targets = {p.match.sector for p in draft.recipients}
    doers = {p.match.sector for p in draft.actors}
    if targets & _UNARMED:
        return ("Violence against civilians", "Attack")
    if targets & _ARMED and (doers & _ARMED or not doers - {None}):
        return ("Battles", "Armed clash")
    return acled
