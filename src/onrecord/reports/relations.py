"""Relations between actors, as a document states them: titles, bonds, other names, and what verbs and nouns say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from onrecord.lexicon.actors import ActorIndex
from onrecord.lexicon.relations import RelationRules
from onrecord.mentions.actors import resolve_actor
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.relations_aliases import find_bracketed, find_equated, find_renamed
from onrecord.mentions.relations_belonging import find_attachments, find_possessed
from onrecord.mentions.relations_compounds import find_compounds
from onrecord.mentions.relations_grammar import find_ties
from onrecord.mentions.relations_offices import HeldOffice, OfficeContext, find_offices
from onrecord.mentions.relations_parties import PartyFinder
from onrecord.mentions.relations_text import Tie, Tokens, cased_copy, tokenize
from onrecord.mentions.relations_titles import find_holdings
from onrecord.mentions.relations_words import Spelling
from onrecord.mentions.sentences import split_sentences
from onrecord.mentions.speakers import covers, find_statements
from onrecord.records import ActorMention, RelationKind, SpanPair, Status


class RelationMention(Struct, frozen=True, kw_only=True):
    """A relation as the text states it. Spans are half-open, in characters of ``Document.clean``.

    ``subject`` and ``object`` are the words at their spans; a nationality that stands for its state is printed as
    the state, and a state that only the context gives has no span. ``evidence`` is the shortest stretch of text
    that holds both parties and the words that relate them.
    """

    subject: str
    subject_span: SpanPair | None
    relation: RelationKind
    object: str
    object_span: SpanPair | None
    subject_id: str | None
    object_id: str | None
    according_to: str | None
    status: Status
    evidence: SpanPair


def may_carry_relation(text: str, rules: RelationRules) -> bool:
    """Whether a sentence may hold a relation that only its grammar shows, so that it is worth parsing."""
    return rules.sieve.search(text) is not None


def find_relations(
    sentences: Sequence[ParsedSentence],
    clean: str,
    actors: tuple[ActorMention, ...],
    index: ActorIndex,
    rules: RelationRules,
    published: str | None,
) -> list[RelationMention]:
    """The relations that ``clean`` states, in text order, each once.

    ``sentences`` are those that were parsed, in text order; titles, brackets and compounds are read in all others too.
    ``actors`` are the tagged actors of ``clean``. A relation whose parties cannot be named is left out, and so
    is one that the text negates; one that somebody denies has status ``denied``, one only thought of ``hypothetical``.
    """
    states = state_names(index)
    spans = split_sentences(clean, rules.abbreviations)
    cased = cased_copy(clean, spans, sentences, rules.common)
    known = {m.start: m for m in actors}
    spelling = Spelling(clean, rules.words, known, states, index, cased.nounish)
    finder = PartyFinder(clean, actors, index, rules.words, states)
    parsed = {s.start: s for s in sentences}
    ties: list[tuple[Tie, ParsedSentence | None]] = []
    offices: list[HeldOffice] = []
    context = OfficeContext(spelling, actors, index, rules, published)
    for start, end in spans:
        tokens = tokenize(cased.text, start, end)
        body = finder.body()
        offices.extend(HeldOffice(h, tokens, body) for h in find_holdings(tokens, spelling, rules))
        ties.extend((tie, None) for tie in _surface(tokens, spelling, rules))
        for offset in [offset for offset in parsed if start <= offset < end]:
            sentence = parsed[offset]
            ties.extend((tie, sentence) for tie in find_ties(sentence, finder, rules))
            finder.remember(sentence)
    ties.extend((tie, None) for tie in find_equated(clean, actors))
    ties.extend((tie, None) for tie in find_offices(offices, context))
    found = [_mention(tie, sentence, index, rules, published) for tie, sentence in ties]
    return _once(found)


def state_names(index: ActorIndex) -> dict[str, str]:
    """The states' names by nationality ("french": "France"), lower case."""
    names = {}
    for adjective, countries in index.adjectives.items():
        entry = index.entries.get(countries[0])
        if len(countries) == 1 and entry is not None and len(adjective) > 3:
            names[adjective] = entry.name
    return names


def _surface(tokens: Tokens, spelling: Spelling, rules: RelationRules) -> Iterator[Tie]:
    yield from find_bracketed(tokens, spelling)
    yield from find_renamed(tokens, spelling, rules)
    yield from find_compounds(tokens, spelling, rules)
    pairs = [(RelationKind.MEMBER_OF, pair) for pair in find_attachments(tokens, spelling)]
    pairs += [(RelationKind.PART_OF, pair) for pair in find_possessed(tokens, spelling)]
    for kind, (one, whole) in pairs:
        yield Tie(
            subject=spelling.party(tokens, *one),
            relation=kind,
            object=spelling.party(tokens, *whole),
            start=tokens.starts[min(one[0], whole[0])],
            end=tokens.ends[max(one[1], whole[1]) - 1],
            cue=tokens.starts[one[0]],
        )


# ---------------------------------------------------------------- mentions


def _mention(
    tie: Tie, sentence: ParsedSentence | None, index: ActorIndex, rules: RelationRules, published: str | None
) -> RelationMention:
    status = Status.DENIED if tie.is_denied else Status.HYPOTHETICAL if tie.is_hypothetical else Status.OCCURRED
    return RelationMention(
        subject=tie.subject.text,
        subject_span=tie.subject.span,
        relation=tie.relation,
        object=tie.object.text,
        object_span=tie.object.span,
        subject_id=resolve_actor(tie.subject.text, index, published).actor_id,
        object_id=resolve_actor(tie.object.text, index, published).actor_id,
        according_to=_speaker(sentence, tie.cue, rules) if sentence is not None else None,
        status=status,
        evidence=(tie.start, tie.end),
    )


def _speaker(sentence: ParsedSentence, cue: int, rules: RelationRules) -> str | None:
    word = next((i for i, start in enumerate(sentence.starts) if start == cue), None)
    if word is None:
        return None
    for statement in find_statements(sentence, rules.speech):
        if statement.speaker is not None and covers(sentence, statement, word):
            speaker = sentence.subtree(statement.speaker)
            if word not in speaker:
                return sentence.span_text(speaker[0], speaker[-1])
    return None


def _once(found: Iterable[RelationMention]) -> list[RelationMention]:
    """Each relation once, the first time that it is stated; a leader is not told as a member of the same body too."""
    kept: dict[tuple[str, RelationKind, str], RelationMention] = {}
    for mention in sorted(found, key=lambda m: (m.evidence, m.relation)):
        key = (_key(mention.subject, mention.subject_id), mention.relation, _key(mention.object, mention.object_id))
        kept.setdefault(key, mention)
    for subject, relation, obj in list(kept):
        if relation is RelationKind.LEADER_OF:
            kept.pop((subject, RelationKind.MEMBER_OF, obj), None)
    return sorted(kept.values(), key=lambda m: (m.evidence, m.relation))


def _key(text: str, actor_id: str | None) -> str:
    if actor_id is not None:
        return actor_id.split(".")[0]
    return text.lower().split()[-1]


__all__ = ["RelationMention", "find_relations", "may_carry_relation", "state_names"]
