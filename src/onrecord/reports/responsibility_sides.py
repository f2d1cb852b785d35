"""Whose statement about responsibility it is, and who is said to answer: for a spokesman his group, for "the group" in
his words the same."""

from __future__ import annotations

from msgspec import structs
from msgspec.structs import replace

from onrecord.lexicon.coding import CodingLexicon
from onrecord.lexicon.same_event import load_same_event_words
from onrecord.mentions.actors import affiliation_chain
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import conjoined
from onrecord.mentions.responsibility import ResponsibilityMention
from onrecord.mentions.speakers import covers
from onrecord.records import AssertionKind, Confidence
from onrecord.reports.drafts import Party
from onrecord.reports.parties import find_party, party_of_mention
from onrecord.reports.reading import Reading
from onrecord.reports.sides import on_whose_word

ONESELF = frozenset({AssertionKind.CLAIMS, AssertionKind.DENIES})
GROUPS = frozenset({"armed_group", "militia", "front_group", "criminal_group"})
_EVIDENCE = frozenset({"everything", "all", "evidence", "signs", "clues", "this", "that"})


def voiced(reading: Reading, number: int, mention: ResponsibilityMention) -> ResponsibilityMention:
    """The mention with the one who is quoted as its speaker, where the words themselves name none: what is told of
    another is then an accusation."""
    sentence = reading.sentences[number]
    is_unsaid = mention.speaker is None or sentence.words[mention.speaker].lower() in _EVIDENCE
    if not is_unsaid or mention.kind not in (AssertionKind.REPORTS, AssertionKind.ACCUSES):
        return mention
    for statement in reading.statements[number]:
        is_told = statement.kind is not AssertionKind.DENIES and statement.speaker not in (None, mention.party)
        if is_told and covers(sentence, statement, mention.cue):
            return structs.replace(mention, speaker=statement.speaker, kind=AssertionKind.ACCUSES)
    return structs.replace(mention, speaker=None)


def by_own_side(
    reading: Reading, number: int, mention: ResponsibilityMention, party: Party, lexicon: CodingLexicon
) -> ResponsibilityMention:
    """The mention by whose word it is, where the one who tells it does not blame: as a claim where he is of the doer's
    side ("the Pentagon said the strike was ordered by the president"), as a report of a doer without a name ("the bomb
    was placed by two men")."""
    rules = lexicon.responsibility
    cue = reading.sentences[number].lemmas[mention.cue].lower()
    is_blame = cue in rules.accuse_verbs | rules.point_verbs | rules.charging | rules.charges | rules.finding
    if mention.kind is not AssertionKind.ACCUSES or mention.speaker is None or is_blame:
        return mention
    speaker = find_party(reading, number, mention.speaker, lexicon)
    told = Confidence.ACCUSED if speaker is None else on_whose_word(reading, party, speaker, lexicon)
    if told is Confidence.CLAIMED:
        return structs.replace(mention, kind=AssertionKind.CLAIMS)
    is_anyone = party.lemma in load_same_event_words().nameless
    is_report = told is Confidence.REPORTED_AS_FACT and is_anyone
    return structs.replace(mention, kind=AssertionKind.REPORTS) if is_report else mention


def answering_parties(
    reading: Reading, number: int, mention: ResponsibilityMention, lexicon: CodingLexicon
) -> list[Party]:
    """Those who are said to answer: all that "and" joins; for a spokesman who claims, the group that is spoken for."""
    sentence = reading.sentences[number]
    heads = conjoined(sentence, mention.party) if mention.kind not in ONESELF else [mention.party]
    found = [p for head in heads if (p := find_party(reading, number, head, lexicon)) is not None]
    if mention.kind in ONESELF and found:
        return [speaks_for(reading, number, mention.party, found[0], lexicon)]
    return found


def speaks_for(reading: Reading, number: int, head: int, person: Party, lexicon: CodingLexicon) -> Party:
    """The armed group that a person speaks for: named beside it, or known to be its own; else who is given."""
    if not person.is_person and person.lemma not in lexicon.responsibility.voices:
        return person
    sentence = reading.sentences[number]
    below = sentence.subtree(head)
    for actor in reading.within(reading.actors, sentence.starts[below[0]], sentence.ends[below[-1]]):
        if actor.match.kind in GROUPS and actor.match.looseness == "name":
            return party_of_mention(actor)
    acting = [x for c in sentence.kids(head, "acl") for x in sentence.kids(c, "xcomp")]  # "claiming to speak for"
    for prep in (p for k in (head, *acting) for p in sentence.kids(k, "prep")):
        groups = lexicon.roles.group_nouns
        bodies = [
            j for j in sentence.kids(prep, "pobj") if sentence.pos[j] == "PROPN" or sentence.lemmas[j].lower() in groups
        ]
        if sentence.words[prep].lower() in ("for", "of") and bodies:
            return find_party(reading, number, bodies[0], lexicon) or person
    for link in affiliation_chain(person.match.actor_id or "", lexicon.actors, reading.document.published)[:1]:
        entry = lexicon.actors.entries[link.object_id or ""]
        if entry.kind in GROUPS:
            match = reading.who(entry.name, lexicon.actors)
            return replace(person, match=match, is_person=False)
    return person


def with_own_group(
    reading: Reading, number: int, mention: ResponsibilityMention, lexicon: CodingLexicon
) -> ResponsibilityMention:
    """The mention as a claim where one who speaks for an armed group says it of "the group"."""
    if mention.kind is not AssertionKind.ACCUSES or mention.speaker is None:
        return mention
    if not is_the_group(reading.sentences[number], mention.party, lexicon):
        return mention
    speaker = find_party(reading, number, mention.speaker, lexicon)
    if speaker is None or speaks_for(reading, number, mention.speaker, speaker, lexicon).match.kind not in GROUPS:
        return mention
    return structs.replace(mention, kind=AssertionKind.CLAIMS, party=mention.speaker)


def is_the_group(sentence: ParsedSentence, head: int, lexicon: CodingLexicon) -> bool:
    """Whether a noun means a group that was named before: "the group", "the militia", nothing more."""
    before = [j for j in sentence.children[head] if j < head]
    is_bare = [sentence.words[j].lower() for j in before] == ["the"]
    return is_bare and sentence.lemmas[head].lower() in lexicon.responsibility.the_group
