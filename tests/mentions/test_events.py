"""Which words carry an event, and which of them the same one. The scores here are our own, not the model's."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace
from sentence_words import at, parsed

from onrecord.lexicon.coding import CodingLexicon, load_coding_lexicon
from onrecord.lexicon.ontology import EVENT_TYPES
from onrecord.mentions.event_model import STATUSES, WordScore
from onrecord.mentions.events import EventMention, find_events
from onrecord.mentions.grouping import group_mentions
from onrecord.records import Status


@cache
def lexicon() -> CodingLexicon:
    """The package's lexicon with thresholds of our own."""
    loaded = load_coding_lexicon()
    own = {"strong": 1.0, "weak": 0.3, "other_type": -1.5, "not_listed": -0.8, "threshold": 1.0, "listed_type": 1.5}
    return replace(loaded, detection=replace(loaded.detection, **own))


def score(event_type: str, event: float = 0.9, status: Status = Status.OCCURRED) -> WordScore:
    """A word that carries an event of one type with probability ``event``."""
    types = tuple(event if name == event_type else 0.0 for name in EVENT_TYPES)
    statuses = tuple(0.9 if s is status else 0.1 / (len(STATUSES) - 1) for s in STATUSES)
    return WordScore(none=1 - event, types=types, statuses=statuses, core=0.5, factuality=2.0)


def found(text: str, **scores: WordScore) -> list[EventMention]:
    sentence = parsed(text)
    by_word = {at(sentence, word): value for word, value in scores.items()}
    return find_events(0, sentence, by_word, lexicon())


def groups(
    text: str, *words: str, event_type: str = "ASSAULT", split: tuple[tuple[str, str], ...] = ()
) -> list[set[str]]:
    sentence = parsed(text)
    mentions = found(text, **dict.fromkeys(words, score(event_type)))
    assert len(mentions) == len(words)
    apart = [(at(sentence, a), at(sentence, b)) for a, b in split]
    return [{sentence.words[m.word] for m in group} for group in group_mentions(sentence, mentions, apart)]


def test_a_listed_word_that_the_model_believes_in_carries_an_event() -> None:
    (mention,) = found("Gunmen kidnapped a priest.", kidnapped=score("ASSAULT"))
    assert (mention.event_type, mention.mode, mention.cameo) == ("ASSAULT", "abduct", "181")
    assert mention.status is Status.OCCURRED
    assert mention.status_probability == pytest.approx(0.9)


def test_a_word_that_the_model_doubts_carries_none() -> None:
    assert found("Gunmen kidnapped a priest.", kidnapped=score("ASSAULT", event=0.1)) == []


def test_a_word_outside_the_lexicon_needs_more_belief() -> None:
    text = "Gunmen vaporised a priest."
    assert found(text, vaporised=score("ASSAULT", event=0.8)) == []
    (mention,) = found(text, vaporised=score("ASSAULT", event=0.95))
    assert (mention.mode, mention.cameo) == (None, None)


@pytest.mark.parametrize(
    ("text", "word", "passes"),
    [
        ("Officers overthrew the king.", "overthrew", True),
        ("The king was overthrown.", "overthrown", True),
        ("Officers have overthrown the king.", "overthrown", True),
        ("Officers may have overthrown the king.", "overthrown", False),
        ("Officers met to overthrow the king.", "overthrow", False),
        ("Gunmen kidnapped a priest.", "kidnapped", False),
    ],
)
def test_a_sure_word_told_as_done_carries_its_own_type_though_the_model_does_not_know_it(
    text: str, word: str, passes: bool
) -> None:
    doubtful = score("CONSULT", event=0.1)
    assert [m.event_type for m in found(text, **{word: doubtful})] == ["ASSAULT"] * passes


def test_belief_gives_more_evidence() -> None:
    text = "Gunmen kidnapped a priest."
    weak, strong = (found(text, kidnapped=score("ASSAULT", event=p))[0].evidence for p in (0.7, 0.95))
    assert weak < strong


def test_words_of_one_act_belong_together() -> None:
    assert groups("Rebels attacked a bus, killing ten people.", "attacked", "killing") == [{"attacked", "killing"}]


@pytest.mark.parametrize(
    ("text", "noun", "added"),
    [
        ("Rebels carried out an attack, killing ten people.", "attack", "killing"),
        ("Police opened fire on the crowd, killing ten people.", "fire", "killing"),
        ("A blast damaged the mosque, killing ten people.", "blast", "killing"),
        ("The attack in Gao, which killed ten people, shocked them.", "attack", "killed"),
    ],
)
def test_a_noun_and_what_is_added_to_its_verb_belong_together(text: str, noun: str, added: str) -> None:
    assert groups(text, noun, added) == [{noun, added}]


def test_whoever_is_shot_and_shoots_does_two_acts() -> None:
    text = "Police shot four men who killed a guard."
    assert sorted(map(len, groups(text, "shot", "killed"))) == [1, 1]


def test_an_act_and_the_act_in_its_relative_clause_belong_together() -> None:
    text = "The bombing of a hotel that killed nine people shocked the town."
    assert groups(text, "bombing", "killed") == [{"bombing", "killed"}]


def test_words_of_other_types_stay_apart() -> None:
    text = "Police attacked the house and arrested a man."
    sentence = parsed(text)
    mentions = found(text, attacked=score("ASSAULT"), arrested=score("COERCE"))
    assert [len(group) for group in group_mentions(sentence, mentions, ())] == [1, 1]


def test_words_with_times_of_their_own_stay_apart() -> None:
    text = "Rebels bombed a bridge and burned a school."
    assert groups(text, "bombed", "burned", split=(("bombed", "burned"),)) == [{"bombed"}, {"burned"}]


def test_a_clause_with_a_subject_of_its_own_stays_apart() -> None:
    text = "Rebels bombed a bridge after soldiers burned a school."
    assert groups(text, "bombed", "burned") == [{"bombed"}, {"burned"}]


def test_the_governing_word_comes_first() -> None:
    sentence = parsed("Rebels killed ten people in an attack.")
    mentions = found(sentence.text, killed=score("ASSAULT"), attack=score("ASSAULT"))
    ((first, second),) = group_mentions(sentence, mentions, ())
    assert (sentence.words[first.word], sentence.words[second.word]) == ("killed", "attack")


def test_no_scores_no_events() -> None:
    assert found("Gunmen kidnapped a priest.") == []


def test_the_harm_that_a_deed_does_is_the_deed_however_far_off() -> None:
    text = "One strike hit a patrol and destroyed a bridge."
    assert groups(text, "strike", "destroyed") == [{"strike", "destroyed"}]


def test_what_a_clause_of_a_noun_tells_is_another_event() -> None:
    text = "Rebels killed nine guards amid claims that soldiers had raped women."
    assert groups(text, "killed", "raped") == [{"killed"}, {"raped"}]
