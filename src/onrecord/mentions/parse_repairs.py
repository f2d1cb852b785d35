"""Mends what the parser often gets wrong, where the grammar of English leaves one reading."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["give_clause_subjects", "give_own_subjects", "open_with_when"]

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_CLAUSES = frozenset({"conj", "advcl", "dep"})
_BEFORE = frozenset({"aux", "auxpass", "neg", "advmod"})
_OPENERS = frozenset({"after", "before", "since", "until", "as"})
_FOLLOWING = frozenset({"dobj", "aux", "auxpass", "acomp", "ccomp", "xcomp", "prt"})


def give_own_subjects(tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """ "Israel struck a school and Hamas fired rockets": where the parser joined "Hamas" to "school", it becomes the
    subject of "fired" (in place).

    A finite verb that is joined to another has a subject of its own, or "and" before it. Where it has neither, the noun
    right before it is its subject, and the "and" before that noun joins the verbs. ``heads``: indexes; deps as ClearNLP
    has them.
    """
    for verb, dep in enumerate(deps):
        if dep in _CLAUSES and tags[verb] in _FINITE and tags[heads[verb]] in _FINITE and heads[verb] < verb:
            _give_subject(verb, tags, deps, heads)


def _give_subject(verb: int, tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    above = heads[verb]
    own = _kids(verb, heads)
    joins = [i for i, head in enumerate(heads) if head == above and deps[i] in ("cc", "punct") and above < i < verb]
    noun = min([verb, *(i for i in own if i < verb and deps[i] in _BEFORE)]) - 1
    if joins or any(deps[i] in _SUBJECTS or deps[i] == "mark" for i in own) or noun <= above:
        return
    first = heads[noun]
    ands = [i for i, head in enumerate(heads) if head == first and deps[i] == "cc" and first < i < noun]
    if tags[noun] in _NOUNS and deps[noun] == "conj" and tags[first] in _NOUNS and above < first < noun and ands:
        deps[noun] = "nsubjpass" if any(deps[i] == "auxpass" for i in own) else "nsubj"
        deps[verb] = "conj"
        heads[noun], heads[ands[-1]] = verb, above


def give_clause_subjects(words: Sequence[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
    """ "Residents fled after shelling by the army killed ten": where the parser took "after" for a preposition and
    "killed" for a second thing that the residents did, the clause gets its own subject (in place).

    A finite verb that has neither a subject nor an "and" or a comma before it, with a noun phrase of "after" or the
    like that reaches up to it, has that noun as its subject; a gerund there is a noun.
    """
    for verb, dep in enumerate(deps):
        above = heads[verb]
        if dep in _CLAUSES and tags[verb] in _FINITE and above < verb:
            own = _kids(verb, heads)
            is_whole = any(deps[i] in _FOLLOWING for i in own)
            if is_whole and not any(deps[i] in _SUBJECTS or deps[i] in ("mark", "cc") for i in own):
                _open_clause(verb, own, words, (tags, deps, heads))


def _open_clause(
    verb: int, own: list[int], words: Sequence[str], grammar: tuple[list[str], list[str], list[int]]
) -> None:
    tags, deps, heads = grammar
    first = min([verb, *(i for i in own if i < verb and deps[i] in _BEFORE)])
    above = heads[verb]
    for opener in range(first - 2, above, -1):
        nouns = [i for i, head in enumerate(heads) if head == opener and deps[i] in ("pobj", "pcomp")]
        if deps[opener] != "prep" or words[opener].lower() not in _OPENERS or len(nouns) != 1:
            continue
        between = range(opener + 1, first)
        if all(_is_below(i, opener, heads) and deps[i] != "punct" for i in between):
            noun = nouns[0]
            if tags[noun] == "VBG":
                tags[noun] = "NN"
            deps[noun] = "nsubjpass" if any(deps[i] == "auxpass" for i in own) else "nsubj"
            deps[opener], deps[verb] = "mark", "advcl"
            heads[noun] = heads[opener] = verb
        return


def _is_below(i: int, top: int, heads: Sequence[int]) -> bool:
    for _ in range(len(heads)):
        if i == top:
            return True
        if heads[i] == i:
            return False
        i = heads[i]
    return False


def open_with_when(words: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """ "Ten died when suspected rebels attacked": a "when" that the parser put inside the subject of the clause that it
    opens belongs to that clause's verb, which says when the verb above it was (in place)."""
    for when, word in enumerate(words):
        if word.lower() != "when" or deps[when] != "advmod" or heads[when] < when:
            continue
        noun = heads[when] if deps[heads[when]] in _SUBJECTS else heads[heads[when]]
        verb = heads[noun]
        if deps[noun] in _SUBJECTS and when < noun < verb and heads[when] in (noun, *_kids(noun, heads)):
            heads[when] = verb
            if deps[verb] == "ccomp" and heads[verb] < when:
                deps[verb] = "advcl"


def _kids(word: int, heads: Sequence[int]) -> list[int]:
    return [i for i, head in enumerate(heads) if head == word and i != word]
