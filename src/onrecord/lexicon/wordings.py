"""Patterns of words that are looked for in texts of any case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

__all__ = ["Wording", "alternatives", "wording"]

_ESCAPED = re.compile(r"\\.|\(\?P")
_CAPITAL = re.compile(r"[A-Z]")


class Wording(Struct, frozen=True):
    """A pattern that heeds no case. In a text turned to lower case ``lowered`` finds the same at a quarter of the cost;
    ``None`` where the pattern itself has capitals."""

    any_case: re.Pattern[str]
    lowered: re.Pattern[str] | None

    def search(self, text: str) -> re.Match[str] | None:
        """The first place that fits; spans count in ``text``, words may come in lower case."""
        low = text.lower()
        return self.lowered.search(low) if self.lowered and len(low) == len(text) else self.any_case.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All places that fit, left to right; as ``search``."""
        low = text.lower()
        return self.lowered.finditer(low) if self.lowered and len(low) == len(text) else self.any_case.finditer(text)


def wording(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Wording:
    """The pattern made ready; ``re.error`` where it is none."""
    has_capitals = _CAPITAL.search(_ESCAPED.sub("", pattern)) is not None
    return Wording(re.compile(pattern, flags | re.IGNORECASE), None if has_capitals else re.compile(pattern, flags))


def alternatives(forms: Iterable[str]) -> str:
    """Patterns that begin with a letter or digit as alternatives that find what "a|b|c" finds, the first that fits:
    those with the same first letter stand together behind it, so that most are turned down by one look.

    ValueError for a pattern that begins otherwise.
    """
    by_letter = sorted(forms, key=lambda form: form[0])
    for form in by_letter:
        if not form[0].isalnum():
            raise ValueError(f"{form!r} does not begin with a letter or digit")
    return "|".join(
        f"{first}(?:{'|'.join(form[1:] for form in of)})" for first, of in groupby(by_letter, lambda f: f[0])
    )
