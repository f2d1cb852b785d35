"""ecbplus: which event mentions, in which articles, are of one event; mentions given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt
from typing import Any

from bench.score.cases import Case, Figures, GoldSet, Inputs, Row, Task
from bench.score.engine import Engine
from bench.score.factuality import token_starts, word_at
from bench.score.scorers import Scorers

SAME_STORY = 0.2
Mention = tuple[str, int]


def predict(cases: Sequence[Case], engine: Engine) -> dict[Mention, str]:
    """{(id, number of the mention): label}: one head lemma in articles of one story is one event."""
    stories = _stories({case.id: _words(case) for case in cases})
    labels: dict[Mention, str] = {}
    for case in cases:
        lemmas = _lemmas(case, engine)
        for number, lemma in enumerate(lemmas):
            labels[case.id, number] = f"{stories[case.id]} {lemma}"
    return labels


def _words(case: Case) -> Counter[str]:
    return Counter(token.lower() for sentence in case.given["sentences"] for token in sentence["tokens"])


def _stories(words: Mapping[str, Counter[str]]) -> dict[str, str]:
    """Articles linked where the cosine of their tf-idf vectors is at least SAME_STORY (single link)."""
    shown = Counter(word for counts in words.values() for word in counts)
    vectors = {key: _vector(counts, shown, len(words)) for key, counts in words.items()}
    label = {key: key for key in words}

    def root(key: str) -> str:
        while label[key] != key:
            key = label[key]
        return key

    keys = list(words)
    for index, one in enumerate(keys):
        for two in keys[:index]:
            if root(one) != root(two) and _cosine(vectors[one], vectors[two]) >= SAME_STORY:
                label[root(one)] = root(two)
    return {key: root(key) for key in keys}


def _vector(counts: Counter[str], shown: Counter[str], total: int) -> dict[str, float]:
    weights = {word: log(total / shown[word]) for word in counts if word.isalnum()}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _cosine(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    return sum(weight * two[word] for word, weight in one.items() if word in two)


def _lemmas(case: Case, engine: Engine) -> list[str]:
    sentences = {sentence["sent"]: sentence["tokens"] for sentence in case.given["sentences"]}
    events = case.given.get("events", [])
    used = sorted({event["sent"] for event in events})
    parsed = dict(zip(used, engine.parser.parse((" ".join(sentences[n]), 0) for n in used), strict=True))
    return [_head_lemma(event, sentences[event["sent"]], parsed[event["sent"]]) for event in events]


def _head_lemma(event: Mapping[str, Any], tokens: Sequence[str], sentence: Any) -> str:
    """The lemma of the mention's word whose head lies outside the mention."""
    starts = token_starts(tokens)
    words = [word_at(sentence.starts, starts[token]) for token in event["tokens"]]
    head = next((word for word in words if sentence.heads[word] not in words or sentence.heads[word] == word), words[0])
    return str(sentence.lemmas[head]).lower()


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
