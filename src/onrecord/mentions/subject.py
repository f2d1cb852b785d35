"""What a text is about, where that is no conflict at all."""

from __future__ import annotations

import re

from onrecord.lexicon.domains import CrimeWords, Domains

_WORD = re.compile(r"[a-z][a-z-]*[a-z]")


def foreign_subject(text: str, domains: Domains) -> str | None:
    """The subject (``sport``, ``stage``, ...) that a text's words give away, ``None`` where it may tell of conflict.

    Words of real harm outweigh any subject: a bomb in a stadium is no sport.
    """
    words = _WORD.findall(text.lower())
    if not words:
        return None
    percent = 100 / len(words)
    if sum(map(domains.harm.__contains__, words)) * percent > domains.most_harm_percent:
        return None
    different = set(words)
    for subject in domains.subjects:
        if len(different & subject.words) >= domains.least_words:
            own = sum(map(subject.words.__contains__, words))
            if own * percent >= subject.least_percent:
                return subject.name
    return None


def tells_crime(text: str, crime: CrimeWords) -> bool:
    """Whether a text is about ordinary crime: several words of it, hardly one of politics, war or hatred."""
    different = set(_WORD.findall(text.lower()))
    own = len(different & crime.words)
    return own >= crime.least_words and own >= crime.outweighs * len(different & crime.politics)
