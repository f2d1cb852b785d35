"""Every rule's own examples, and the rule files' faults."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

import pytest

from onrecord.errors import LexiconError
from onrecord.lexicon.actors import ActorIndex, load_actors
from onrecord.lexicon.relations import RelationRules, load_relation_rules
from onrecord.lexicon.tables import data_path
from onrecord.mentions.actors import tag_actors
from onrecord.mentions.language import SpacyParser
from onrecord.mentions.sentences import split_sentences
from onrecord.records import Status
from onrecord.reports.relations import RelationMention, find_relations, may_carry_relation

RAW: dict[str, Any] = tomllib.loads(data_path("ontology", "relations.toml").read_text(encoding="utf-8"))
ITEMS = [item for kind in ("cue", "compound", "alias") for item in RAW[kind]]


@cache
def tools() -> tuple[SpacyParser, ActorIndex, RelationRules]:
    return SpacyParser(), load_actors(), load_relation_rules()


def read(text: str) -> list[RelationMention]:
    parser, index, rules = tools()
    pairs = [(text[a:b], a) for a, b in split_sentences(text, rules.abbreviations)]
    return find_relations(tuple(parser.parse(pairs)), text, tag_actors(text, index), index, rules, None)


def kind_of(item: dict[str, Any]) -> str:
    return str(item.get("relation", "same_as"))


@pytest.mark.parametrize(("item", "example"), [(i, e) for i in ITEMS for e in i["positive"]])
def test_a_rule_finds_its_own_examples(item: dict[str, Any], example: list[str]) -> None:
    sentence, subject, obj = example
    found = {
        (m.subject, m.object) for m in read(sentence) if m.relation == kind_of(item) and m.status is Status.OCCURRED
    }
    turned = kind_of(item) in ("same_as", "allied_with", "opposed_to", "linked_to")
    assert (subject, obj) in found or (turned and (obj, subject) in found), found


@pytest.mark.parametrize(("item", "sentence"), [(i, s) for i in ITEMS for s in i["negative"]])
def test_a_rule_leaves_its_counterexamples_alone(item: dict[str, Any], sentence: str) -> None:
    stated = [m for m in read(sentence) if m.relation == kind_of(item) and m.status is Status.OCCURRED]
    assert stated == []


def test_every_sentence_with_a_cue_passes_the_sieve() -> None:
    rules = tools()[2]
    missed = [e[0] for item in RAW["cue"] for e in item["positive"] if not may_carry_relation(e[0], rules)]
    assert missed == []
    assert not may_carry_relation("It rained on Tuesday.", rules)


def test_no_office_stands_twice_and_every_word_has_one_use_in_its_class() -> None:
    rules = tools()[2]
    assert rules.roles["president"].use == "state"
    assert rules.bonds["ally"].relation == "allied_with"
    assert "ministry" in rules.words.organisation


def test_a_wrong_role_is_named_with_its_line(tmp_path: Any) -> None:
    from onrecord.lexicon import relations

    wrong = tmp_path / "relation_roles.csv"
    wrong.write_text("role,relation,use\nleader,leader_of,head\nchief,rules_over,head\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"relation_roles\.csv:3"):
        relations._roles(wrong)
