"""Words that say whether an act took place, and words of speech."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from onrecord.lexicon.tables import data_path, parse_table, read_rules
from onrecord.records import AssertionKind, Status


class StatusCues(Struct, frozen=True):
    """Lower-case lemmas: governing words and auxiliaries with the status they give, negators, conditional marks,
    verbs of speech, what makes a report ``false``, nouns ``presupposing`` what they are about or ``growing`` in it,
    words of ``lasting``, ``traces`` of which "no" says that nothing happened, ``charges`` that a clause says more of,
    the verbs ``disputing`` these, words that put a known act in the ``past``, what is asked to end (``ending_nouns``,
    ``ending_verbs``), governing words ``aiming`` at what an infinitive tells alone, ``beliefs`` held ``at_first``
    or ``wrongly``, and ``attempting`` words without which nothing is a mere attempt."""

    governors: Mapping[str, Status]
    auxiliaries: Mapping[str, Status]
    negators: frozenset[str]
    conditional_marks: frozenset[str]
    speech: frozenset[str]
    false: frozenset[str]
    presupposing: frozenset[str]
    growing: frozenset[str]
    lasting: frozenset[str]
    traces: frozenset[str]
    charges: frozenset[str]
    disputing: frozenset[str]
    past: frozenset[str]
    ending_nouns: frozenset[str]
    ending_verbs: frozenset[str]
    aiming: frozenset[str]
    enabling: frozenset[str]
    beliefs: frozenset[str]
    at_first: frozenset[str]
    wrongly: frozenset[str]
    attempting: frozenset[str]
    examples: tuple[tuple[Status, tuple[str, ...], tuple[str, ...]], ...]


@cache
def load_status_cues() -> StatusCues:
    """The package's status cues (data/ontology/status.toml)."""
    raw = read_rules(data_path("ontology", "status.toml"))
    governors: dict[str, Status] = {}
    for cue in raw["cue"]:
        for word in cue["words"]:
            governors.setdefault(word, Status(cue["status"]))
    return StatusCues(
        governors=MappingProxyType(governors),
        auxiliaries=MappingProxyType({w: Status(s) for s, words in raw["auxiliaries"].items() for w in words}),
        negators=frozenset(raw["negators"]),
        conditional_marks=frozenset(raw["conditional_marks"]),
        speech=frozenset(raw["speech"]),
        false=frozenset(raw["false"]),
        presupposing=frozenset(raw["presupposing"]),
        growing=frozenset(raw["growing"]),
        lasting=frozenset(raw["lasting"]),
        traces=frozenset(raw["traces"]),
        charges=frozenset(raw["charges"]),
        disputing=frozenset(raw["disputing"]),
        past=frozenset(raw["past"]),
        ending_nouns=frozenset(raw["ending_nouns"]),
        ending_verbs=frozenset(raw["ending_verbs"]),
        aiming=frozenset(raw["aiming"]),
        enabling=frozenset(raw["enabling"]),
        beliefs=frozenset(raw["beliefs"]),
        at_first=frozenset(raw["at_first"]),
        wrongly=frozenset(raw["wrongly"]),
        attempting=frozenset(raw["attempting"])
        | {word for word, status in governors.items() if status is Status.ATTEMPTED},
        examples=tuple((Status(cue["status"]), tuple(cue["positive"]), tuple(cue["negative"])) for cue in raw["cue"]),
    )


@cache
def load_speech_verbs() -> Mapping[str, AssertionKind]:
    """Lemma of a verb of speech or thought -> what its subject does with the statement."""

    def parse(row: dict[str, str]) -> tuple[str, AssertionKind]:
        return row["lemma"], AssertionKind(row["kind"])

    return MappingProxyType(dict(parse_table(data_path("ontology", "speech.csv"), ("lemma", "kind"), parse)))
