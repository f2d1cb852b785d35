"""Builds the table of words that may name one act: ``src/onrecord/data/language/kinship.csv``.

    python tools/build_kinship.py FOLDER [--out FILE]

FOLDER holds WordNet 3.0's database files (``data.noun``, ``index.verb``, ``cntlist.rev`` ...), as the package
wordnet-base of Debian installs them. A concept is a synonym set; a word has those of its senses and those that its
senses are derivationally tied to, so that a verb meets its noun in one. Kept are single words that are counted in
WordNet's sense-tagged texts, nouns only in their senses of acts, events, states and the like, and of the concepts those
that two kept words share.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

OUT = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "data" / "language" / "kinship.csv"
PARTS = {"noun": "n", "verb": "v", "adj": "a"}
NOUN_FILES = frozenset({4, 10, 11, 12, 19, 21, 22, 26})
"""Lexicographer files of nouns: act, communication, event, feeling, phenomenon, possession, process, state."""
MOST_SENSES = 4
Key = tuple[str, str]


class Synset(NamedTuple):
    """One synonym set: its lexicographer file, words, ties of derivation (from which word, to which set), and the
    sets above it."""

    file: int
    words: tuple[str, ...]
    ties: tuple[tuple[int, Key], ...]
    broader: tuple[Key, ...]


def read_synsets(folder: Path) -> dict[Key, Synset]:
    """All synonym sets of nouns, verbs and adjectives by (part of speech, offset)."""
    found: dict[Key, Synset] = {}
    for name, part in PARTS.items():
        for line in _lines(folder / f"data.{name}"):
            cells = line.split(" | ")[0].split()
            count = int(cells[3], 16)
            words = tuple(cells[4 + 2 * k].split("(")[0].lower() for k in range(count))
            at = 4 + 2 * count
            pointers = [cells[at + 1 + 4 * k : at + 5 + 4 * k] for k in range(int(cells[at]))]
            ties = tuple(
                (int(ends[:2], 16), (to, off)) for sign, off, to, ends in pointers if sign == "+" and to in "nva"
            )
            broader = tuple((to, off) for sign, off, to, _ in pointers if sign in ("@", "@i"))
            found[part, cells[0]] = Synset(int(cells[1]), words, ties, broader)
    return found


def read_senses(folder: Path) -> dict[tuple[str, str], list[Key]]:
    """The synonym sets of each (word, part of speech), commonest sense first."""
    senses: dict[tuple[str, str], list[Key]] = {}
    for name, part in PARTS.items():
        for line in _lines(folder / f"index.{name}"):
            cells = line.split()
            senses[cells[0], part] = [(part, offset) for offset in cells[6 + int(cells[3]) :]]
    return senses


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="ascii") as lines:
        yield from (line for line in lines if not line.startswith(" "))


def counted_words(folder: Path) -> set[str]:
    """The words that sense-tagged texts hold."""
    return {line.split("%")[0] for line in (folder / "cntlist.rev").read_text(encoding="ascii").splitlines()}


def concepts_of(
    word: str, senses: Mapping[tuple[str, str], list[Key]], synsets: Mapping[Key, Synset]
) -> dict[Key, int]:
    """The concepts of a word with the rank (0 for the commonest) of the sense that reaches them."""
    ranks: dict[Key, int] = {}
    for part in PARTS.values():
        for rank, key in enumerate(senses.get((word, part), ())[:MOST_SENSES]):
            synset = synsets[key]
            if part == "n" and synset.file not in NOUN_FILES:
                continue
            place = synset.words.index(word) + 1 if word in synset.words else 0
            tied = [to for source, to in synset.ties if source in (0, place)]
            for concept in tied if part == "a" else (key, *tied):
                ranks[concept] = min(rank, ranks.get(concept, rank))
    return ranks


def build(folder: Path) -> list[str]:
    """The lines of the table."""
    synsets, senses, counted = read_synsets(folder), read_senses(folder), counted_words(folder)
    words = sorted({word for word, _ in senses if word.isalpha() and word in counted})
    ranks = {word: found for word in words if (found := concepts_of(word, senses, synsets))}
    broader: dict[str, set[Key]] = defaultdict(set)
    for word, found in ranks.items():
        for concept, rank in found.items():
            if rank == 0:
                broader[word].update(synsets[concept].broader)
    holders = Counter(concept for found in ranks.values() for concept in found)
    reached = {concept for above in broader.values() for concept in above}
    shared = sorted(concept for concept, times in holders.items() if times > 1 or concept in reached)
    number = {concept: str(k) for k, concept in enumerate(shared, start=1)}
    lines = ["word,first,other,broader"]
    for word, found in ranks.items():
        cells = [
            [number[c] for c in sorted(found) if c in number and (found[c] == 0) == first] for first in (True, False)
        ]
        cells.append([number[c] for c in sorted(broader[word]) if c in number])
        if any(cells):
            lines.append(",".join((word, *(" ".join(cell) for cell in cells))))
    return lines


def write_table(description: str | None, out: Path, build: Callable[[Path], list[str]], told: str) -> None:
    """Reads the command line (the folder, ``--out``) and writes the lines that ``build`` makes of the folder."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=out)
    options = parser.parse_args()
    lines = build(options.folder)
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1} {told}, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    write_table(__doc__, OUT, build, "words")
