"""What the words above and around an event word say of it, by the class of the word and by how it governs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from msgspec import Struct

from onrecord.lexicon.factuality import FactualityClass
from onrecord.mentions.language import ParsedSentence

__all__ = ["Classes", "governor_cues"]

Classes = Mapping[str, tuple[FactualityClass, ...]]
"""A lower-case lemma, with its particle if it has one ("call off") -> the classes that it is in."""

_STEPS_UP = 5
_LONGEST = 3
_INCLUDING = frozenset({"including", "like", "such", "as"})
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "csubj", "pcomp", "oprd"})
_NOBODY = frozenset({"nobody", "none", "neither", "nothing"})
_NONE = frozenset({"no", "neither", "nor", "never"})
_NEARLY = frozenset({"nearly", "almost", "narrowly"})
_MODALS = frozenset({"can", "ca", "could", "may", "might", "would", "should", "must", "'d"})
_UNREAL = frozenset({"would", "could", "should", "might", "'d"})
_OUTSIDE = frozenset({"relcl", "parataxis", "appos", "nsubj", "poss", "npadvmod"})


class _Step(Struct, frozen=True):
    """A word above: how what lies below hangs on it, and whether a clause's border lies between it and the word."""

    above: int
    relation: str
    is_beyond: bool


def governor_cues(sentence: ParsedSentence, word: int, classes: Classes) -> Iterator[str]:
    """Each word above that is of a class: the class, how the word below hangs on it, whether it is negated itself;
    what marks the word itself; and in one cue, from the word upwards, what undoes (n, d, e), hedges (h) and lifts it
    into possibility (m): "plans to march were scrapped" gives ``chain:hn``."""
    steps = list(_steps(sentence, word))
    place = "governor"
    for step in steps:
        names = [kind.name for kind in _classes(sentence, step.above, classes)]
        told = "-not" if _is_undone(sentence, step.above) else ""
        beyond = "beyond-" if step.is_beyond else ""
        for name in names:
            yield f"{beyond}{place}:{name}:{step.relation}{told}"
            if place == "governor" and not beyond:
                yield f"governor:{name}{told}"
        if names:
            place = "upper"
        elif told and not beyond:
            yield f"below-not:{step.relation}"
    yield from (f"at:{name}" for name in _small_words(sentence, word))
    yield from _own_classes(sentence, word, classes)
    chain = _chain(sentence, word, steps, classes)
    yield f"chain:{chain[:_LONGEST]}"
    yield f"chain:{chain[:_LONGEST]}:{sentence.deps[word]}"
    if chain:
        yield f"chain-ends:{chain[-1]}"


def _chain(sentence: ParsedSentence, word: int, steps: list[_Step], classes: Classes) -> str:
    chain = _letters(sentence, _bearer(sentence, word))
    if "n" not in chain and {"own:acl:called-off", "own:amod:called-off"} & set(_own_classes(sentence, word, classes)):
        chain += "n"
    for step in steps:
        if step.is_beyond:
            break
        kinds = _classes(sentence, step.above, classes)
        letter = next((kind.effect for kind in kinds if kind.effect and step.relation in kind.reach), "")
        if step.relation == "object" and not letter and all(kind.name != "carried-out" for kind in kinds):
            break
        chain += letter + (_letters(sentence, step.above) if letter or step.relation == "object" else "")
    return "".join(letter if letter != "n" else "".join(run) for letter, run in groupby(chain))


def _bearer(sentence: ParsedSentence, word: int) -> int:
    """The word whose auxiliaries are the word's too: "could march or strike"."""
    head = sentence.heads[word]
    is_joined = sentence.deps[word] == "conj" and sentence.tags[word] == sentence.tags[head] == "VB"
    return head if is_joined and not sentence.kids(word, "aux", "nsubj", "neg") else word


def _letters(sentence: ParsedSentence, word: int) -> str:
    modal = any(sentence.words[c].lower() in _MODALS for c in sentence.kids(word, "aux"))
    conditional = any(sentence.words[c].lower() in ("if", "unless", "whether") for c in sentence.kids(word, "mark"))
    unreal = any(name.startswith("unreal") for name in _small_words(sentence, word))
    return "n" * _is_undone(sentence, word) + "u" * unreal + "m" * ((modal and not unreal) or conditional)


