"""Did it happen, by the grammar around a word: negation, auxiliaries, conditions, governing words."""

from __future__ import annotations

from msgspec import Struct

from onrecord.lexicon.status import StatusCues
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.speakers_nouns import disputer
from onrecord.records import Status

_NOW = frozenset({"is", "are", "'s", "'re", "’s", "’re"})
_THEN = frozenset({"was", "were"})
_DUTIES = frozenset({"must"})
_VOWS = frozenset({"will", "would", "shall", "wo", "'ll", "'d"})
_CENTURIES = frozenset({"18", "19", "20"})
_DOUBTS = ("possible", "potential", "hypothetical")
_SEEMING = frozenset({"look", "seem", "sound", "appear", "feel"})
_ASKING = frozenset({"demand", "request", "urge", "propose", "recommend"})


class GrammaticalStatus(Struct, frozen=True):
    """``status`` is ``None`` where nothing marks the act; ``cue`` the index of the word that marks it.

    ``is_negated``: the text says that the act did not take place ("did not attack").
    """

    status: Status | None
    is_negated: bool
    cue: int | None


def grammatical_status(sentence: ParsedSentence, word: int, cues: StatusCues) -> GrammaticalStatus:
    """Reads the status of the act that ``word`` names, from its own auxiliaries up through the words above it."""
    own = _own_marks(sentence, word, cues)
    if own is not None:
        return own
    if is_of_the_past(sentence, word, cues):
        return GrammaticalStatus(None, False, None)
    if _is_lasting(sentence, word, cues):
        return GrammaticalStatus(Status.ONGOING, False, word)
    if _is_imperative(sentence, word):
        return GrammaticalStatus(Status.DEMANDED, False, word)
    if (ending := _ending_above(sentence, word, cues)) is not None:
        return GrammaticalStatus(Status.ONGOING, False, ending)
    if (belief := _belief_above(sentence, word, cues)) is not None:
        return belief
    if (doubt := _doubt_above(sentence, word)) is not None:
        return GrammaticalStatus(Status.HYPOTHETICAL, False, doubt)
    if _is_purpose(sentence, word):
        return _governed(sentence, word, sentence.heads[word], cues) or GrammaticalStatus(
            Status.HYPOTHETICAL, False, word
        )
    if _is_false_report(sentence, word, cues):
        return GrammaticalStatus(None, True, sentence.heads[word])
    if (denial := _denial_above(sentence, word, cues)) is not None:
        return GrammaticalStatus(Status.DENIED, False, denial)
    if (modal := _modal_above(sentence, word, cues)) is not None:
        return GrammaticalStatus(Status.HYPOTHETICAL, False, modal)
    if _lies_ahead(sentence, word):
        return GrammaticalStatus(Status.PLANNED, False, sentence.heads[word])
    below, above = word, sentence.heads[word]
    for _ in range(6):
        if above == below:
            break
        if _is_presupposed(sentence, below, above, cues):
            break
        found = _governed(sentence, below, above, cues)
        if found is not None:
            return found
        if _is_barrier(sentence, below, above):
            break
        below, above = above, sentence.heads[above]
    return GrammaticalStatus(None, False, None)


def is_progressive(sentence: ParsedSentence, verb: int, cues: StatusCues) -> bool:
    """Whether the clause tells an act under way: "are shelling", "is being held"; in words reported, "said that they
    were pulling back" too."""
    helpers = {sentence.words[c].lower() for c in sentence.kids(verb, "aux", "auxpass")}
    if sentence.tags[verb] != "VBG" and "being" not in helpers:
        return False
    return bool(helpers & _NOW) or (bool(helpers & _THEN) and _is_spoken(sentence, verb, cues))


