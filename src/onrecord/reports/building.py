"""Puts the events of one sentence together from its event words."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.lexicon.coding import CodingLexicon
from onrecord.mentions.arguments_grammar import KnownWords
from onrecord.mentions.background import words_in_passing
from onrecord.mentions.events import EventMention
from onrecord.mentions.grouping import group_mentions
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.not_events import (
    is_accident,
    is_advice,
    is_bare_charge,
    is_collision,
    is_courtesy,
    is_goods,
    is_ground,
    is_hoped_for,
    is_in_a_tale,
    is_mere_caution,
    is_mere_frame,
    is_mere_modifier,
    is_mere_wish,
    is_named,
    is_naming,
    is_natural,
    is_phrasal,
    is_silence,
)
from onrecord.mentions.reasons import is_reason, tells_which
from onrecord.mentions.status import grammatical_status, is_of_the_past, is_progressive
from onrecord.records import Confidence, SpanPair, Status, TimeMention
from onrecord.reports.attaching import clause_words
from onrecord.reports.circumstances import Circumstances
from onrecord.reports.commitment import Deed, assertions_of, told_by_party
from onrecord.reports.counted import still_to_come
from onrecord.reports.drafts import Draft, DraftToll, Party
from onrecord.reports.parties import known_words
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
from onrecord.reports.scene_parties import OFFICIAL_MODES, SceneParties

_VIOLENT = "ASSAULT"
_FORCE = frozenset({_VIOLENT, "COERCE"})
_DEEDS = _FORCE | {"MOBILIZE", "PROTEST", "AID", "RETREAT", "COOPERATE", "SANCTION"}
_WILL = frozenset({"will", "wo", "would", "'ll"})
_TOLD_AS_DONE = frozenset({Status.OCCURRED, Status.ONGOING, Status.ATTEMPTED, Status.DENIED})
_AHEAD = frozenset({Status.PLANNED, Status.THREATENED, Status.DEMANDED})
_WORDS = frozenset({"ACCUSE", "REQUEST", "REJECT"})
_HOSTILE = frozenset({"COERCE", "MOBILIZE", "THREATEN", "PROTEST"})


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
        or is_hoped_for(sentence, word, rules)
        or is_collision(sentence, word, rules)
        or is_phrasal(sentence, word, rules)
        or is_goods(sentence, word, rules)
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
        self.words = {m.word for m in mentions}
        self.known = known
        self.circumstances = Circumstances(
            reading, number, lexicon, self.words, {s.cue for s in reading.statements[number]}
        )
        self.parties = SceneParties(reading, number, lexicon, self.words, known)

    def draft(self, group: Sequence[EventMention]) -> Draft | None:
        """The draft of one group of event words; ``None`` where the text says that nothing happened."""
        lead = max(group, key=lambda m: (self.sentence.pos[m.word] == "VERB", m.evidence))
        status = self._status(group)
        if status is None or (
            status is Status.HYPOTHETICAL and lead.evidence < self.lexicon.detection.hypothetical_threshold
        ):
            return None
        words = [m.word for m in group]
        heads = self.parties.heads(group)
        if lead.event_type == _VIOLENT and is_natural(self.sentence, words, *heads, self.lexicon.not_events):
            return None
        if lead.is_spoken and lead.event_type == "REQUEST":
            heads = ([], heads[0])
        told = self.circumstances
        tolls = told.tolls(words) if lead.event_type in (_VIOLENT, "COERCE") else []
        if status not in (Status.OCCURRED, Status.ONGOING, Status.DENIED):
            tolls = [t for t in tolls if t.predicate not in words]  # "tried to kill ten": nobody was
        weapons = told.weapons(words) if lead.event_type in (_VIOLENT, "THREATEN", "MOBILIZE", "COERCE") else ()
        who = self.parties.parties_of(lead, group, heads, tolls, weapons)
        time = told.time(words, lead.event_type == _VIOLENT)
        if time is not None and status in _AHEAD:
            time = still_to_come(time, self.reading.document.published)
        places = told.places(words, lead.event_type, who.actors, who.recipients)
        clause = self._clause(words, who.named, time, weapons)
        aggregate, count = aggregate_of(self.sentence, words, time, self.lexicon.numbers)
        assertions = assertions_of(self.reading, self.number, words, clause, self.lexicon)
        deed = _deed_of(lead, status)
        named = [self.parties.with_confidence(a, words, deed) for a in who.actors]
        is_cleared = deed is not Deed.OTHER  # "is not charged with it": a denial on nobody's word
        actors = tuple(
            a for a in named if not (is_cleared and a.confidence is Confidence.DENIED and not a.according_to)
        )
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
            actors=told_by_party(actors, who.recipients) if deed is Deed.PEACEFUL else actors,
            recipients=tuple(self.parties.with_effect(r, tolls, status) for r in who.recipients),
            likely_actors=tuple(self.parties.with_confidence(a, words, deed) for a in who.likely_actors),
            likely_recipients=tuple(self.parties.with_effect(r, tolls, status) for r in who.likely_recipients),
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
        if (model not in _TOLD_AS_DONE and is_past) or (model is Status.ATTEMPTED and not self._speaks_of_attempt()):
            return Status.OCCURRED
        is_under_way = lead.event_type in _DEEDS and is_progressive(self.sentence, lead.word, self.lexicon.status)
        return Status.ONGOING if model is Status.OCCURRED and is_under_way else model

    def _speaks_of_attempt(self) -> bool:
        words = {word.lower() for word in (*self.sentence.lemmas, *self.sentence.words)}
        return not words.isdisjoint(self.lexicon.status.attempting)

    def _is_told_in_past_clause(self, word: int) -> bool:
        """ "will look into the attack that killed ten": the clause tells it as done, whatever stands above."""
        return self.sentence.deps[word] == "relcl" and self.sentence.tags[word] == "VBD"

    def _is_refusal(self, lead: EventMention) -> bool:
        """ "will not accept refugees": the words refuse, where the verb itself is none of refusing."""
        frames = self.lexicon.ontology.frames(self.sentence.lemmas[lead.word], "VERB")
        modals = {self.sentence.words[c].lower() for c in self.sentence.kids(lead.word, "aux")}
        return lead.event_type == "REJECT" and bool(modals & _WILL) and all(f.event_type != "REJECT" for f in frames)

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
    if status not in _TOLD_AS_DONE or lead.mode in OFFICIAL_MODES:
        return Deed.OTHER
    if lead.event_type == _VIOLENT:
        return Deed.FORCE
    if lead.event_type in _WORDS:
        return Deed.WORDS
    if lead.event_type in _HOSTILE:
        return Deed.HOSTILE
    return Deed.PEACEFUL if lead.event_type in _DEEDS | {"CONSULT"} else Deed.OTHER


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
