"""Finds what stands in a text but is no part of the story (rules: data/documents/junk.toml)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from onrecord.documents.drafts import Cut, Draft
from onrecord.lexicon.documents import DocumentRules, JunkRule, JunkScope, Leaves

_VISIBLE = re.compile(r"[^\W_]")
_FINISHED = re.compile(r"[.!?…][\"'”’)\]]*$")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAX_LINK_CHARS = 200


def find_junk(draft: Draft, rules: DocumentRules) -> tuple[Cut, ...]:
    """The cuts that leave the story alone. Each rule looks only where one of its anchor words stands."""
    hits = _rules_by_paragraph(draft, rules)
    cuts: list[Cut] = []
    follows_links = False
    for index, (start, end) in enumerate(draft.paragraphs):
        found = _judge(draft, index, hits.get(index, ()), rules)
        if isinstance(found, JunkRule):
            follows_links = found.scope is JunkScope.LINKS
            cuts.append(Cut(start, end))
        elif not _VISIBLE.search(draft.clean, start, end) or (follows_links and _is_link(draft.clean, start, end)):
            cuts.append(Cut(start, end))
        else:
            follows_links = False
            cuts.extend(found)
    return tuple(cuts)


def _rules_by_paragraph(draft: Draft, rules: DocumentRules) -> dict[int, Sequence[int]]:
    """For each paragraph with an anchor word, the rules that may match there, in the order of the file."""
    starts = [start for start, _ in draft.paragraphs]
    found: dict[int, set[int]] = {}
    # U+0130 is the one letter whose lower case is longer than itself: offsets must stay
    lowered = _SURROGATE.sub(" ", draft.clean.replace("\u0130", "i").lower())
    for anchor, start, _ in rules.anchors.find_matches_as_indexes(lowered, overlapping=True):
        found.setdefault(bisect_right(starts, start) - 1, set()).update(rules.anchor_rules[anchor])
    return {index: sorted(numbers) for index, numbers in found.items()}


def _judge(draft: Draft, index: int, numbers: Sequence[int], rules: DocumentRules) -> JunkRule | list[Cut]:
    """The rule that takes the whole paragraph, or the cuts inside it."""
    start, end = draft.paragraphs[index]
    inner: list[Cut] = []
    for number in numbers:
        rule = rules.junk[number]
        if end - start > rule.max_chars:
            continue
        if rule.scope is JunkScope.INLINE:
            inner.extend(_inline_cuts(rule, draft.clean, start, end))
        elif rule.scope is JunkScope.HEAD and index >= rules.settings.head_paragraphs:
            continue
        elif rule.pattern.fullmatch(draft.clean, start, end):
            return rule
    return inner


def _inline_cuts(rule: JunkRule, clean: str, start: int, end: int) -> Iterator[Cut]:
    for match in rule.pattern.finditer(clean[start:end]):
        if match.end() == match.start():
            continue
        first, last = start + match.start(), start + match.end()
        if rule.leaves is Leaves.BREAK:
            yield Cut(first, last)
            continue
        # of the two spaces around it one goes along
        if first > start and clean[first - 1] == " " and (last == end or clean[last] == " "):
            first -= 1
        yield Cut(first, last, joins=True)


def _is_link(clean: str, start: int, end: int) -> bool:
    """Whether the paragraph looks like another story's headline: short and without a full stop."""
    return end - start <= _MAX_LINK_CHARS and not _FINISHED.search(clean, max(start, end - 6), end)