def _own_marks(sentence: ParsedSentence, word: int, cues: StatusCues) -> GrammaticalStatus | None:
    for child in sentence.children[word]:
        dep, form = sentence.deps[child], sentence.words[child].lower()
        if (dep == "neg" or (dep in ("det", "preconj") and form in cues.negators)) and not _adds(sentence, child):
            return GrammaticalStatus(None, True, child)
        if dep == "mark" and form in cues.conditional_marks:
            return GrammaticalStatus(Status.HYPOTHETICAL, False, child)
    if _is_to_come(sentence, word + 1):
        return GrammaticalStatus(Status.PLANNED, False, word + 1)
    for child in sentence.children[word]:
        dep, form = sentence.deps[child], sentence.words[child].lower()
        if dep == "acl" and sentence.tags[child] == "VBN" and form in ("planned", "scheduled", "due", "expected"):
            return GrammaticalStatus(Status.PLANNED, False, child)
        if dep in ("nsubj", "nsubjpass") and _is_nobody(sentence, child, cues):
            return GrammaticalStatus(None, True, child)
        if dep == "aux" and form in cues.auxiliaries and not _is_perfect(sentence, word):
            return GrammaticalStatus(_modal_status(sentence, word, form, cues), False, child)
        if dep == "advmod" and form in ("nearly", "almost") and child == word - 1:
            return GrammaticalStatus(Status.ATTEMPTED, False, child)
        if dep == "amod" and form in ("attempted", "failed", "foiled", "thwarted", "abortive", "unsuccessful"):
            return GrammaticalStatus(Status.ATTEMPTED, False, child)
        if dep == "amod" and form in ("planned", "scheduled", "upcoming", "future", "forthcoming", "impending"):
            return GrammaticalStatus(Status.PLANNED, False, child)
        if dep == "amod" and form in (*_DOUBTS, "imminent", "further", "eventual"):
            return GrammaticalStatus(Status.HYPOTHETICAL, False, child)
        if dep == "amod" and form == "threatened" and not _is_at_last(sentence, child):
            return GrammaticalStatus(Status.THREATENED, False, child)
    return None


def _adds(sentence: ParsedSentence, negator: int) -> bool:
    """ "Not only the bombing but ...": nothing is denied."""
    after = sentence.words[negator + 1].lower() if negator + 1 < len(sentence) else ""
    return after in ("only", "merely", "simply")


def _is_to_come(sentence: ParsedSentence, after: int) -> bool:
    """ "a strike starting tomorrow": by the word after it, wherever it hangs in the parse."""
    if after >= len(sentence) or sentence.words[after].lower() not in ("starting", "beginning"):
        return False
    return any(sentence.words[k].lower() in ("tomorrow", "next") for k in sentence.subtree(after))


def _modal_status(sentence: ParsedSentence, word: int, modal: str, cues: StatusCues) -> Status:
    """What "will", "must" and the like say: "must" in words spoken is a demand, "unless" after a vow a threat."""
    status = cues.auxiliaries[modal]
    if modal in _DUTIES and _is_spoken(sentence, word, cues):
        return Status.DEMANDED
    if modal not in _VOWS:
        return status
    if any(sentence.words[c].lower() == "unless" for c in _clause_marks(sentence, word)):
        return Status.THREATENED
    return Status.PLANNED if modal == "would" and _is_future_in_past(sentence, word, cues) else status


def _clause_marks(sentence: ParsedSentence, word: int) -> list[int]:
    return [m for clause in sentence.kids(word, "advcl") for m in sentence.kids(clause, "mark")]


def _is_spoken(sentence: ParsedSentence, word: int, cues: StatusCues) -> bool:
    """ "said that the army must leave": what someone wants of another, by a verb of speech above it."""
    return sentence.deps[word] == "ccomp" and sentence.lemmas[sentence.heads[word]].lower() in cues.speech


def _is_nobody(sentence: ParsedSentence, subject: int, cues: StatusCues) -> bool:
    """ "neither side attacked", "no rebels fired"."""
    if sentence.words[subject].lower() in ("nobody", "none", "neither"):
        return True
    return any(sentence.words[c].lower() in cues.negators for c in sentence.kids(subject, "det", "preconj", "neg"))


def _is_future_in_past(sentence: ParsedSentence, word: int, cues: StatusCues) -> bool:
    """ "said it would withdraw": a plan told in the past, unless a condition hangs on it."""
    if any(sentence.words[c].lower() in cues.conditional_marks for c in sentence.subtree(word)):
        return False
    return sentence.deps[word] in ("ccomp", "conj") and sentence.tags[sentence.heads[word]] in ("VBD", "VBN", "VB")


