"""Words by which a text tells how sure it is of who did it."""

from __future__ import annotations

import pytest

from onrecord.lexicon.muc4 import load_muc4
from onrecord.lexicon.muc4_cues import AUTHORITY_SAYS

CUES = load_muc4().cues


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("claim", "the group claimed the blast"),
        ("claim", "they admit it"),
        ("accuse", "the mayor blames the rebels"),
        ("attribute", "the attack was attributed to them"),
        ("doubt", "it was presumably the rebels"),
        ("possible", "it could have been the rebels"),
        ("say", "according to a witness"),
        ("deny", "they denied it"),
        ("trial", "a suspect was arrested"),
        ("responsible", "they claimed responsibility"),
        (AUTHORITY_SAYS, "police in the town said today"),
        (AUTHORITY_SAYS, "according to the army"),
        (AUTHORITY_SAYS, "it was officially announced"),
    ],
)
def test_a_cue_is_found(cue: str, text: str) -> None:
    assert CUES[cue].search(text)


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("claim", "he exclaimed"),
        ("possible", "the store was hit"),
        ("deny", "a denial of service"),
        ("responsible", "a responsible man"),
        (AUTHORITY_SAYS, "a farmer said today"),
        (AUTHORITY_SAYS, "police were hit. a farmer said so"),
    ],
)
def test_other_words_are_no_cue(cue: str, text: str) -> None:
    assert not CUES[cue].search(text)
