"""Whose side a speaker is on, and what that makes of a deed that he tells."""

from __future__ import annotations

import re

from onrecord.lexicon.actors import ActorIndex
from onrecord.lexicon.coding import CodingLexicon
from onrecord.mentions.actors import compatible, resolve_actor
from onrecord.mentions.language import ParsedSentence
from onrecord.records import ActorMatch, Confidence, SpanPair
from onrecord.reports.drafts import Party
from onrecord.reports.reading import Reading

_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
_LAW = "JUD"
_REBELS = frozenset({"REB", "OPP"})
_OUTLETS = frozenset({"JRN", "MED"})
_THINGS = frozenset({"thing", "institution"})
_OURS = frozenset({"our", "my"})
_ITS = re.compile(r"\b(?:its|their|our)\s+$", re.I)
_SEAT_WORDS = 2
_RANK_CHARS = 5
_OWNER_CHARS = 8
_WITHIN_TITLES = frozenset({"of", "for"})
_LED = re.compile(r"\b([\w.]+)[- ]led\b", re.I)


def on_whose_word(reading: Reading, party: Party, speaker: Party, lexicon: CodingLexicon) -> Confidence:
    """What the word of ``speaker`` makes of an act of force by ``party``: of one's own side it is a claim, of another
    that is named, or of rebels, an accusation. Of a doer without a name ("gunmen"), from an outlet, and from who was
    there ("eyewitnesses"), it stays a report."""
    doer, on = party.match, reading.document.published
    sides = [speaker.match, *_stands_for(reading, speaker, lexicon)]
    own = [doer, *_led_by(party, lexicon.actors, on)]
    if _OURS & set(party.text.lower().split()) or _are_own_men(reading, party, lexicon):
        return Confidence.CLAIMED
    is_named_within = bool(doer.name) and doer.name.lower() in speaker.text.lower()
    is_judged = speaker.match.sector == _LAW and doer.sector != _LAW  # prosecutors are on nobody's side
    if is_named_within or (not is_judged and any(_are_one_side(a, b, lexicon.actors, on) for a in own for b in sides)):
        return Confidence.CLAIMED
    is_state_outlet = "state" in speaker.text.lower().split()
    if speaker.match.sector in _OUTLETS and is_state_outlet and _is_by_state(doer, speaker.match.country):
        return Confidence.CLAIMED
    if speaker.lemma in lexicon.responsibility.witnesses and speaker.match.actor_id is None:
        return Confidence.REPORTED_AS_FACT
    if not _is_named(reading, party) or (speaker.match.sector in _OUTLETS and not is_state_outlet):
        return Confidence.REPORTED_AS_FACT
    return Confidence.ACCUSED


def _are_own_men(reading: Reading, party: Party, lexicon: CodingLexicon) -> bool:
    """ "said its fighters had killed": in what is told, men without a name are those of who tells it."""
    before = reading.document.clean[max(0, party.start - _OWNER_CHARS) : party.start]
    return party.lemma in lexicon.responsibility.own_men and _ITS.search(before) is not None


def _is_named(reading: Reading, party: Party) -> bool:
    """Whether the words say which side did it: a known actor or one within the words, rebels, a country, a person's
    name, a body of a state."""
    doer = party.match
    if doer.actor_id is not None or doer.sector in _REBELS or (doer.country is not None and doer.sector is None):
        return True
    if any(a.match.looseness == "name" for a in reading.within(reading.actors, party.start, party.end)):
        return True
    is_name = party.is_person and doer.looseness == "unknown" and party.text[:1].isupper()
    return is_name or (doer.sector in _STATE and doer.kind not in ("person", "title", "thing"))


def _is_by_state(doer: ActorMatch, country: str | None) -> bool:
    return country is not None and doer.country == country and (doer.sector in _STATE or doer.kind == "state")


def _stands_for(reading: Reading, speaker: Party, lexicon: CodingLexicon) -> list[ActorMatch]:
    """The bodies that the words for a person name: "Pentagon spokesman John Roe", or his introduction, where the
    words are his surname alone."""
    if speaker.match.actor_id is not None:
        return []
    found = _bodies_in(reading, (speaker.start, speaker.end), lexicon)
    if found or not speaker.is_person or " " in speaker.text:
        return found
    for number, sentence in enumerate(reading.sentences):
        for head, word in enumerate(sentence.words):
            is_other = word == speaker.text and sentence.starts[head] != speaker.start
            if is_other and (introduced := _introduced(reading, number, head, lexicon)):
                return introduced
    return []


