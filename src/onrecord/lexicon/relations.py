"""Words and rules by which relations between actors are read from text.

Offices and bonds are in ``relation_roles.csv``, small word classes in ``relation_words.csv``; verbs, nouns and
compounds with the roles of their parties, and an example for each, in ``relations.toml``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Literal

from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.status import load_speech_verbs
from onrecord.lexicon.tables import data_path, read_rules, read_table
from onrecord.records import AssertionKind, RelationKind

RoleUse = Literal["state", "place", "head", "minister", "office", "trade", "rank", "person"]
_USES = frozenset({"state", "place", "head", "minister", "office", "trade", "rank", "person"})
_COMMON_COLUMNS = ("class", "word", "source", "date")
_WORD_USES = (
    "organisation", "group", "modifier", "demoting", "particle", "honorific", "stop", "link", "topic", "article",
    "bare", "compound", "counting", "outlet", "possessive", "month", "day",
)  # fmt: skip


class RoleWord(Struct, frozen=True):
    """An office or bond noun: the relation of its holder, and what it is held in.

    ``use``: ``state`` and ``minister`` of a country (which may go unnamed), ``place``, ``head`` or ``office`` of an
    organisation, ``trade`` an occupation in a body,
    ``rank`` in a force, ``person`` a bond to another actor ("aide", "ally").
    """

    role: str
    relation: RelationKind
    use: RoleUse


class RelationWords(Struct, frozen=True, kw_only=True):
    """Word classes for reading names by their spelling; all lower case. ``roles`` holds single-word office nouns."""

    organisation: frozenset[str]
    group: frozenset[str]
    modifier: frozenset[str]
    demoting: frozenset[str]
    particle: frozenset[str]
    honorific: frozenset[str]
    stop: frozenset[str]
    link: frozenset[str]
    topic: frozenset[str]
    article: frozenset[str]
    bare: frozenset[str]
    compound: frozenset[str]
    counting: frozenset[str]
    outlet: frozenset[str]
    month: frozenset[str]
    day: frozenset[str]
    possessive: frozenset[str]
    roles: frozenset[str]
    rank: frozenset[str]


class CueRule(Struct, frozen=True, kw_only=True):
    """A verb, noun or adjective that carries a relation, and where its parties stand.

    ``preps``: the prepositions that lead to the object; empty for a direct object. ``turned``: the grammatical
    subject is the relation's object ("X enjoys support from Y"). ``objects``: lemmas of which one must be the verb's
    direct object; ``markers``: words of which one must stand in the sentence (beside a noun). ``shape`` is ``verb``,
    ``noun`` or ``between`` (a noun whose two parties are joined: "war between X and Y").
    """

    shape: Literal["verb", "noun", "between"]
    relation: RelationKind
    lemmas: frozenset[str]
    preps: frozenset[str]
    turned: bool
    takes_direct: bool
    owner: bool
    objects: frozenset[str]
    markers: frozenset[str]


class RelationRules(Struct, frozen=True, kw_only=True):
    """All relation rules. ``verbs`` and ``nouns`` map a lemma to its rules; ``compounds`` a participle to a relation
    ("-backed"); ``role_openings`` are the first words of offices; ``sieve`` matches a text that may hold a relation
    that only grammar shows. A ``state_share`` is how much of a text's actors must belong to one state for a holder of
    that office, named without a state, to be taken as that state's."""

    words: RelationWords
    roles: Mapping[str, RoleWord]
    bonds: Mapping[str, RoleWord]
    longest_role: int
    role_openings: frozenset[str]
    state_share: Mapping[str, float]
    verbs: Mapping[str, tuple[CueRule, ...]]
    nouns: Mapping[str, tuple[CueRule, ...]]
    compounds: Mapping[str, RelationKind]
    alias_cues: tuple[str, ...]
    denying: frozenset[str]
    doubting: frozenset[str]
    listing: frozenset[str]
    listed_in: frozenset[str]
    accusing: frozenset[str]
    abbreviations: Mapping[str, str]
    common: frozenset[str]
    speech: Mapping[str, AssertionKind]
    sieve: re.Pattern[str]


