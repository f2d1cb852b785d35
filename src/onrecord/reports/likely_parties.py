"""The doer or recipient that the rules of grammar did not find, where what is known of a sentence's nouns tells it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from onrecord.lexicon.coding import CodingLexicon
from onrecord.lexicon.role_weights import DOER
from onrecord.mentions.arguments_grammar import KnownWords
from onrecord.mentions.arguments_nouns import (
    subject_beside,
    subject_of_other_act,
    subject_over_relative,
    words_of_name,
)
from onrecord.mentions.event_model import role_probabilities
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import conjoined
from onrecord.mentions.role_cues import Candidate, candidate_nouns, role_odds
from onrecord.mentions.speakers import covers
from onrecord.reports.drafts import Draft, Party
from onrecord.reports.parties import find_party
from onrecord.reports.reading import Reading

_SPEAKER = "speaker"
_ACTS = frozenset({"deed", "abstract"})
_SUBJECTS = frozenset({"nsubj", "conj", "ROOT"})
_TEMPORAL = frozenset({"after", "before", "since", "until"})


class OpenEvent(Struct, frozen=True):
    """An event with a role to fill: its leading ``word`` in sentence ``number``, its type, the sentence's event
    ``words``, and what the taggers know of the sentence."""

    reading: Reading
    number: int
    word: int
    event_type: str
    words: frozenset[int]
    known: KnownWords

    @property
    def sentence(self) -> ParsedSentence:
        """The sentence that tells it."""
        return self.reading.sentences[self.number]


def likely_head(event: OpenEvent, role: str, others: Sequence[Party], lexicon: CodingLexicon) -> int | None:
    """The noun that most likely has ``role`` (``DOER``, ``RECIPIENT``); ``None`` where none is likely enough.

    ``others`` have the other role. Never a doer: an act, whom an event only stands beside ("police are on alert after
    the attacks"), a town that is no subject, and of an act of force who tells it.
    """
    barred = _ACTS | {_SPEAKER} if event.event_type == "ASSAULT" else _ACTS
    best, best_odds = None, _bar(event.event_type, role, lexicon)
    weights = lexicon.role_weights.of(role)
    passed = {*event.words, *words_of_name(event.sentence, event.word, lexicon.roles)}
    passed.update(_no_doers(event, lexicon) if role == DOER else _of_others(event))
    if role == DOER and event.event_type == "ASSAULT":
        passed |= _outside_of_what_is_told(event)
    for candidate in candidates_of(event, role, others, lexicon, passed):
        if candidate.is_other or (role == DOER and not barred.isdisjoint(candidate.kinds)):
            continue
        odds = role_odds(event.sentence, event.word, event.event_type, candidate, weights)
        if odds > best_odds:
            best, best_odds = candidate.noun, odds
    return best


def _bar(event_type: str, role: str, lexicon: CodingLexicon) -> float:
    rules = lexicon.detection
    if role != DOER:
        return rules.recipient_odds
    return rules.violent_doer_odds if event_type == "ASSAULT" else rules.doer_odds


def with_likely(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the likely parties in the roles that nothing else fills; nobody likely has a role beside the
    other one that is told."""
    return [
        replace(
            d,
            actors=d.actors or _others(d.likely_actors, d.recipients),
            recipients=d.recipients or _others(d.likely_recipients, d.actors),
        )
        for d in drafts
    ]


def _others(likely: Sequence[Party], told: Sequence[Party]) -> tuple[Party, ...]:
    return tuple(p for p in likely if all(p.end <= t.start or t.end <= p.start for t in told))


def _no_doers(event: OpenEvent, lexicon: CodingLexicon) -> Iterator[int]:
    yield from subject_beside(event.sentence, event.word, lexicon.roles)
    if event.event_type == "ASSAULT":
        yield from subject_of_other_act(event.sentence, event.word, event.words)
    yield from subject_over_relative(event.sentence, event.word)
    yield from (i for i in event.known.towns if event.sentence.deps[i] not in _SUBJECTS)


def _outside_of_what_is_told(event: OpenEvent) -> set[int]:
    """The words that the statement which tells the event leaves out: "the council adopted a text that condemns the
    attacks" does not say that the council attacked."""
    sentence = event.sentence
    telling = [s for s in event.reading.statements[event.number] if s.content is not None]
    telling = [s for s in telling if s.cue != event.word and covers(sentence, s, event.word)]
    return {i for i in range(len(sentence)) if any(not covers(sentence, s, i) for s in telling)}


def _of_others(event: OpenEvent) -> Iterator[int]:
    """Nouns to which something else is done, or that do it: whom another verb has with "by"; all that hangs on a
    verb joined to one with its own object ("rejected the demand and asked parliament"); all of a clause with "after" or
    the like that the event stands outside ("the clashes came a month after ten people were shot")."""
    sentence, word = event.sentence, event.word
    above = sentence.ancestors(word)
    for verb, dep in enumerate(sentence.deps):
        if verb in above or sentence.pos[verb] not in ("VERB", "AUX"):
            continue
        for by in sentence.kids(verb, "agent"):
            yield from (i for noun in sentence.kids(by, "pobj") for i in conjoined(sentence, noun))
        if dep == "conj" and sentence.heads[verb] == word and sentence.kids(word, "dobj"):
            yield from sentence.subtree(verb)
        marks = {sentence.words[i].lower() for i in sentence.kids(verb, "mark")}
        if dep == "advcl" and not marks.isdisjoint(_TEMPORAL):
            yield from sentence.subtree(verb)


def candidates_of(
    event: OpenEvent, role: str, others: Sequence[Party], lexicon: CodingLexicon, passed: Collection[int] = ()
) -> Iterator[Candidate]:
    """The nouns of the sentence, without those ``passed`` over, with all that is known of them."""
    sentence, scores = event.sentence, event.reading.outputs[event.number]
    speakers = {
        k
        for statement in event.reading.statements[event.number]
        if statement.speaker is not None
        for k in sentence.subtree(statement.speaker)
    }
    for noun in candidate_nouns(sentence, event.word, event.known):
        if noun in passed:
            continue
        start = sentence.starts[noun] - sentence.start
        source, target = role_probabilities(scores, start, start + len(sentence.words[noun]))
        yield Candidate(
            noun=noun,
            kinds=(*_kinds(event, noun, lexicon), *((_SPEAKER,) if noun in speakers else ())),
            is_other=any(p.start <= sentence.starts[noun] < p.end for p in others),
            probabilities=(source, target) if role == DOER else (target, source),
            is_alone=len(event.words) == 1,
        )


def _kinds(event: OpenEvent, noun: int, lexicon: CodingLexicon) -> Iterator[str]:
    sentence, known = event.sentence, event.known
    party = find_party(event.reading, event.number, noun, lexicon)
    yield f"tag {sentence.tags[noun]}"
    yield "nobody" if party is None else f"match {party.match.kind or party.match.looseness}"
    told = {
        "party": noun in known.parties,
        "town": noun in known.towns,
        "weapon": noun in known.weapons,
        "person": party is not None and party.is_person,
        "place": party is not None and party.is_place,
        "sector": party is not None and party.match.sector is not None,
        "abstract": is_abstract(sentence, noun, known, lexicon),
        "deed": bool(lexicon.ontology.frames(sentence.lemmas[noun].lower(), "NOUN")),
        "event": noun in event.words,
    }
    yield from (kind for kind, holds in told.items() if holds)


def is_abstract(sentence: ParsedSentence, i: int, known: KnownWords, lexicon: CodingLexicon) -> bool:
    """Whether a word names an act, a text or a quality, to whom nothing can be said or promised."""
    lemma, rules = sentence.lemmas[i].lower(), lexicon.roles
    if i in known.parties or sentence.pos[i] != "NOUN":
        return False
    is_act = bool(lexicon.ontology.frames(lemma, "NOUN")) or lemma.endswith(rules.abstract_endings)
    return is_act or lemma in rules.texts or lemma in rules.plans or lemma in rules.abstract
