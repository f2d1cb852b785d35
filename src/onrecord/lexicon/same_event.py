"""Words that tell whether two sentences speak of one event (data/ontology/same_event.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from onrecord.lexicon.tables import data_path, read_rules

_GENERAL = "general"
_DEEDS = frozenset({_GENERAL, "blast", "shooting", "from_afar"})


class SameEventWords(Struct, frozen=True):
    """Lower-case lemmas: ``families`` by word (a word may be in several), acts told by their ``harms``, ``light``
    verbs, verbs of ``undergoing`` an act and of ``backing`` who does it, words and ``openings`` that set an event
    apart, ``reasons`` below which an earlier act is told, ``serial`` acts, of which several have one doer, and
    ``nameless`` doers. ``serial_examples``: texts, and whether their last strike has the doer of the first."""

    families: Mapping[str, frozenset[str]]
    harms: frozenset[str]
    light: frozenset[str]
    undergoing: frozenset[str]
    backing: frozenset[str]
    other: frozenset[str]
    openings: frozenset[str]
    reasons: frozenset[str]
    serial: frozenset[str]
    serial_examples: tuple[tuple[str, bool], ...]
    nameless: frozenset[str]

    def is_general(self, lemma: str) -> bool:
        """Whether a word may stand for any act of its type ("the attack")."""
        return _GENERAL in self.families.get(lemma, frozenset())

    def names_deed(self, lemma: str) -> bool:
        """Whether a noun may name an attack told before, of any or of its own kind."""
        return bool(self.families.get(lemma, frozenset()) & _DEEDS)

    def names_attack(self, lemma: str) -> bool:
        """Whether a noun may name an attack or a killing."""
        return self.names_deed(lemma) or "killing" in self.families.get(lemma, frozenset())

    def are_akin(self, a: str, b: str) -> bool:
        """Whether two words may name one act: the same word, or two of one family."""
        return a == b or bool(self.families.get(a, frozenset()) & self.families.get(b, frozenset()) - {_GENERAL})


@cache
def load_same_event_words() -> SameEventWords:
    """The package's words; LexiconError where the file is wrong."""
    raw = read_rules(data_path("ontology", "same_event.toml"))
    families: dict[str, frozenset[str]] = {}
    for family, lemmas in raw["families"].items():
        for lemma in lemmas:
            families[lemma] = families.get(lemma, frozenset()) | {family}
    return SameEventWords(
        families=MappingProxyType(families),
        harms=frozenset(raw["harms"]["lemmas"]),
        light=frozenset(raw["light"]["lemmas"]),
        undergoing=frozenset(raw["undergoing"]["lemmas"]),
        backing=frozenset(raw["backing"]["lemmas"]),
        other=frozenset(raw["other"]["words"]),
        openings=frozenset(raw["other"]["openings"]),
        reasons=frozenset(raw["reasons"]["lemmas"]),
        serial=frozenset(raw["serial"]["lemmas"]),
        serial_examples=tuple(
            (text, kind == "positive") for kind in ("positive", "negative") for text in raw["serial"][kind]
        ),
        nameless=frozenset(raw["nameless"]["lemmas"]),
    )
