"""When, where, with what and at what cost: the circumstances that a sentence gives its events."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import combinations

from onrecord.lexicon.coding import CodingLexicon
from onrecord.lexicon.roles import load_role_rules
from onrecord.lexicon.same_event import load_same_event_words
from onrecord.mentions.arguments_grammar import is_verb, subjects
from onrecord.mentions.casualties import TollMention, find_tolls
from onrecord.mentions.grouping import acts_in_turn
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import conjoined
from onrecord.mentions.reasons import is_reason_of, tells_which
from onrecord.mentions.responsibility import find_responsibility
from onrecord.records import AssertionKind, PlaceMention, Status, TimeMention
from onrecord.reports.arms import is_used, weapons_of
from onrecord.reports.attaching import Owned, head_of_span, is_in_other_clause, is_named_in_passing, owner
from onrecord.reports.counted import above_link, counted_from, is_in_since, lies_within, link_of, turned, up_to
from onrecord.reports.drafts import DraftPlace, Party
from onrecord.reports.reading import Reading, WeaponMention
from onrecord.reports.spots import Spots, country_of_document, country_of_state_act

_VIOLENT = "ASSAULT"
_STATE_ACTS = frozenset({"SANCTION"})
_SCENES = frozenset({_VIOLENT, "PROTEST", "COERCE", "CONSULT", "MOBILIZE", "RETREAT"})
_LATER_CHARS = 800
_WHEN = re.compile(r",? (?:when|in which|during which)\b")
_OWNED_DEED = re.compile(r"['’]s?\s+(?:[a-z]+\s+){0,1}?([a-z]+)\b")
_OF_ONESELF = frozenset({AssertionKind.CLAIMS, AssertionKind.DENIES})
_BEFORE = frozenset({"after", "since"})
_APPOSED = frozenset({", ", ", on "})
_SHARED_TIME = frozenset({"conj", "advcl", "xcomp", "ccomp", "pcomp", "prep"})


class Circumstances:
    """The times, places, weapons and tolls of one sentence, each with the event word that it belongs to."""

    def __init__(
        self, reading: Reading, number: int, lexicon: CodingLexicon, words: Collection[int], cues: Collection[int]
    ) -> None:
        self.sentence = reading.sentences[number]
        self.reading = reading
        self.lexicon = lexicon
        self.words = words
        self.cues = cues
        self.spots = Spots(reading, number, words)
        claims = find_responsibility(self.sentence, lexicon.responsibility)
        own = [m for m in claims if m.kind in _OF_ONESELF and m.deed != (m.cue,)]
        self.claimed = {m.cue for m in own} | {w for m in own for w in m.deed if self._is_claim(w)}
        self.deeds = {w for m in own for w in m.deed if w != m.cue} - self.claimed
        start, end = self.sentence.starts[0], self.sentence.ends[-1]
        times = reading.within(reading.times, start, end)
        self.links = {t: link for t in times if (link := link_of(self.sentence, t)) is not None}
        self.dated = [(t, self._owner_of_time(t)) for t in times if not self._is_to_come(t)]
        self.placed = [(p, self._owner(p.start, p.end)) for p in self.spots.mentions()]
        names = [(a.start, a.end) for a in reading.within(reading.actors, start, end) if a.match.looseness == "name"]
        weapons = [w for w in reading.within(reading.weapons, start, end) if is_used(self.sentence, w, names)]
        self.armed = [(w, self._owner(w.start, w.end)) for w in weapons]
        self.tolls_found = find_tolls(self.sentence, lexicon.casualties, lexicon.numbers)

    def _is_claim(self, noun: int) -> bool:
        """ "claimed responsibility on Monday": a day below the deed ("claimed a raid on Monday") is the deed's."""
        rules = self.lexicon.responsibility
        return noun not in self.words and self.sentence.lemmas[noun].lower() in rules.nouns | rules.claim_nouns

    def _is_to_come(self, time: TimeMention) -> bool:
        """ "was arrested, and she was scheduled to appear on Thursday": the day of what another clause only plans."""
        k = head_of_span(self.sentence, time.start, time.end)
        while k is not None and k not in self.words and self.sentence.heads[k] != k:
            if self.sentence.deps[k] == "conj" and self.sentence.kids(k, "nsubj", "nsubjpass"):
                cues = self.lexicon.status
                modals = {self.sentence.words[c].lower() for c in self.sentence.kids(k, "aux")}
                is_planned = cues.governors.get(self.sentence.lemmas[k].lower()) is Status.PLANNED
                return is_planned or any(cues.auxiliaries.get(m) is Status.PLANNED for m in modals)
            k = self.sentence.heads[k]
        return False

    def _owned(self, start: int, end: int) -> Owned:
        head = head_of_span(self.sentence, start, end)
        if head is None:
            return Owned(None, 0, False)
        return owner(self.sentence, head, self.words, self.cues)

    def _owner(self, start: int, end: int) -> int | None:
        top = self._owned(start, end).word
        return self._deed_before(start, end, top) if top is not None else None

    def _deed_before(self, start: int, end: int, top: int) -> int:
        """The deed that words after it tell of, where they stand in a clause under ``top`` that has no event of its
        own: "accused him of approving the raid on the base last week"."""
        k = head_of_span(self.sentence, start, end)
        while k is not None and k != top and self.sentence.heads[k] != k:
            if self.sentence.deps[k] == "pcomp":
                deeds = [j for j in self.sentence.kids(k, "dobj") if j in self.words]
                return deeds[0] if deeds and self.sentence.ends[deeds[0]] <= start else top
            k = self.sentence.heads[k]
        return top

    def _owner_of_time(self, time: TimeMention) -> int | None:
        if time not in self.links:
            found = self._owner(time.start, time.end)
            return None if found is not None and self._is_by_the_way(time, found) else found
        return owner(self.sentence, above_link(self.sentence, self.links[time]), self.words, self.cues).word

    def _is_by_the_way(self, time: TimeMention, word: int) -> bool:
        """ "urged a return to the talks, which collapsed in May": the time of a clause behind a comma that says more of
        a noun which tells no event."""
        head = head_of_span(self.sentence, time.start, time.end)
        above = self.sentence.ancestors(head) if head is not None else []
        for k in above[: above.index(word)] if word in above else above:
            is_aside = any(
                self.sentence.words[j].lower() == "which" and self.sentence.words[j - 1] == ","
                for j in self.sentence.kids(k, "nsubj", "nsubjpass")
            )
            if self.sentence.deps[k] == "relcl" and is_aside and self.sentence.heads[k] not in self.words:
                return True
        return False

    def apart(self) -> list[tuple[int, int]]:
        """Pairs of event words that each have a time, or a place, of their own."""
        pairs: list[tuple[int, int]] = []
        dated = {w: t for t, w in self.dated if w is not None and t.timex_type in ("DATE", "TIME")}
        pairs += [(a, b) for a, b in combinations(sorted(dated), 2) if _are_other_times(dated[a], dated[b])]
        placed = {w: p.name for p, w in self.placed if w is not None and self.spots.is_spot(p)}
        pairs += [(a, b) for a, b in combinations(sorted(placed), 2) if placed[a] != placed[b]]
        return [(a, b) for a, b in pairs if self._are_peers(a, b)]

    def _are_peers(self, a: int, b: int) -> bool:
        return self.sentence.pos[a] == self.sentence.pos[b] == "VERB"

    def time(self, words: Sequence[int], is_deed: bool = False) -> TimeMention | None:
        """The time expression that dates the event of ``words``; ``None`` where the sentence gives none.

        Its own comes first, then that of the event it is told with ("attacked on Monday, killing two"), then one
        that belongs to no event. For an act of force (``is_deed``) the day of a statement ("police said on Tuesday
        that gunmen killed five") comes last, behind the day that the next sentences name ("Monday's attack").
        """
        dated = [(t, w) for t, w in self.dated if t.timex_type in ("DATE", "TIME") or t.first_day]
        dated = [(t, w) for t, w in dated if not self._is_of_other_deed(t, words, is_deed)]
        above = self._told_with(words)
        free = [t for t, w in dated if w is None and t not in self.links and self._may_date(t, words)]
        if is_deed:
            free = [t for t in free if not self._is_of_claim(t)]
        of_speech = [t for t in free if is_deed and self._owned(t.start, t.end).through_speech]
        own = [t for t, w in dated if w in words]
        since = [t for t, _ in dated if is_in_since(self.sentence, t, words)]
        if found := self._nearest(own):
            return up_to(found, self.reading.document.published) if found in since else found
        if found := self._nearest(since):
            return up_to(found, self.reading.document.published)
        if found := self._counted_back(words):
            return found
        for group in ([t for t, w in dated if w in above], [t for t in free if t not in of_speech]):
            if found := self._nearest(self._in_clause(group, words)):
                return found
        return (self._day_of_deed() if is_deed else None) or self._nearest(self._in_clause(of_speech, words))

    def _in_clause(self, times: Sequence[TimeMention], words: Sequence[int]) -> list[TimeMention]:
        """Those of several times that stand lowest above the event: the day of "said today that on Monday the army used
        jets to bomb the town" is Monday."""
        above = self.sentence.ancestors(words[0])
        shared = {t: self._shared_step(t, above) for t in times}
        least = min(shared.values(), default=0)
        return [t for t in times if shared[t] == least]

    def _shared_step(self, time: TimeMention, above: Sequence[int]) -> int:
        k = head_of_span(self.sentence, time.start, time.end)
        while k is not None and k not in above and self.sentence.heads[k] != k:
            k = self.sentence.heads[k]
        return above.index(k) if k is not None and k in above else len(above)

    def is_told_day(self, time: TimeMention | None) -> bool:
        """Whether a time of this sentence is when it was said, so that the deed's day may lie before."""
        if time is None or not any(time is t and w is None for t, w in self.dated):
            return False
        return self._owned(time.start, time.end).through_speech

    def _counted_back(self, words: Sequence[int]) -> TimeMention | None:
        """The time that counts from the event of ``words``, turned: it says how long before another it happened."""
        for time, link in self.links.items():
            if counted_from(self.sentence, link, self.words) & set(words):
                return turned(time, self.reading.document.published)
        return None

    def _nearest(self, times: Sequence[TimeMention]) -> TimeMention | None:
        usable = [t for t in times if (t.first_day or t.anchor == "event") and not t.value.endswith("_REF")]
        found = min(usable, key=lambda t: (self._owned(t.start, t.end).steps, t.is_vague, t.start), default=None)
        inner = next((t for t in usable if found is not None and lies_within(t, found)), found)
        return inner and self._said_exactly(inner)

    def _said_exactly(self, time: TimeMention) -> TimeMention:
        """The day that stands in apposition to a looser time ("days earlier, on 30 May"), else the time itself."""
        if time.first_day == time.last_day:
            return time
        text = self.reading.document.clean
        for other, _ in self.dated:
            gap = text[time.end : other.start] if other.start >= time.end else None
            if gap in _APPOSED and other.first_day is not None and other.first_day == other.last_day:
                return other
        return time

    def _day_of_deed(self) -> TimeMention | None:
        """The day that the next sentences put before a word for the deed: "Monday's attack"."""
        families = load_same_event_words()
        text, start = self.reading.document.clean, self.sentence.ends[-1]
        for time in self.reading.within(self.reading.times, start, start + _LATER_CHARS):
            match = _OWNED_DEED.match(text, time.end)
            if match and time.first_day and families.is_general(match.group(1).lower()):
                return time
        return None

    def _is_of_other_deed(self, time: TimeMention, words: Sequence[int], is_deed: bool) -> bool:
        """ "investigating the killing of the mayor in May": the month of the killing, which is told for itself or not
        at all, is not that of the inquiry. A deed shares it with the noun below it ("killed in an attack in May")."""
        above = self.sentence.ancestors(head_of_span(self.sentence, time.start, time.end) or 0)
        own = next((n for n, k in enumerate(above) if k in words), None)
        if is_deed and own is not None:
            return False
        deeds, over = load_same_event_words(), {k for word in words for k in self.sentence.ancestors(word)}
        return any(
            k not in over
            and self.sentence.pos[k] == "NOUN"
            and self.sentence.deps[k] in ("pobj", "dobj", "conj")
            and deeds.names_attack(self.sentence.lemmas[k].lower())
            and not any(j in words for j in conjoined(self.sentence, k))
            for k in above[:own]
        )

    def _may_date(self, time: TimeMention, words: Sequence[int]) -> bool:
        """Whether a time of no event word may be the event's: not where the event is told as past by then ("flags
        flew on Tuesday after gunmen shot 22 people")."""
        top = head_of_span(self.sentence, time.start, time.end)
        while top is not None and self.sentence.pos[top] not in ("VERB", "AUX") and self.sentence.heads[top] != top:
            top = self.sentence.heads[top]
        if self._is_time_of_when(time, words):
            return True
        if top is not None and is_in_other_clause(self.sentence, top, words):
            return False
        is_day = time.first_day == time.last_day
        return not any(
            self._is_before(word, top)
            or (word != top and tells_which(self.sentence, word))
            or (is_day and is_named_in_passing(self.sentence, word, top))
            for word in words
        )

    def _is_time_of_when(self, time: TimeMention, words: Sequence[int]) -> bool:
        """ "in May, when rebels attacked the town", "the raid last Thursday, in which ten died": the clause after the
        time is of that time."""
        after = _WHEN.match(self.reading.document.clean, time.end)
        return after is not None and any(self.sentence.starts[word] >= after.end() for word in words)

    def _is_of_claim(self, time: TimeMention) -> bool:
        """Whether a time is that of a claim or denial ("claimed responsibility on Monday for a bomb")."""
        k = head_of_span(self.sentence, time.start, time.end)
        while k is not None and k not in self.words and k not in self.deeds:
            if k in self.claimed:
                return True
            k = self.sentence.heads[k] if self.sentence.heads[k] != k else None
        return False

    def _is_before(self, word: int, top: int | None) -> bool:
        k = word
        while k != top and self.sentence.heads[k] != k:
            marks = [self.sentence.words[c].lower() for c in self.sentence.kids(k, "mark", "advmod")]
            if self.sentence.deps[k] in ("advcl", "pcomp") and _BEFORE & {*marks, self._above(k)}:
                return True
            k = self.sentence.heads[k]
        return False

    def _above(self, k: int) -> str:
        return self.sentence.words[self.sentence.heads[k]].lower()

    def _told_with(self, words: Sequence[int]) -> list[int]:
        """The event words above ``words`` that share their time: joined by "and", or governing a clause without one."""
        found = []
        for word in words:
            k = word
            while self.sentence.deps[k] in _SHARED_TIME and self.sentence.heads[k] != k:
                k = self.sentence.heads[k]
                if k in self.words and k not in words:
                    found.append(k)
        return found

    def places(
        self, words: Sequence[int], event_type: str, actors: Sequence[Party], recipients: Sequence[Party]
    ) -> list[DraftPlace]:
        """Where the event of ``words`` happened; empty where the sentence gives no place."""
        found = [(p, w) for p, w in self.placed if self.spots.is_spot(p)]
        own = [
            p
            for p, w in self.placed
            if w in words and ((p, w) in found or self.spots.is_hit(p, recipients, event_type))
        ]
        if not own:
            own = [p for p, w in found if w is None]
        if not own and event_type in _SCENES:
            own = [p for p, _ in found if not self._is_across(p, words)]
        places = [DraftPlace(p, self.spots.role(p, event_type)) for p in own if p.gazetteer_id or p.country]
        return places or self._inferred_place(words, event_type, actors, recipients)

    def _is_across(self, place: PlaceMention, words: Sequence[int]) -> bool:
        """Whether a semicolon stands between a place and an event: each half of such a sentence has its own."""
        sentence = self.sentence
        spans = [sorted((place.start - sentence.start, sentence.starts[w] - sentence.start)) for w in words]
        return all(";" in sentence.text[a:b] for a, b in spans)

    def _inferred_place(
        self, words: Sequence[int], event_type: str, actors: Sequence[Party], recipients: Sequence[Party]
    ) -> list[DraftPlace]:
        inferred = country_of_state_act(event_type, actors, recipients, self.reading, self.lexicon.gazetteer)
        is_legal = any(self.sentence.lemmas[w].lower() in self.spots.rules.legal for w in words)
        if inferred is None and (event_type in _SCENES | _STATE_ACTS or (is_legal and not actors)):
            inferred = country_of_document(self.reading, self.lexicon.gazetteer)
        return [inferred] if inferred is not None else []

    def _is_survived(self, words: Sequence[int]) -> bool:
        """ "The former premier, who survived two attempts on his life, died on Monday": of something else."""
        lemmas, heads = self.sentence.lemmas, self.sentence.heads
        return any(lemmas[k].lower() == "survive" for w in words for k in (heads[w], heads[heads[w]]))

    def weapons(self, words: Sequence[int]) -> tuple[WeaponMention, ...]:
        """What the event of ``words`` was done with, one mention a type: named, or told by a verb ("shot")."""
        own = [w for w, o in self.armed if o in words or o is None]
        is_alone = len(self.words) == len(words)
        if not own and is_alone:
            own = [w for w, _ in self.armed]
        below = [
            k for k in range(len(self.sentence)) if is_alone or owner(self.sentence, k, self.words, ()).word in words
        ]
        return weapons_of(self.sentence, own, below, words, self.lexicon.weapons)

    def _teller(self, predicate: int) -> int | None:
        """The event word that tells a toll: the nearest above it, but for the subject of a verb on the way up that is
        none itself ("after an assault left two dead", whatever was done after it)."""
        k = predicate
        while k not in self.words and self.sentence.heads[k] != k:
            subjects = [s for s in self.sentence.kids(k, "nsubj") if s in self.words and s < predicate]
            if subjects:
                return subjects[0]
            k = self.sentence.heads[k]
        return owner(self.sentence, k, self.words, ()).word

    def tolls(self, words: Sequence[int]) -> list[TollMention]:
        """The killed, wounded and abducted of the event of ``words``."""
        found = []
        for toll in self.tolls_found:
            top = self._teller(toll.predicate)
            if top is not None and toll.predicate != top and is_reason_of(self.sentence, toll.predicate, top):
                continue
            if toll.effect == "death" and top is None and self._is_survived(words):
                continue
            if toll.predicate not in words and _is_of_other_side(self.sentence, toll.predicate, words):
                continue
            belongs = toll.predicate in words or top in words
            if belongs or (toll.predicate not in self.words and len(words) == len(self.words)):
                found.append(toll)
        return found