def _steps(sentence: ParsedSentence, word: int) -> Iterator[_Step]:
    below, relation, is_beyond = word, "", False
    for _ in range(_STEPS_UP):
        above, dep = sentence.heads[below], sentence.deps[below]
        if above == below:
            return
        if dep == "conj" and not sentence.kids(below, "nsubj", "nsubjpass"):
            below = above
            continue
        if dep in ("pobj", "pcomp"):
            if sentence.words[sentence.heads[above]].lower() == "out":
                above = sentence.heads[above]  # "pulled out of the talks"
            preposition = sentence.words[above].lower()
            if preposition in _INCLUDING and dep == "pobj":
                below = sentence.heads[above]
                continue
            relation = relation or f"{preposition}-{_form(sentence, below)}"
            if preposition in ("without", "instead"):
                yield _Step(above, relation, is_beyond)
            below = above
            continue
        yield _Step(above, relation or _relation(sentence, below, dep), is_beyond)
        is_beyond = is_beyond or _is_border(sentence, below, dep)
        below, relation = above, ""


def _relation(sentence: ParsedSentence, below: int, dep: str) -> str:
    if dep in ("dobj", "nsubjpass"):
        return "object"
    if dep == "nsubj":
        head = sentence.heads[below]
        is_bare_passive = sentence.tags[head] == "VBN" and not sentence.kids(head, "dobj", "aux", "auxpass")
        return "object" if is_bare_passive else "subject"
    if dep in _CLAUSES:
        return f"{dep}-{_form(sentence, below)}"
    return dep


def _form(sentence: ParsedSentence, word: int) -> str:
    tag = sentence.tags[word]
    if any(sentence.words[c].lower() == "to" for c in sentence.kids(word, "aux")):
        return "infinitive"
    return "bare" if tag == "VB" else "gerund" if tag == "VBG" else "finite" if tag.startswith("V") else "noun"


def _is_border(sentence: ParsedSentence, below: int, dep: str) -> bool:
    if sentence.deps[below] == "nsubj" and _relation(sentence, below, dep) == "object":
        return False
    return dep in _OUTSIDE or (dep in ("ccomp", "advcl") and _form(sentence, below) in ("finite", "noun"))


def _classes(sentence: ParsedSentence, word: int, classes: Classes) -> tuple[FactualityClass, ...]:
    lemma = sentence.lemmas[word].lower()
    for particle in sentence.kids(word, "prt", "prep"):
        found = classes.get(f"{lemma} {sentence.words[particle].lower()}")
        if found:
            return found
    return classes.get(lemma, ())


def _own_classes(sentence: ParsedSentence, word: int, classes: Classes) -> list[str]:
    kids = sentence.kids(word, "amod", "acl", "relcl", "compound")
    return [f"own:{sentence.deps[k]}:{kind.name}" for k in kids for kind in _classes(sentence, k, classes)]


def _small_words(sentence: ParsedSentence, word: int) -> Iterator[str]:
    """Small words that say that it did not happen, or not yet, or would have."""
    before = " ".join(w.lower() for w in sentence.words[max(0, word - 3) : word])
    adverbs = [c for c in sentence.kids(word, "advmod", "neg") if c < word]
    if any(pair in before for pair in ("rather than", "instead of", "short of")):
        yield "rather-than"
    if any(sentence.words[c].lower() in _NEARLY for c in adverbs):
        yield "nearly"
    if any(sentence.words[c].lower() in ("longer", "more") and _is_after(sentence, c, "no") for c in adverbs):
        yield "no-longer"
    if any(_is_after(sentence, c, "yet") for c in sentence.kids(word, "aux") if sentence.words[c].lower() == "to"):
        yield "yet-to"
    if sentence.tags[word] == "VB" and _is_too_much(sentence, sentence.heads[word]):
        yield "too-to"
    if any(_is_none(sentence, c) for c in sentence.kids(word, "dobj", "attr", "nsubj", "nsubjpass")):
        yield "none"
    auxiliaries = {sentence.words[c].lower() for c in sentence.kids(word, "aux")}
    if auxiliaries & _UNREAL and any(sentence.lemmas[c] == "have" for c in sentence.kids(word, "aux")):
        yield f"unreal-{min(auxiliaries & _UNREAL)}"


def _is_after(sentence: ParsedSentence, word: int, form: str) -> bool:
    return word > 0 and sentence.words[word - 1].lower() == form


def _is_too_much(sentence: ParsedSentence, head: int) -> bool:
    return any(sentence.words[c].lower() == "too" for c in sentence.kids(head, "advmod"))


def _is_none(sentence: ParsedSentence, word: int) -> bool:
    if sentence.words[word].lower() in _NOBODY:
        return True
    return any(sentence.words[c].lower() in _NONE for c in sentence.kids(word, "det", "preconj", "neg"))


def _is_undone(sentence: ParsedSentence, word: int) -> bool:
    """By "not" or "never", by "no" before it, by a subject or object that is nobody, by "nearly" or "rather than"."""
    if sentence.kids(word, "neg") or any(
        sentence.words[c].lower() in _NONE for c in sentence.kids(word, "det", "preconj", "advmod")
    ):
        return True
    return any(not name.startswith("unreal") for name in _small_words(sentence, word))
