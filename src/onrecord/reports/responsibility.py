"""Hangs claims, denials, accusations and suspicions of responsibility on the act that they are about."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.lexicon.coding import CodingLexicon
from onrecord.lexicon.responsibility import Responsibility
from onrecord.lexicon.same_event import load_same_event_words
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.responsibility import ResponsibilityMention, deed_words, find_responsibility
from onrecord.records import AssertionKind, Confidence, SpanPair, Status
from onrecord.reports.drafts import Draft, DraftAssertion, Party
from onrecord.reports.parties import find_party
from onrecord.reports.reading import Reading
from onrecord.reports.responsibility_sides import (
    GROUPS,
    answering_parties,
    by_own_side,
    is_the_group,
    voiced,
    with_own_group,
)

_CONFIDENCE = {
    AssertionKind.CLAIMS: Confidence.CLAIMED,
    AssertionKind.DENIES: Confidence.DENIED,
    AssertionKind.ACCUSES: Confidence.ACCUSED,
    AssertionKind.SUSPECTS: Confidence.SUSPECTED,
    AssertionKind.REPORTS: Confidence.REPORTED_AS_FACT,
}
_OF_OTHERS = frozenset({AssertionKind.ACCUSES, AssertionKind.SUSPECTS})
_OF_SEVERAL = frozenset({AssertionKind.CLAIMS, AssertionKind.ACCUSES, AssertionKind.SUSPECTS})
_MOST_ACTS = 4
_ANY = frozenset({"a", "an", "another"})
_THE = frozenset({"the", "these", "those", "both", "all"})
_LAST_OF_LEAD = 1
_WORDS = frozenset({"it", "this", "that", "claim", "report", "account", "statement"})
_OUTLETS = frozenset({"JRN", "MED"})
_STATE = frozenset({"COP", "MIL", "GOV"})
_ARMED = frozenset({"MIL", "REB", "UAF", "CRM", "COP"})
_CHARGED = frozenset({Confidence.ACCUSED, Confidence.SUSPECTED, Confidence.POSSIBLE})
_DONE = frozenset({Status.OCCURRED, Status.ONGOING, Status.ATTEMPTED})
_ORDER = (
    Confidence.DENIED,
    Confidence.POSSIBLE,
    Confidence.SUSPECTED,
    Confidence.ACCUSED,
    Confidence.REPORTED_AS_FACT,
    Confidence.CLAIMED,
)


def attach_responsibility(drafts: Sequence[Draft], reading: Reading, lexicon: CodingLexicon) -> list[Draft]:
    """The drafts with every statement of responsibility added: the party as an actor, and the assertion.

    The act is the event named in the statement itself, else the one the story opens with, or the violent act told last
    before it (first after it, in a lead). A statement about no act of the document is left out. A party already named
    keeps the surer confidence, and a denial never takes a name away.
    """
    told = list(drafts)
    for number, sentence in enumerate(reading.sentences):
        for found in find_responsibility(sentence, lexicon.responsibility):
            mention = with_own_group(reading, number, voiced(reading, number, found), lexicon)
            for named in answering_parties(reading, number, mention, lexicon):
                is_left_open = mention.kind is AssertionKind.DENIES and named.match.actor_id is None
                is_known = is_left_open and is_the_group(sentence, mention.party, lexicon)
                party = _as_charged(told, named) if is_known else named
                if not _means_the_deed(sentence, mention, party, lexicon):
                    continue
                said = by_own_side(reading, number, mention, party, lexicon)
                for k in _deeds(told, sentence, number, said, party):
                    told[k] = _with_statement(told[k], reading, number, said, party, lexicon)
    return told


def _as_charged(drafts: Sequence[Draft], party: Party) -> Party:
    """The one armed group that is charged with an act of the document; ``party`` where none or several are."""
    charged = [a for d in drafts for a in d.actors if a.confidence in _CHARGED and _is_group(a)]
    names = {a.match.actor_id or a.text for a in charged}
    return charged[-1] if len(names) == 1 else party


def _is_group(party: Party) -> bool:
    return party.match.kind in GROUPS or (party.match.sector in _ARMED and party.match.country is None)


def _deeds(
    drafts: Sequence[Draft], sentence: ParsedSentence, number: int, mention: ResponsibilityMention, party: Party
) -> list[int]:
    """The acts that a statement is about: one, those that it names side by side ("for the bombing and the raid"), or
    for "the bombings" those of that kind told before."""
    k = _deed(drafts, sentence, number, mention, party)
    named = _named(drafts, sentence, number, mention, party)
    if k in named and len(named) > 1 and mention.kind in _OF_SEVERAL:
        return named[:_MOST_ACTS]
    plurals = [w for w in mention.deed if sentence.tags[w] == "NNS" and sentence.kids(w, "det")]
    if k is None or not plurals:
        return [] if k is None else [k]
    families = load_same_event_words()
    nouns = [sentence.lemmas[w].lower() for w in plurals]
    if any(families.is_general(noun) for noun in nouns):
        nouns += drafts[k].lemmas
    several = [
        i
        for i, d in enumerate(drafts)
        if d.event_type == "ASSAULT" and not d.aggregate and d.status in _DONE and not _is_anothers(d, party)
        if any(families.are_akin(noun, lemma) for noun in nouns for lemma in d.lemmas)
    ]
    return sorted({k, *several[:_MOST_ACTS]})


def _deed(
    drafts: Sequence[Draft], sentence: ParsedSentence, number: int, mention: ResponsibilityMention, party: Party
) -> int | None:
    if mention.kind is AssertionKind.DENIES:
        charged = [k for k, d in enumerate(drafts) if d.event_type == "ASSAULT" and _is_charged(d, party)]
        if charged:
            return charged[-1]
    if named := _named(drafts, sentence, number, mention, party):
        return named[0]
    is_told_here = any(number in d.sentences for d in drafts if d.event_type == "ASSAULT")
    if mention.kind in _OF_OTHERS and any(_is_of_another(sentence, w, is_told_here) for w in mention.deed):
        return None
    acts = [k for k, d in enumerate(drafts) if d.event_type == "ASSAULT" and not d.aggregate]
    if party.match.sector not in _STATE:  # no group answers for what soldiers or police did
        acts = [k for k in acts if not _is_by_state(drafts[k])] or acts
    done = [k for k in acts if drafts[k].status in _DONE and not _is_anothers(drafts[k], party)] or acts
    done = [k for k in done if drafts[k].tolls or drafts[k].weapons or drafts[k].recipients] or done
    before = [k for k in done if drafts[k].sentence < number]
    before = [k for k in before if any(_is_same(actor, party) for actor in drafts[k].actors)] or before
    if not before:
        return done[0] if done else None
    if (lead := _lead(drafts, before)) is not None:
        return lead
    nearest = drafts[before[-1]].sentence
    return next(k for k in before if drafts[k].sentence == nearest)


def _is_of_another(sentence: ParsedSentence, noun: int, is_told_here: bool) -> bool:
    """ "an unrelated robbery" in a sentence that tells no act, "the most serious attacks", "raids and other attacks":
    not the story's act, or what someone is known for."""
    determiners = {sentence.words[d].lower() for d in sentence.kids(noun, "det")}
    if sentence.tags[noun] == "NN":
        return not is_told_here and bool(determiners & _ANY)
    return sentence.tags[noun] == "NNS" and (not determiners & _THE or bool(sentence.kids(noun, "amod")))


