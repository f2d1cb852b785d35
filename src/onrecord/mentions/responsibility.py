"""Finds who claims, denies, lays on others or is suspected of responsibility for an attack."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from msgspec import structs

from onrecord.lexicon.responsibility import Responsibility
from onrecord.mentions.arguments import subjects
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import antecedent
from onrecord.mentions.reasons import is_reason_of
from onrecord.mentions.responsibility_charges import charged_by_noun, denied_of_others
from onrecord.mentions.responsibility_deeds import (
    authors_work,
    denied_of_oneself,
    implicated,
    is_possible,
    planned_deed,
)
from onrecord.mentions.responsibility_law import avowed, is_charged, is_held, named_suspect, on_trial
from onrecord.mentions.responsibility_mention import ResponsibilityMention
from onrecord.mentions.responsibility_phrases import (
    confessed,
    distanced,
    fell_on,
    found_guilty,
    hallmarks,
    held_responsible,
    identified,
    linked,
    not_involved,
    ordered_by,
    to_blame,
)
from onrecord.mentions.responsibility_suspicion import belonging, suspected_of, suspicion
from onrecord.records import AssertionKind

__all__ = ["ResponsibilityMention", "deed_words", "find_responsibility"]

_Reader: TypeAlias = Callable[[ParsedSentence, int, Responsibility], ResponsibilityMention | None]
_THEMSELVES = frozenset({"it", "they", "he", "she", "we"})
_OWN = frozenset({"its", "their", "his", "her", "our"})
_ANYONE = frozenset({"anyone", "anybody", "anything", "he", "she", "there", "nobody", "none", "this", "that"})
_NONE = frozenset({"no", "neither", "nor"})
_OTHER_CLAUSES = frozenset({"parataxis", "conj", "advcl"})
_FROM = frozenset({"from", "by", "of"})
_TRACES = frozenset(
    {"evidence", "proof", "indication", "sign", "information", "intelligence", "clue", "fact", "report"}
)
_WITHIN = frozenset({"acl", "xcomp", "ccomp", "pcomp", "dobj", "attr", "acomp", "prep", "pobj"})
_HIGHEST = 6
_TRIAL = "trial"
_IT = frozenset({"it", "this", "that", "everything"})


def find_responsibility(sentence: ParsedSentence, rules: Responsibility) -> list[ResponsibilityMention]:
    """The statements of a sentence, in order of their cues; negated claims ("no group has claimed") give none."""
    if not rules.sieve.search(sentence.text):
        return []
    found: list[ResponsibilityMention] = []
    spoken_nouns = (
        rules.behind | rules.works | rules.suspects | rules.charges | rules.blames | rules.hallmarks | {"trial"}
    )
    for i, lemma in enumerate(sentence.lemmas):
        key = lemma.lower()
        if sentence.pos[i] not in ("VERB", "AUX") and key not in spoken_nouns | {_TRIAL}:
            continue
        mention = _read(sentence, i, key, rules)
        if mention is not None and not _is_void(sentence, mention, rules):
            found.append(_issued(sentence, _of_antecedent(sentence, _spoken(sentence, mention)), rules))
    return found


def _spoken(sentence: ParsedSentence, mention: ResponsibilityMention) -> ResponsibilityMention:
    """The mention with its speaker looked for above, where a clause that is told lends it a subject that cannot speak:
    "the minister said the airport had been attacked and accused the rebels"."""
    verb = mention.cue
    if mention.kind is not AssertionKind.ACCUSES or mention.speaker is None or sentence.deps[verb] != "conj":
        return mention
    above = sentence.heads[verb]
    teller = sentence.heads[above]
    if sentence.kids(verb, "nsubj") or not sentence.kids(above, "nsubjpass") or sentence.deps[above] != "ccomp":
        return mention
    tellers = subjects(sentence, teller)[0]
    return structs.replace(mention, speaker=tellers[0]) if tellers else mention


def _read(sentence: ParsedSentence, i: int, key: str, rules: Responsibility) -> ResponsibilityMention | None:
    for is_cue, reader in (
        (key in rules.claim_verbs, _claim),
        (key in rules.deny_verbs or key in rules.denial_verbs, _denial),
        (key in rules.accuse_verbs | rules.point_verbs, _accusation),
        (key in rules.suspect_verbs, suspicion),
        (key in ("be", "belong"), belonging),
        (key in rules.own_doing, _own_deed),
        (key in rules.charges and sentence.pos[i] == "NOUN", charged_by_noun),
        (key in rules.charging, is_charged),
        (key == _TRIAL, on_trial),
        (key in rules.holding, is_held),
        (key in rules.suspects, named_suspect),
        (key in rules.avowing, avowed),
        (key == "have", _nothing_to_do),
        (key in rules.behind, denied_of_oneself),
        (key in rules.behind, _behind),
        (key in rules.planning | rules.authoring | rules.planting, planned_deed),
        (key in rules.implicating, implicated),
        (key in rules.works, authors_work),
        *_phrases(key, rules),
    ):
        if is_cue and (mention := reader(sentence, i, rules)) is not None:
            return mention
    return None


def _phrases(key: str, rules: Responsibility) -> Iterator[tuple[bool, _Reader]]:
    """The readers of set phrases, tried where no other finds a statement."""
    yield key in rules.confessing, confessed
    yield key in rules.finding, found_guilty
    yield key == "hold", held_responsible
    yield key == "blame", to_blame
    yield key in rules.blames, fell_on
    yield key in rules.hallmarks, hallmarks
    yield key in rules.linking, linked
    yield key in rules.distancing, distanced
    yield key in rules.implicating | rules.parting, not_involved
    yield key in rules.naming, identified
    yield key == "suspect", suspected_of
    yield key in rules.planning | rules.authoring | rules.planting, ordered_by


def _claim(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "claimed responsibility for the raid"; "claimed the raid", where the reader of deeds must know the object."""
    if (noun := _object_among(sentence, verb, rules.claim_nouns)) is not None:
        return _own(sentence, verb, AssertionKind.CLAIMS, (noun, verb))
    objects = [j for j in sentence.kids(verb, "dobj", "nsubjpass") if sentence.pos[j] == "NOUN"]
    agents = [j for p in sentence.kids(verb, "agent") for j in sentence.kids(p, "pobj")]
    is_of_noun = sentence.deps[verb] == "acl" or (
        sentence.deps[verb] == "relcl" and bool(sentence.kids(verb, "auxpass"))
    )
    if sentence.lemmas[verb].lower() == "claim" and is_of_noun and agents:
        return ResponsibilityMention(AssertionKind.CLAIMS, agents[0], agents[0], verb, (sentence.heads[verb],))
    is_admitted = sentence.lemmas[verb].lower() in rules.admitting and _is_own_blow(sentence, objects, rules)
    if objects and (sentence.lemmas[verb].lower() == "claim" or is_admitted):
        return _own(sentence, verb, AssertionKind.CLAIMS, (objects[0],))
    return None


