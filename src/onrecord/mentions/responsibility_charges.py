"""Who is said to answer by a noun of accusing and its clause, and who denies it on whose behalf."""

from __future__ import annotations

from onrecord.lexicon.responsibility import Responsibility
from onrecord.mentions.arguments_grammar import subjects
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.responsibility_mention import ResponsibilityMention
from onrecord.mentions.speakers_nouns import accuser, clause_of
from onrecord.records import AssertionKind

_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i", "this", "that", "there", "who"})
_OWNED = frozenset({"its", "their", "his", "her", "our", "my"})


def charged_by_noun(sentence: ParsedSentence, noun: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "the army's claim that rebels shot the judge": the doer of the clause is accused by the noun's owner."""
    clause = clause_of(sentence, noun)
    if clause is None or not _is_of_deed(sentence, clause, rules):
        return None
    party = _doer(sentence, clause)
    if party is None:
        return None
    return ResponsibilityMention(AssertionKind.ACCUSES, party, accuser(sentence, noun), noun, (clause,))


def denied_of_others(
    sentence: ParsedSentence, verb: int, noun: int, rules: Responsibility
) -> ResponsibilityMention | None:
    """ "The president rejected the claim that the army shot the judge": denied by him of the army; ``None`` where the
    clause is of the speaker's own ("that its men ...") or names nobody."""
    clause = clause_of(sentence, noun)
    tellers, is_passive = subjects(sentence, verb)
    if clause is None or not tellers or is_passive or not _is_of_deed(sentence, clause, rules):
        return None
    party = _doer(sentence, clause)
    if party is None:
        return None
    return ResponsibilityMention(AssertionKind.DENIES, party, tellers[0], verb, (clause,))


def _is_of_deed(sentence: ParsedSentence, clause: int, rules: Responsibility) -> bool:
    lemmas = {sentence.lemmas[k].lower() for k in (clause, *sentence.children[clause])}
    return bool(lemmas & (rules.doing | rules.own_doing | rules.denied_deeds | rules.behind | rules.blows))


def _doer(sentence: ParsedSentence, clause: int) -> int | None:
    """Who did what a clause tells, where a noun says it that is not the speaker's own."""
    agents = [j for p in sentence.kids(clause, "agent") for j in sentence.kids(p, "pobj")]
    for j in agents or sentence.kids(clause, "nsubj"):
        owners = {sentence.words[k].lower() for k in sentence.kids(j, "poss")}
        if sentence.words[j].lower() not in _PRONOUNS and not owners & _OWNED:
            return j
    return None