def _modal_above(sentence: ParsedSentence, word: int, cues: StatusCues) -> int | None:
    """ "Air strikes on the port could do great harm": what an act in general would do, not one that is known."""
    verb = sentence.heads[word]
    if sentence.deps[word] != "nsubj" or sentence.pos[word] != "NOUN" or _is_perfect(sentence, verb):
        return None
    if sentence.kids(word, "poss") or any(
        sentence.words[d].lower() not in ("a", "an", "any") for d in sentence.kids(word, "det")
    ):
        return None
    modals = [c for c in sentence.kids(verb, "aux") if sentence.words[c].lower() in ("could", "would", "might", "may")]
    return next(iter(modals), None)


def is_of_the_past(sentence: ParsedSentence, word: int, cues: StatusCues) -> bool:
    """Whether a noun names an act that took place, whatever is said of it: "discussed the recent attack on a convoy",
    "refused to condemn last week's attack"."""
    if sentence.pos[word] != "NOUN":
        return False
    owners = [sentence.words[k].lower() for k in sentence.kids(word, "poss")]
    if any(owner in cues.past for owner in owners):
        return any(sentence.words[j].lower() in ("last", "yesterday") for j in sentence.subtree(word))
    known = any(sentence.words[d].lower() in ("the", "this", "these", "those") for d in sentence.kids(word, "det"))
    recent = {sentence.words[c].lower() for c in sentence.kids(word, "amod")} & cues.past
    years = [
        c for c in sentence.kids(word, "nummod") if len(sentence.words[c]) == 4 and sentence.words[c][:2] in _CENTURIES
    ]
    return (known or bool(owners)) and (bool(recent) or bool(years))


def _is_lasting(sentence: ParsedSentence, word: int, cues: StatusCues) -> bool:
    """ "Its continued refusal", "the strike continued for a fourth day"."""
    if sentence.pos[word] != "NOUN":
        return False
    if any(sentence.words[c].lower() in cues.lasting for c in sentence.kids(word, "amod")):
        return True
    verb = sentence.heads[word]
    is_finite = sentence.tags[verb] in ("VBD", "VBZ", "VBP") and not sentence.kids(verb, "neg")
    return sentence.deps[word] == "nsubj" and is_finite and sentence.lemmas[verb].lower() in cues.lasting


def _ending_above(sentence: ParsedSentence, word: int, cues: StatusCues) -> int | None:
    """ "called for an end to the attacks", "urged the army to cease its strikes": what is to end is under way."""
    is_known = sentence.tags[word] == "NNS" or bool(sentence.kids(word, "det", "poss"))
    if sentence.pos[word] != "NOUN" or not is_known:
        return None
    above = sentence.heads[word]
    if sentence.deps[word] == "pobj" and sentence.words[above].lower() in ("to", "of", "in"):
        noun = sentence.heads[above]
        is_end = sentence.pos[noun] == "NOUN" and sentence.lemmas[noun].lower() in cues.ending_nouns
        return noun if is_end else None
    is_end = sentence.deps[word] == "dobj" and sentence.lemmas[above].lower() in cues.ending_verbs
    is_asked = sentence.tags[above] == "VB" and sentence.deps[above] in ("xcomp", "ccomp")
    governor = cues.governors.get(sentence.lemmas[sentence.heads[above]].lower())
    return above if is_end and is_asked and governor is Status.DEMANDED else None


def _belief_above(sentence: ParsedSentence, word: int, cues: StatusCues) -> GrammaticalStatus | None:
    """ "At first, police believed that he had shot her": in doubt; "wrongly reported that": it did not happen."""
    while sentence.deps[word] == "conj":
        word = sentence.heads[word]
    above = sentence.heads[word]
    if sentence.deps[word] not in ("ccomp", "xcomp") or sentence.lemmas[above].lower() not in cues.beliefs:
        return None
    marks = {sentence.words[k].lower() for c in sentence.kids(above, "advmod", "prep") for k in sentence.subtree(c)}
    if marks & cues.wrongly:
        return GrammaticalStatus(None, True, above)
    return GrammaticalStatus(Status.HYPOTHETICAL, False, above) if marks & cues.at_first else None