@cache
def load_relation_rules() -> RelationRules:
    """The package's relation rules; LexiconError names the file and line (or rule) that is wrong."""
    raw = read_rules(data_path("ontology", "relations.toml"))
    roles, bonds = _roles(data_path("ontology", "relation_roles.csv"))
    verbs, nouns = _cues(raw["cue"])
    abbreviations = read_table(data_path("language", "abbreviations.csv"), ("abbreviation", "kind"))
    return RelationRules(
        words=_words(data_path("ontology", "relation_words.csv"), {*roles, *bonds}, roles.values()),
        roles=MappingProxyType(roles),
        bonds=MappingProxyType(bonds),
        role_openings=frozenset(role.split()[0] for role in (*roles, *bonds)),
        longest_role=max(len(role.split()) for role in roles),
        state_share=MappingProxyType({use: float(share) for use, share in raw["state_share"].items()}),
        verbs=verbs,
        nouns=nouns,
        compounds=MappingProxyType({w: RelationKind(k["relation"]) for k in raw["compound"] for w in k["words"]}),
        alias_cues=tuple(w for rule in raw["alias"] for w in rule["words"]),
        denying=frozenset(raw["words"]["denying"]),
        doubting=frozenset(raw["words"]["doubting"]),
        listing=frozenset(raw["words"]["listing"]),
        listed_in=frozenset(raw["words"]["listed_in"]),
        accusing=frozenset(raw["words"]["accusing"]),
        abbreviations=MappingProxyType({row["abbreviation"]: row["kind"] for row in abbreviations}),
        common=frozenset(
            row["word"] for row in read_table(data_path("gazetteer", "common_words.csv"), _COMMON_COLUMNS)
        ),
        speech=load_speech_verbs(),
        sieve=_sieve([*verbs, *nouns], raw["words"]["irregular"]),
    )


def _roles(source: Traversable) -> tuple[dict[str, RoleWord], dict[str, RoleWord]]:
    roles: dict[str, RoleWord] = {}
    bonds: dict[str, RoleWord] = {}
    for line, row in enumerate(read_table(source, ("role", "relation", "use")), start=2):
        if not row["role"] or row["use"] not in _USES or row["relation"] not in list(RelationKind):
            raise LexiconError(f"{source}:{line}: no role, or unknown relation or use, in {row}")
        into = bonds if row["use"] == "person" else roles
        if row["role"] in into:
            raise LexiconError(f"{source}:{line}: {row['role']} stands twice")
        use: Any = row["use"]
        into[row["role"]] = RoleWord(row["role"], RelationKind(row["relation"]), use)
    return roles, bonds


def _words(source: Traversable, roles: set[str], ranks: Iterable[RoleWord]) -> RelationWords:
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for line, row in enumerate(read_table(source, ("word", "use")), start=2):
        if row["use"] not in _WORD_USES or row["word"] != row["word"].lower():
            raise LexiconError(f"{source}:{line}: unknown use or capitals in {row}")
        classes[row["use"]].add(row["word"])
    return RelationWords(
        roles=frozenset(role for role in roles if " " not in role),
        rank=frozenset(role.role for role in ranks if " " not in role.role and role.use == "rank"),
        **{use: frozenset(classes[use]) for use in _WORD_USES},
    )


def _cues(raw: list[dict[str, Any]]) -> tuple[Mapping[str, tuple[CueRule, ...]], Mapping[str, tuple[CueRule, ...]]]:
    verbs: defaultdict[str, list[CueRule]] = defaultdict(list)
    nouns: defaultdict[str, list[CueRule]] = defaultdict(list)
    for number, item in enumerate(raw, start=1):
        try:
            rule = CueRule(
                shape=item["shape"],
                relation=RelationKind(item["relation"]),
                lemmas=frozenset(item["lemmas"]),
                preps=frozenset(item.get("preps", ())),
                turned=bool(item.get("turned", False)),
                takes_direct=bool(item.get("takes_direct", not item.get("preps"))),
                owner=bool(item.get("owner", False)),
                objects=frozenset(item.get("objects", ())),
                markers=frozenset(item.get("markers", ())),
            )
        except (KeyError, ValueError) as error:
            raise LexiconError(f"relations.toml: cue {number}: {error}") from error
        for lemma in sorted(rule.lemmas):
            (verbs if rule.shape == "verb" else nouns)[lemma].append(rule)
    return (
        MappingProxyType({lemma: tuple(rules) for lemma, rules in verbs.items()}),
        MappingProxyType({lemma: tuple(rules) for lemma, rules in nouns.items()}),
    )


def _sieve(lemmas: list[str], irregular: list[str]) -> re.Pattern[str]:
    stems = {re.sub(r"(?:e|y)$", "", lemma) if len(lemma) > 3 else lemma for lemma in lemmas} | set(irregular)
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, stems), key=lambda s: (-len(s), s)))})", re.IGNORECASE)


__all__ = ["CueRule", "RelationRules", "RelationWords", "RoleWord", "load_relation_rules"]