def _is_own_blow(sentence: ParsedSentence, objects: Sequence[int], rules: Responsibility) -> bool:
    """ "admitted the kidnapping", and not "admitted the kidnapping by rebels", "the attack on its base"."""
    told = {sentence.words[k].lower() for j in objects[:1] for k in sentence.subtree(j)}
    is_blow = any(sentence.lemmas[j].lower() in rules.blows for j in objects[:1])
    return is_blow and not told & (_OWN | {"by"})


def _object_among(sentence: ParsedSentence, verb: int, nouns: frozenset[str]) -> int | None:
    for j in sentence.kids(verb, "dobj", "nsubjpass"):
        if sentence.lemmas[j].lower() in nouns:
            return j
    return None


def _own(
    sentence: ParsedSentence, verb: int, kind: AssertionKind, deed: tuple[int, ...]
) -> ResponsibilityMention | None:
    """A statement about oneself: speaker and party are one."""
    found, passive = subjects(sentence, verb)
    if passive:
        found = [j for p in sentence.kids(verb, "agent") for j in sentence.kids(p, "pobj")]
    if not found:
        return None
    return ResponsibilityMention(kind, found[-1], found[-1], verb, deed)


def _issued(sentence: ParsedSentence, mention: ResponsibilityMention, rules: Responsibility) -> ResponsibilityMention:
    """The mention of who issues the text that speaks of itself: "issued a statement denying it", "a letter from the
    front claims it"."""
    word = mention.party
    if mention.speaker != word or sentence.lemmas[word].lower() not in rules.texts:
        return mention
    senders = [
        j for p in sentence.kids(word, "prep") if sentence.words[p].lower() in _FROM for j in sentence.kids(p, "pobj")
    ]
    issuers = subjects(sentence, sentence.heads[word])[0] if sentence.deps[word] == "dobj" else []
    for k in [*sentence.kids(word, "poss"), *senders, *issuers][:1]:
        return structs.replace(mention, party=k, speaker=k)
    return mention


