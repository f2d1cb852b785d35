"""Mends what the parser often gets wrong, where the grammar of English leaves one reading."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["give_own_subjects"]

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_CLAUSES = frozenset({"conj", "advcl", "dep"})
_BEFORE = frozenset({"aux", "auxpass", "neg", "advmod"})


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
    own = [i for i, head in enumerate(heads) if head == verb and i != verb]
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