def _doubt_above(sentence: ParsedSentence, word: int) -> int | None:
    """ "A possible air strike that killed nine": what is told of an act in doubt is in doubt too."""
    if sentence.deps[word] != "relcl":
        return None
    doubts = [c for c in sentence.kids(sentence.heads[word], "amod") if sentence.words[c].lower() in _DOUBTS]
    return next(iter(doubts), None)


def _is_at_last(sentence: ParsedSentence, threatened: int) -> bool:
    """ "Its long-threatened invasion": the threat is over, the act is told."""
    start = sentence.starts[threatened] - sentence.start
    return sentence.text[:start].lower().endswith(("long-", "long "))


def _is_false_report(sentence: ParsedSentence, word: int, cues: StatusCues) -> bool:
    """ "fake reports of an explosion", "there is no record of a strike"."""
    prep = sentence.heads[word]
    if sentence.deps[word] != "pobj" or sentence.words[prep].lower() not in ("of", "about"):
        return False
    noun = sentence.heads[prep]
    if any(sentence.words[c].lower() in cues.false for c in sentence.kids(noun, "amod")):
        return True
    denied = any(sentence.words[c].lower() == "no" for c in sentence.kids(noun, "det"))
    return denied and sentence.lemmas[noun].lower() in cues.traces


def _denial_above(sentence: ParsedSentence, word: int, cues: StatusCues) -> int | None:
    """ "rejected the charge that its men had fired": the verb that disputes what the clause of a charge tells."""
    while sentence.deps[word] == "conj":
        word = sentence.heads[word]
    found = disputer(sentence, word, cues.charges)
    return found[1] if found is not None and sentence.lemmas[found[1]].lower() in cues.disputing else None


def _lies_ahead(sentence: ParsedSentence, word: int) -> bool:
    """ "ahead of the rallies": they were still to come."""
    prep = sentence.heads[word]
    if sentence.deps[word] != "pobj" or sentence.words[prep].lower() != "of":
        return False
    return sentence.words[sentence.heads[prep]].lower() in ("ahead", "advance")


def _is_purpose(sentence: ParsedSentence, word: int) -> bool:
    """ "sent troops to fight the rebels": what something was done for is not told as done."""
    if sentence.tags[word] != "VB" or sentence.deps[word] not in ("advcl", "acl"):
        return False
    return any(sentence.words[c].lower() == "to" for c in sentence.children[word])


def _is_imperative(sentence: ParsedSentence, word: int) -> bool:
    """ "Rise up, brothers, and burn their houses": who is told to do something has not done it."""
    top = word
    while sentence.deps[top] == "conj" and sentence.tags[sentence.heads[top]] == "VB":
        top = sentence.heads[top]
    verbs = {word, top}
    if any(sentence.tags[v] != "VB" or sentence.kids(v, "nsubj", "nsubjpass", "aux") for v in verbs):
        return False
    return sentence.deps[top] in ("ROOT", "ccomp", "parataxis") and bool(sentence.kids(word, "dobj"))


def _is_perfect(sentence: ParsedSentence, verb: int) -> bool:
    """ "may have killed": about the past, so no plan and no mere possibility of an act to come."""
    return any(sentence.words[c].lower() == "have" and sentence.deps[c] == "aux" for c in sentence.children[verb])


def _is_perfect_told(sentence: ParsedSentence, verb: int) -> bool:
    helpers = sentence.kids(verb, "aux")
    forms = {sentence.words[c].lower() for c in helpers}
    return bool(forms & {"has", "have", "had"}) and all(sentence.tags[c] != "MD" for c in helpers)


def _governed(sentence: ParsedSentence, below: int, above: int, cues: StatusCues) -> GrammaticalStatus | None:
    dep = sentence.deps[below]
    lemma = sentence.lemmas[above].lower()
    reaches = dep in ("xcomp", "ccomp", "pcomp", "acl", "dobj", "advcl", "nsubjpass", "pobj", "prep", "oprd")
    reaches = reaches and not _is_comparison(sentence, above)
    if reaches and lemma in cues.governors and _takes(sentence, below, above, dep, cues):
        is_turned = lemma == "fail" or cues.governors[lemma] is Status.DENIED
        if is_turned and any(sentence.deps[c] == "neg" for c in sentence.children[above]):
            return None  # "does not deny having shot him"
        return GrammaticalStatus(cues.governors[lemma], False, above)
    is_put = dep == "prep" and sentence.words[below].lower() == "under" and lemma in ("put", "place", "be", "come")
    is_told_of = dep == "attr" and all(sentence.words[d].lower() != "the" for d in sentence.kids(below, "det"))
    is_joined = dep == "conj" and not sentence.kids(below, "nsubj", "nsubjpass")
    if is_joined or dep == "xcomp" or is_told_of or is_put or (dep == "dobj" and sentence.pos[above] == "VERB"):
        return _own_marks(sentence, above, cues)
    return None


