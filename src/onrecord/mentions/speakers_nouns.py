"""Accusations told by a noun: "Washington's claim that soldiers shelled the market"."""

from __future__ import annotations

from collections.abc import Collection

from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import antecedent
from onrecord.mentions.speakers import Statement
from onrecord.records import AssertionKind

_BY = frozenset({"by", "from"})
_OWN = frozenset({"its", "their", "his", "her", "our", "my"})


def accusing_nouns(sentence: ParsedSentence, nouns: Collection[str]) -> list[Statement]:
    """The statements that a noun of accusing carries, in order: its clause is the content, its owner or maker the
    speaker (``None`` where it has none); a noun without a clause gives none."""
    found = []
    for i, lemma in enumerate(sentence.lemmas):
        if lemma.lower() in nouns and sentence.pos[i] == "NOUN" and (clause := clause_of(sentence, i)) is not None:
            found.append(Statement(AssertionKind.ACCUSES, accuser(sentence, i), i, clause))
    return found


def clause_of(sentence: ParsedSentence, noun: int) -> int | None:
    """The verb of the clause that says what a noun of accusing is about: "that soldiers shelled it", "made by the
    rebels that it was shelled"; ``None`` where no clause with "that" hangs on it."""
    makers = sentence.kids(noun, "acl", "relcl")
    for verb in [*makers, *(c for m in makers for c in sentence.kids(m, "ccomp"))]:
        marks = [sentence.words[m].lower() for m in sentence.kids(verb, "mark")]
        if "that" in marks and verb > noun:
            return verb
    return None


def accuser(sentence: ParsedSentence, noun: int) -> int | None:
    """Who accuses by a noun: its owner, who makes it, or whom it comes from; ``None`` where nobody is named."""
    owners = [k for k in sentence.kids(noun, "poss") if sentence.words[k].lower() not in _OWN]
    holders = [noun, *sentence.kids(noun, "acl")]
    preps = [p for k in holders for p in sentence.kids(k, "prep", "agent") if sentence.words[p].lower() in _BY]
    makers = [j for p in preps for j in sentence.kids(p, "pobj")]
    return next((antecedent(sentence, k) for k in (*owners, *makers)), None)


def disputer(sentence: ParsedSentence, clause: int, nouns: Collection[str]) -> tuple[int, int] | None:
    """The noun of accusing that the ``clause`` says more of, and the verb whose object it is; ``None`` where the
    clause hangs on no such noun."""
    noun = sentence.heads[clause]
    if sentence.deps[clause] == "ccomp" and sentence.deps[noun] == "acl":
        noun = sentence.heads[noun]
    if sentence.lemmas[noun].lower() not in nouns or clause_of(sentence, noun) != clause:
        return None
    above = sentence.heads[noun]
    if sentence.deps[noun] == "pobj":  # "dismissed as nonsense the claim", "a denial of the claim"
        above = sentence.heads[above]
    return (noun, above) if sentence.deps[noun] in ("dobj", "nsubjpass", "pobj") else None
