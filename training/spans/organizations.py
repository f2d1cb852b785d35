"""Writes the names that MUC-4's answer keys have as perpetrator organizations.

    python -m training.spans.organizations ../shared/bench src/onrecord/data/muc4/organizations.csv

Of the train documents alone, names that the keys of at least two have: in how many documents the key has the name,
and how many documents name it at all.
"""

from __future__ import annotations

import argparse
import csv
import pathlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

from onrecord.lexicon.muc4 import load_muc4, names_pattern
from onrecord.views.muc4_words import capitals
from training.spans.align import read

FEWEST_KEYS = 2
SLOT = "perp_organization"


def count_names(rows: Iterable[dict[str, Any]], fewest: int = FEWEST_KEYS) -> dict[str, tuple[int, int]]:
    """{name: (documents whose key has it, documents that name it)}, the commonest in keys first."""
    rows, keys, named = list(rows), Counter[str](), Counter[str]()
    for row in rows:
        keys.update({name for name in map(_name, _wordings(row)) if name})
    common = {name for name, count in keys.items() if count >= fewest}
    pattern = names_pattern(common)
    for row in rows:
        named.update({" ".join(found.upper().split()) for found in pattern.findall(row["text"])})
    return {name: (count, max(count, named[name])) for name, count in keys.most_common() if name in common}


def _wordings(row: dict[str, Any]) -> Iterable[str]:
    return (wording for template in row["templates"] for fill in template["slots"][SLOT] for wording in fill["alts"])


def _name(wording: str) -> str:
    return capitals(wording.replace('"', " "), load_muc4())


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=pathlib.Path, help="folder of the gold sets")
    ap.add_argument("out", type=pathlib.Path)
    a = ap.parse_args()
    counted = count_names(row for row in read(a.data / "muc4/dev.jsonl") if row["part"] == "train")
    with a.out.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["name", "keys", "documents"])
        writer.writerows([name, keys, documents] for name, (keys, documents) in counted.items())
    print(len(counted), "names")


if __name__ == "__main__":
    main()
