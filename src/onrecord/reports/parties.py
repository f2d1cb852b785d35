"""Turns grammatical heads into parties: names, pronouns' antecedents, what actor knowledge says of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.lexicon.actors_names import name_key
from onrecord.lexicon.coding import CodingLexicon
from onrecord.lexicon.noun_kinds import NounKind, load_noun_kinds
from onrecord.mentions.arguments_grammar import KnownWords, subjects
from onrecord.mentions.casualties import count_of
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import antecedent, conjoined, is_acronym, noun_phrase
from onrecord.mentions.speakers import Statement, covers
from onrecord.records import ActorMatch, ActorMention
from onrecord.reports.drafts import Party
from onrecord.reports.party_names import identify
from onrecord.reports.reading import Reading

_SINGULAR = frozenset({"he", "she", "him", "her", "himself", "herself"})
_PLURAL = frozenset({"they", "them", "themselves", "those"})
_NEUTER = frozenset({"it", "itself"})
_SPEAKERS = frozenset({"i", "we", "us", "me"})
_PRONOUNS = (
    _SINGULAR
    | _PLURAL
    | _NEUTER
    | _SPEAKERS
    | {
        "who",
        "which",
        "that",
        "this",
        "these",
        "one",
        "anyone",
        "someone",
        "nobody",
        "everyone",
        "there",
        "what",
        "him",
        "you",
        "your",
    }
)
_OWNERS = {"his": "he", "her": "she", "their": "they", "its": "it", "our": "we", "my": "i"}
_SENTENCES_BACK = 3
_MENTIONS_BACK = 12
_PERSON_CHARS_BACK = 600
_LONGEST_TIME_CHARS = 60
_ABBREVIATION = re.compile(r"\s?\([A-Z][A-Za-z]?[A-Z][A-Za-z-]{0,10}\)")
_ARTICLE_CHARS = 4
_COLLECTIVE_KINDS = frozenset(
    {"state", "government", "military", "police", "armed_group", "militia", "party", "igo", "ngo", "organization"}
)
_PARTS = frozenset(
    {"one", "some", "many", "several", "most", "all", "none", "both", "each", "half", "dozens", "scores"}
)


def known_words(reading: Reading, number: int, lexicon: CodingLexicon) -> KnownWords:
    """What the taggers say of the words of sentence ``number``; names that no table knows count as parties."""
    sentence = reading.sentences[number]
    start, end = sentence.starts[0], sentence.ends[-1]
    times = _covered(sentence, [(t.start, t.end) for t in reading.within(reading.times, start, end)])
    weapons = _covered(sentence, [(w.start, w.end) for w in reading.within(reading.weapons, start, end)])
    parties = _covered(sentence, [(a.start, a.end) for a in reading.within(reading.actors, start, end)])
    adjectives, is_uncapped = lexicon.actors.adjectives, sentence.text.islower()
    for i, tag in enumerate(sentence.tags):
        if sentence.lemmas[i].lower() in lexicon.roles.party_nouns and tag in ("NN", "NNS", "JJ"):
            parties.add(i)
        if (tag in ("NNP", "NNPS") and (is_uncapped or sentence.words[i][:1].isupper())) or (
            tag in ("JJ", "NN", "NNS") and name_key(sentence.words[i]) in adjectives
        ):
            parties.add(i)
    named_places = reading.within(reading.places, start, end)
    places = [(p.start, p.end) for p in named_places if p.precision != "country"]
    countries = _covered(sentence, [(p.start, p.end) for p in named_places if p.precision == "country"])
    named = [a for a in reading.within(reading.actors, start, end) if a.match.looseness == "name"]
    towns = _covered(sentence, places) - _covered(sentence, [(a.start, a.end) for a in named])
    return KnownWords(
        frozenset(parties - times), frozenset(times), frozenset(weapons), frozenset(towns), frozenset(countries)
    )


def _covered(sentence: ParsedSentence, spans: Sequence[tuple[int, int]]) -> set[int]:
    """The words that lie inside spans in text order."""
    found: set[int] = set()
    k, size, starts, ends = 0, len(sentence), sentence.starts, sentence.ends
    for start, end in spans:
        while k < size and starts[k] < start:
            k += 1
        while k < size and ends[k] <= end:
            found.add(k)
            k += 1
    return found


def find_parties(reading: Reading, number: int, head: int, lexicon: CodingLexicon) -> list[Party]:
    """The parties that word ``head`` names: two where nationalities share a noun ("Iraqi and Syrian officials"),
    else what ``find_party`` gives, none or one."""
    sentence = reading.sentences[number]
    for first in sentence.kids(head, "amod", "compound", "nmod"):
        others = [j for j in sentence.kids(first, "conj") if _is_nation(sentence.words[j], lexicon)]
        if len(others) == 1 and _is_nation(sentence.words[first], lexicon):
            return _shared_noun(reading, number, head, (first, others[0]), lexicon)
    party = find_party(reading, number, head, lexicon)
    return [party] if party is not None else []


def _is_nation(word: str, lexicon: CodingLexicon) -> bool:
    actors, key = lexicon.actors, name_key(word)
    return key in actors.adjectives or any(
        actors.entries[n.actor_id].kind == "state" for n in actors.names.get(key, ())
    )


def _shared_noun(
    reading: Reading, number: int, head: int, nations: tuple[int, int], lexicon: CodingLexicon
) -> list[Party]:
    sentence = reading.sentences[number]
    whole = _party(reading, number, head, lexicon)
    if whole is None:
        return []
    noun = sentence.words[head]
    found = []
    for nation, last in zip(nations, (nations[0], head), strict=True):
        first = nation if nation == nations[1] else min(nation, *sentence.subtree(nation)[:1])
        name = f"{sentence.words[nation]} {noun}"
        match = replace(reading.who(name, lexicon.actors), name=name)
        text = sentence.span_text(first, last)
        found.append(replace(whole, text=text, start=sentence.starts[first], end=sentence.ends[last], match=match))
    return found


def find_party(reading: Reading, number: int, head: int, lexicon: CodingLexicon) -> Party | None:
    """The party that word ``head`` of sentence ``number`` names; ``None`` for a pronoun that nothing explains,
    a bare date, or a word that names no one."""
    sentence = reading.sentences[number]
    head = antecedent(sentence, head)
    head = _whole_of_part(sentence, head)
    word = sentence.words[head]
    if word.lower() == "those" and sentence.kids(head, "acl", "relcl", "amod", "prep"):
        return None  # "those slain", "those who fled": no one named before
    if word.lower() in _PRONOUNS and not is_acronym(sentence, head):
        return _of_pronoun(reading, number, head, lexicon)
    if sentence.tags[head] == "PRP$" or (word.lower() == "the" and sentence.deps[head] == "nsubj"):
        return _of_pronoun(reading, number, head, lexicon)
    if sentence.pos[head] in ("DET", "ADJ") and not sentence.words[head][:1].isupper():
        return None
    return _party(reading, number, head, lexicon)


def _whole_of_part(sentence: ParsedSentence, head: int) -> int:
    """ "one of the rebels", "five of whom", "One of them, Jane Roe,": the noun that says who they are."""
    if sentence.pos[head] not in ("NUM", "DET", "PRON") and sentence.words[head].lower() not in _PARTS:
        return head
    names = [j for j in sentence.kids(head, "appos") if sentence.pos[j] == "PROPN"]
    wholes = [
        j for p in sentence.kids(head, "prep") if sentence.words[p].lower() == "of" for j in sentence.kids(p, "pobj")
    ]
    return antecedent(sentence, (names or wholes or [head])[0])


def _party(reading: Reading, number: int, head: int, lexicon: CodingLexicon) -> Party | None:
    known = reading.told.parties
    if (number, head) not in known:
        known[number, head] = _read_party(reading, number, head, lexicon)
    return known[number, head]


def _read_party(reading: Reading, number: int, head: int, lexicon: CodingLexicon) -> Party | None:
    sentence = reading.sentences[number]
    phrase = noun_phrase(sentence, head, number)
    if _is_time(reading, sentence.starts[head], sentence.ends[head]):
        return None
    phrase, match = identify(reading, phrase, lexicon)
    places = [p for p in reading.within(reading.places, phrase.start, phrase.end) if p.end == sentence.ends[head]]
    end = _end_of_abbreviation(sentence, phrase.end)
    names = _named_kind(sentence, head, match)
    return Party(
        text=phrase.text + sentence.text[phrase.end - sentence.start : end - sentence.start],
        start=phrase.start,
        end=end,
        lemma=phrase.lemma,
        match=match,
        is_person=_is_person(sentence, head, match, names) and phrase.lemma not in lexicon.roles.collectives,
        is_place=bool(places) and match.kind not in ("person", "armed_group"),
        names=names,
        count=count_of(sentence, head, lexicon.numbers, lexicon.casualties.collectives),
    )


def _end_of_abbreviation(sentence: ParsedSentence, end: int) -> int:
    """Where a name ends with the abbreviation in brackets that follows it ("Relief Union (RU)"), else ``end``."""
    match = _ABBREVIATION.match(sentence.text, end - sentence.start)
    return match.end() + sentence.start if match else end


def _is_time(reading: Reading, start: int, end: int) -> bool:
    times = reading.within(reading.times, max(0, start - _LONGEST_TIME_CHARS), end + _LONGEST_TIME_CHARS)
    return any(t.start <= start and end <= t.end for t in times)


def _named_kind(sentence: ParsedSentence, head: int, match: ActorMatch) -> NounKind | None:
    """What a common noun names; of capitalised ones only buildings with an article or a nation ("the US Embassy"), for
    surnames are nouns too."""
    kind = load_noun_kinds().get(sentence.lemmas[head].lower())
    if sentence.pos[head] != "PROPN" or not sentence.words[head][:1].isupper() or sentence.text.isupper():
        return kind
    is_called = bool(sentence.kids(head, "det")) or match.country is not None
    return kind if kind is NounKind.BUILDING and is_called else None


def _is_person(sentence: ParsedSentence, head: int, match: ActorMatch, names: NounKind | None) -> bool:
    if match.kind is not None:
        return match.kind in ("person", "title")
    if names is not None:
        return names is NounKind.PERSON
    if match.sector is not None and match.looseness == "description":
        return True
    return sentence.pos[head] == "PROPN" and match.looseness == "unknown"


# ---------------------------------------------------------------- pronouns


def _of_pronoun(reading: Reading, number: int, head: int, lexicon: CodingLexicon) -> Party | None:
    word = reading.sentences[number].words[head].lower()
    word = "they" if word == "the" else _OWNERS.get(word, word)
    if word in _SPEAKERS:
        return _speaker_party(reading, number, head, lexicon)
    if word not in _SINGULAR | _PLURAL | _NEUTER:
        return None
    if word in _SINGULAR and (speaker := _still_speaking(reading, number, head, lexicon)) is not None:
        return speaker
    for n in range(number, max(-1, number - 1 - _SENTENCES_BACK), -1):
        sentence = reading.sentences[n]
        if n < number and (opener := _opener_between(reading, n, word)) is not None:
            return opener
        before = head if n == number else len(sentence)
        barred = _doers_to_others(sentence, head) if n == number else []
        addressed = _addressed(sentence, head) if n == number else ()
        saying = _who_says_so(sentence, head) if n == number else ()
        for dep in ("nsubj", "nsubjpass", "other"):
            nouns = [k for k in _open_nouns(sentence, before, dep) if k not in barred]
            for i in sorted(nouns, key=lambda k: (k not in saying, k in addressed)):
                party = _party(reading, n, i, lexicon)
                are_several = (
                    word in _PLURAL and bool(sentence.kids(i, "conj")) and party is not None and party.is_person
                )
                is_scene = party is not None and dep == "other" and _is_scene(word, party)
                if (
                    party is not None
                    and not is_scene
                    and (are_several or _agrees(word, sentence.tags[i], party, lexicon))
                ):
                    return party
    return _last_person(reading, number, head) if word in _SINGULAR else None


def _still_speaking(reading: Reading, number: int, head: int, lexicon: CodingLexicon) -> Party | None:
    """The person who speaks in the sentence right before, where "he" speaks again (", the mayor said. He blamed")."""
    sentence = reading.sentences[number]
    verb = sentence.heads[head]
    lemma = sentence.lemmas[verb].lower()
    frames = lexicon.ontology.frames(lemma, "VERB")
    speaks = lemma in lexicon.speech or any(lexicon.roles.of(f.event_type).is_voiced for f in frames)
    is_first = sentence.deps[head] == "nsubj" and not any(d in ("nsubj", "nsubjpass") for d in sentence.deps[:head])
    if number == 0 or not is_first or not speaks:
        return None
    before = reading.sentences[number - 1]
    if any(before.ends[-1] <= start < sentence.start for start, _ in reading.spans):
        return None
    for statement in reversed(reading.statements[number - 1]):
        party = speaker_of(reading, number - 1, statement, lexicon)
        if party is not None and (party.is_person or party.match.sector is not None) and party.count is not None:
            return party
    return None


def _who_says_so(sentence: ParsedSentence, pronoun: int) -> list[int]:
    """Who says the clause of which a pronoun is the subject: "the rebels said they killed two"."""
    verb = sentence.heads[pronoun]
    above = sentence.heads[verb]
    if sentence.deps[pronoun] not in ("nsubj", "nsubjpass") or sentence.deps[verb] != "ccomp" or above > pronoun:
        return []
    return [i for i in sentence.kids(above, "nsubj") if sentence.pos[i] in ("NOUN", "PROPN")]


def _doers_to_others(sentence: ParsedSentence, pronoun: int) -> list[int]:
    """Whom an object pronoun cannot mean: the subject of its own verb ("the gunmen seized ten men and shot them")."""
    word, verb = sentence.words[pronoun].lower(), sentence.heads[pronoun]
    if sentence.deps[pronoun] == "pobj":
        verb = sentence.heads[verb]
    is_object = sentence.deps[pronoun] in ("dobj", "dative", "pobj") and not word.endswith(("self", "selves"))
    return [k for i in subjects(sentence, verb)[0] for k in conjoined(sentence, i)] if is_object else []


def _addressed(sentence: ParsedSentence, pronoun: int) -> list[int]:
    """Those to whom a clause with the pronoun is told: whom it names itself is meant first ("a clerk told police that
    three men had followed her before they struck")."""
    found, word = [], pronoun
    while sentence.heads[word] != word:
        word = sentence.heads[word]
        found += sentence.kids(word, "dobj", "dative") if sentence.kids(word, "ccomp") else []
    return found


def _opener_between(reading: Reading, number: int, word: str) -> Party | None:
    """The body that opens the last sentence between sentence ``number`` and the next parsed one: "it" and "they" of
    the next are more likely it than any that was named before ("The Pentagon declined to say more. It accused ...")."""
    start, end = reading.sentences[number].ends[-1], reading.sentences[number + 1].starts[0]
    between = [span for span in reading.spans if start <= span[0] and span[1] <= end]
    if word in _SINGULAR or not between:
        return None
    for mention in reading.within(reading.actors, *between[-1])[:1]:
        if mention.match.kind in _COLLECTIVE_KINDS and mention.start - between[-1][0] <= _ARTICLE_CHARS:
            return party_of_mention(mention)
    return None


def party_of_mention(mention: ActorMention) -> Party:
    """The party that a known actor's name in the text stands for."""
    return Party(
        text=mention.text,
        start=mention.start,
        end=mention.end,
        lemma=mention.text.split()[-1].lower(),
        match=mention.match,
        is_person=mention.match.kind == "person",
    )


def _last_person(reading: Reading, number: int, head: int) -> Party | None:
    """The known person named last before a pronoun, in sentences that tell no event too."""
    before = reading.sentences[number].starts[head]
    k = bisect_left(reading.actors, before, key=lambda a: a.start)
    for mention in reversed(reading.actors[max(0, k - _MENTIONS_BACK) : k]):
        is_known = mention.match.kind == "person" and mention.match.looseness == "name"
        if is_known and before - mention.end < _PERSON_CHARS_BACK:
            return party_of_mention(mention)
    return None


def _open_nouns(sentence: ParsedSentence, before: int, dep: str) -> Sequence[int]:
    wanted = (dep,) if dep != "other" else ("pobj", "dobj", "appos", "conj", "ROOT")
    return [i for i in range(before) if sentence.deps[i] in wanted and sentence.pos[i] in ("NOUN", "PROPN")]


def _agrees(pronoun: str, tag: str, party: Party, lexicon: CodingLexicon) -> bool:
    if pronoun in _SINGULAR:
        return party.is_person and tag in ("NN", "NNP")
    is_collective = party.match.kind in _COLLECTIVE_KINDS or party.lemma in lexicon.roles.collectives
    if pronoun in _PLURAL:
        return is_collective or (tag in ("NNS", "NNPS") and party.match.looseness != "unknown")
    return (
        tag in ("NN", "NNP", "NNPS") and not party.is_person and (is_collective or party.match.looseness != "unknown")
    )


def _is_scene(pronoun: str, party: Party) -> bool:
    """A place named on the way says where ("trained in Dallas"): "it" is none of its people, "they" no state either."""
    return party.is_place and (pronoun in _PLURAL or party.match.kind not in _COLLECTIVE_KINDS)


def _speaker_party(reading: Reading, number: int, head: int, lexicon: CodingLexicon) -> Party | None:
    word = reading.sentences[number].words[head].lower()
    for n in (number, number - 1, number + 1, number - 2, number - 3):
        if not 0 <= n < len(reading.sentences):
            continue
        for statement in reading.statements[n]:
            fits = n != number or covers(reading.sentences[n], statement, head)
            if statement.speaker is not None and fits and statement.speaker != head:
                party = speaker_of(reading, n, statement, lexicon)
                if party is not None and (word != "i" or party.is_person or party.match.sector is not None):
                    return party
    return _issuer(reading, number, word, lexicon)


def _issuer(reading: Reading, number: int, word: str, lexicon: CodingLexicon) -> Party | None:
    """Who a statement without quotes comes from: "we" is the body that the sentences before have as their subject."""
    if word == "i":
        return None
    for n in range(number - 1, max(-1, number - 1 - _SENTENCES_BACK), -1):
        sentence = reading.sentences[n]
        for i in _open_nouns(sentence, len(sentence), "nsubj"):
            party = _party(reading, n, i, lexicon)
            if party is not None and party.match.kind in _COLLECTIVE_KINDS - {"armed_group"}:
                return party
    return None


def speaker_of(reading: Reading, number: int, statement: Statement, lexicon: CodingLexicon) -> Party | None:
    """The party that makes a statement; ``None`` where no one is named."""
    if statement.speaker is None:
        return None
    if reading.sentences[number].words[statement.speaker].lower() in _SPEAKERS - {"us"}:
        return None
    return find_party(reading, number, statement.speaker, lexicon)