def _is_of_other_side(sentence: ParsedSentence, harm: int, words: Collection[int]) -> bool:
    """Whether the harm is done by somebody else than what ``words`` tell: "the army killed ten fighters, while the
    rebels claimed to have killed a soldier"; "a man who stabbed a policeman was shot"."""
    if sentence.deps[harm] == "relcl" and acts_in_turn(sentence, harm):
        return sentence.heads[sentence.heads[harm]] in words
    sides = [subjects(sentence, verb) for verb in (harm, *words) if is_verb(sentence, verb)]
    doers = {sentence.lemmas[i].lower() for found, is_passive in sides[:1] if not is_passive for i in found}
    others = {sentence.lemmas[i].lower() for found, is_passive in sides[1:] if not is_passive for i in found}
    groups = load_role_rules().party_nouns
    return bool(doers and others) and doers <= groups and others <= groups and doers.isdisjoint(others)


def _are_other_times(a: TimeMention, b: TimeMention) -> bool:
    """Whether two times cannot be those of one event: not where one is a longer time around the other ("killed on
    Monday, in one of the deadliest attacks of recent years")."""
    if a.value == b.value:
        return False
    if a.first_day is None or a.last_day is None or b.first_day is None or b.last_day is None:
        return True
    is_around = (a.first_day <= b.first_day and b.last_day <= a.last_day) or (
        b.first_day <= a.first_day and a.last_day <= b.last_day
    )
    return not is_around or (a.first_day, a.last_day) == (b.first_day, b.last_day)