def _lead(drafts: Sequence[Draft], acts: Sequence[int]) -> int | None:
    """The act that a story opens with, which "the attack" means all through it; ``None`` where it is told in passing,
    or the story opens with none."""
    first = drafts[acts[0]].sentence
    opening = [k for k in acts if drafts[k].sentence == first and not drafts[k].is_in_passing]
    return opening[0] if opening and first <= _LAST_OF_LEAD else None


def _named(
    drafts: Sequence[Draft], sentence: ParsedSentence, number: int, mention: ResponsibilityMention, party: Party
) -> list[int]:
    """The acts that the statement itself tells, or tells again."""
    words = deed_words(sentence, mention)
    starts = {sentence.starts[w] for w in words}
    acts = [k for k, d in enumerate(drafts) if d.event_type == "ASSAULT" and not d.aggregate]
    retold = [k for k in acts if _is_retold(drafts[k], sentence, number, words) and not _is_anothers(drafts[k], party)]
    named = [k for k in acts if drafts[k].trigger[0] in starts or k in retold]
    triggers = {d.trigger[0] for d in drafts}
    for w in (w for w in words if sentence.starts[w] not in triggers and _is_known(sentence, w)):
        others = [k for k in acts if drafts[k].sentence < number and not _is_anothers(drafts[k], party)]
        before = [k for k in others if _is_akin(sentence.lemmas[w].lower(), drafts[k])]
        named += [k for k in before[-1:] if k not in named]
    return sorted(named)


def _is_known(sentence: ParsedSentence, noun: int) -> bool:
    is_known = any(sentence.words[d].lower() == "the" for d in sentence.kids(noun, "det"))
    return sentence.pos[noun] == "NOUN" and (is_known or bool(sentence.kids(noun, "poss")))


def _is_akin(noun: str, draft: Draft) -> bool:
    families = load_same_event_words()
    return not families.is_general(noun) and any(families.are_akin(noun, lemma) for lemma in draft.lemmas)


