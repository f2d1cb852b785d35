"""The target slots of a MUC-4 template: whom and what an incident hit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.lexicon.muc4 import Muc4Tables
from onrecord.records import Count, Effect, Recipient, RecipientKind
from onrecord.views.muc4_words import Fill, Slots, add_fill, capitals, is_plural, look_up, names_people, split_person

__all__ = ["is_attacker", "is_human", "target_fills"]

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
BODILY = frozenset({Effect.DEATH, Effect.INJURY, Effect.ABDUCTION})
ATTACKER_SECTORS = frozenset({"REB", "UAF"})


def is_human(target: Recipient, tables: Muc4Tables) -> bool:
    """True for persons: told so by a word for persons, by a bodily effect, else by the report's own kind."""
    name = capitals(target.text, tables)
    if names_people(name, tables) or target.effect in BODILY:
        return True
    return target.kind is RecipientKind.HUMAN and look_up(name, tables.physical) is None


def is_attacker(target: Recipient, tables: Muc4Tables) -> bool:
    """True for armed non-state persons ("three guerrillas"): hit or not, they are no targets of the kind wanted."""
    words = capitals(target.text, tables).lower().split()
    return target.sector in ATTACKER_SECTORS or any(word.removesuffix("s") in tables.attackers for word in words)


def target_fills(slots: Slots, recipients: Iterable[Recipient], tables: Muc4Tables, country: str | None) -> None:
    """Adds human and physical targets, each told once; ``country`` is the incident's (alpha-3)."""
    wanted = [target for target in recipients if not is_attacker(target, tables)]
    people = [target for target in wanted if is_human(target, tables)]
    things = [target for target in wanted if not is_human(target, tables)]
    for same in _grouped(people, tables):
        _add_person(slots, same, tables, country)
    for same in _grouped(things, tables):
        _add_thing(slots, same, tables, country)


def _grouped(targets: Sequence[Recipient], tables: Muc4Tables) -> list[list[Recipient]]:
    """Targets that end in the same word ("priests", "six Jesuit priests") together, the longest told first."""
    groups: dict[str, list[Recipient]] = {}
    for target in targets:
        if name := capitals(target.text, tables):
            groups.setdefault(name.rpartition(" ")[2].removesuffix("S"), []).append(target)
    return [sorted(group, key=lambda target: -len(target.text)) for group in groups.values()]


def _add_thing(slots: Slots, same: Sequence[Recipient], tables: Muc4Tables, country: str | None) -> None:
    """A physical target; none where no word of it tells what it is."""
    name = capitals(same[0].text, tables)
    kind = look_up(name, tables.physical)
    if kind is None:
        return
    refs = (name,)
    add_fill(slots, "phys_target_id", Fill(refs))
    add_fill(slots, "phys_target_type", Fill((kind.type,), refs))
    add_fill(slots, "phys_target_number", Fill((_number(same, plural=is_plural(name, tables)),), refs))
    _add_effects(slots, "phys_target_effect", same, PHYSICAL_EFFECTS, refs)
    _add_nation(slots, "phys_target_foreign_nation", same, tables, country, refs)


def _add_person(slots: Slots, same: Sequence[Recipient], tables: Muc4Tables, country: str | None) -> None:
    name, description = split_person(same[0].text, tables)
    refs = (name or description,)
    if name:
        add_fill(slots, "hum_target_name", Fill((name,)))
    if description:
        add_fill(slots, "hum_target_description", Fill((description,), refs if name else ()))
    kind = look_up(description, tables.human)
    plural = not name and is_plural(description, tables)
    add_fill(slots, "hum_target_type", Fill((kind.type if kind else "CIVILIAN",), refs))
    add_fill(slots, "hum_target_number", Fill((_number(same, plural=plural),), refs))
    _add_effects(slots, "hum_target_effect", same, HUMAN_EFFECTS, refs)
    _add_nation(slots, "hum_target_foreign_nation", same, tables, country, refs)


def _number(same: Iterable[Recipient], *, plural: bool) -> str:
    """The first number told, "5-" for at least five; else 1 or PLURAL by the form of the word."""
    told = [target.count for target in same if target.count is not None]
    return next((number for number in map(_counted, told) if number), "PLURAL" if plural else "1")


def _counted(count: Count) -> str | None:
    if count.best is not None:
        return str(count.best) if count.best else None
    return f"{count.low}-" if count.low else None


def _add_effects(
    slots: Slots, slot: str, same: Iterable[Recipient], effects: Mapping[Effect, str], refs: tuple[str, ...]
) -> None:
    for target in same:
        if target.effect is not None and (effect := effects.get(target.effect)):
            add_fill(slots, slot, Fill((effect,), refs))


def _add_nation(
    slots: Slots, slot: str, same: Iterable[Recipient], tables: Muc4Tables, country: str | None, refs: tuple[str, ...]
) -> None:
    foreign = [target.country for target in same if target.country and target.country != country]
    if country and foreign and foreign[0] in tables.nations:
        add_fill(slots, slot, Fill((tables.nations[foreign[0]],), refs))
