"""One spelling for the many spellings of a place name, so that a look-up tolerates how a text writes it.

``place_key`` gives the key under which the built gazetteer files a name; ``key_variants`` gives the keys to try
for a name in a text, the most exact first. Case, diacritics, hyphens, apostrophes and full stops do not count;
"St." is Saint, "Mt." Mount, "Ft." Fort; the Arabic article in any assimilated spelling may stand or be missing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["ARABIC_ARTICLES", "key_variants", "place_key"]

# Letters that Unicode decomposition leaves alone, and the marks that transliterations put for ayn and hamza.
_FOLD = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h",
        "ə": "a", "ŋ": "ng", "’": "", "‘": "", "'": "", "`": "", "´": "", "ʿ": "", "ʾ": "", "ʻ": "", "ʼ": "", "ʹ": "",
        "ʺ": "", '"': "", "“": "", "”": "", ".": "", "-": " ", "‐": " ", "‑": " ", "–": " ", "/": " ", ",": " ",
        "(": " ", ")": " ", "_": " ",
    }
)  # fmt: skip
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
ARABIC_ARTICLES = frozenset(
    {"al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "ath", "adh", "ul", "ol", "es", "er"}
)
_ASCII_WORD = re.compile(r"[a-z]+\Z")


@lru_cache(maxsize=65536)
def place_key(name: str) -> str:
    """The key of a place name: lower-case words separated by single spaces; empty where no letter is left."""
    folded = name.casefold()
    if not _ASCII_WORD.match(folded):
        folded = folded.translate(_FOLD)
        if not folded.isascii():
            decomposed = unicodedata.normalize("NFKD", folded)
            folded = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_FOLD)
    words = folded.split()
    if words and words[0] == "the" and len(words) > 1:
        words = words[1:]
    if len(words) > 1:
        words = [_ABBREVIATIONS.get(word, word) for word in words]
    return " ".join(words)


def key_variants(name: str) -> tuple[str, ...]:
    """The keys to try for a name, the most exact first: as written, with another article, without one, joined."""
    key = place_key(name)
    words = key.split()
    if len(words) < 2:
        return (key,) if key else ()
    variants = [key]
    if words[0] in ARABIC_ARTICLES:
        rest = " ".join(words[1:])
        variants += [f"al {rest}", rest]
    without = [word for word in words if word not in ARABIC_ARTICLES]
    if 0 < len(without) < len(words):
        variants.append(" ".join(without))
    return tuple(dict.fromkeys(variants))
