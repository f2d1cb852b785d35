"""One telling of an event: the word that names it and what stands around it, as another telling can be held against it.

Which tellings are of one event, across documents, is for ``onrecord.incidents.tellings``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from onrecord.lexicon.kinship import WordKin
from onrecord.lexicon.models import ModelFiles
from onrecord.lexicon.ontology import EVENT_TYPES
from onrecord.mentions.event_model import MAX_PIECES
from onrecord.mentions.language import ParsedSentence

__all__ = ["EncodedSentence", "Telling", "TellingReader", "content_words", "encode_sentence", "head_of"]

FloatArray = npt.NDArray[np.float32]
_APART = frozenset({"relcl", "advcl", "ccomp", "conj", "parataxis"})
_OUTSIDE = _APART | {"xcomp", "punct"}
_PARTIES = frozenset({"nsubj", "nsubjpass", "dobj"})
_DEEPEST = 4
_PARTS: Mapping[str, str] = {"VERB": "verb", "NOUN": "noun", "PROPN": "noun", "PRON": "pronoun", "DET": "pronoun"}


class EncodedSentence(Struct, frozen=True):
    """What the event model makes of a sentence, a row for each word piece: probabilities of no event and of the event
    types (pieces x 17), states by layer (layers x pieces x width), and where each piece lies in the sentence's text."""

    types: FloatArray
    states: FloatArray
    offsets: tuple[tuple[int, int], ...]


class Telling(Struct, frozen=True, kw_only=True):
    """An event word in its sentence, the ``sentence``-th of its document.

    ``word`` is its base form, ``part`` one of verb, noun, pronoun, other. ``arguments`` are the base forms of the words
    that hang on it or on the verb it hangs on, ``names`` those of them that are names. ``types`` are the event model's
    probabilities for it, none first, ``states`` its unit vectors by layer of the encoder.
    """

    document_id: str
    sentence: int
    word: str
    part: str
    is_speech: bool
    arguments: frozenset[str]
    names: frozenset[str]
    types: FloatArray
    states: FloatArray


def head_of(sentence: ParsedSentence, words: Sequence[int]) -> int:
    """The one of ``words`` (indexes) that hangs on none of the others; the first where several do."""
    heads = sentence.heads
    return next((word for word in words if heads[word] not in words or heads[word] == word), words[0])


def encode_sentence(encoder: ModelFiles, text: str) -> EncodedSentence:
    """Runs the encoder (``load_event_encoder``) over one sentence; pieces past ``MAX_PIECES`` are left out."""
    encoding = encoder.tokenizer.encode(text)
    ids = np.array([encoding.ids[:MAX_PIECES]], dtype=np.int64)
    scores, *states = encoder.session.run(None, {"ids": ids, "mask": np.ones_like(ids)})
    rows = scores[0, :, : 1 + len(EVENT_TYPES)]
    shifted = np.exp(rows - rows.max(axis=1, keepdims=True))
    types = shifted / shifted.sum(axis=1, keepdims=True)
    return EncodedSentence(types, np.concatenate(states), tuple(encoding.offsets[:MAX_PIECES]))


def content_words(sentence: ParsedSentence, stopwords: Collection[str], kin: WordKin) -> list[str]:
    """The base forms of a sentence's words, stop words and marks left out."""
    return [kin.base(sentence.lemmas[k]) for k in range(len(sentence)) if _tells(sentence, k, stopwords)]


def _tells(sentence: ParsedSentence, k: int, stopwords: Collection[str]) -> bool:
    word, lemma = sentence.words[k], sentence.lemmas[k]
    return word[0].isalnum() and word.lower() not in stopwords and lemma.lower() not in stopwords


class TellingReader:
    """Makes tellings from parsed sentences; ``speech`` are the verbs of speech, ``stopwords`` tell nothing."""

    def __init__(self, kin: WordKin, speech: Collection[str], stopwords: Collection[str]) -> None:
        self._kin, self._speech, self._stopwords = kin, speech, stopwords

    def read(
        self, where: tuple[str, int], sentence: ParsedSentence, words: Sequence[int], encoded: EncodedSentence
    ) -> Telling:
        """The telling that ``words`` (indexes) name, in sentence ``where`` (document id, number of the sentence)."""
        head = head_of(sentence, words)
        around = [k for k in _around(sentence, head) if k not in words and _tells(sentence, k, self._stopwords)]
        base = {k: self._kin.base(sentence.lemmas[k]) for k in around}
        word = self._kin.base(sentence.lemmas[head])
        types, states = _at_word(encoded, sentence.starts[head] - sentence.start, sentence.ends[head] - sentence.start)
        return Telling(
            document_id=where[0],
            sentence=where[1],
            word=word,
            part=_PARTS.get(sentence.pos[head], "other"),
            is_speech=word in self._speech,
            arguments=frozenset(base.values()),
            names=frozenset(lemma for k, lemma in base.items() if sentence.tags[k].startswith("NNP")),
            types=types,
            states=states,
        )


def _around(sentence: ParsedSentence, head: int) -> set[int]:
    """What hangs on the word, clauses left out, and the parties of the word above it."""
    found: set[int] = set()
    for kid in sentence.children[head]:
        if sentence.deps[kid] not in _OUTSIDE:
            _gather(sentence, kid, found, _DEEPEST)
    above = sentence.heads[head]
    if above != head:
        for kid in sentence.children[above]:
            if kid != head and sentence.deps[kid] in _PARTIES:
                _gather(sentence, kid, found, _DEEPEST)
    return found


def _gather(sentence: ParsedSentence, word: int, found: set[int], depth: int) -> None:
    found.add(word)
    for kid in sentence.children[word]:
        if depth > 1 and sentence.deps[kid] not in _APART:
            _gather(sentence, kid, found, depth - 1)


def _at_word(encoded: EncodedSentence, start: int, end: int) -> tuple[FloatArray, FloatArray]:
    """Types of the word's first piece and the mean of its pieces' states, as unit vectors; the first piece of all where
    the model has not read so far."""
    pieces = [p for p, (a, b) in enumerate(encoded.offsets) if a < end and start < b and b > a] or [0]
    states = encoded.states[:, pieces].mean(axis=1)
    return encoded.types[pieces[0]], states / (np.linalg.norm(states, axis=1, keepdims=True) + 1e-9)
