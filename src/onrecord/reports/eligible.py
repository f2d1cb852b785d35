"""Who may be a party to what: no building or victim does an act of force, no sum of money has a thing said to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from onrecord.lexicon.coding import CodingLexicon
from onrecord.lexicon.noun_kinds import NounKind, load_noun_kinds
from onrecord.lexicon.scenes import load_scene_words
from onrecord.mentions.arguments_grammar import KnownWords
from onrecord.mentions.casualties import TollMention
from onrecord.mentions.language import ParsedSentence
from onrecord.reports.drafts import Party, is_thing
from onrecord.reports.likely_parties import is_abstract

_VIOLENT = "ASSAULT"
_PROTEST = "PROTEST"
_SOURCE_WORDS = 5
_IMMOBILE = frozenset({NounKind.BUILDING, NounKind.PLACE, NounKind.MONEY})


def may_act(party: Party, event_type: str) -> bool:
    """Whether a party can be a doer: known to actor knowledge in any way, or a name; by force no building, place or
    sum, and no vehicle that is nobody's ("Israeli jets" may)."""
    is_name = any(text[:1].isupper() and not text.isupper() for text in (party.text, party.match.name))
    if event_type == _VIOLENT and is_thing(party):
        is_anyones = party.match.country is not None or party.match.sector is not None
        return party.names not in _IMMOBILE and is_anyones
    return party.match.looseness != "unknown" or party.is_person or party.is_place or is_name


def may_likely_act(party: Party, event_type: str) -> bool:
    """Whether a party that only stands near an act can be its likely doer: no state and none of its bodies protests."""
    is_state = party.match.kind == "state" or party.match.sector in load_scene_words().speaking_sectors
    return may_act(party, event_type) and not (event_type == _PROTEST and is_state)


def is_hit_not_hitting(party: Party, event_type: str) -> bool:
    """Whether a party that cannot do an act of force can be hit by it: a building or a vehicle."""
    is_target = party.names in (NounKind.BUILDING, NounKind.VEHICLE)
    return event_type == _VIOLENT and is_target and not may_act(party, event_type)


def is_spot_only(sentence: ParsedSentence, i: int, event_type: str, known: KnownWords) -> bool:
    """Whether a town that a preposition other than "by" leads to only says where: "a raid in Gao, which killed ten"."""
    is_led_to = sentence.deps[i] == "pobj" and sentence.words[sentence.heads[i]].lower() != "by"
    return event_type == _VIOLENT and is_led_to and i in known.towns


def is_named_as_source(sentence: ParsedSentence, i: int) -> bool:
    """Whether a colon after the first words of a sentence makes them its source ("Police: man shot in car park")."""
    return i + 1 < len(sentence) and sentence.words[i + 1] == ":" and i < _SOURCE_WORDS


def without_victims(
    actors: Iterable[Party], tolls: Sequence[TollMention], sentence: ParsedSentence, are_clashing: bool
) -> list[Party]:
    """The doers but those whom a toll counts among the killed, hurt or taken; all of them where both sides fight."""
    victims = [sentence.starts[h] for t in tolls if not t.is_attackers for h in t.heads]
    return [a for a in actors if are_clashing or not any(a.start <= start < a.end for start in victims)]


def may_receive(
    sentence: ParsedSentence,
    i: int,
    event_type: str,
    words: Collection[int],
    known: KnownWords,
    lexicon: CodingLexicon,
) -> bool:
    """Whether a noun can be whom or what an act is done to; ``words`` are the sentence's event words."""
    lemma = sentence.lemmas[i].lower()
    if i in words or i in known.times or lemma in lexicon.roles.time_nouns:
        return False
    kind = load_noun_kinds().get(lemma) if sentence.pos[i] == "NOUN" else None
    if kind is NounKind.MONEY:
        return False
    if lexicon.roles.of(event_type).reaches_inside and is_abstract(sentence, i, known, lexicon):
        return False
    return event_type != _VIOLENT or i not in known.weapons or i in known.parties or _is_struck(sentence, i, lexicon)


def _is_struck(sentence: ParsedSentence, i: int, lexicon: CodingLexicon) -> bool:
    """ "A helicopter was shot at", "downed two drones": a weapon that is itself hit."""
    while sentence.deps[i] in ("conj", "appos") and sentence.heads[i] != i:
        i = sentence.heads[i]
    is_object = sentence.deps[i] in ("dobj", "nsubjpass")
    return is_object and sentence.lemmas[sentence.heads[i]].lower() in lexicon.roles.hitting
