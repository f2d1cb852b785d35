"""Who says what: verbs of speech with their subjects and the words that they cover."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from onrecord.mentions.arguments import subjects
from onrecord.mentions.language import ParsedSentence
from onrecord.records import AssertionKind

_CHARGING = frozenset({AssertionKind.ACCUSES, AssertionKind.SUSPECTS})
_ACCORDING = re.compile(r"^according$", re.I)


class Statement(Struct, frozen=True):
    """A statement in a sentence: what is done with it, by whom (index of the speaker's head word or ``None``),
    the word that says so, and the index of the word at the top of what is said (``None``: the whole sentence)."""

    kind: AssertionKind
    speaker: int | None
    cue: int
    content: int | None


def find_statements(sentence: ParsedSentence, verbs: Mapping[str, AssertionKind]) -> list[Statement]:
    """The statements of a sentence, in order of their cues."""
    found: list[Statement] = []
    for i, lemma in enumerate(sentence.lemmas):
        key = lemma.lower()
        if sentence.pos[i] in ("VERB", "AUX") and key in verbs and not _is_name(sentence, i):
            statement = _of_verb(sentence, i, verbs[key])
            if statement is not None:
                found.append(statement)
        elif key == "accord" or _ACCORDING.match(sentence.words[i]):
            found.extend(_according_to(sentence, i))
    return found


def _is_name(sentence: ParsedSentence, i: int) -> bool:
    """ "Omar Said": a capital inside a sentence that is not all capitals."""
    word = sentence.words[i]
    is_open = i == 0 or sentence.pos[i - 1] == "PUNCT"
    return word[:1].isupper() and not word.isupper() and not is_open and sentence.pos[i - 1] == "PROPN"


def _of_verb(sentence: ParsedSentence, verb: int, kind: AssertionKind) -> Statement | None:
    if kind in _CHARGING and sentence.kids(verb, "neg"):
        kind = AssertionKind.DENIES  # "is not charged with killing them"
    content = next(iter(sentence.kids(verb, "ccomp", "xcomp")), None)
    speakers, passive = subjects(sentence, verb)
    if passive:
        agents = [j for p in sentence.kids(verb, "agent") for j in sentence.kids(p, "pobj")]
        return Statement(kind, agents[0] if agents else None, verb, content if content is not None else verb)
    speaker = speakers[0] if speakers else None
    if content is None and kind is AssertionKind.REPORTS:
        if sentence.deps[verb] in ("parataxis", "ccomp", "advcl") or sentence.heads[verb] == verb:
            above = sentence.heads[verb]
            return Statement(kind, speaker, verb, None if above == verb else above)
        return None
    if content is None:
        objects = sentence.kids(verb, "dobj")
        preps = [j for p in sentence.kids(verb, "prep") for j in sentence.kids(p, "pobj", "pcomp")]
        content = next(iter([*preps, *objects] if kind is AssertionKind.ACCUSES else [*objects, *preps]), None)
    return Statement(kind, speaker, verb, content) if content is not None else None


def _according_to(sentence: ParsedSentence, cue: int) -> list[Statement]:
    for prep in [cue, *sentence.children[cue]]:
        objects = sentence.kids(prep, "pobj")
        if objects:
            return [Statement(AssertionKind.REPORTS, objects[0], cue, None)]
    return []


def covers(sentence: ParsedSentence, statement: Statement, word: int) -> bool:
    """Whether ``word`` is part of what the statement says."""
    if statement.content is None:
        return word != statement.cue
    k = word
    while True:
        if k == statement.content:
            return True
        if k == statement.cue or sentence.heads[k] == k:
            return False
        k = sentence.heads[k]