def _is_charged(draft: Draft, party: Party) -> bool:
    return any(_is_same(actor, party) and actor.confidence in _CHARGED for actor in draft.actors)


def _is_retold(draft: Draft, sentence: ParsedSentence, number: int, words: Sequence[int]) -> bool:
    """Whether a noun of the statement ("the attack") was found to tell an act that was told before."""
    is_told_before = draft.sentence != number and number in draft.sentences
    return is_told_before and any(sentence.lemmas[w].lower() in draft.lemmas for w in words)


def _is_anothers(draft: Draft, party: Party) -> bool:
    """Whether the text says as a fact that someone else did it."""
    sure = [p for p in draft.actors if p.confidence is Confidence.REPORTED_AS_FACT and p.match.actor_id is not None]
    return bool(sure) and not any(p.match.actor_id == party.match.actor_id or _are_of_one_state(p, party) for p in sure)


def _are_of_one_state(a: Party, b: Party) -> bool:
    is_state = all(p.match.sector in _STATE or p.match.kind == "state" for p in (a, b))
    return is_state and a.match.country is not None and a.match.country == b.match.country


def _means_the_deed(
    sentence: ParsedSentence, mention: ResponsibilityMention, party: Party, lexicon: CodingLexicon
) -> bool:
    """Whether a statement is of the attack itself: "accused X of staging it", and not "of harbouring them"; "claimed
    the raid", and not "claimed the seat"; "pointed at X" and "suspected X" where X is known."""
    rules = lexicon.responsibility
    cue = sentence.lemmas[mention.cue].lower()
    if mention.kind is AssertionKind.DENIES and any(
        sentence.lemmas[w].lower() in rules.blows for w in mention.deed[:1]
    ):
        return _may_have_struck(party)
    if _is_abstract(party, lexicon) or (mention.kind is AssertionKind.CLAIMS and party.match.sector in _OUTLETS):
        return False
    is_by_law = cue in rules.charging | rules.holding | rules.suspects
    is_named = party.match.looseness != "unknown" or party.is_person
    if is_by_law and (party.lemma in load_same_event_words().nameless or not is_named):
        return False
    if mention.kind is AssertionKind.CLAIMS and cue in rules.avowing and not _is_behind(sentence, mention, rules):
        return party.match.kind in GROUPS
    if mention.kind in _OF_OTHERS and party.lemma in lexicon.roles.texts:
        return False
    is_suspicion = mention.kind is AssertionKind.SUSPECTS and mention.speaker is not None
    if cue in rules.point_verbs or (is_suspicion and mention.cue in mention.deed):
        return party.match.looseness != "unknown"
    if mention.kind is AssertionKind.CLAIMS and len(mention.deed) == 1 and sentence.pos[mention.deed[0]] == "NOUN":
        return _is_deed(sentence, mention.deed[0], lexicon)
    is_own_doing = mention.kind is AssertionKind.CLAIMS and mention.deed == (mention.cue,)
    if is_own_doing and cue in lexicon.roles.light_verbs:
        return _is_deed(sentence, mention.cue, lexicon)
    if mention.kind is not AssertionKind.ACCUSES and not mention.is_possible:
        return True
    if lexicon.ontology.frames(party.lemma, "NOUN") and party.match.actor_id is None:
        return False
    return all(_is_deed(sentence, w, lexicon) for w in _deeds_laid(sentence, mention, rules))


def _may_have_struck(party: Party) -> bool:
    """Whether "denied the bombing" is said of oneself: by who bears arms, or a person of no office. Others may deny
    that there was one."""
    return (
        party.match.kind in GROUPS or party.match.sector in _ARMED or (party.is_person and party.match.sector is None)
    )


def _is_behind(sentence: ParsedSentence, mention: ResponsibilityMention, rules: Responsibility) -> bool:
    return any(sentence.lemmas[w].lower() in rules.behind for w in mention.deed)


def _is_abstract(party: Party, lexicon: CodingLexicon) -> bool:
    """ "blamed the killings on political correctness": nobody who could answer."""
    roles = lexicon.roles
    is_body = party.lemma in roles.collectives or party.lemma in roles.party_nouns
    return not is_body and (party.lemma in roles.abstract or party.lemma.endswith(roles.abstract_endings))


def _deeds_laid(sentence: ParsedSentence, mention: ResponsibilityMention, rules: Responsibility) -> list[int]:
    """The words for what someone is accused of: of "behind the raid" and "responsible for the raid" the raid; none
    where the words name no deed."""
    found: list[int] = []
    for word in (w for w in mention.deed if w != mention.cue):
        if sentence.lemmas[word].lower() not in rules.behind:
            found.append(word)
            continue
        below = [word, *sentence.kids(word, "prep")]
        found += [j for k in below for j in sentence.kids(k, "pobj", "pcomp")]
    return found


