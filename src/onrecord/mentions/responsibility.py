"""Finds who claims, denies, lays on others or is suspected of responsibility for an attack."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from onrecord.lexicon.responsibility import Responsibility
from onrecord.mentions.arguments import subjects
from onrecord.mentions.language import ParsedSentence
from onrecord.records import AssertionKind


class ResponsibilityMention(Struct, frozen=True):
    """One statement about who answers for an act. Indexes of words in the sentence.

    ``party`` is the one said to answer, ``speaker`` who says so (``None``: the outlet, or not named), ``cue`` the word
    that says so, ``deed`` the words below which the act is named.
    """

    kind: AssertionKind
    party: int
    speaker: int | None
    cue: int
    deed: tuple[int, ...]


def find_responsibility(sentence: ParsedSentence, rules: Responsibility) -> list[ResponsibilityMention]:
    """The statements of a sentence, in order of their cues; negated claims ("no group has claimed") give none."""
    if not rules.sieve.search(sentence.text):
        return []
    found: list[ResponsibilityMention] = []
    for i, lemma in enumerate(sentence.lemmas):
        key = lemma.lower()
        if sentence.pos[i] not in ("VERB", "AUX") and key not in rules.behind:
            continue
        mention = _read(sentence, i, key, rules)
        if mention is not None and not _is_void(sentence, mention):
            found.append(mention)
    return found


def _read(sentence: ParsedSentence, i: int, key: str, rules: Responsibility) -> ResponsibilityMention | None:
    if key in rules.claim_verbs and (noun := _object_among(sentence, i, rules.claim_nouns)) is not None:
        return _own(sentence, i, AssertionKind.CLAIMS, (noun, i))
    if key in rules.deny_verbs:
        return _denial(sentence, i, rules)
    if key in rules.accuse_verbs:
        return _accusation(sentence, i, key)
    if key in rules.suspect_verbs:
        return _suspicion(sentence, i, rules)
    if key in rules.behind:
        return _behind(sentence, i)
    return None


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
    return ResponsibilityMention(kind, found[0], found[0], verb, deed)


def _denial(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    noun = _object_among(sentence, verb, rules.nouns)
    clauses = sentence.kids(verb, "xcomp", "ccomp")
    if noun is None and not clauses:
        return None
    doers = sentence.kids(clauses[0], "nsubj", "nsubjpass") if noun is None else []
    if any(sentence.pos[j] != "PRON" for j in doers):
        return None
    return _own(sentence, verb, AssertionKind.DENIES, (noun,) if noun is not None else (clauses[0],))


def _accusation(sentence: ParsedSentence, verb: int, key: str) -> ResponsibilityMention | None:
    found, passive = subjects(sentence, verb)
    objects = sentence.kids(verb, "dobj")
    preps = {sentence.words[p].lower(): sentence.kids(p, "pobj", "pcomp") for p in sentence.kids(verb, "prep")}
    if key == "hold" and not any(sentence.lemmas[j].lower() == "responsible" for j in sentence.subtree(verb)):
        return None
    agents = [j for p in sentence.kids(verb, "agent") for j in sentence.kids(p, "pobj")]
    speaker = (agents if passive else found)[:1]
    for by in ("on", "to"):
        if key in ("blame", "attribute") and preps.get(by):
            deed = found if passive else objects
            return ResponsibilityMention(
                AssertionKind.ACCUSES, preps[by][0], speaker[0] if speaker else None, verb, tuple(deed) or (verb,)
            )
    party = found if passive else objects
    if not party:
        return None
    deed = [j for by in ("for", "of", "with") for j in preps.get(by, [])]
    return ResponsibilityMention(
        AssertionKind.ACCUSES, party[0], speaker[0] if speaker else None, verb, tuple(deed) or (verb,)
    )


def _suspicion(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    found, passive = subjects(sentence, verb)
    if not passive or not found:
        return None
    below = sentence.subtree(verb)
    if not any(sentence.lemmas[j].lower() in rules.behind | rules.nouns for j in below):
        return None
    return ResponsibilityMention(AssertionKind.SUSPECTS, found[0], None, verb, (verb,))


def _behind(sentence: ParsedSentence, word: int) -> ResponsibilityMention | None:
    verb = sentence.heads[word]
    if sentence.lemmas[verb].lower() != "be" or sentence.deps[word] not in ("prep", "acomp", "advmod", "attr"):
        return None
    if not sentence.kids(word, "pobj", "prep"):
        return None
    found, _ = subjects(sentence, verb)
    if not found:
        return None
    kind, speaker = AssertionKind.REPORTS, None
    above = sentence.heads[verb]
    if sentence.deps[verb] == "ccomp" and above != verb:
        said = subjects(sentence, above)[0]
        kind, speaker = AssertionKind.ACCUSES, said[0] if said else None
    if sentence.deps[verb] == "xcomp":
        return None
    return ResponsibilityMention(kind, found[0], speaker, verb, (word,))


def _is_void(sentence: ParsedSentence, mention: ResponsibilityMention) -> bool:
    """Negated, asked, or about nobody: "no one has claimed", "whether it was behind"."""
    negated = any(sentence.deps[c] == "neg" for c in sentence.children[mention.cue])
    marked = any(
        sentence.deps[c] == "mark" and sentence.words[c].lower() in ("if", "whether")
        for c in sentence.children[mention.cue]
    )
    head = sentence.words[mention.party].lower()
    determiners = [sentence.words[c].lower() for c in sentence.kids(mention.party, "det", "neg")]
    nobody = head in ("none", "nobody", "no-one", "one", "anyone", "who") or "no" in determiners
    return negated or marked or nobody


def deed_words(sentence: ParsedSentence, mention: ResponsibilityMention) -> Sequence[int]:
    """All words below the deed: an event word among them is the act in question."""
    return sorted({k for d in mention.deed for k in sentence.subtree(d)})
