"""Finds who was killed, wounded or abducted, and how many, in a parsed sentence."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from onrecord.lexicon.casualties import CasualtyWords
from onrecord.lexicon.noun_kinds import NounKind, load_noun_kinds
from onrecord.lexicon.numbers import NumberWord, NumberWords
from onrecord.mentions.arguments import subjects
from onrecord.mentions.counts import Number, read_numbers
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import antecedent, conjoined

_PEOPLE_LIMIT = 5_000_000
_YEAR = range(1900, 2100)
_EFFECTS = frozenset({"death", "injury", "abduction"})
_TAKES_OBJECT = frozenset({"kill", "wound", "injure", "hurt", "kidnap", "abduct"})
_TAKES_LIVES = frozenset({"claim", "lose", "cost", "take"})
_HITS = frozenset({"shoot", "strike", "hit", "hack"})
_SINGULAR = frozenset({"was", "is", "has"})
_OPEN = frozenset({"shoot", "wound", "condition"})
_LEAVING = frozenset({"leave", "render", "find"})
_NOBODY = frozenset({"nobody", "none"})
_THINGS = frozenset({NounKind.BUILDING, NounKind.PLACE, NounKind.VEHICLE, NounKind.MONEY})


class TollMention(Struct, frozen=True):
    """Persons killed, wounded or abducted. ``predicate`` is the word that says so, ``heads`` the victims' nouns
    (indexes in the sentence); ``start``/``end`` span the words of the count (or of the victim) in the clean text.
    ``is_open``: of who was shot it is not told here whether they live."""

    effect: str
    predicate: int
    heads: tuple[int, ...]
    low: int | None
    best: int | None
    high: int | None
    start: int
    end: int
    is_attackers: bool
    is_open: bool = False


def find_tolls(sentence: ParsedSentence, words: CasualtyWords, numbers: NumberWords) -> list[TollMention]:
    """All tolls of a sentence, in order of their predicates. A victim in the singular counts one."""
    found: list[TollMention] = []
    for i in range(len(sentence)):
        for effect, heads in _claims(sentence, i, words):
            people = [head for head in heads if not _is_thing(sentence, head, words)]
            toll = _toll(sentence, effect, i, people, words, numbers) if people else None
            if toll is not None:
                found.append(toll)
    return [_with_fallen_fighters(sentence, toll, found, words) for toll in found]


def _with_fallen_fighters(
    sentence: ParsedSentence, toll: TollMention, tolls: Sequence[TollMention], words: CasualtyWords
) -> TollMention:
    """Killed rebels are the victims where nobody else is counted and the sentence has no rebels who act ("air strikes
    killed nine rebels")."""
    lemmas = {sentence.lemmas[h].lower() for h in toll.heads}
    others = [t for t in tolls if t.effect == toll.effect and not t.is_attackers]
    acting = [
        i
        for i, lemma in enumerate(sentence.lemmas)
        if lemma.lower() in lemmas and sentence.deps[i] == "nsubj" and i not in toll.heads
    ]
    if others or acting or not lemmas <= words.fighters:
        return toll
    return replace(toll, is_attackers=False)


def _is_thing(sentence: ParsedSentence, head: int, words: CasualtyWords) -> bool:
    """Whether a noun names what is nobody: two patrol cars that are burned are no wounded."""
    lemma = sentence.lemmas[head].lower()
    return sentence.pos[head] == "NOUN" and (lemma in words.things or load_noun_kinds().get(lemma) in _THINGS)


def _claims(sentence: ParsedSentence, i: int, words: CasualtyWords) -> list[tuple[str, list[int]]]:
    """What word ``i`` says of whom: effects with the victims' nouns."""
    lemma, form, pos = sentence.lemmas[i].lower(), sentence.words[i].lower(), sentence.pos[i]
    if pos in ("VERB", "AUX") and (effect := words.verbs.get(lemma)) in _EFFECTS:
        heads = _victims_of_verb(sentence, i, lemma)
        if lemma == "seize":
            heads = [j for j in heads if sentence.pos[j] == "NUM" or sentence.lemmas[j].lower() in words.seized_people]
        if heads or form not in words.states:
            return [("death" if _is_to_death(sentence, i) or _is_deadly(sentence, i, words) else effect, heads)]
    if pos == "VERB" and (_is_to_death(sentence, i) or (lemma in _HITS and _is_deadly(sentence, i, words))):
        return [("death", _victims_of_verb(sentence, i, lemma))]
    if pos == "VERB" and lemma == "shoot" and not _tells_harm(sentence, i, words):
        return [("injury", _victims_of_verb(sentence, i, lemma))]
    if pos in ("ADJ", "VERB") and form in words.states:
        effect = "death" if _is_deadly(sentence, i, words) else words.states[form]
        return [(effect, _victims_of_state(sentence, i))]
    if lemma == "life":
        return [("death", _lives(sentence, i))]
    if pos == "NOUN" and lemma == "condition" and _is_grave(sentence, i, words) and not _tells_harm(sentence, i, words):
        return [("injury", _wounded(sentence, i))]
    if pos == "NOUN" and lemma == "wound" and not _tells_harm(sentence, i, words):
        return [("injury", _wounded(sentence, i))]
    if pos == "NOUN" and words.states.get(form) == "abduction":
        return [("abduction", _taken(sentence, i))]
    if pos == "NOUN" and lemma in words.nouns:
        return _claims_of_noun(sentence, i, lemma, words)
    return []


def _is_deadly(sentence: ParsedSentence, i: int, words: CasualtyWords) -> bool:
    """ "fatally shot", "mortally wounded"."""
    return any(sentence.words[j].lower() in words.deadly for j in sentence.kids(i, "advmod"))


def _tells_harm(sentence: ParsedSentence, but: int, words: CasualtyWords) -> bool:
    """Whether another word than ``but`` tells a death or an injury: then "shot" tells how, and counts none."""
    return any(
        words.verbs.get(lemma.lower()) in ("death", "injury")
        or form.lower() in words.states
        or words.nouns.get(lemma.lower()) == "death"
        or form.lower() in ("fatally", "fatal", "dead")
        for i, (lemma, form) in enumerate(zip(sentence.lemmas, sentence.words, strict=True))
        if i != but
    )


def _claims_of_noun(
    sentence: ParsedSentence, noun: int, lemma: str, words: CasualtyWords
) -> list[tuple[str, list[int]]]:
    is_none = any(sentence.words[j].lower() == "no" for j in sentence.kids(noun, "det"))
    if lemma == "casualty" and is_none:
        return [("death", [noun]), ("injury", [noun])]
    victims = [noun] if is_none else _victims_of_noun(sentence, noun, lemma)
    if lemma == "injury" and not victims and not any(words.nouns.get(x.lower()) == "death" for x in sentence.lemmas):
        victims = _wounded(sentence, noun)
    return [(words.nouns[lemma], victims)]


def _is_grave(sentence: ParsedSentence, condition: int, words: CasualtyWords) -> bool:
    return any(sentence.words[j].lower() in words.grave for j in sentence.kids(condition, "amod"))


def _wounded(sentence: ParsedSentence, wound: int) -> list[int]:
    """Who "suffered a gunshot wound", or is "a man with gunshot wounds", or "in critical condition"."""
    above = sentence.heads[wound]
    if sentence.deps[wound] == "dobj" and sentence.lemmas[above].lower() in ("suffer", "sustain", "have", "receive"):
        return _expanded(sentence, subjects(sentence, above)[0])
    if sentence.lemmas[wound].lower() != "condition" and sentence.words[above].lower() == "in":
        return []
    if sentence.deps[wound] != "pobj" or sentence.words[above].lower() not in ("with", "from", "of", "for", "in"):
        return []
    holder = sentence.heads[above]
    if sentence.pos[holder] in ("NOUN", "PROPN", "NUM"):
        return _expanded(sentence, [holder])
    if sentence.pos[holder] in ("VERB", "AUX"):
        return _expanded(sentence, sentence.kids(holder, "dobj") or subjects(sentence, holder)[0])
    return []


def _victims_of_verb(sentence: ParsedSentence, verb: int, lemma: str) -> list[int]:
    if lemma in ("die", "perish"):
        return _expanded(sentence, subjects(sentence, verb)[0])
    objects = sentence.kids(verb, "dobj")
    if objects and not sentence.kids(verb, "auxpass"):
        return _expanded(sentence, objects)
    found, passive = subjects(sentence, verb)
    if passive:
        return _expanded(sentence, found)
    for joined in sentence.kids(verb, "conj"):
        objects = sentence.kids(joined, "dobj")
        if objects and not sentence.kids(joined, "nsubj"):
            return _expanded(sentence, objects)
    if (lemma in _TAKES_OBJECT and sentence.tags[verb] == "VBD") or (
        lemma in (_TAKES_OBJECT | {"shoot"}) and sentence.tags[verb] == "VBN"
    ):
        # "12 were killed and 30 wounded": with neither object nor auxiliary the participle is short for a passive.
        return _expanded(sentence, sentence.kids(verb, "nsubj"))
    return []


def _taken(sentence: ParsedSentence, state: int) -> list[int]:
    """ "took 30 people hostage": the other object of the verb."""
    objects = sentence.kids(sentence.heads[state], "dobj") if sentence.deps[state] in ("dobj", "oprd", "attr") else []
    return _expanded(sentence, [j for j in objects if j < state])


def _is_to_death(sentence: ParsedSentence, verb: int) -> bool:
    """ "stabbed to death" tells a death and no injury."""
    return any(
        sentence.words[p].lower() == "to"
        and any(sentence.lemmas[j].lower() == "death" for j in sentence.kids(p, "pobj"))
        for p in sentence.kids(verb, "prep")
    )


def _lives(sentence: ParsedSentence, noun: int) -> list[int]:
    """Whose lives: "claimed 20 lives", "the lives of eight people", "eight people lost their lives"."""
    verb = sentence.heads[noun]
    if sentence.deps[noun] not in ("dobj", "nsubjpass") or sentence.lemmas[verb].lower() not in _TAKES_LIVES:
        return []
    owners = [j for p in sentence.kids(noun, "prep") if sentence.words[p] == "of" for j in sentence.kids(p, "pobj")]
    if owners:
        return _expanded(sentence, owners)
    if sentence.kids(noun, "nummod"):
        return [noun]
    return _expanded(sentence, subjects(sentence, verb)[0]) if sentence.lemmas[verb].lower() == "lose" else []


def _victims_of_state(sentence: ParsedSentence, word: int) -> list[int]:
    dep, head = sentence.deps[word], sentence.heads[word]
    numbers = sentence.kids(word, "nummod", "nsubj", "npadvmod", "quantmod")
    if numbers:
        return _expanded(sentence, numbers)
    if dep in ("acomp", "oprd", "attr", "xcomp", "ccomp") or (dep == "advmod" and _is_shooting(sentence, head)):
        objects = sentence.kids(head, "dobj")
        if not objects:
            found, passive = subjects(sentence, head)
            objects = found if passive or sentence.lemmas[head].lower() not in _LEAVING else []
        return _expanded(sentence, objects)
    if dep == "amod" and sentence.pos[head] == "NOUN":
        is_complement = sentence.deps[head] == "dobj" and (head < word or _is_shooting(sentence, sentence.heads[head]))
        if is_complement or sentence.lemmas[head].lower() in ("people", "person", "civilian", "soldier", "body"):
            return _expanded(sentence, [head])
    return []


def _is_shooting(sentence: ParsedSentence, verb: int) -> bool:
    return sentence.lemmas[verb].lower() == "shoot"


def _victims_of_noun(sentence: ParsedSentence, noun: int, lemma: str) -> list[int]:
    if lemma == "toll":
        verb = sentence.heads[noun]
        near = [
            j
            for p in sentence.kids(verb, "prep", "dative") + sentence.kids(noun, "prep")
            for j in sentence.kids(p, "pobj")
        ]
        near += sentence.kids(verb, "dobj", "attr", "npadvmod")
        return [j for j in near if sentence.pos[j] == "NUM" or sentence.kids(j, "nummod")][:1]
    if any(not _is_year_word(sentence.words[j]) for j in sentence.kids(noun, "nummod")):
        return [noun]
    found = [
        j for p in sentence.kids(noun, "prep") if sentence.words[p].lower() == "of" for j in sentence.kids(p, "pobj")
    ]
    return _expanded(sentence, found or sentence.kids(noun, "poss"))


def _expanded(sentence: ParsedSentence, heads: list[int]) -> list[int]:
    found: list[int] = []
    for head in heads:
        for i in conjoined(sentence, antecedent(sentence, head)):
            if i not in found:
                found.append(i)
    return found


def _is_harmed_apart(sentence: ParsedSentence, joined: int, words: CasualtyWords) -> bool:
    """ "58 killed and 527 injured": the second number has a harm of its own."""
    return any(
        words.verbs.get(sentence.lemmas[k].lower()) in _EFFECTS or sentence.words[k].lower() in words.states
        for k in sentence.kids(joined, "acl", "amod")
        if k > joined
    )


def _joined_by_and(sentence: ParsedSentence, heads: list[int], words: CasualtyWords) -> list[int]:
    """The victims' nouns but for a singular that only a comma joins: "79 people, an ambulance service said"."""
    heads = heads[:1] + [h for h in heads[1:] if not _is_harmed_apart(sentence, h, words)]
    if any(sentence.kids(head, "cc") for head in heads):
        return heads
    return [h for k, h in enumerate(heads) if k == 0 or sentence.tags[h] not in ("NN", "NNP")]


def _toll(
    sentence: ParsedSentence, effect: str, predicate: int, heads: list[int], words: CasualtyWords, numbers: NumberWords
) -> TollMention | None:
    counts = [
        (head, _count_of_victim(sentence, head, words, numbers)) for head in _joined_by_and(sentence, heads, words)
    ]
    known = [(head, count) for head, count in counts if count is not None]
    if not known:
        return None
    lows = [c.low for _, c in known]
    bests = [c.best for _, c in known]
    highs = [c.high for _, c in known]
    return TollMention(
        effect=effect,
        predicate=predicate,
        heads=tuple(heads),
        low=None if None in lows else sum(x or 0 for x in lows),
        best=None if None in bests else sum(x or 0 for x in bests),
        high=None if None in highs or len(known) < len(counts) else sum(x or 0 for x in highs),
        start=min(c.start for _, c in known),
        end=max(max(c.end, sentence.ends[h]) for h, c in known),
        is_attackers=all(sentence.lemmas[h].lower() in words.attackers | words.fighters for h in heads),
        is_open=effect == "injury" and sentence.lemmas[predicate].lower() in _OPEN,
    )


def _count_of_victim(sentence: ParsedSentence, head: int, words: CasualtyWords, numbers: NumberWords) -> Number | None:
    is_one = sentence.tags[head] == "PRP" and sentence.words[head].lower() in words.one_person
    is_one = is_one or (sentence.lemmas[sentence.heads[head]].lower() == "shoot" and _is_self(sentence, head, words))
    if is_one or _is_name_in_s(sentence, head):
        return Number(1, 1, 1, sentence.starts[head], sentence.ends[head])
    if _is_age(sentence, head):
        return Number(1, 1, 1, sentence.starts[sentence.subtree(head)[0]], sentence.ends[head])
    return count_of(sentence, head, numbers, words.collectives)


def _is_self(sentence: ParsedSentence, head: int, words: CasualtyWords) -> bool:
    """ "accidentally shot himself"."""
    return sentence.tags[head] == "PRP" and sentence.words[head].lower() in words.reflexives


def _is_age(sentence: ParsedSentence, head: int) -> bool:
    """ "a 16-year-old" is one person, and the number counts years."""
    return sentence.words[head].lower() == "old" and any(
        sentence.words[j].lower() == "year" for j in sentence.children[head]
    )


def _is_name_in_s(sentence: ParsedSentence, head: int) -> bool:
    """ "Jenkins was pronounced dead": a name that looks like a plural, with a verb in the singular."""
    if sentence.tags[head] not in ("NNS", "NNPS") or not sentence.words[head][0].isupper():
        return False
    auxiliaries = sentence.kids(sentence.heads[head], "aux", "auxpass")
    return bool(auxiliaries) and all(sentence.words[j].lower() in _SINGULAR for j in auxiliaries)


def count_of(sentence: ParsedSentence, head: int, numbers: NumberWords, collectives: frozenset[str]) -> Number | None:
    """The count of a noun, offsets in the clean text: its number words, else one for a singular person or name."""
    parts = [j for j in sentence.subtree(head) if j <= head and _is_number_part(sentence, j, head)]
    if sentence.pos[head] == "NUM" or words_of_number(sentence, head, numbers) is not None:
        parts.append(head)
    if parts:
        first, last = min(parts), max(parts)
        text = sentence.span_text(first, last)
        offset = sentence.starts[first]
        read = [n for n in read_numbers(text, numbers) if not _is_year(n, text)]
        if read:
            # "a record 39 deaths": the article counts only where nothing else does.
            n = next((x for x in read if text[x.start : x.end].lower() not in ("a", "an")), read[0])
            return Number(n.low, n.best, n.high, offset + n.start, offset + n.end) if _plausible(n) else None
    if sentence.lemmas[head].lower() in _NOBODY:
        return Number(0, 0, 0, sentence.starts[head], sentence.ends[head])
    word = words_of_number(sentence, head, numbers)
    if word is not None:
        return Number(word.low, word.best, word.high, sentence.starts[head], sentence.ends[head])
    if sentence.tags[head] in ("NN", "NNP") and sentence.lemmas[head].lower() not in collectives:
        return Number(1, 1, 1, sentence.starts[head], sentence.ends[head])
    return None


def words_of_number(sentence: ParsedSentence, head: int, numbers: NumberWords) -> NumberWord | None:
    """The entry of a noun that is a number itself ("dozens"), under its form first."""
    known = numbers.get(sentence.words[head].lower()) or numbers.get(sentence.lemmas[head].lower())
    return known if known is not None and known.low else None


def _is_number_part(sentence: ParsedSentence, j: int, head: int) -> bool:
    if sentence.deps[j] in ("nummod", "quantmod", "advmod", "compound", "det", "amod", "predet") or sentence.pos[j] in (
        "NUM",
        "ADP",
    ):
        climbs = 0
        k = j
        while k != head and climbs < 4:
            k = sentence.heads[k]
            climbs += 1
        return k == head and (sentence.pos[j] in ("NUM", "ADV", "ADJ", "ADP", "DET", "NOUN"))
    return False


def _is_year_word(word: str) -> bool:
    return word.isdigit() and len(word) == 4 and int(word) in _YEAR


def _is_year(number: Number, text: str) -> bool:
    words = text[number.start : number.end]
    return _is_year_word(words)


def _plausible(number: Number) -> bool:
    return (number.best or number.low or number.high or 0) <= _PEOPLE_LIMIT
