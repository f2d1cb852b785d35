"""The event ontology: PLOVER types and modes, and the words that can carry them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.tables import data_path, read_table

EVENT_TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
"""The sixteen types of PLOVER, in the order of the event model's outputs."""

_POS_KEYS = MappingProxyType({"V": "VERB", "N": "NOUN"})
_STRENGTHS = ("sure", "strong", "weak")


class Frame(Struct, frozen=True):
    """One sense of a trigger word: the type it can carry, its usual mode and CAMEO code.

    ``strength`` is ``weak`` where only the word's company suggests the type, ``strong`` where the word alone does, and
    ``sure`` where it hardly ever tells anything else: too rare a word for the event model to know.
    """

    lemma: str
    pos: str
    event_type: str
    mode: str | None
    cameo: str
    strength: str

    @property
    def is_strong(self) -> bool:
        """Whether the word alone suggests the type."""
        return self.strength != "weak"


class Ontology(Struct, frozen=True):
    """Trigger frames by (lemma, universal part of speech) and by form; the words' forms: all, those worth reading a
    sentence for (training/sieve), strong ones, sure ones, strong ones of conflict; the sentence splitter's
    abbreviations."""

    by_word: Mapping[tuple[str, str], tuple[Frame, ...]]
    by_form: Mapping[str, tuple[Frame, ...]]
    abbreviations: Mapping[str, str]
    all_forms: frozenset[str]
    forms: frozenset[str]
    strong_forms: frozenset[str]
    sure_forms: frozenset[str]
    conflict_forms: frozenset[str]

    def frames(self, lemma: str, pos: str) -> tuple[Frame, ...]:
        """The frames of a word, strong ones first; empty where it is no trigger."""
        return self.by_word.get((lemma.lower(), pos), ())


@cache
def load_ontology() -> Ontology:
    """The package's ontology. LexiconError names file and line of a wrong row."""
    source = data_path("ontology", "triggers.csv")
    words: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    for line, row in enumerate(
        read_table(source, ("lemma", "pos", "event_type", "mode", "cameo", "strength")), start=2
    ):
        if row["event_type"] not in EVENT_TYPES or row["pos"] not in _POS_KEYS or row["strength"] not in _STRENGTHS:
            raise LexiconError(f"{source}:{line}: unknown event type, part of speech or strength in {row}")
        frame = Frame(
            lemma=row["lemma"],
            pos=_POS_KEYS[row["pos"]],
            event_type=row["event_type"],
            mode=row["mode"] or None,
            cameo=row["cameo"],
            strength=row["strength"],
        )
        words[frame.lemma, frame.pos].append(frame)
    ordered = {key: tuple(sorted(frames, key=lambda f: _STRENGTHS.index(f.strength))) for key, frames in words.items()}
    abbreviations = read_table(data_path("language", "abbreviations.csv"), ("abbreviation", "kind"))
    frames = [frame for same in words.values() for frame in same]
    strong = _forms(f for f in frames if f.is_strong)
    columns = ("form", "sentences_with_event", "sentences")
    forms: dict[str, list[Frame]] = defaultdict(list)
    for frame in frames:
        for form in _forms([frame]):
            forms[form].append(frame)
    sieve = frozenset(row["form"] for row in read_table(data_path("ontology", "sieve_forms.csv"), columns))
    return Ontology(
        by_word=MappingProxyType(ordered),
        by_form=MappingProxyType({form: tuple(same) for form, same in forms.items()}),
        abbreviations=MappingProxyType({row["abbreviation"]: row["kind"] for row in abbreviations}),
        all_forms=frozenset(forms),
        forms=strong | sieve | _forms(f for f in frames if not _forms([f]).isdisjoint(sieve)),
        strong_forms=strong,
        sure_forms=_forms(f for f in frames if f.strength == "sure"),
        conflict_forms=_forms(f for f in frames if f.is_strong and f.event_type in _CONFLICT),
    )


_CONFLICT = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION", "THREATEN"})


@cache
def _irregular_forms() -> Mapping[str, list[str]]:
    found = defaultdict(list)
    for row in read_table(data_path("ontology", "irregular_forms.csv"), ("form", "lemma")):
        found[row["lemma"]].append(row["form"])
    return found


def _forms(frames: Iterable[Frame]) -> frozenset[str]:
    """All forms of the frames' words, lower case, made by rule and from the table of irregular ones."""
    lemmas = {frame.lemma for frame in frames}
    found = {form for lemma in lemmas for form in _irregular_forms().get(lemma, ())}
    for lemma in lemmas:
        found |= {lemma, lemma + "s", lemma + "es", lemma + "ed", lemma + "ing", lemma + "d"}
        if lemma.endswith("e"):
            found.add(lemma[:-1] + "ing")
        if lemma.endswith("y"):
            found |= {lemma[:-1] + "ies", lemma[:-1] + "ied"}
        if re.search(r"[aeiou][bdgklmnprt]$", lemma):
            found |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return frozenset(found)
