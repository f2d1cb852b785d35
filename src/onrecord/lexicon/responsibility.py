"""The words with which responsibility for an attack is claimed, denied and laid on others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from onrecord.lexicon.tables import data_path, read_rules
from onrecord.lexicon.wordings import Wording, wording
from onrecord.records import Confidence


class Responsibility(Struct, frozen=True):
    """Lower-case lemmas by what is done with them; ``examples`` as (section, sentences with, sentences without);
    ``hedges`` and ``doubted`` give the confidence that a word beside the deed, or before its doer, leaves.
    ``answered`` finds phrases that tell an act by who answers for it."""

    sieve: Wording
    alone: Wording
    nouns: frozenset[str]
    claim_verbs: frozenset[str]
    claim_nouns: frozenset[str]
    deny_verbs: frozenset[str]
    accuse_verbs: frozenset[str]
    suspect_verbs: frozenset[str]
    point_verbs: frozenset[str]
    behind: frozenset[str]
    own_men: frozenset[str]
    voices: frozenset[str]
    the_group: frozenset[str]
    texts: frozenset[str]
    own_doing: frozenset[str]
    say_verbs: frozenset[str]
    denial_nouns: frozenset[str]
    denial_verbs: frozenset[str]
    denied_deeds: frozenset[str]
    refusing: frozenset[str]
    planning: frozenset[str]
    authoring: frozenset[str]
    planting: frozenset[str]
    devices: frozenset[str]
    admitting: frozenset[str]
    trying: frozenset[str]
    implicating: frozenset[str]
    works: frozenset[str]
    blows: frozenset[str]
    charges: frozenset[str]
    charging: frozenset[str]
    holding: frozenset[str]
    suspects: frozenset[str]
    grounds: frozenset[str]
    avowing: frozenset[str]
    answering: frozenset[str]
    doing: frozenset[str]
    deeds: frozenset[str]
    witnesses: frozenset[str]
    confessing: frozenset[str]
    finding: frozenset[str]
    blames: frozenset[str]
    falling: frozenset[str]
    hallmarks: frozenset[str]
    linking: frozenset[str]
    distancing: frozenset[str]
    parting: frozenset[str]
    naming: frozenset[str]
    doers: frozenset[str]
    harming: frozenset[str]
    answered: Wording
    answered_examples: tuple[tuple[str, ...], tuple[str, ...]]
    hedges: Mapping[str, Confidence]
    doubted: Mapping[str, Confidence]
    examples: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]


def _by_word(words: Mapping[str, Sequence[str]]) -> Mapping[str, Confidence]:
    return MappingProxyType({word: Confidence(name) for name, listed in words.items() for word in listed})


@cache
def load_responsibility() -> Responsibility:
    """The package's rules (data/ontology/responsibility.toml)."""
    raw = read_rules(data_path("ontology", "responsibility.toml"))
    return Responsibility(
        sieve=wording(raw["sieve"]),
        alone=wording(raw["alone"]),
        nouns=frozenset(raw["nouns"]["words"]),
        claim_verbs=frozenset(raw["claim"]["verbs"]),
        claim_nouns=frozenset(raw["claim"]["nouns"]),
        deny_verbs=frozenset(raw["deny"]["verbs"]),
        accuse_verbs=frozenset(raw["accuse"]["verbs"]),
        suspect_verbs=frozenset(raw["suspect"]["verbs"]),
        point_verbs=frozenset(raw["point"]["verbs"]),
        behind=frozenset(raw["behind"]["words"]),
        own_men=frozenset(raw["own"]["men"]),
        voices=frozenset(raw["own"]["voices"]),
        the_group=frozenset(raw["own"]["the_group"]),
        texts=frozenset(raw["own"]["texts"]),
        own_doing=frozenset(raw["own"]["doing"]),
        say_verbs=frozenset(raw["own"]["verbs"]),
        denial_nouns=frozenset(raw["deny"]["nouns"]),
        denial_verbs=frozenset(raw["deny"]["light"]),
        denied_deeds=frozenset(raw["deny"]["deeds"]),
        refusing=frozenset(raw["claim"]["refusing"]),
        planning=frozenset(raw["authors"]["verbs"]),
        authoring=frozenset(raw["authors"]["doing"]),
        planting=frozenset(raw["authors"]["planting"]),
        devices=frozenset(raw["authors"]["devices"]),
        admitting=frozenset(raw["claim"]["admitting"]),
        trying=frozenset(raw["law"]["trying"]),
        implicating=frozenset(raw["authors"]["implicating"]),
        works=frozenset(raw["authors"]["works"]),
        blows=frozenset(raw["authors"]["blows"]),
        charges=frozenset(raw["charges"]["nouns"]),
        charging=frozenset(raw["law"]["charging"]),
        holding=frozenset(raw["law"]["holding"]),
        suspects=frozenset(raw["law"]["suspects"]),
        grounds=frozenset(raw["law"]["grounds"]),
        avowing=frozenset(raw["avowal"]["verbs"]),
        answering=frozenset(raw["avowal"]["answering"]),
        doing=frozenset(raw["doing"]["words"]),
        deeds=frozenset(raw["deeds"]["words"]),
        witnesses=frozenset(raw["witnesses"]["words"]),
        confessing=frozenset(raw["confession"]["verbs"]),
        finding=frozenset(raw["verdict"]["verbs"]),
        blames=frozenset(raw["blame"]["nouns"]),
        falling=frozenset(raw["blame"]["verbs"]),
        hallmarks=frozenset(raw["link"]["marks"]),
        linking=frozenset(raw["link"]["verbs"]),
        distancing=frozenset(raw["distance"]["verbs"]),
        parting=frozenset(raw["distance"]["parts"]),
        naming=frozenset(raw["identified"]["verbs"]),
        doers=frozenset(raw["identified"]["doers"]),
        harming=frozenset(raw["harming"]["words"]),
        answered=wording(raw["answered"]["pattern"]),
        answered_examples=(tuple(raw["answered"]["positive"]), tuple(raw["answered"]["negative"])),
        hedges=_by_word(raw["hedges"]),
        doubted=_by_word(raw["doubted"]),
        examples=tuple(
            (name, tuple(rule["positive"]), tuple(rule["negative"]))
            for name, rule in raw.items()
            if isinstance(rule, dict) and "positive" in rule and "pattern" not in rule
        ),
    )
