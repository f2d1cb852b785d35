"""What a statement about who answers for an act holds."""

from __future__ import annotations

from msgspec import Struct

from onrecord.records import AssertionKind


class ResponsibilityMention(Struct, frozen=True):
    """One statement about who answers for an act. Indexes of words in the sentence.

    ``party`` is the one said to answer, ``speaker`` who says so (``None``: the outlet, or not named), ``cue`` the word
    that says so, ``deed`` the words below which the act is named. ``is_possible``: told as what may be ("may have
    carried it out").
    """

    kind: AssertionKind
    party: int
    speaker: int | None
    cue: int
    deed: tuple[int, ...]
    is_possible: bool = False
