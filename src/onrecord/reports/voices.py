"""Whose words a whole passage is: a statement set out after "the minister said:", or a text that says "we"."""

from __future__ import annotations

import re

from onrecord.lexicon.coding import CodingLexicon
from onrecord.records import ActorMatch, SpanPair
from onrecord.reports.drafts import Party
from onrecord.reports.parties import find_party
from onrecord.reports.reading import Reading

_SAID = re.compile(
    r"(?:^|\n)[ \t]*([^\n:]{3,160}?),?\s+(?:said|says|stated|added|declared|commented)\b[^\n.:]{0,60}:[ \t]*(?=\n)"
)
_NAME = re.compile(r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)*$")
_QUOTES = "\"“‘'"
_WE = re.compile(r"(?:^|[.!?]\s|\n)\s*(?:We|Our)\s")
_ISSUERS = frozenset({"state", "government", "military", "police", "party", "igo", "ngo", "organization"})


def voice_of(reading: Reading, number: int, lexicon: CodingLexicon) -> Party | None:
    """Who says what sentence ``number`` tells, where no word of the sentence tells it: the one whose statement follows
    on "said:" at the end of a line, else the body that issues a text in which "we" speak outside quotes; ``None``
    where the outlet itself tells it."""
    start = reading.sentences[number].start
    before = list(_SAID.finditer(reading.document.clean, 0, start))
    if before:
        return _speaker(reading, before[-1], start, lexicon)
    return _issuer(reading, lexicon)


def _speaker(reading: Reading, said: re.Match[str], start: int, lexicon: CodingLexicon) -> Party | None:
    """The one named before "said:"; of a statement in quotes only as far as these reach."""
    clean = reading.document.clean
    after = clean[said.end() : start].lstrip()
    if after[:1] in _QUOTES and after and after.count("“") == after.count("”"):
        return None
    name = _NAME.search(said[1])
    if name is None:
        return None
    known = reading.within(reading.actors, said.start(1), said.end(1))
    match = reading.who(said[1], lexicon.actors)
    named = next((a.match for a in known if a.match.actor_id is not None), match)
    begin, end = said.start(1) + name.start(), said.end(1)
    return _party(clean, (begin, end), named)


def _party(clean: str, span: SpanPair, match: ActorMatch) -> Party:
    text = clean[slice(*span)]
    return Party(text=text, start=span[0], end=span[1], lemma=text.split()[-1].lower(), match=match, is_person=True)


def _issuer(reading: Reading, lexicon: CodingLexicon) -> Party | None:
    """The state or body that speaks in the first sentence ("France condemns"), where the text goes on as "we"."""
    clean = reading.document.clean
    if not reading.sentences or any(quote in clean for quote in '"“') or not _WE.search(clean):
        return None
    first = reading.sentences[0]
    if first.start > reading.spans[0][0]:
        return None
    roots = [i for i, dep in enumerate(first.deps) if dep == "ROOT" and first.lemmas[i].lower() in lexicon.speech]
    heads = [i for root in roots for i in first.kids(root, "nsubj")]
    party = find_party(reading, 0, heads[0], lexicon) if heads else None
    return party if party is not None and party.match.kind in _ISSUERS else None
