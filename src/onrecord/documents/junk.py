"""Finds what stands in a text but is no part of the story (rules: data/documents/junk.toml)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from onrecord.documents.drafts import Cut, Draft
from onrecord.lexicon.documents import DocumentRules, JunkRule, JunkScope, Leaves
from onrecord.records import SpanPair

_VISIBLE = re.compile(r"[^\W_]")
_FINISHED = re.compile(r"[.!?…][\"'”’)\]]*$")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAX_LINK_CHARS = 200
_REACH_BEFORE = 220  # no inline rule has more in front of its anchor word


def find_junk(draft: Draft, rules: DocumentRules) -> tuple[Cut, ...]:
    """The cuts that leave the story alone. Each rule looks only where one of its anchor words stands."""
    hits = _hits_by_paragraph(draft, rules)
    cuts: list[Cut] = []
    follows_links = False
    for index, (start, end) in enumerate(draft.paragraphs):
        found = _judge(draft, index, hits[index], rules) if index in hits else []
        if isinstance(found, JunkRule):
            follows_links = found.scope is JunkScope.LINKS
            cuts.append(Cut(start, end))
        elif not _VISIBLE.search(draft.clean, start, end) or (follows_links and _is_link(draft.clean, start, end)):
            cuts.append(Cut(start, end))
        else:
            follows_links = False
            cuts.extend(found)
    return tuple(cuts)


def _hits_by_paragraph(draft: Draft, rules: DocumentRules) -> dict[int, dict[int, list[int]]]:
    """Paragraph -> rule -> where its anchor words stand (offsets in the paragraph)."""
    starts = [start for start, _ in draft.paragraphs]
    found: dict[int, dict[int, list[int]]] = {}
    # U+0130 is the one letter whose lower case is longer than itself: offsets must stay
    lowered = _SURROGATE.sub(" ", draft.clean.replace("\u0130", "i").lower())
    for anchor, start, _ in rules.anchors.find_matches_as_indexes(lowered, overlapping=True):
        index = bisect_right(starts, start) - 1
        for number in rules.anchor_rules[anchor]:
            found.setdefault(index, {}).setdefault(number, []).append(start - starts[index])
    return found


def _judge(draft: Draft, index: int, hits: Mapping[int, Sequence[int]], rules: DocumentRules) -> JunkRule | list[Cut]:
    """The rule that takes the whole paragraph, or the cuts inside it."""
    start, end = draft.paragraphs[index]
    paragraph = draft.clean[start:end]
    inner: list[Cut] = []
    for number in sorted(hits):
        rule = rules.junk[number]
        if len(paragraph) > rule.max_chars or (
            rule.scope is JunkScope.HEAD and index >= rules.settings.head_paragraphs
        ):
            continue
        if rule.scope is not JunkScope.INLINE:
            if rule.pattern.fullmatch(paragraph):
                return rule
            continue
        for first, last in _inline_matches(rule, paragraph, hits[number]):
            inner.append(_inline_cut(rule, paragraph, first, last, start))
    return inner


def _inline_matches(rule: JunkRule, paragraph: str, hits: Sequence[int]) -> Iterator[SpanPair]:
    """The matches that begin near an anchor word: searching whole long paragraphs would be slow."""
    done = 0
    for hit in hits:
        if hit < done:
            continue
        low = max(done, hit - _REACH_BEFORE)
        high = min(len(paragraph), hit + rule.reach_chars)
        while (match := rule.pattern.search(paragraph, low, high)) and match.end() > match.start():
            # the end of the window is not the end of the paragraph: match again without it
            whole = match if match.end() < high else rule.pattern.match(paragraph, match.start())
            if whole is None:
                break
            yield whole.span()
            low = done = whole.end()
            if low >= high:
                break
        done = max(done, low)


def _inline_cut(rule: JunkRule, paragraph: str, first: int, last: int, offset: int) -> Cut:
    if rule.leaves is Leaves.BREAK:
        return Cut(offset + first, offset + last)
    # of the two spaces around it one goes along
    if first > 0 and paragraph[first - 1] == " " and (last == len(paragraph) or paragraph[last] == " "):
        first -= 1
    return Cut(offset + first, offset + last, joins=True)


def _is_link(clean: str, start: int, end: int) -> bool:
    """Whether the paragraph looks like another story's headline: short and without a full stop."""
    return end - start <= _MAX_LINK_CHARS and not _FINISHED.search(clean, max(start, end - 6), end)
