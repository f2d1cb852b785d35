"""Which sentences of a document are read closely: those that may carry an event, whatever their parse.

Each step is dearer than the one before and sees only what that one let pass: the forms of event words, the gate, the
event model. Sentences with a phrase that tells harm, or that may claim a deed, pass whatever the models say; a word
that is sure to tell an act but rare (``Ontology.sure_forms``) takes its sentence past the gate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.lexicon.coding import CodingLexicon
from onrecord.mentions.event_model import SentenceScores, encode, promises_event, score_encoding
from onrecord.mentions.gate import turns_down
from onrecord.mentions.name_masks import MaskedText, mask_names, unmask_scores
from onrecord.mentions.subject import foreign_subject
from onrecord.mentions.triggers import sift, words_of
from onrecord.records import Document, SpanPair

TextAt = tuple[str, int]
"""A sentence's text and its offset in the clean text."""


class ChosenSentence(Struct, frozen=True):
    """A sentence (offset in the clean text), its stand-ins for names, what the model says of its pieces, and whether a
    phrase in it ``tells_harm``."""

    text: str
    start: int
    mask: MaskedText
    scores: SentenceScores
    tells_harm: bool


def story_sentences(document: Document, spans: Sequence[SpanPair]) -> list[TextAt]:
    """The sentences at ``spans``, without the dateline."""
    clean, first = document.clean, document.dateline[1] if document.dateline else 0
    return [(clean[a:b], a) for a, b in (_after_dateline(clean, span, first) for span in spans) if a < b]


def is_foreign(clean: str, lexicon: CodingLexicon) -> bool:
    """Whether the text is about sport and the like, its names left aside ("Ivory Coast", "Defense League")."""
    if foreign_subject(clean, lexicon.domains) is None:
        return False
    return foreign_subject(mask_names(clean, lexicon.actors, lexicon.name_masks).masked, lexicon.domains) is not None


def choose_sentences(sentences: Sequence[TextAt], lexicon: CodingLexicon) -> list[ChosenSentence]:
    """Those of a document's sentences that may carry an event, in order."""
    return list(_chosen(sift_sentences(sentences, lexicon), lexicon))


class Sifted(Struct, frozen=True):
    """A sentence with a form of an event word or a phrase of harm (``tells_harm``)."""

    text: str
    start: int
    tells_harm: bool


def sift_sentences(sentences: Sequence[TextAt], lexicon: CodingLexicon) -> list[Sifted]:
    """The sentences that the models are asked of."""
    kept = sift([text for text, _ in sentences], lexicon.ontology)
    told = [Sifted(text, start, lexicon.harm.tells(text)) for text, start in sentences]
    claims = lexicon.responsibility.alone.search
    return [
        one
        for one, keep in zip(told, kept, strict=True)
        if keep or one.tells_harm or claims(one.text) or not lexicon.spares
    ]


def _chosen(sifted: Sequence[Sifted], lexicon: CodingLexicon) -> Iterator[ChosenSentence]:
    masks = [mask_names(one.text, lexicon.actors, lexicon.name_masks) for one in sifted]
    encodings = encode(lexicon.model, [mask.masked for mask in masks])
    for one, mask, encoding in zip(sifted, masks, encodings, strict=True):
        is_sure = not lexicon.spares or one.tells_harm or lexicon.responsibility.sieve.search(one.text) is not None
        is_known = is_sure or not words_of(one.text).isdisjoint(lexicon.ontology.sure_forms)
        if not is_known and lexicon.gate is not None and turns_down(lexicon.gate, encoding):
            continue
        scores = unmask_scores(score_encoding(lexicon.model, encoding), mask)
        if is_sure or promises_event(scores, one.text, lexicon.bars):
            yield ChosenSentence(one.text, one.start, mask, scores, one.tells_harm)


def _after_dateline(clean: str, span: SpanPair, dateline_end: int) -> SpanPair:
    start, end = span
    if start < dateline_end <= end:
        start = dateline_end
        while start < end and (clean[start].isspace() or clean[start] in "-–—"):
            start += 1
    return start, end
