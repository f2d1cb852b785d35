"""Words by which a text tells how sure it is of who did it (``data/muc4/confidence_cues.csv``), as patterns.

A form ends with ``*`` where any ending counts. ``authority says``: a speaker of authority with a word of saying or
accusing behind it or "according to" before it, or "officially".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from onrecord.lexicon.tables import data_path, read_table

__all__ = ["AUTHORITY_SAYS", "load_cues"]

AUTHORITY_SAYS = "authority says"


def load_cues(authorities: Iterable[str]) -> Mapping[str, re.Pattern[str]]:
    """Patterns by cue, for text in lower case; LexiconError names the file and line of a bad row."""
    forms: dict[str, list[str]] = defaultdict(list)
    for row in read_table(data_path("muc4", "confidence_cues.csv"), ("cue", "form")):
        forms[row["cue"]].append(re.escape(row["form"]).replace(r"\*", r"\w*"))
    words = {cue: "|".join(of_cue) for cue, of_cue in forms.items()}
    patterns = {cue: re.compile(rf"\b(?:{of_cue})\b") for cue, of_cue in words.items()}
    patterns[AUTHORITY_SAYS] = _authority_says(
        "|".join(map(re.escape, authorities)), f"{words['say']}|{words['accuse']}"
    )
    return MappingProxyType(patterns)


def _authority_says(speakers: str, saying: str) -> re.Pattern[str]:
    speaker = rf"\b(?:{speakers})\w*"
    return re.compile(
        rf"{speaker}[^.;]{{0,60}}?\b(?:{saying})\b|\b(?:according to|by) [^.,;]{{0,40}}?{speaker}|\bofficially\b"
    )
