"""Relations between actors, as a document states them: titles, bonds, other names, and what verbs and nouns say."""

from __future__ import annotations

from collections import Counter
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
from onrecord.mentions.relations_parties import PartyFinder
from onrecord.mentions.relations_text import Party, Tie, Tokens, cased_copy, tokenize
from onrecord.mentions.relations_titles import Holding, as_tie, find_holdings
from onrecord.mentions.relations_words import Spelling
from onrecord.mentions.sentences import split_sentences
from onrecord.mentions.speakers import covers, find_statements
from onrecord.records import ActorMention, RelationKind, SpanPair, Status

_STATE_SHARE = 0.4  # measured on the training articles: below it the state of a bare "President X" is a guess


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
    spelling = Spelling(clean, rules.words, known, states, place_names(index), cased.nounish)
    finder = PartyFinder(clean, actors, index, rules.words, states)
    parsed = {s.start: s for s in sentences}
    ties: list[tuple[Tie, ParsedSentence | None]] = []
    holdings: list[tuple[Holding, Tokens, Party | None]] = []
    for start, end in spans:
        tokens = tokenize(cased.text, start, end)
        body = finder.body()
        holdings.extend((h, tokens, body) for h in find_holdings(tokens, spelling, rules))
        ties.extend((tie, None) for tie in _surface(tokens, spelling, rules))
        for offset in [offset for offset in parsed if start <= offset < end]:
            sentence = parsed[offset]
            ties.extend((tie, sentence) for tie in find_ties(sentence, finder, rules))
            finder.remember(sentence)
    ties.extend((tie, None) for tie in find_equated(clean, actors))
    ties.extend((tie, None) for tie in _held(holdings, spelling, actors, index, published))
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


def place_names(index: ActorIndex) -> frozenset[str]:
    """The names of states and of other places that actor knowledge has, lower case."""
    states = {key for key, names in index.names.items() if any(len(n.actor_id) == 3 for n in names)}
    return frozenset({*states, *index.places})


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


# ---------------------------------------------------------------- offices whose body is not named beside them


def _held(
    holdings: Sequence[tuple[Holding, Tokens, Party | None]],
    spelling: Spelling,
    actors: Sequence[ActorMention],
    index: ActorIndex,
    published: str | None,
) -> Iterator[Tie]:
    named: dict[str, Party] = {}
    for holding, tokens, _ in holdings:
        if holding.object is not None and holding.role.use in ("state", "minister"):
            named.setdefault(tokens.lower[holding.holder[1] - 1], spelling.party(tokens, *holding.object))
    main_state = None if spelling.is_one_case_at(0) and spelling.clean.islower() else _main_state(actors, index)
    for holding, tokens, body in _without_ranks(holdings):
        if holding.object is not None:
            yield as_tie(holding, tokens, spelling, spelling.party(tokens, *holding.object))
            continue
        nearby = _state_before(tokens, holding, actors, index) if holding.refers else None
        if nearby is not None and holding.role.use in ("state", "minister"):
            yield as_tie(holding, tokens, spelling, nearby)
            continue
        if holding.refers and holding.role.use not in ("state", "minister"):
            if body is not None and holding.role.use != "person":
                yield as_tie(holding, tokens, spelling, body)
            continue
        surname = tokens.lower[holding.holder[1] - 1]
        name = spelling.party(tokens, *holding.holder).text
        state = named.get(surname) or _state_of_person(name, index, published) or main_state
        if state is not None:
            yield as_tie(holding, tokens, spelling, Party(None, state.text))


def _without_ranks(
    holdings: Sequence[tuple[Holding, Tokens, Party | None]],
) -> Iterator[tuple[Holding, Tokens, Party | None]]:
    """The holdings, but no rank ("Navy Capt. X") beside an office of the same person."""
    offices = {tokens.starts[h.holder[0]] for h, tokens, _ in holdings if h.role.use != "rank"}
    for item in holdings:
        if item[0].role.use != "rank" or item[1].starts[item[0].holder[0]] not in offices:
            yield item


def _state_before(tokens: Tokens, holding: Holding, actors: Iterable[ActorMention], index: ActorIndex) -> Party | None:
    """The state named last before "its president" in the same sentence."""
    end = tokens.starts[holding.first]
    near = [m for m in actors if tokens.starts[0] <= m.start < end and len(m.match.actor_id or "") == 3]
    return Party((near[-1].start, near[-1].end), near[-1].text) if near else None


def _state_of_person(name: str, index: ActorIndex, published: str | None) -> Party | None:
    match = resolve_actor(name, index, published)
    if match.kind != "person" or match.country is None or not _agrees(name, match.name):
        return None
    entry = index.entries.get(match.country)
    return Party(None, entry.name) if entry is not None else None


def _agrees(name: str, known: str) -> bool:
    """Whether a known person's name can be this one: the surname alone, or first name and surname alike."""
    parts, others = name.lower().split(), known.lower().split()
    return parts[-1] == others[-1] and (len(parts) == 1 or parts[0] == others[0])


def _main_state(actors: Iterable[ActorMention], index: ActorIndex) -> Party | None:
    """The state that most of the text's actors belong to; ``None`` where none stands out."""
    counts = Counter(m.match.country for m in actors if m.match.country in index.entries)
    if not counts:
        return None
    country, number = counts.most_common(1)[0]
    if country is None or number < _STATE_SHARE * counts.total():
        return None
    return Party(None, index.entries[country].name)


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
    kept: dict[tuple[str, RelationKind, str], RelationMention] = {}
    for mention in sorted(found, key=lambda m: (m.evidence, m.relation)):
        key = (_key(mention.subject, mention.subject_id), mention.relation, _key(mention.object, mention.object_id))
        kept.setdefault(key, mention)
    return sorted(kept.values(), key=lambda m: (m.evidence, m.relation))


def _key(text: str, actor_id: str | None) -> str:
    if actor_id is not None:
        return actor_id.split(".")[0]
    return text.lower().split()[-1]


__all__ = ["RelationMention", "find_relations", "may_carry_relation", "state_names"]
