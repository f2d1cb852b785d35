"""Puts the events of one sentence together from its event words."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.lexicon.coding import CodingLexicon
from onrecord.lexicon.role_weights import DOER, RECIPIENT
from onrecord.lexicon.scenes import load_scene_words
from onrecord.mentions.arguments import doers_of_noun, find_arguments, is_mutual
from onrecord.mentions.arguments_clauses import hit_before, struck_by, survivors, users_of_weapons
from onrecord.mentions.arguments_grammar import KnownWords, resolved
from onrecord.mentions.associates import body_of, companions, named_beside, owners
from onrecord.mentions.background import words_in_passing
from onrecord.mentions.casualties import TollMention
from onrecord.mentions.events import EventMention, group_mentions
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.not_events import (
    is_accident,
    is_advice,
    is_bare_charge,
    is_courtesy,
    is_ground,
    is_in_a_tale,
    is_mere_caution,
    is_mere_frame,
    is_mere_modifier,
    is_mere_wish,
    is_named,
    is_naming,
    is_natural,
    is_silence,
)
from onrecord.mentions.reasons import is_reason, tells_which
from onrecord.mentions.speakers import covers
from onrecord.mentions.status import grammatical_status, is_of_the_past, is_progressive
from onrecord.records import Confidence, Effect, SpanPair, Status, TimeMention
from onrecord.reports.arms import aimed_at
from onrecord.reports.attaching import clause_words
from onrecord.reports.circumstances import Circumstances
from onrecord.reports.commitment import Deed, assertions_of, confidence_of
from onrecord.reports.drafts import Draft, DraftToll, Party
from onrecord.reports.eligible import is_hit_not_hitting, is_spot_only, may_act, may_receive, without_victims
from onrecord.reports.likely_parties import OpenEvent, is_abstract, likely_head
from onrecord.reports.parties import find_parties, known_words, speaker_of
from onrecord.reports.quantity import aggregate_of
from onrecord.reports.reading import Reading, WeaponMention
from onrecord.reports.reference import (
    is_definite,
    is_other,
    is_plural,
    lemma_of,
    names_known_deed,
    naming_words,
    tense_of,
)

_VIOLENT = "ASSAULT"
_FORCE = frozenset({_VIOLENT, "COERCE"})
_DEEDS = _FORCE | {"MOBILIZE", "PROTEST", "AID", "RETREAT", "COOPERATE", "SANCTION"}
_WILL = frozenset({"will", "wo", "would", "'ll"})
_TOLD_AS_DONE = frozenset({Status.OCCURRED, Status.ONGOING, Status.ATTEMPTED, Status.DENIED})
_HOSTILE = frozenset({"COERCE", "MOBILIZE", "THREATEN", "PROTEST"})
_OFFICIAL_MODES = frozenset({"arrest", "investigate", "convict", "deport"})
_EFFECTS = {"death": Effect.DEATH, "injury": Effect.INJURY, "abduction": Effect.ABDUCTION}


def build_sentence(reading: Reading, number: int, lexicon: CodingLexicon) -> list[Draft]:
    """The drafts of sentence ``number``, in the order of their governing words; empty where it tells no event."""
    sentence = reading.sentences[number]
    mentions: Sequence[EventMention] = reading.events[number]
    if not mentions:
        return []
    words = {m.word for m in mentions}
    known = known_words(reading, number, lexicon)
    mentions = [
        m for m in mentions if m.word not in known.times and not _tells_nothing(sentence, m.word, words, lexicon)
    ]
    if not mentions:
        return []
    scene = _Scene(reading, number, lexicon, mentions, known)
    found = []
    for group in group_mentions(sentence, mentions, scene.circumstances.apart()):
        draft = scene.draft(group)
        if draft is not None:
            found.append((draft, [m.word for m in group]))
    behind = words_in_passing(sentence, [words for _, words in found])
    return [replace(draft, is_in_passing=k in behind) for k, (draft, _) in enumerate(found)]


def _tells_nothing(sentence: ParsedSentence, word: int, words: set[int], lexicon: CodingLexicon) -> bool:
    rules = lexicon.not_events
    return (
        _speaks_of_responsibility(sentence, word)
        or is_mere_modifier(sentence, word, words, rules)
        or is_bare_charge(sentence, word, rules)
        or is_mere_wish(sentence, word, rules)
        or is_mere_frame(sentence, word, words, rules)
        or is_ground(sentence, word, words, rules)
        or is_mere_caution(sentence, word, rules)
        or is_in_a_tale(sentence, word, rules)
        or is_courtesy(sentence, word, rules)
        or is_silence(sentence, word, rules)
        or is_naming(sentence, word)
        or is_accident(sentence, word, words, rules)
        or is_advice(sentence, word, rules)
        or is_named(sentence, word, rules)
    )


def _speaks_of_responsibility(sentence: ParsedSentence, word: int) -> bool:
    """A claim or denial of responsibility is an assertion about another event and none of its own."""
    if sentence.lemmas[word].lower() not in ("claim", "deny", "admit", "acknowledge", "claimed", "denial"):
        return False
    return any(
        sentence.lemmas[k].lower() in ("responsibility", "involvement", "role", "credit")
        for k in sentence.subtree(word)
    )


class _Scene:
    """One sentence with its event words: answers what belongs to which."""

    def __init__(
        self,
        reading: Reading,
        number: int,
        lexicon: CodingLexicon,
        mentions: Sequence[EventMention],
        known: KnownWords,
    ) -> None:
        self.reading = reading
        self.number = number
        self.lexicon = lexicon
        self.sentence = reading.sentences[number]
        self.statements = reading.statements[number]
        self.words = {m.word for m in mentions}
        self.known = known
        self.cues = {s.cue for s in self.statements}
        self.circumstances = Circumstances(reading, number, lexicon, self.words, self.cues)

    def draft(self, group: Sequence[EventMention]) -> Draft | None:
        """The draft of one group of event words; ``None`` where the text says that nothing happened."""
        lead = max(group, key=lambda m: (self.sentence.pos[m.word] == "VERB", m.evidence))
        status = self._status(group)
        if status is None or (
            status is Status.HYPOTHETICAL and lead.evidence < self.lexicon.detection.hypothetical_threshold
        ):
            return None
        words = [m.word for m in group]
        heads = self._heads(group)
        if lead.event_type == _VIOLENT and is_natural(self.sentence, words, *heads, self.lexicon.not_events):
            return None
        if lead.is_spoken and lead.event_type == "REQUEST":
            heads = ([], heads[0])
        told = self.circumstances
        tolls = told.tolls(words) if lead.event_type in (_VIOLENT, "COERCE") else []
        actors = self._doers(heads[0], lead.event_type, tolls, group) or self._voice(group)
        weapons = told.weapons(words) if lead.event_type in (_VIOLENT, "THREATEN", "MOBILIZE", "COERCE") else ()
        recipients = self._named(heads[1]) or self._named(self._hit_themselves(heads[0], lead.event_type))
        if not recipients and lead.event_type == _VIOLENT:
            recipients = self._named(resolved(self.sentence, aimed_at(self.sentence, weapons, self.known)))
        if not recipients and len(actors) > 1 and self._is_mutual(group):
            recipients = actors
        named = [*actors, *recipients]
        likely_actors = self._likely(DOER, lead, recipients) if not actors else []
        likely_actors = without_victims(
            (a for a in likely_actors if may_act(a, lead.event_type)), tolls, self.sentence, self._is_mutual(group)
        )
        likely_recipients = self._likely(RECIPIENT, lead, actors or likely_actors) if not recipients else []
        counted = [t for t in tolls if lead.event_type == _VIOLENT or t.effect == "abducted"]
        recipients = [*recipients, *self._victims(counted, (*actors, *recipients))]
        time = told.time(words, lead.event_type == _VIOLENT)
        places = told.places(words, lead.event_type, actors, recipients)
        clause = self._clause(words, named, time, weapons)
        aggregate, count = aggregate_of(self.sentence, words, time, self.lexicon.numbers)
        assertions = assertions_of(self.reading, self.number, words, clause, self.lexicon)
        deed = _deed_of(lead, status)
        return Draft(
            event_type=lead.event_type,
            mode=next((m.mode for m in group if m.mode), None),
            cameo=next((m.cameo for m in group if m.cameo), None),
            sentence=self.number,
            lemma=lemma_of(self.sentence, words, lead.word),
            trigger=(self.sentence.starts[lead.word], self.sentence.ends[lead.word]),
            clauses=(clause,),
            evidence=max(m.evidence for m in group),
            status=status,
            factuality=lead.factuality,
            is_definite=is_definite(self.sentence, words),
            is_other=is_other(self.sentence, words),
            is_plural=is_plural(self.sentence, words),
            is_noun=all(self.sentence.pos[w] != "VERB" for w in words),
            is_headline=self._is_headline(),
            is_told_day=deed is Deed.FORCE and told.is_told_day(time),
            is_of_known=bool(tolls) and names_known_deed(self.sentence, words, self.words),
            lemmas=tuple(self.sentence.lemmas[w].lower() for w in words),
            sentences=(self.number,),
            context=frozenset(lemma.lower() for lemma in self.sentence.lemmas),
            naming=naming_words(self.sentence, words, self.known.weapons),
            tense="past perfect" if self._is_before(lead.word) else tense_of(self.sentence, words),
            aggregate=aggregate,
            count=count,
            actors=tuple(self._with_confidence(a, words, deed) for a in actors),
            recipients=tuple(self._with_effect(r, tolls, status) for r in recipients),
            likely_actors=tuple(self._with_confidence(a, words, deed) for a in likely_actors),
            likely_recipients=tuple(self._with_effect(r, tolls, status) for r in likely_recipients),
            weapons=tuple(weapons),
            tolls=tuple(
                DraftToll(t.effect, t.low, t.best, t.high, t.start, t.end, t.is_open)
                for t in tolls
                if not t.is_attackers
            ),
            time=time,
            places=tuple(places),
            assertions=assertions,
        )

    def _is_headline(self) -> bool:
        first = self.reading.spans[0]
        return (
            self.sentence.start <= first[0] < self.sentence.ends[-1] and self.sentence.text.rstrip()[-1:] not in '.!?"”'
        )

    def _is_before(self, word: int) -> bool:
        return is_reason(self.sentence, word) or tells_which(self.sentence, word)

    # ------------------------------------------------------------ status

    def _status(self, group: Sequence[EventMention]) -> Status | None:
        lead = max(group, key=lambda m: (self.sentence.pos[m.word] == "VERB", m.evidence))
        if lead.is_spoken:
            return Status.OCCURRED
        grammar = grammatical_status(self.sentence, lead.word, self.lexicon.status)
        if grammar.is_negated:
            return Status.OCCURRED if self._is_refusal(lead) else None
        words = {m.word for m in group}
        for other in group:
            if grammar.status is None and not self._is_told_in_past_clause(lead.word):
                marked = grammatical_status(self.sentence, other.word, self.lexicon.status)
                grammar = grammar if marked.cue in words else marked
        if grammar.status is None and any(_is_on_a_life(self.sentence, m.word) for m in group):
            return Status.ATTEMPTED
        model = lead.status if lead.status_probability >= self.lexicon.detection.status_minimum else Status.OCCURRED
        if grammar.status is not None:
            return grammar.status
        is_past = _is_finite_past(self.sentence, lead.word) or is_of_the_past(
            self.sentence, lead.word, self.lexicon.status
        )
        if model not in _TOLD_AS_DONE and is_past:
            return Status.OCCURRED
        is_under_way = lead.event_type in _DEEDS and is_progressive(self.sentence, lead.word, self.lexicon.status)
        return Status.ONGOING if model is Status.OCCURRED and is_under_way else model

    def _is_told_in_past_clause(self, word: int) -> bool:
        """ "will look into the attack that killed ten": the clause tells it as done, whatever stands above."""
        return self.sentence.deps[word] == "relcl" and self.sentence.tags[word] == "VBD"

    def _is_refusal(self, lead: EventMention) -> bool:
        """ "will not accept refugees": the words refuse, where the verb itself is none of refusing."""
        frames = self.lexicon.ontology.frames(self.sentence.lemmas[lead.word], "VERB")
        modals = {self.sentence.words[c].lower() for c in self.sentence.kids(lead.word, "aux")}
        return lead.event_type == "REJECT" and bool(modals & _WILL) and all(f.event_type != "REJECT" for f in frames)

    # ------------------------------------------------------------ parties

    def _heads(self, group: Sequence[EventMention]) -> tuple[list[int], list[int]]:
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
                actors = actors or users_of_weapons(self.sentence, mention.word, self.known)
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

    def _doers(
        self, heads: Sequence[int], event_type: str, tolls: Sequence[TollMention], group: Sequence[EventMention]
    ) -> list[Party]:
        able = [i for i in heads if not is_spot_only(self.sentence, i, event_type, self.known)]
        found = [a for a in self._named(able) if may_act(a, event_type) or self._is_uncapped_name(a)]
        return without_victims(found, tolls, self.sentence, self._is_mutual(group))

    def _hit_themselves(self, heads: Sequence[int], event_type: str) -> list[int]:
        """ "A police car exploded on a mine", "the embassy bombings": things that grammar makes doers were hit."""
        able = [i for i in heads if i not in self.known.weapons and self._can_receive(i, event_type)]
        return [i for i in able if any(is_hit_not_hitting(p, event_type) for p in self._named([i]))]

    def _with_bodies(self, actors: Sequence[int]) -> list[int]:
        found = list(actors)
        for i in actors:
            beside = named_beside(self.sentence, i, self.lexicon.roles) + body_of(self.sentence, i, self.known)
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
        if any(m.mode in _OFFICIAL_MODES for m in group):
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

    def _with_confidence(self, party: Party, words: Sequence[int], deed: Deed) -> Party:
        confidence, speaker = confidence_of(self.reading, self.number, words, party, self.lexicon, deed)
        if confidence is Confidence.REPORTED_AS_FACT and speaker is None:
            return party
        return replace(party, confidence=confidence, according_to=speaker)

    def _with_effect(self, party: Party, tolls: Sequence[TollMention], status: Status) -> Party:
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

    # ------------------------------------------------------------ spans

    def _clause(
        self,
        words: Sequence[int],
        parties: Sequence[Party],
        time: TimeMention | None,
        weapons: Sequence[WeaponMention],
    ) -> SpanPair:
        below = clause_words(self.sentence, words, self.words - set(words))
        near = _contiguous(below, words)
        starts = [self.sentence.starts[k] for k in near]
        ends = [self.sentence.ends[k] for k in near]
        low, high = self.sentence.starts[0], self.sentence.ends[-1]
        spans = [(m.start, m.end) for m in parties] + [(m.start, m.end) for m in weapons]
        for start, end in [*spans, *([(time.start, time.end)] if time else [])]:
            if low <= start and end <= high:
                starts.append(start)
                ends.append(end)
        return min(starts), max(ends)


def _deed_of(lead: EventMention, status: Status) -> Deed:
    if status not in _TOLD_AS_DONE or lead.mode in _OFFICIAL_MODES:
        return Deed.OTHER
    if lead.event_type == _VIOLENT:
        return Deed.FORCE
    if lead.event_type in _HOSTILE:
        return Deed.HOSTILE
    return Deed.PEACEFUL if lead.event_type in _DEEDS else Deed.OTHER


def _is_finite_past(sentence: ParsedSentence, verb: int) -> bool:
    """A past or perfect tense that nothing above makes doubtful: the text tells it as done."""
    if sentence.tags[verb] == "VBD":
        return True
    aux = {sentence.words[c].lower() for c in sentence.kids(verb, "aux", "auxpass")}
    return sentence.tags[verb] == "VBN" and bool(aux & {"have", "has", "had", "was", "were"})


def _is_on_a_life(sentence: ParsedSentence, word: int) -> bool:
    """ "an attack on his life": whoever it was meant for lived, or the text would say killed."""
    objects = [j for p in sentence.kids(word, "prep") for j in sentence.kids(p, "pobj")]
    return any(sentence.lemmas[j].lower() == "life" and sentence.kids(j, "poss") for j in objects)


def _contiguous(below: Sequence[int], words: Sequence[int]) -> list[int]:
    """The run of words around the event words, without jumping over a gap of more than three words."""
    inside = sorted(set(below) | set(words))
    low, high = min(words), max(words)
    kept = [k for k in inside if low <= k <= high]
    for k in [x for x in inside if x > high]:
        if k - kept[-1] <= 4:
            kept.append(k)
    for k in [x for x in reversed(inside) if x < low]:
        if kept[0] - k <= 4:
            kept.insert(0, k)
    return kept
