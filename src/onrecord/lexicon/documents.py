"""What the documents room knows: junk rules, months, encodings, suffixes, thresholds (data/documents)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import ahocorasick_rs

from onrecord.errors import LexiconError
from onrecord.lexicon.tables import data_path, read_rules, read_table


class JunkScope(StrEnum):
    """Where a junk rule looks."""

    LINE = "line"
    HEAD = "head"
    LINKS = "links"
    INLINE = "inline"


class Leaves(StrEnum):
    """What stands in the clean text where an inline match was taken out."""

    SPACE = "space"
    BREAK = "break"
    NOTHING = "nothing"


_REACH_CHARS = 600
_MAX_CHARS = {JunkScope.LINE: 2_000, JunkScope.HEAD: 2_000, JunkScope.LINKS: 2_000, JunkScope.INLINE: 200_000}


@dataclass(frozen=True, slots=True)
class JunkRule:
    """One rule of junk.toml, with the examples that a test runs."""

    name: str
    scope: JunkScope
    leaves: Leaves
    anchors: tuple[str, ...]
    pattern: re.Pattern[str]
    drops: tuple[str, ...]
    keeps: tuple[str, ...]
    max_chars: int
    reach_chars: int


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers of settings.toml; each is explained there."""

    earliest: str
    latest: str
    century_turn: int
    sample_chars: int
    short_chars: int
    ascii_share: float
    function_share: float
    foreign_share: float
    sure: float
    near_english: frozenset[str]
    max_line_chars: int
    min_width_chars: int
    wrapped_share: float
    full_share: float
    short_share: float
    head_paragraphs: int
    head_line_chars: int
    title_chars: int
    anchor_chars: int
    window_chars: int
    aligned_share: float
    max_control_share: float


@dataclass(frozen=True, slots=True)
class CopySettings:
    """The numbers by which copies are found; each is explained in settings.toml."""

    shingle_words: int
    min_shingles: int
    jaccard: float
    containment: float
    permutations: int
    bands: int
    seed: int
    sample_one_in: int
    max_postings: int
    min_shared: int


@dataclass(frozen=True, slots=True)
class HtmlElements:
    """Names of HTML elements: ``hidden`` show no text, ``flat`` need no end tag and so do not nest, ``block``
    end a line of text, ``aside`` stand beside the story (navigation, headers, forms)."""

    hidden: frozenset[str]
    flat: frozenset[str]
    block: frozenset[str]
    aside: frozenset[str]


@dataclass(frozen=True, slots=True)
class DocumentRules:
    """Everything the documents room looks up, loaded once.

    ``anchor_rules`` holds, for each pattern of ``anchors``, the indexes of the ``junk`` rules it may start.
    """

    junk: tuple[JunkRule, ...]
    anchors: ahocorasick_rs.AhoCorasick
    anchor_rules: tuple[tuple[int, ...], ...]
    months: Mapping[str, int]
    encodings: Mapping[str, str]
    suffixes: Mapping[str, str]
    english_words: frozenset[str]
    not_datelines: frozenset[str]
    agencies: frozenset[str]
    elements: HtmlElements
    settings: Settings
    copies: CopySettings


@cache
def load_document_rules() -> DocumentRules:
    """The rules of the installed package. LexiconError names the file and the entry that is wrong."""
    junk = read_junk_rules(data_path("documents", "junk.toml"))
    words = tuple(sorted({anchor for rule in junk for anchor in rule.anchors}))
    starts = tuple(tuple(i for i, rule in enumerate(junk) if word in rule.anchors) for word in words)
    numbers = read_rules(data_path("documents", "settings.toml"))
    return DocumentRules(
        junk=junk,
        anchors=ahocorasick_rs.AhoCorasick(words),
        anchor_rules=starts,
        months=MappingProxyType({word: int(month) for word, month in _pairs("months.csv", "word", "month")}),
        encodings=MappingProxyType(dict(_pairs("encodings.csv", "label", "codec"))),
        suffixes=MappingProxyType(dict(_pairs("suffixes.csv", "suffix", "kind"))),
        english_words=_words("english_words.csv"),
        not_datelines=_words("not_datelines.csv"),
        agencies=_words("agencies.csv", "name"),
        elements=_elements(),
        settings=_settings(numbers),
        copies=CopySettings(**numbers["copies"]),
    )


def read_junk_rules(source: Traversable | Path) -> tuple[JunkRule, ...]:
    """The rules of a junk file, in order; LexiconError names the rule that is wrong."""
    return tuple(_junk_rule(source, entry) for entry in read_rules(source).get("rule", ()))


def _junk_rule(source: Traversable | Path, entry: dict[str, Any]) -> JunkRule:
    name = entry.get("name", "without a name")
    try:
        rule = JunkRule(
            name=name,
            scope=JunkScope(entry["scope"]),
            leaves=Leaves(entry.get("leaves", "break")),
            anchors=tuple(entry["anchors"]),
            pattern=re.compile(entry["pattern"]),
            drops=tuple(entry["drops"]),
            keeps=tuple(entry["keeps"]),
            reach_chars=int(entry.get("reach_chars", _REACH_CHARS)),
            max_chars=int(entry.get("max_chars", _MAX_CHARS[JunkScope(entry["scope"])])),
        )
    except (KeyError, ValueError, re.error) as error:
        raise LexiconError(f"{source}: rule {name!r}: {error!r}") from error
    if not rule.anchors or any(anchor != anchor.lower() or not anchor for anchor in rule.anchors):
        raise LexiconError(f"{source}: rule {name!r}: anchors must be lower-case words, at least one")
    return rule


def _pairs(name: str, key: str, value: str) -> tuple[tuple[str, str], ...]:
    return tuple((row[key], row[value]) for row in read_table(data_path("documents", name), (key, value)))


def _words(name: str, column: str = "word") -> frozenset[str]:
    return frozenset(row[column] for row in read_table(data_path("documents", name), (column,)))


def _elements() -> HtmlElements:
    groups = ("hidden", "flat", "block", "aside")
    rows = read_table(data_path("documents", "html_elements.csv"), ("element", *groups))
    named = {group: frozenset(row["element"] for row in rows if row[group] == "yes") for group in groups}
    return HtmlElements(**named)


def _settings(numbers: dict[str, Any]) -> Settings:
    language, wrapping, head, html = (numbers[part] for part in ("language", "wrapping", "head", "html"))
    return Settings(
        **numbers["dates"],
        **{**language, "near_english": frozenset(language["near_english"])},
        **wrapping,
        head_paragraphs=head["paragraphs"],
        head_line_chars=head["max_line_chars"],
        title_chars=head["max_title_chars"],
        **html,
        **numbers["decoding"],
    )
