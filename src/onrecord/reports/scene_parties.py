"""The parties of one sentence's events: who did it, to whom, on whose word."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from onrecord.lexicon.coding import CodingLexicon
from onrecord.lexicon.role_weights import DOER, RECIPIENT
from onrecord.lexicon.scenes import load_scene_words
from onrecord.mentions.arguments import doers_of_noun, find_arguments, is_mutual
from onrecord.mentions.arguments_clauses import hit_before, struck_by, survivors, users_of_weapons
from onrecord.mentions.arguments_grammar import KnownWords, resolved
from onrecord.mentions.associates import body_of, companions, named_beside, owners
from onrecord.mentions.casualties import TollMention
from onrecord.mentions.events import EventMention
from onrecord.mentions.speakers import covers
from onrecord.records import Confidence, Effect, Status
from onrecord.reports.arms import aimed_at
from onrecord.reports.commitment import Deed, confidence_of
from onrecord.reports.drafts import Party
from onrecord.reports.eligible import (
    is_hit_not_hitting,
    is_named_as_source,
    is_spot_only,
    may_act,
    may_likely_act,
    may_receive,
    without_victims,
)
from onrecord.reports.likely_parties import OpenEvent, is_abstract, likely_head
from onrecord.reports.parties import find_parties, speaker_of
from onrecord.reports.reading import Reading, WeaponMention

__all__ = ["OFFICIAL_MODES", "Heads", "SceneParties", "ToldParties"]

Heads = tuple[list[int], list[int]]
"""The head words of the doers, and of those it is done to."""

OFFICIAL_MODES = frozenset({"arrest", "investigate", "convict", "deport"})
_VIOLENT = "ASSAULT"
_COMMON = frozenset({"NN", "NNS"})
_FORCE = frozenset({_VIOLENT, "COERCE"})
_EFFECTS = {"death": Effect.DEATH, "injury": Effect.INJURY, "abduction": Effect.ABDUCTION}


class ToldParties(Struct, frozen=True):
    """Doers and those it is done to, as the words tell them and as the grammar leaves them open but the nouns likely;
    ``named``: those that the words tell without a toll."""

    actors: list[Party]
    recipients: list[Party]
    likely_actors: list[Party]
    likely_recipients: list[Party]
    named: list[Party]


class SceneParties:
    """One sentence with its event ``words``: finds and names the parties of any group of them."""

    def __init__(
        self, reading: Reading, number: int, lexicon: CodingLexicon, words: set[int], known: KnownWords
    ) -> None:
        self.reading = reading
        self.number = number
        self.lexicon = lexicon
        self.sentence = reading.sentences[number]
        self.statements = reading.statements[number]
        self.words = words
        self.known = known

    def heads(self, group: Sequence[EventMention]) -> Heads:
        """The head words of the parties of a group of event words, by grammar."""
        actors: list[int] = []
        recipients: list[int] = []
        for mention in group:
            roles, known = self.lexicon.roles, self.known
            found = find_arguments(self.sentence, mention.word, mention.event_type, roles, known)
            for i in found.actors:
                if self._is_event_or_weapon(i, mention):
                    doers = doers_of_noun(self.sentence, i, mention.event_type, roles, known)
                    actors += [k for k in doers if k not in actors]
                elif i not in actors:
                    actors.append(i)
            recipients += [
                i for i in found.recipients if i not in recipients and self._can_receive(i, mention.event_type)
            ]
            if mention.event_type == _VIOLENT:
                actors = actors or users_of_weapons(self.sentence, mention.word, self.known, roles)
                recipients = recipients or survivors(self.sentence, mention.word, roles)
                hit = hit_before(self.sentence, mention.word, _VIOLENT, roles, known)
                hit += resolved(self.sentence, struck_by(self.sentence, mention.word, roles))
                recipients += [i for i in hit if i not in recipients and self._can_receive(i, mention.event_type)]
            if mention.event_type not in (_VIOLENT, "ACCUSE") and not recipients:
                deeds = [i for i in found.recipients if i in self.words]
                recipients = [
                    k for i in deeds for k in doers_of_noun(self.sentence, i, mention.event_type, roles, known)
                ]
            if actors:
                joined = companions(self.sentence, mention.word, self.lexicon.roles)
                actors += [i for i in joined if i not in actors and i in self.known.parties]
        mutual = self._is_mutual(group)
        recipients = [i for i in recipients if mutual or i not in actors]
        return self._with_bodies(actors), self._with_owners(recipients, group[0].event_type)

    def parties_of(
        self,
        lead: EventMention,
        group: Sequence[EventMention],
        heads: Heads,
        tolls: Sequence[TollMention],
        weapons: Sequence[WeaponMention],
    ) -> ToldParties:
        """Who is told to have part in what a group of event words tells; ``lead`` is its leading word."""
        is_violent = lead.event_type == _VIOLENT
        actors = self._doers(heads[0], lead.event_type, tolls, group) or self._voice(group)
        recipients = self._named(heads[1]) or self._named(self._hit_themselves(heads[0], lead.event_type))
        if not recipients and is_violent:
            recipients = self._named(resolved(self.sentence, aimed_at(self.sentence, weapons, self.known)))
        if not recipients and len(actors) > 1 and self._is_mutual(group):
            recipients = actors
        likely_actors = self._likely(DOER, lead, recipients) if not actors else []
        likely_actors = without_victims(
            (a for a in likely_actors if may_likely_act(a, lead.event_type)),
            tolls,
            self.sentence,
            self._is_mutual(group),
        )
        likely_recipients = self._likely(RECIPIENT, lead, actors or likely_actors) if not recipients else []
        counted = [t for t in tolls if is_violent or t.effect == "abducted"]
        counted_too = self._victims(counted, (*actors, *recipients))
        return ToldParties(
            actors, [*recipients, *counted_too], likely_actors, likely_recipients, [*actors, *recipients]
        )

    def _doers(
        self, heads: Sequence[int], event_type: str, tolls: Sequence[TollMention], group: Sequence[EventMention]
    ) -> list[Party]:
        able = [
            i
            for i in heads
            if not is_spot_only(self.sentence, i, event_type, self.known)
            and not is_named_as_source(self.sentence, i)
            and not (event_type == _VIOLENT and self._is_first_common_noun(i))
        ]
        found = [a for a in self._named(able) if may_act(a, event_type) or self._is_uncapped_name(a)]
        return without_victims(found, tolls, self.sentence, self._is_mutual(group))

    def _hit_themselves(self, heads: Sequence[int], event_type: str) -> list[int]:
        """ "A police car exploded on a mine", "the embassy bombings": things that grammar makes doers were hit."""
        able = [i for i in heads if i not in self.known.weapons and self._can_receive(i, event_type)]
        return [i for i in able if any(is_hit_not_hitting(p, event_type) for p in self._named([i]))]

    def _with_bodies(self, actors: Sequence[int]) -> list[int]:
        found = list(actors)
        for i in actors:
            beside = named_beside(self.sentence, i, self.lexicon.roles) + body_of(
                self.sentence, i, self.lexicon.roles, self.known
            )
            found += [j for j in beside if j not in found]
        return found

    def _with_owners(self, recipients: Sequence[int], event_type: str) -> list[int]:
        found = list(recipients)
        for i in recipients:
            beside = named_beside(self.sentence, i, self.lexicon.roles)
            if event_type in _FORCE:
                beside += owners(self.sentence, i, self.lexicon.roles, self.known)
            found += [j for j in beside if j not in found]
        return found

    def _can_receive(self, i: int, event_type: str) -> bool:
        return may_receive(self.sentence, i, event_type, self.words, self.known, self.lexicon)

    def _is_first_common_noun(self, i: int) -> bool:
        """ "Poisoned liquor killed ten": a noun that is no name, whatever capital the sentence begins with, and that
        nothing is known of."""
        parties = find_parties(self.reading, self.number, i, self.lexicon) if self.sentence.tags[i] in _COMMON else []
        return bool(parties) and all(
            p.start <= self.sentence.starts[0] and p.match.looseness == "unknown" and not p.is_person for p in parties
        )

    def _is_uncapped_name(self, party: Party) -> bool:
        """A lone noun without an article, where no capitals are written, is taken for a name ("gowda blamed ...")."""
        if not self.sentence.text.islower() or party.end not in self.sentence.ends:
            return False
        i = self.sentence.ends.index(party.end)
        has_article = self.sentence.kids(i, "det", "poss", "amod", "nummod")
        return (
            self.sentence.tags[i] in ("NN", "NNP", "FW")
            and not has_article
            and not is_abstract(self.sentence, i, self.known, self.lexicon)
        )

    def _voice(self, group: Sequence[EventMention]) -> list[Party]:
        """Who speaks an act of words that has no doer of its own: the speaker of the quotation it stands in."""
        if any(m.mode in OFFICIAL_MODES for m in group):
            return self._official_voice(group)
        if not self.lexicon.roles.of(group[0].event_type).is_voiced:
            return []
        for statement in (s for s in self.statements if self.sentence.lemmas[s.cue].lower() != "accord"):
            for mention in group:
                is_own = mention.is_spoken or self._is_quoted(mention.word)
                is_said = is_own and covers(self.sentence, statement, mention.word)
                party = speaker_of(self.reading, self.number, statement, self.lexicon) if is_said else None
                if party is not None:
                    return [party]
        return []

    def _official_voice(self, group: Sequence[EventMention]) -> list[Party]:
        """Who arrests or charges where only the police or a court tells of it: "police said three men were held"."""
        sectors = load_scene_words().state_sectors
        for statement in self.statements:
            if any(covers(self.sentence, statement, m.word) for m in group):
                party = speaker_of(self.reading, self.number, statement, self.lexicon)
                if party is not None and party.match.sector in sectors:
                    return [party]
        return []

    def _is_quoted(self, word: int) -> bool:
        before = self.sentence.text[: self.sentence.starts[word] - self.sentence.start]
        return (
            before.count("“") > before.count("”")
            or before.count('"') % 2 == 1
            or before.count("``") > before.count("''")
        )

    def _victims(self, tolls: Sequence[TollMention], named: Sequence[Party]) -> list[Party]:
        """Whom a toll counts who is not ``named`` yet: "the raid left six herders dead"."""
        told = {*self.words, *self.known.times}
        heads = [h for t in tolls if not t.is_attackers and (t.best or t.low) for h in t.heads if h not in told]
        taken = [(p.start, p.end) for p in named]
        found = self._named([h for h in dict.fromkeys(heads) if self._is_victim(h)])
        return [p for p in found if all(p.end <= a or b <= p.start for a, b in taken)]

    def _is_victim(self, head: int) -> bool:
        words, lemma = self.lexicon.casualties, self.sentence.lemmas[head].lower()
        return self.sentence.pos[head] in ("NOUN", "PROPN") and lemma not in {*words.nouns, *words.states}

    def _likely(self, role: str, lead: EventMention, others: Sequence[Party]) -> list[Party]:
        event = OpenEvent(self.reading, self.number, lead.word, lead.event_type, frozenset(self.words), self.known)
        head = likely_head(event, role, others, self.lexicon)
        return self._named([head]) if head is not None else []

    def _is_mutual(self, group: Sequence[EventMention]) -> bool:
        return any(is_mutual(self.sentence, m.word, self.lexicon.roles) for m in group)

    def _is_event_or_weapon(self, i: int, mention: EventMention) -> bool:
        lemma = self.sentence.lemmas[i].lower()
        weapon = self.lexicon.weapons.word(lemma)
        if i in self.words or (weapon is not None and weapon.mode != "aerial"):
            return True
        frames = self.lexicon.ontology.frames(lemma, "NOUN")
        return any(f.event_type == mention.event_type and f.strength == "strong" for f in frames)

    def _named(self, heads: Sequence[int]) -> list[Party]:
        found: list[Party] = []
        for head in heads:
            for party in find_parties(self.reading, self.number, head, self.lexicon):
                if all(party.end <= p.start or p.end <= party.start for p in found):
                    found.append(party)
        return found

    def with_confidence(self, party: Party, words: Sequence[int], deed: Deed) -> Party:
        """The doer with how sure the text is of it, and on whose word."""
        confidence, speaker = confidence_of(self.reading, self.number, words, party, self.lexicon, deed)
        if confidence is Confidence.REPORTED_AS_FACT and speaker is None:
            return party
        return replace(party, confidence=confidence, according_to=speaker)

    def with_effect(self, party: Party, tolls: Sequence[TollMention], status: Status) -> Party:
        """The recipient with what was done to it."""
        if status not in (Status.OCCURRED, Status.ONGOING):
            return party
        for toll in tolls:
            if any(party.start <= self.sentence.starts[h] < party.end for h in toll.heads):
                return replace(party, effect=_EFFECTS.get(toll.effect))
        for word in self.words:
            effect = self.lexicon.casualties.verbs.get(self.sentence.lemmas[word].lower())
            if effect in ("destroyed", "damaged") and not party.is_person and party.match.sector is None:
                return replace(party, effect=Effect(effect))
        return party
