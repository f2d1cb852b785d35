"""Words whose event type hangs on the company they keep."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from onrecord.lexicon.tables import data_path, read_rules


class Retype(Struct, frozen=True):
    """Gives ``lemmas`` the type ``to`` where ``pattern`` matches the sentence and ``unless`` does not."""

    lemmas: frozenset[str]
    to: str
    mode: str | None
    pattern: re.Pattern[str]
    unless: re.Pattern[str]
    positive: tuple[str, ...]
    negative: tuple[str, ...]

    def fits(self, lemma: str, sentence: str) -> bool:
        """Whether the rule gives the word its type in this sentence."""
        return lemma in self.lemmas and bool(self.pattern.search(sentence)) and not self.unless.search(sentence)


@cache
def load_retypes() -> tuple[Retype, ...]:
    """The package's rules (data/ontology/retype.toml), in order: the first that fits counts."""
    return tuple(
        Retype(
            lemmas=frozenset(rule["lemmas"]),
            to=rule["to"],
            mode=rule["mode"] or None,
            pattern=re.compile(rule["pattern"], re.I),
            unless=re.compile(rule["unless"], re.I),
            positive=tuple(rule["positive"]),
            negative=tuple(rule["negative"]),
        )
        for rule in read_rules(data_path("ontology", "retype.toml"))["rule"]
    )