def _denial(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    if sentence.lemmas[verb].lower() in rules.denial_verbs:
        noun = _object_among(sentence, verb, rules.denial_nouns)
        return _own(sentence, verb, AssertionKind.DENIES, (noun,)) if noun is not None else None
    noun = _object_among(sentence, verb, rules.nouns | rules.blows | _IT)
    clauses = sentence.kids(verb, "xcomp", "ccomp")
    if noun is None and not clauses:
        return None
    if noun is None and not _is_of_deed(sentence, clauses[0], rules):
        return None
    doers = sentence.kids(clauses[0], "nsubj", "nsubjpass") if noun is None else []
    if any(sentence.words[j].lower() in _ANYONE for j in doers):
        return None
    if noun is not None and (others := denied_of_others(sentence, verb, noun, rules)) is not None:
        return others
    return _own(sentence, verb, AssertionKind.DENIES, (noun,) if noun is not None else (clauses[0],))


def _is_of_deed(sentence: ParsedSentence, clause: int, rules: Responsibility) -> bool:
    """Whether what is denied is a deed or a part in one: "that its men took part", and not "that he was at home"."""
    told = {sentence.lemmas[k].lower() for k in sentence.subtree(clause)}
    return bool(told & (rules.denied_deeds | (rules.doing - {"be"}) | rules.own_doing | rules.nouns | rules.behind))


def _nothing_to_do(sentence: ParsedSentence, verb: int, _: Responsibility) -> ResponsibilityMention | None:
    """ "said it had nothing to do with the blast": a denial of the one who says so."""
    objects = [sentence.words[j].lower() for j in sentence.kids(verb, "dobj")]
    is_denied = "nothing" in objects and "to do with" in sentence.text.lower()
    return _of_speaker(sentence, verb, AssertionKind.DENIES) if is_denied else None


def _own_deed(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "said its men carried out the raid": a claim of the one who says so; "did not carry it out": a denial."""
    above = sentence.heads[verb]
    if sentence.deps[verb] != "ccomp" or sentence.lemmas[above].lower() not in rules.say_verbs:
        return None
    if sentence.kids(above, "neg"):
        return None
    doers = sentence.kids(verb, "nsubj")
    owned = any(sentence.kids(j, "poss") and sentence.lemmas[j].lower() in rules.own_men for j in doers)
    counted = any(_is_of_them(sentence, j) for j in doers)
    own = owned or counted or any(sentence.words[j].lower() in _THEMSELVES for j in doers)
    if not own:
        return None
    is_denied = bool(sentence.kids(verb, "neg"))
    said = _of_speaker(sentence, verb, AssertionKind.DENIES if is_denied else AssertionKind.CLAIMS)
    if said is None:
        return None
    return structs.replace(said, cue=above if is_denied else said.cue, is_possible=is_possible(sentence, verb))


def _is_of_them(sentence: ParsedSentence, head: int) -> bool:
    """ "two of its fighters"."""
    wholes = [j for p in sentence.kids(head, "prep") for j in sentence.kids(p, "pobj")]
    return any(sentence.words[k].lower() in _OWN for j in wholes for k in sentence.kids(j, "poss"))


def _of_speaker(sentence: ParsedSentence, verb: int, kind: AssertionKind) -> ResponsibilityMention | None:
    """What a told clause says of the one who tells it, where its subject is a pronoun or theirs."""
    above = sentence.heads[verb]
    while sentence.deps[above] == "conj" and sentence.deps[verb] != "ccomp" and sentence.heads[above] != above:
        verb, above = above, sentence.heads[above]
    tellers = subjects(sentence, above)[0] if sentence.deps[verb] == "ccomp" else []
    return ResponsibilityMention(kind, tellers[0], tellers[0], verb, (verb,)) if tellers else None


def _accusation(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    key = sentence.lemmas[verb].lower()
    found, passive = subjects(sentence, verb)
    objects = sentence.kids(verb, "dobj")
    if key == "hold" and not _holds_responsible(sentence, verb):
        return None
    agents = [j for p in sentence.kids(verb, "agent") for j in sentence.kids(p, "pobj")]
    said: list[int | None] = [*agents, None] if passive else [*found[-1:], None]
    party, deed = _accused(sentence, verb, found if passive else objects, rules)
    if party is None or (key in rules.point_verbs and said[0] is None):
        return None
    return ResponsibilityMention(AssertionKind.ACCUSES, party, said[0], verb, tuple(deed) or (verb,))


def _accused(
    sentence: ParsedSentence, verb: int, objects: Sequence[int], rules: Responsibility
) -> tuple[int | None, list[int]]:
    """Who is blamed and for what: "blamed X for it", "blamed it on X", "accused X of it", "pointed at X"."""
    key = sentence.lemmas[verb].lower()
    if key in rules.point_verbs:
        return next(iter(_after(sentence, (verb,), ("at", "to"))), None), []
    if key in ("blame", "attribute") and (aimed := _after(sentence, (verb, *objects[:1]), ("on", "to"))):
        return aimed[0], list(objects)
    if not objects:
        return None, []
    deed = _after(sentence, (verb,), ("for", "of", "with"))
    inner = [j for j in _after(sentence, objects[:1], ("of",)) if sentence.pos[j] != "PROPN"]
    return objects[0], deed or inner


def _after(sentence: ParsedSentence, heads: Sequence[int], preps: Sequence[str]) -> list[int]:
    """What the prepositions after any of ``heads`` lead to."""
    found = [p for head in heads for p in sentence.kids(head, "prep") if sentence.words[p].lower() in preps]
    return [j for p in found for j in sentence.kids(p, "pobj", "pcomp")]


def _holds_responsible(sentence: ParsedSentence, verb: int) -> bool:
    """ "held the rebels responsible", and not "those responsible must be held to account"."""
    told = {k for j in sentence.kids(verb, "nsubj", "nsubjpass") for k in sentence.subtree(j)}
    return any(sentence.lemmas[k].lower() == "responsible" for k in sentence.subtree(verb) if k not in told)


def _behind(sentence: ParsedSentence, word: int, rules: Responsibility) -> ResponsibilityMention | None:
    verb = sentence.heads[word]
    if sentence.lemmas[verb].lower() != "be" or sentence.deps[word] not in ("prep", "acomp", "advmod", "attr"):
        return None
    above = sentence.heads[verb]
    is_told = sentence.deps[verb] == "ccomp"
    may_be = is_told and any(sentence.words[a].lower() == "possible" for a in sentence.kids(above, "acomp"))
    is_concluded = is_told and sentence.lemmas[above].lower() in rules.say_verbs | rules.suspect_verbs
    if not sentence.kids(word, "pobj", "prep") and not is_concluded and not may_be:
        return None
    found, _ = subjects(sentence, verb)
    if not found:
        return None
    kind, speaker, possible = AssertionKind.REPORTS, None, may_be or is_possible(sentence, verb)
    is_pronoun = sentence.words[found[0]].lower() in _THEMSELVES
    if is_pronoun and sentence.lemmas[above].lower() in rules.charges:
        return None
    if sentence.deps[verb] == "ccomp" and above != verb:
        said = subjects(sentence, above)[0]
        if said and is_pronoun and sentence.lemmas[above].lower() in rules.say_verbs:
            return ResponsibilityMention(AssertionKind.CLAIMS, said[0], said[0], verb, (word,))
        if sentence.lemmas[above].lower() in rules.deny_verbs:
            return None
        is_belief = sentence.lemmas[above].lower() in rules.suspect_verbs
        kind = AssertionKind.SUSPECTS if is_belief else AssertionKind.ACCUSES
        speaker = said[0] if said else None
    if sentence.deps[verb] == "xcomp":
        return None
    kind = AssertionKind.SUSPECTS if possible else kind
    return ResponsibilityMention(kind, found[0], speaker, verb, (word,), is_possible=possible)


def _of_antecedent(sentence: ParsedSentence, mention: ResponsibilityMention) -> ResponsibilityMention:
    """The mention with the noun in place of a relative pronoun: "the group that claimed responsibility"."""
    speaker = None if mention.speaker is None else antecedent(sentence, mention.speaker)
    deed = tuple(antecedent(sentence, d) for d in mention.deed)
    return structs.replace(mention, party=antecedent(sentence, mention.party), speaker=speaker, deed=deed)


def _is_void(sentence: ParsedSentence, mention: ResponsibilityMention, rules: Responsibility) -> bool:
    """Negated, refused, asked, or about nobody: "no one has claimed", "refused to accept", "whether it was behind"."""
    negated = any(sentence.deps[c] == "neg" for c in sentence.children[mention.cue])
    marked = any(
        sentence.deps[c] == "mark" and sentence.words[c].lower() in ("if", "whether")
        for c in sentence.children[mention.cue]
    )
    above = sentence.heads[mention.cue]
    refused = sentence.deps[mention.cue] == "xcomp" and sentence.lemmas[above].lower() in rules.refusing
    party = antecedent(sentence, mention.party)
    head = sentence.words[party].lower()
    determiners = {sentence.words[c].lower() for c in sentence.kids(party, "det", "neg", "preconj", "cc")}
    nobody = head in (*_ANYONE - _THEMSELVES, "one", "who", "no-one", "those") or bool(determiners & _NONE)
    is_unsaid = mention.kind is not AssertionKind.DENIES and _is_unsaid(sentence, mention.cue)
    return negated or refused or marked or nobody or is_unsaid


def _is_unsaid(sentence: ParsedSentence, word: int) -> bool:
    """ "could not confirm any evidence linking them to it": no statement, where what tells it is negated above."""
    for _ in range(_HIGHEST):
        is_of_party = sentence.deps[word] == "acl" and sentence.lemmas[sentence.heads[word]].lower() not in _TRACES
        if sentence.heads[word] == word or sentence.deps[word] not in _WITHIN or is_of_party:
            return False
        word = sentence.heads[word]
        determiners = {sentence.words[d].lower() for d in sentence.kids(word, "det")}
        if sentence.kids(word, "neg") or determiners & {"no", "any"}:
            return True
    return False


def deed_words(sentence: ParsedSentence, mention: ResponsibilityMention) -> Sequence[int]:
    """All words below the deed: an event word among them is the act in question. What is told of the party itself
    ("blamed the Dawn Brigade, which often attacks the city") is not, nor what other clauses tell or the deed answers
    ("carried it out in retaliation for the air strikes")."""
    below = {k for d in mention.deed if d != mention.cue for k in sentence.subtree(d)}
    if mention.cue in mention.deed:
        below.add(mention.cue)
        own = [c for c in sentence.children[mention.cue] if not _is_other_clause(sentence, c)]
        below.update(k for c in own for k in sentence.subtree(c))
        below.difference_update(set(sentence.subtree(mention.party)) - set(sentence.subtree(mention.cue)))
        if mention.party in below:
            below.difference_update(sentence.subtree(mention.party))
    below.update(antecedent(sentence, k) for k in tuple(below) if sentence.deps[k] == "pobj")
    return sorted(k for k in below if not is_reason_of(sentence, k, mention.cue))


def _is_other_clause(sentence: ParsedSentence, word: int) -> bool:
    return sentence.deps[word] in _OTHER_CLAUSES and sentence.pos[word] in ("VERB", "AUX")
