"""What an event was done with: the weapons it names, or those its verbs tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.lexicon.roles import load_role_rules
from onrecord.lexicon.weapons import WeaponDeed, Weapons
from onrecord.mentions.arguments_grammar import KnownWords, prep_objects
from onrecord.mentions.language import ParsedSentence
from onrecord.records import SpanPair
from onrecord.reports.attaching import head_of_span
from onrecord.reports.reading import WeaponMention

_GENERAL = {
    "bomb": frozenset({"car bomb", "truck bomb", "ied", "suicide vest", "incendiary bomb", "air strike"}),
    "explosive": frozenset({"bomb", "car bomb", "truck bomb", "ied", "suicide vest", "grenade", "mine"}),
    "missile": frozenset({"ballistic missile"}),
    "chemical agent": frozenset({"sarin", "chlorine", "mustard gas", "novichok"}),
}
_AT = frozenset({"at", "on", "against"})
_COMPOUND_STEPS = 3
_FIRES = frozenset({"open", "return", "exchange"})


def weapons_of(
    sentence: ParsedSentence, named: Sequence[WeaponMention], below: Sequence[int], words: Sequence[int], index: Weapons
) -> tuple[WeaponMention, ...]:
    """One mention a type: ``named`` ones, else what the words ``below`` the event words ``words`` tell.

    A general word gives way to a particular one ("the bomb" to "a car bomb"); a bombing from the air is an air strike.
    """
    told = [(k, index.deeds[sentence.lemmas[k].lower()]) for k in below if sentence.lemmas[k].lower() in index.deeds]
    aircraft = [(k, deed) for k, deed in told if deed.how == "aircraft"]
    found = [w for w in named if not _is_destroyed(sentence, w)]
    if aircraft and (any(_is_bombing(sentence, k) for k in below) or any(_hits(sentence, k) for k, _ in aircraft)):
        k, deed = aircraft[0]
        found = [w for w in found if w.word.type != "bomb"] + [_mention(sentence, k, deed)]
    if not found:
        found = [_mention(sentence, k, deed) for k, deed in told if _tells(sentence, k, deed, words)][:1]
    return without_general(found)


def is_used(sentence: ParsedSentence, weapon: WeaponMention, names: Iterable[SpanPair]) -> bool:
    """Whether a weapon's words can tell what was done with it: not in a name ("Mines Advisory Group", ``names`` are the
    spans of those that are known), nor before a noun of another matter ("a mine removal expert")."""
    span = (weapon.start, weapon.end)
    if any(start <= span[0] and span[1] <= end and span != (start, end) for start, end in names):
        return False
    unarmed = load_role_rules().unarmed
    head = head_of_span(sentence, weapon.start, weapon.end)
    for _ in range(_COMPOUND_STEPS):
        if head is None or sentence.deps[head] not in ("compound", "amod", "nmod"):
            return True
        head = sentence.heads[head]
        is_body = sentence.pos[head] == "PROPN" and sentence.lemmas[head].lower() in load_role_rules().collectives
        if is_body or sentence.lemmas[head].lower() in unarmed:
            return False
    return True


def aimed_at(sentence: ParsedSentence, weapons: Iterable[WeaponMention], known: KnownWords) -> list[int]:
    """What the weapons of an event are said to be aimed at: "attacks, often with rockets or explosives on convoys"."""
    heads = [head for w in weapons if (head := head_of_span(sentence, w.start, w.end)) is not None]
    above = [sentence.heads[sentence.heads[h]] for h in heads if sentence.deps[h] == "pobj"]
    heads += [k for k in above if sentence.lemmas[k].lower() in load_role_rules().made_of]
    found = [j for head in heads for j in prep_objects(sentence, head, _AT, known)]
    for verb in (k for head in heads for k in sentence.kids(head, "acl", "relcl")):
        if sentence.lemmas[verb].lower() in load_role_rules().aiming:
            found += sentence.kids(verb, "dobj") or prep_objects(sentence, verb, _AT, known)
    return [j for j in found if j not in known.towns]


def without_general(weapons: Iterable[WeaponMention]) -> tuple[WeaponMention, ...]:
    """The weapons, one a type, without those that a more particular one stands for."""
    seen: dict[str, WeaponMention] = {}
    for weapon in weapons:
        seen.setdefault(weapon.word.type, weapon)
    return tuple(w for kind, w in seen.items() if not _GENERAL.get(kind, frozenset()) & seen.keys())


def _tells(sentence: ParsedSentence, k: int, deed: WeaponDeed, words: Sequence[int]) -> bool:
    if deed.how == "aircraft":
        return False
    if deed.how == "shot":
        above = sentence.lemmas[sentence.heads[k]].lower()
        return (sentence.pos[k] == "VERB" and k in words) or above in _FIRES
    if deed.how == "bearer":
        return sentence.deps[k] in ("nsubj", "pobj", "conj", "compound")
    return k in words or sentence.pos[k] == "NOUN" or sentence.heads[k] in words


def _is_destroyed(sentence: ParsedSentence, weapon: WeaponMention) -> bool:
    """Whether the weapon is what was hit ("destroyed two mortars"), not what it was hit with."""
    head = head_of_span(sentence, weapon.start, weapon.end)
    while head is not None and sentence.deps[head] in ("conj", "appos", "compound") and sentence.heads[head] != head:
        head = sentence.heads[head]
    if head is None or sentence.deps[head] not in ("dobj", "nsubjpass"):
        return False
    return sentence.lemmas[sentence.heads[head]].lower() in load_role_rules().hitting


def _is_bombing(sentence: ParsedSentence, k: int) -> bool:
    return sentence.lemmas[k].lower() in ("bomb", "bombing", "bombard", "bombardment", "raid", "strike", "pound")


def _hits(sentence: ParsedSentence, aircraft: int) -> bool:
    """ "Coalition aircraft destroyed 14 tanks"."""
    is_subject = sentence.deps[aircraft] == "nsubj"
    return is_subject and sentence.lemmas[sentence.heads[aircraft]].lower() in load_role_rules().hitting


def _mention(sentence: ParsedSentence, k: int, deed: WeaponDeed) -> WeaponMention:
    return WeaponMention(sentence.starts[k], sentence.ends[k], sentence.words[k], deed.word)