def _introduced(reading: Reading, number: int, head: int, lexicon: CodingLexicon) -> list[ActorMatch]:
    """Whom the title before a full name, and what a comma sets off after it, name; none for a bare surname."""
    sentence = reading.sentences[number]
    first = head
    while first > 0 and _is_of_title(sentence, first - 1):
        first -= 1
    last = head + 1
    while last + 1 < len(sentence) and _is_of_title(sentence, last + 1):
        last += 1
    if first == head:
        return []
    spans = [(sentence.starts[first], sentence.ends[head])]
    if last > head + 1 and sentence.words[head + 1] == ",":
        spans.append((sentence.starts[head + 2], sentence.ends[last]))
    texts = [reading.document.clean[start:end] for start, end in spans]
    described = [reading.who(text, lexicon.actors) for text in texts]
    bodies = [match for span in spans for match in _bodies_in(reading, span, lexicon)]
    return bodies + [match for match in described if match.sector is not None]


def _is_of_title(sentence: ParsedSentence, i: int) -> bool:
    """Nouns, adjectives, articles and "of" or "for"; the point after an abbreviated rank ("Capt.")."""
    if sentence.words[i] == ".":
        return i > 0 and sentence.words[i - 1][:1].isupper() and len(sentence.words[i - 1]) <= _RANK_CHARS
    is_inner = sentence.words[i].lower() in _WITHIN_TITLES
    return is_inner or sentence.tags[i].startswith(("NN", "JJ", "DT"))


def _bodies_in(reading: Reading, span: SpanPair, lexicon: CodingLexicon) -> list[ActorMatch]:
    """The known actors that a phrase names, and the one whose seat it opens with ("White House spokesman")."""
    found = [a.match for a in reading.within(reading.actors, *span) if a.match.actor_id is not None]
    words = reading.document.clean[slice(*span)].split()
    for length in range(min(_SEAT_WORDS, len(words) - 1), 0, -1):
        match = reading.who(" ".join(words[:length]), lexicon.actors)
        if match.looseness == "metonym":
            return [*found, match]
    return found


def _led_by(party: Party, actors: ActorIndex, on: str | None) -> list[ActorMatch]:
    """The state that leads a coalition by one of its names: "the US-led coalition"."""
    names = [party.text, *(alias.alias for alias in actors.aliases.get(party.match.actor_id or "", ()))]
    leaders = dict.fromkeys(found[1] for name in names for found in _LED.finditer(name))
    return [match for leader in leaders if (match := resolve_actor(leader, actors, on)).country is not None]


def _are_one_side(a: ActorMatch, b: ActorMatch, actors: ActorIndex, on: str | None) -> bool:
    """Whether both are one actor or its kin, bodies of one state, or rebels of one country; "the military" beside the
    soldiers of a country is that country's. Arms of no country ("artillery") are nobody's."""
    if a.actor_id is not None and b.actor_id is not None and compatible(a.actor_id, b.actor_id, actors, on) > 0:
        return True
    is_a_soldier = a.country is None and a.sector == b.sector == "MIL" and a.kind not in _THINGS
    if a.country != b.country and b.country and not is_a_soldier:
        return False
    if a.country is None and a.kind in _THINGS:
        return False
    for sides in (_STATE, _REBELS):
        if all(m.sector in sides or (sides is _STATE and m.kind == "state") for m in (a, b)):
            return sides is _STATE or _are_kin(a, b)
    return False


def _are_kin(a: ActorMatch, b: ActorMatch) -> bool:
    """Whether nothing parts two that fight a state: none has a name, or one of two of a kind has none ("rebels" beside
    a named group, and not "the opposition" beside it)."""
    unnamed = (a.actor_id is None) + (b.actor_id is None)
    return unnamed == len((a, b)) or (unnamed > 0 and a.sector == b.sector)