def _is_comparison(sentence: ParsedSentence, like: int) -> bool:
    """ "Like the attacks in Paris": no wish, and no guess as in "it looks like an attack"."""
    return sentence.pos[like] == "ADP" and sentence.lemmas[sentence.heads[like]].lower() not in _SEEMING


def _takes(sentence: ParsedSentence, below: int, above: int, dep: str, cues: StatusCues) -> bool:
    """Whether the governing word says something about the act below it, and not just stands beside it."""
    lemma = sentence.lemmas[above].lower()
    status = cues.governors[lemma]
    if lemma in cues.enabling and (sentence.tags[above] == "VBD" or _is_perfect_told(sentence, above)):
        return False  # "helped destroy the bridge", "has enabled them to take the town"
    if lemma in cues.aiming and dep in ("dobj", "nsubjpass", "oprd"):
        return False  # "set fire to the gate" is done, "set to strike" is not
    is_infinitive = sentence.tags[below] == "VB" and any(
        sentence.words[c].lower() == "to" for c in sentence.children[below]
    )
    if dep in ("xcomp", "ccomp"):
        present = () if status is Status.DEMANDED else ("VBP",)
        finite = sentence.tags[below] in ("VBD", "VBZ", *present) or any(
            sentence.deps[c] in ("aux", "auxpass") and sentence.tags[c] in ("VBD", "VBZ", "VBP")
            for c in sentence.children[below]
        )
        if finite and status in (Status.PLANNED, Status.THREATENED, Status.DEMANDED, Status.ATTEMPTED):
            return False
        return (
            is_infinitive
            or sentence.tags[below] in ("VBG", "VB", *(("VBP",) if status is Status.DEMANDED else ()))
            or status in (Status.DENIED, Status.HYPOTHETICAL)
        )
    if dep in ("acl", "advcl"):
        return is_infinitive
    if dep == "dobj" and status is Status.DEMANDED:
        return sentence.pos[below] == "NOUN" and lemma in _ASKING
    if dep in ("dobj", "nsubjpass"):
        return sentence.pos[below] == "NOUN" and status in (
            Status.THREATENED,
            Status.PLANNED,
            Status.ATTEMPTED,
            Status.DENIED,
            Status.HYPOTHETICAL,
        )
    if dep in ("pcomp", "pobj"):
        return status in (Status.THREATENED, Status.DENIED, Status.ATTEMPTED, Status.HYPOTHETICAL)
    if dep == "prep" and status in (Status.DEMANDED, Status.PLANNED):
        return sentence.words[below].lower() == "for"
    if dep == "prep":
        return sentence.words[below].lower() in ("of", "from", "against") and status in (
            Status.THREATENED,
            Status.HYPOTHETICAL,
            Status.ATTEMPTED,
        )
    return False


def _is_presupposed(sentence: ParsedSentence, below: int, above: int, cues: StatusCues) -> bool:
    """ "called for an inquiry into the attack": whatever is said of the inquiry, the attack took place."""
    is_known = sentence.deps[below] in ("prep", "dobj") and sentence.lemmas[above].lower() in cues.presupposing
    return is_known or (sentence.deps[below] == "prep" and sentence.lemmas[above].lower() in cues.growing)


def _is_barrier(sentence: ParsedSentence, below: int, above: int) -> bool:
    """Past these words what stands above no longer bears on the act."""
    if sentence.deps[below] in ("relcl", "advcl", "parataxis", "nsubj", "appos", "poss", "npadvmod"):
        return True
    return sentence.deps[below] == "ccomp" and sentence.lemmas[above].lower() in ("say", "report", "tell", "add")
