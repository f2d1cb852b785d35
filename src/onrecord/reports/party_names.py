"""What the text around a noun phrase says of whom it means: full names, titles, appositions, places after it."""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec.structs import replace

from onrecord.lexicon.coding import CodingLexicon
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import Phrase, noun_phrase
from onrecord.records import ActorMatch
from onrecord.reports.reading import Reading

_TITLES_BACK = 12
_LONGEST_NAME_CHARS = 80
_LONGEST_BODY_CHARS = 90
_PERSON = r"[A-Z][\w’'-]+(?: (?:[a-z]{2,3} )?[A-Z][\w.’'-]*){1,3}"
_GROUP_KINDS = frozenset({"armed_group", "front_group", "criminal_group", "militia"})
_FORCES = frozenset({"force", "fighter", "rebel", "guard"})
_PLACING = frozenset({"in", "of", "from", "for", "at"})


def identify(reading: Reading, phrase: Phrase, lexicon: CodingLexicon) -> tuple[Phrase, ActorMatch]:
    """The phrase, made long enough for the known name that it is part of, and what is known of whom it means."""
    phrase = _with_name(reading, reading.sentences[phrase.sentence], phrase)
    match = _match(reading, phrase, lexicon)
    return phrase, _named_elsewhere(reading, phrase, match, lexicon) or match


def _with_name(reading: Reading, sentence: ParsedSentence, phrase: Phrase) -> Phrase:
    """The phrase made long enough for the known name that its head is part of ("National Union for the Rescue")."""
    low, high = sentence.starts[phrase.head], sentence.ends[phrase.head]
    around = reading.within(reading.actors, max(sentence.start, low - _LONGEST_NAME_CHARS), high + _LONGEST_NAME_CHARS)
    for mention in around:
        if mention.start <= low and high <= mention.end and mention.match.looseness == "name":
            start, end = min(mention.start, phrase.start), max(mention.end, phrase.end)
            if (start, end) != (phrase.start, phrase.end) and end <= sentence.ends[-1]:
                text = sentence.text[start - sentence.start : end - sentence.start]
                return replace(phrase, start=start, end=end, text=text)
    return phrase


def _named_elsewhere(reading: Reading, phrase: Phrase, match: ActorMatch, lexicon: CodingLexicon) -> ActorMatch | None:
    """The name that stands with the same title before ("the FBI chief" after "FBI chief Louis Freeh"); ``None`` where
    the phrase is no definite description of one person, or nothing names it."""
    sentence, head = reading.sentences[phrase.sentence], phrase.head
    if phrase.other_name:
        return None
    articles = [sentence.words[d].lower() for d in sentence.kids(head, "det")]
    if articles == ["the"] and (holder := _head_of_body(reading, phrase, lexicon)) is not None:
        return _person(holder, match, reading, lexicon)
    if match.actor_id is not None:
        return None
    if articles == ["the"] and (named := _ending_so(reading, phrase, lexicon)) is not None:
        return named
    if phrase.lemma in lexicon.roles.group_nouns and articles in (["the"], ["this"]):
        return _only_group(reading, phrase.start)
    if sentence.tags[head] != "NN" or match.sector is None or not set(articles) <= {"the", "this", "that"}:
        return None
    wanted = _modifiers(sentence, head)
    for n in range(phrase.sentence, max(-1, phrase.sentence - 1 - _TITLES_BACK), -1):
        other = reading.sentences[n]
        for i, lemma in enumerate(other.lemmas):
            if lemma != phrase.lemma or (n == phrase.sentence and i >= head):
                continue
            name = _name_with_title(other, i)
            if name is not None and (not wanted or not _modifiers(other, i) or wanted & _modifiers(other, i)):
                return _person(name, match, reading, lexicon)
    return None


def _person(name: str, match: ActorMatch, reading: Reading, lexicon: CodingLexicon) -> ActorMatch:
    """The known person of that name; else somebody of that name and of what the description tells, who is not the
    body that it names."""
    found = reading.who(name, lexicon.actors)
    if found.actor_id is not None and found.kind == "person":
        return found
    return replace(match, name=name, actor_id=None)


