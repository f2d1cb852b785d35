"""Builds the table of nouns that name a person or a thing: ``src/onrecord/data/language/noun_kinds.csv``.

    python tools/build_noun_kinds.py FOLDER [--out FILE]

FOLDER holds WordNet 3.0's database files, as for ``tools/build_kinship.py``. A noun has the kind of its commonest
sense, where that lies below one of ``TOPS`` alone; words that sense-tagged texts do not count need to have that sense
only. Words that are only written with a capital (towns, persons) are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from build_kinship import Key, Synset, counted_words, read_senses, read_synsets, write_table

OUT = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "data" / "language" / "noun_kinds.csv"
TOPS = {
    "person": ("person",),
    "building": ("structure", "facility"),
    "place": ("location", "geological_formation"),
    "vehicle": ("vehicle", "public_transport"),
    "money": ("monetary_unit", "money"),
}
"""The kinds, each with the words whose commonest sense stands above its nouns."""
MOST_STEPS = 20


def kinds_above(key: Key, synsets: Mapping[Key, Synset], tops: Mapping[Key, str]) -> set[str]:
    """The kinds that a synonym set lies below."""
    found: set[str] = set()
    level = {key}
    for _ in range(MOST_STEPS):
        found |= {tops[k] for k in level if k in tops}
        level = {above for k in level if k not in tops for above in synsets[k].broader}
    return found


def names_alone(folder: Path) -> set[str]:
    """The words, in lower case, that WordNet only writes with a capital: towns, countries, persons."""
    cells = [line.split() for line in (folder / "data.noun").read_text(encoding="ascii").splitlines() if line[0] != " "]
    forms = {row[4 + 2 * k] for row in cells for k in range(int(row[3], 16))}
    return {form.lower() for form in forms if form[0].isupper()} - forms


def build(folder: Path) -> list[str]:
    """The lines of the table."""
    synsets, senses, counted = read_synsets(folder), read_senses(folder), counted_words(folder)
    tops = {senses[word, "n"][0]: kind for kind, words in TOPS.items() for word in words}
    names = names_alone(folder)
    lines = ["noun,kind"]
    for word, part in sorted(senses):
        if part != "n" or not word.isalpha() or word in names:
            continue
        kinds = kinds_above(senses[word, part][0], synsets, tops)
        is_common = word in counted or len(senses[word, part]) == 1
        if len(kinds) == 1 and is_common:
            lines.append(f"{word},{kinds.pop()}")
    return lines


if __name__ == "__main__":
    write_table(__doc__, OUT, build, "nouns")