def _is_deed(sentence: ParsedSentence, word: int, lexicon: CodingLexicon) -> bool:
    lemma = sentence.lemmas[word].lower()
    if sentence.pos[word] == "VERB" and any(f.event_type == "ASSAULT" for f in lexicon.ontology.frames(lemma, "VERB")):
        return True
    if sentence.pos[word] == "VERB":
        done = [j for j in sentence.kids(word, "dobj") if sentence.pos[j] == "NOUN"]
        is_light = lemma in lexicon.roles.light_verbs
        return lemma in lexicon.responsibility.doing and (
            not is_light or all(_is_deed(sentence, j, lexicon) for j in done)
        )
    frames = lexicon.ontology.frames(lemma, "NOUN")
    return lemma in lexicon.responsibility.deeds or any(f.event_type == "ASSAULT" for f in frames)


def _is_by_state(draft: Draft) -> bool:
    return bool(draft.actors) and all(p.match.sector in _STATE for p in draft.actors)


def _with_statement(
    draft: Draft, reading: Reading, number: int, mention: ResponsibilityMention, party: Party, lexicon: CodingLexicon
) -> Draft:
    speaker = None
    if mention.speaker is not None:
        who = find_party(reading, number, mention.speaker, lexicon)
        speaker = who.text if who is not None else None
    confidence = Confidence.POSSIBLE if mention.is_possible else _CONFIDENCE[mention.kind]
    own = mention.speaker == mention.party
    said = replace(party, confidence=confidence, according_to=speaker)
    if own and confidence is Confidence.CLAIMED:
        said = replace(said, according_to=party.text)
    span = _statement_span(reading.sentences[number], mention)
    actors = draft.actors
    if own and confidence is Confidence.CLAIMED:
        actors = tuple(_claimed_with(actor, said) for actor in actors)
    assertion = DraftAssertion(mention.kind, speaker, *span, about=party.match.name or party.text)
    denied = [reading.sentences[number].lemmas[k].lower() for k in reading.sentences[number].kids(mention.cue, "dobj")]
    if not (denied and _WORDS.issuperset(denied) and _only_gainsays(actors, said)):
        actors = _with_actor(actors, said, said.lemma in lexicon.responsibility.voices)
    return replace(
        draft,
        actors=actors,
        assertions=(*draft.assertions, assertion),
        clauses=draft.clauses if span in draft.clauses else (*draft.clauses, span),
    )


def _only_gainsays(actors: Sequence[Party], said: Party) -> bool:
    """ "The rebels said they took the town, but the government denied it": a claim is denied, by who did nothing."""
    is_claimed = any(a.confidence is Confidence.CLAIMED and not _is_same(a, said) for a in actors)
    return said.confidence is Confidence.DENIED and is_claimed and not any(_is_same(a, said) for a in actors)


def _claimed_with(actor: Party, claimant: Party) -> Party:
    """The soldiers who shot, where their army admits it: claimed with it."""
    is_its_own = actor.match.actor_id is None and {actor.match.sector, claimant.match.sector} <= _STATE
    countries = {actor.match.country, claimant.match.country} - {None}
    is_foreign = len(countries) > 1
    if not is_its_own or is_foreign or actor.confidence is not Confidence.REPORTED_AS_FACT:
        return actor
    return replace(actor, confidence=Confidence.CLAIMED, according_to=claimant.text)


def _with_actor(actors: tuple[Party, ...], said: Party, is_voice: bool) -> tuple[Party, ...]:
    for k, actor in enumerate(actors):
        if actor.start == said.start and actor.confidence is Confidence.REPORTED_AS_FACT:
            return (*actors[:k], said, *actors[k + 1 :])  # what made it a doer is the statement itself
        if _is_same(actor, said):
            surer = max(actor, said, key=lambda p: _ORDER.index(p.confidence))
            if is_voice:  # the doer's own words, not "a Taliban spokesman"
                surer = replace(actor, confidence=surer.confidence, according_to=surer.according_to)
            return (*actors[:k], surer, *actors[k + 1 :])
    return (*actors, said)


def _is_same(a: Party, b: Party) -> bool:
    if a.match.actor_id is not None or b.match.actor_id is not None:
        return a.match.actor_id == b.match.actor_id
    return a.text.lower() == b.text.lower()


def _statement_span(sentence: ParsedSentence, mention: ResponsibilityMention) -> SpanPair:
    named = [mention.party] if mention.speaker is None else [mention.party, mention.speaker]
    before = [j for k in named for j in sentence.kids(k, "det", "compound", "amod", "nmod", "poss") if j < k]
    words = [mention.cue, *named, *before, *mention.deed, *deed_words(sentence, mention)]
    return sentence.starts[min(words)], sentence.ends[max(words)]