def _head_of_body(reading: Reading, phrase: Phrase, lexicon: CodingLexicon) -> str | None:
    """The one person told before to lead the body that a title names: "the ABC chief" after "Director of the Agency of
    Border Control (ABC) Jane Roe" or "ABC head Jane Roe"; ``None`` where nobody or more than one is."""
    sentence, heads = reading.sentences[phrase.sentence], lexicon.roles.heads
    names = [j for j in sentence.kids(phrase.head, "compound", "nmod", "amod") if sentence.words[j][:1].isupper()]
    if phrase.lemma not in heads or not names:
        return None
    body = re.escape(sentence.span_text(names[0], names[-1]))
    titles = "|".join(sorted(heads))
    of_body = rf"(?i:{titles}) of (?:the )?(?:[^;\n]{{0,{_LONGEST_BODY_CHARS}}}?\(|(?:[\w.]+ )?){body}\)?"
    led = re.compile(rf"\b(?:{of_body}|{body}(?:'s|’s)? (?i:{titles})),? ({_PERSON})")
    told = list(dict.fromkeys(match[1] for match in led.finditer(reading.document.clean, 0, phrase.start)))
    return told[0] if len(told) == 1 else None


def _ending_so(reading: Reading, phrase: Phrase, lexicon: CodingLexicon) -> ActorMatch | None:
    """The name told before that ends in the noun of a bare description: "the front" after "the Salt Coast Front"."""
    noun = phrase.text
    collective = phrase.lemma in lexicon.roles.collectives or phrase.lemma in _FORCES
    if not collective or " " in noun or not noun.islower():
        return None
    named = re.compile(rf"(?:\b[A-Z][\w’'-]+ ){{1,4}}{noun.capitalize()}\b")
    found = [match[0] for match in named.finditer(reading.document.clean, 0, phrase.start)]
    names = list(dict.fromkeys(name.removeprefix("The ") for name in found))
    if not names or any(name != names[-1] and not _is_within(name, names[-1]) for name in names):
        return None
    name = max(names, key=len)
    return reading.who(name, lexicon.actors)


def _is_within(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def _only_group(reading: Reading, before: int) -> ActorMatch | None:
    """The armed group that "the rebels" are, where the text has named just one so far; else ``None``."""
    groups = {
        a.match.actor_id: a.match
        for a in reading.actors[: bisect_left(reading.actors, before, key=lambda a: a.start)]
        if a.match.kind in _GROUP_KINDS and a.match.looseness == "name"
    }
    return next(iter(groups.values())) if len(groups) == 1 else None


def _name_with_title(sentence: ParsedSentence, title: int) -> str | None:
    """The name after a title or in apposition to it ("envoy Jane Roe", "Jane Roe, the envoy"), else ``None``."""
    above = sentence.heads[title]
    names = sentence.kids(title, "appos")
    if sentence.deps[title] in ("compound", "nmod", "appos"):
        names = [above, *names]
    for name in names:
        if sentence.tags[name] == "NNP" and sentence.words[name][:1].isupper():
            first = name
            while first - 1 > title and sentence.tags[first - 1] == "NNP":
                first -= 1
            while title > name and first > 0 and sentence.tags[first - 1] == "NNP":
                first -= 1
            return sentence.span_text(first, name)
    return None


def _modifiers(sentence: ParsedSentence, head: int) -> set[str]:
    """The words of rank and body before a title, in lower case: {"foreign"}, {"fbi"}."""
    return {sentence.words[j].lower() for j in sentence.kids(head, "amod", "compound", "nmod", "poss") if j < head}


def _match(reading: Reading, phrase: Phrase, lexicon: CodingLexicon) -> ActorMatch:
    """What actor knowledge says of a phrase, with what stands beside it and after it to help."""
    match = reading.who(phrase.other_name or phrase.text, lexicon.actors)
    if phrase.other_name and match.actor_id is None:
        match = replace(reading.who(phrase.text, lexicon.actors), name=phrase.other_name)
    sentence = reading.sentences[phrase.sentence]
    if match.looseness == "unknown" and sentence.pos[phrase.head] == "PROPN":
        described = _described(sentence, phrase.head)
        if described is not None:
            match = replace(reading.who(described, lexicon.actors), name=match.name, actor_id=None)
    if match.country is None and match.actor_id is None:
        wider = reading.who(_wider_text(sentence, phrase), lexicon.actors)
        match = replace(match, country=wider.country)
    return match


def _described(sentence: ParsedSentence, head: int) -> str | None:
    """The description in apposition to a name ("Jane Roe, the French envoy"), else ``None``."""
    for child in sentence.kids(head, "appos"):
        if child > head:
            return noun_phrase(sentence, child).text
    return None


def _wider_text(sentence: ParsedSentence, phrase: Phrase) -> str:
    """The phrase with the places and owners that follow it ("opposition groups in Zimbabwe")."""
    last = phrase.head
    for child in sentence.kids(phrase.head, "prep"):
        if child > phrase.head and sentence.words[child].lower() in _PLACING:
            last = max(last, sentence.subtree(child)[-1])
    first = phrase.start - sentence.start
    return sentence.text[first : max(phrase.end, sentence.ends[last]) - sentence.start]
