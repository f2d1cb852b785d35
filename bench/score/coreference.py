"""ecbplus: which event mentions, in which articles, are of one event; mentions given, the articles' topics not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bench.score.cases import Case, Figures, GoldSet, Inputs, Row, Task
from bench.score.engine import Engine, part, progress
from bench.score.factuality import token_starts, word_at
from bench.score.scorers import Scorers

Mention = tuple[str, int]
Words = dict[str, list[str]]


def predict(cases: Sequence[Case], engine: Engine) -> dict[Mention, str]:
    """{(id, number of the mention): label}: mentions share a label where they are thought to tell of one event."""
    told, words = read_tellings(((case.id, case.given) for case in progress(cases, "articles")), engine.parser)
    weights, kin = part("lexicon.tellings", "load_telling_weights")(), part("lexicon.kinship", "load_kinship")()
    shares = part("lexicon.incidents", "load_fusion_weights")().word_shares
    groups = part("incidents.tellings", "cluster_tellings")(list(told.values()), words, shares, kin, weights)
    mentions = list(told)
    return {mentions[member]: str(number) for number, group in enumerate(groups) for member in group}


def read_tellings(rows: Iterable[tuple[str, Mapping[str, Any]]], parser: Any) -> tuple[dict[Mention, Any], Words]:
    """The telling of each mention, and the content words of each article; a row holds ``sentences`` and ``events``."""
    encoder, kin = part("lexicon.models", "load_event_encoder")(), part("lexicon.kinship", "load_kinship")()
    stopwords = part("lexicon.incidents", "load_fusion_weights")().stopwords
    encode, content_words = (part("mentions.tellings", name) for name in ("encode_sentence", "content_words"))
    reader = part("mentions.tellings", "TellingReader")(kin, part("lexicon.status", "load_speech_verbs")(), stopwords)
    told: dict[Mention, Any] = {}
    words: Words = {}
    for key, given in rows:
        tokens = {sentence["sent"]: sentence["tokens"] for sentence in given["sentences"]}
        texts = {number: " ".join(sentence) for number, sentence in tokens.items()}
        parsed = dict(zip(texts, parser.parse((text, 0) for text in texts.values()), strict=True))
        encoded = {number: encode(encoder, text) for number, text in texts.items()}
        words[key] = [word for sentence in parsed.values() for word in content_words(sentence, stopwords, kin)]
        for number, event in enumerate(given.get("events", [])):
            sentence, starts = parsed[event["sent"]], token_starts(tokens[event["sent"]])
            marked = [word_at(sentence.starts, starts[token]) for token in event["tokens"]]
            told[key, number] = reader.read((key, event["sent"]), sentence, marked, encoded[event["sent"]])
    return told, words


def score(rows: Sequence[Row], found: Mapping[Mention, str], scorers: Scorers) -> Figures:
    """CoNLL F over gold mentions."""
    gold: dict[str, list[Mention]] = {}
    ours: dict[str, list[Mention]] = {}
    for row in rows:
        for number, event in enumerate(row["events"]):
            key = (str(row["id"]), number)
            gold.setdefault(event["chain"], []).append(key)
            ours.setdefault(found[key], []).append(key)
    return {"conll_f": scorers.score.conll(list(ours.values()), list(gold.values()))["conll"]}


INPUTS = Inputs(text=None, given=("sentences", "events[].sent", "events[].tokens"))
SETS = (GoldSet("ecbplus", ("conll_f",), (Task(INPUTS, predict, score),)),)
