"""Subjects that use the words of violence in another sense."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from onrecord.lexicon.tables import data_path, read_rules


class Subject(Struct, frozen=True):
    """A subject's own words, and how frequent they must be (per hundred words)."""

    name: str
    words: frozenset[str]
    least_percent: float


class CrimeWords(Struct, frozen=True):
    """Words of ordinary crime, how many different ones a text about it has, and the words of ``politics`` that each
    outweigh ``outweighs`` of them."""

    words: frozenset[str]
    politics: frozenset[str]
    least_words: int
    outweighs: int


class Domains(Struct, frozen=True):
    """The subjects, how many different words of one a text must have, the words of real harm that outweigh them, the
    words of ordinary crime, and how old an act may be to be news."""

    subjects: tuple[Subject, ...]
    least_words: int
    harm: frozenset[str]
    most_harm_percent: float
    crime: CrimeWords
    oldest_years: int


@cache
def load_domains() -> Domains:
    """The package's subjects (data/ontology/domains.toml)."""
    raw = read_rules(data_path("ontology", "domains.toml"))
    subjects = tuple(
        Subject(name, frozenset(rule["words"]), float(rule["least_percent"])) for name, rule in raw["subject"].items()
    )
    crime = raw["crime"]
    return Domains(
        subjects=subjects,
        least_words=int(raw["least_words"]),
        harm=frozenset(raw["harm"]["words"]),
        most_harm_percent=float(raw["harm"]["most_harm_percent"]),
        crime=CrimeWords(
            frozenset(crime["words"]),
            frozenset(crime["politics"]),
            int(crime["least_words"]),
            int(crime["outweighs"]),
        ),
        oldest_years=int(raw["history"]["oldest_years"]),
    )
