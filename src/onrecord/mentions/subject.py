"""What a text is about, where that is no conflict at all."""

from __future__ import annotations

import re

from onrecord.lexicon.domains import Domains

_WORD = re.compile(r"[a-z][a-z-]*[a-z]")


def foreign_subject(text: str, domains: Domains) -> str | None:
    """The subject (``sport``, ``stage``, ...) that a text's words give away, ``None`` where it may tell of conflict.

    Words of real harm outweigh any subject: a bomb in a stadium is no sport.
    """
    words = _WORD.findall(text.lower())
    if not words:
        return None
    percent = 100 / len(words)
    if sum(w in domains.harm for w in words) * percent > domains.most_harm_percent:
        return None
    for subject in domains.subjects:
        own = [w for w in words if w in subject.words]
        if len(own) * percent >= subject.least_percent and len(set(own)) >= domains.least_words:
            return subject.name
    return None
