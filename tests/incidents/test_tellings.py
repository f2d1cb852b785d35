"""Tellings of one event, in one document and across documents."""

from functools import cache

import pytest

from onrecord.incidents.telling_pairs import NUMBERS, VALUES
from onrecord.incidents.tellings import cluster_tellings, pair_tellings
from onrecord.lexicon.incidents import load_fusion_weights
from onrecord.lexicon.kinship import load_kinship
from onrecord.lexicon.models import load_event_encoder
from onrecord.lexicon.status import load_speech_verbs
from onrecord.lexicon.tellings import load_telling_weights, parse_ramp
from onrecord.mentions.language import SpacyParser
from onrecord.mentions.tellings import Telling, TellingReader, content_words, encode_sentence

SENTENCES = (
    ("quake", "A strong earthquake shook the port of Belmira early on Tuesday, killing 14 people.", "earthquake"),
    ("tremor", "The quake that hit Belmira on Tuesday killed at least 14 people, rescuers said.", "quake"),
    ("quake", "A strong earthquake shook the port of Belmira early on Tuesday, killing 14 people.", "killing"),
    ("tremor", "The quake that hit Belmira on Tuesday killed at least 14 people, rescuers said.", "killed"),
    ("merger", "Orland Steel bought its rival Tarn Metals for 40 million crowns on Friday.", "bought"),
    ("purchase", "The purchase of Tarn Metals by Orland Steel was announced on Friday.", "purchase"),
    ("purchase", "The purchase of Tarn Metals by Orland Steel was announced on Friday.", "announced"),
)


@cache
def read() -> tuple[tuple[Telling, ...], dict[str, tuple[str, ...]]]:
    stopwords, kin = load_fusion_weights().stopwords, load_kinship()
    reader = TellingReader(kin, load_speech_verbs(), stopwords)
    parsed = SpacyParser().parse((text, 0) for _, text, _ in SENTENCES)
    told, words = [], {}
    for (document, text, word), sentence in zip(SENTENCES, parsed, strict=True):
        encoded = encode_sentence(load_event_encoder(), text)
        told.append(reader.read((document, 0), sentence, [sentence.words.index(word)], encoded))
        words[document] = tuple(content_words(sentence, stopwords, kin))
    return tuple(told), words


def groups(chosen: tuple[int, ...]) -> set[frozenset[int]]:
    told, words = read()
    some = [told[k] for k in chosen]
    shares = load_fusion_weights().word_shares
    found = cluster_tellings(some, words, shares, load_kinship(), load_telling_weights())
    return {frozenset(chosen[member] for member in group) for group in found}


def test_two_words_for_one_event_are_grouped_and_its_outcome_stays_apart() -> None:
    found = groups(tuple(range(len(SENTENCES))))
    assert frozenset({0, 1}) in found
    assert frozenset({2, 3}) in found
    assert frozenset({4, 5}) in found
    assert frozenset({6}) in found


def test_order_of_tellings_does_not_matter() -> None:
    assert groups((6, 3, 0, 5, 2, 4, 1)) == groups(tuple(range(len(SENTENCES))))


def test_no_tellings_are_no_groups() -> None:
    assert cluster_tellings((), {}, {}, load_kinship(), load_telling_weights()) == ()


def test_a_telling_knows_what_hangs_on_it() -> None:
    told, _ = read()
    assert {"orland", "steel", "tarn", "metal"} <= {word.removesuffix("s") for word in told[4].arguments}
    assert "orland" in told[4].names
    assert (told[4].word, told[4].part, told[6].is_speech) == ("buy", "verb", True)


def test_pairs_show_every_field_and_documents_far_apart_are_not_compared() -> None:
    told, words = read()
    pairs = pair_tellings(told, words, load_fusion_weights().word_shares, load_kinship(), 0.05)
    assert set(pairs.values) == set(VALUES)
    assert set(pairs.numbers) == set(NUMBERS)
    compared = set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    assert (0, 1) in compared
    assert (0, 4) not in compared


def test_weights_are_of_known_fields_and_values() -> None:
    weights = load_telling_weights()
    assert set(weights.ramps) <= set(NUMBERS)
    assert all(set(found) <= set(VALUES[field]) for field, found in weights.values.items())


@pytest.mark.parametrize(("name", "ramp"), [("-0.2 to 0.17", (-0.2, 0.17)), ("two documents", None), ("1 to", None)])
def test_names_of_ramps(name: str, ramp: tuple[float, float] | None) -> None:
    assert parse_ramp(name) == ramp
