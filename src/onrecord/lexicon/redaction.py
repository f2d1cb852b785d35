"""Words that may begin with a capital and are no person's name: redaction leaves them standing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from onrecord.lexicon.gazetteer_tables import read_countries
from onrecord.lexicon.tables import data_path, read_table

__all__ = ["load_plain_words"]


@cache
def load_plain_words() -> frozenset[str]:
    """Numbers, stop words, nouns for roles, adjectives of peoples, names of countries and common words, in small
    letters, each word alone. LexiconError where a table is wrong."""
    words = {row["word"] for row in read_table(data_path("incidents", "stopwords.csv"), ("word",))}
    words |= {
        row["words"] for row in read_table(data_path("ontology", "numbers.csv"), ("words", "low", "best", "high"))
    }
    words |= {row["noun"] for row in read_table(data_path("actors", "roles.csv"), ("noun", "sector", "kind", "body"))}
    adjectives = read_table(data_path("actors", "adjectives.csv"), ("adjective", "country"))
    words |= {form for row in adjectives for form in (row["adjective"], f"{row['adjective']}s")}
    common = read_table(data_path("gazetteer", "common_words.csv"), ("class", "word", "source", "date"))
    words |= {row["word"] for row in common if row["class"] == "common"}
    for country in read_countries(Path(str(data_path("gazetteer", "countries.csv")))):
        words.update((country.name, *country.demonyms))
    return frozenset(part.lower() for word in words for part in word.split())
