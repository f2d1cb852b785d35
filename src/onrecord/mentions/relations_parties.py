"""Which noun phrases of a parsed sentence can be a party to a relation, and whom pronouns mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.lexicon.actors import ActorIndex
from onrecord.lexicon.relations import RelationWords
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import antecedent, conjoined, noun_phrase
from onrecord.mentions.relations_text import Party
from onrecord.records import ActorMention

_LIFELESS = frozenset({"thing", "place"})
_PLURAL = frozenset({"they", "them", "their"})
_SINGULAR = frozenset({"it", "its"})
_PERSONAL = frozenset({"he", "she", "him", "her", "his"})
_NAMING = frozenset({"call", "name", "know", "dub"})


class Salient:
    """A party that later pronouns may mean: whether it is a person, and whether it is plural."""

    __slots__ = ("is_person", "is_plural", "party")

    def __init__(self, party: Party, *, is_person: bool, is_plural: bool) -> None:
        self.party = party
        self.is_person = is_person
        self.is_plural = is_plural


class PartyFinder:
    """Finds parties in the parsed sentences of one document, given in text order.

    ``remember`` is called with each sentence once its relations are read, so that pronouns of the next one
    find what it spoke of, its subject first.
    """

    def __init__(
        self,
        clean: str,
        mentions: Sequence[ActorMention],
        index: ActorIndex,
        words: RelationWords,
        states: dict[str, str],
    ) -> None:
        self._clean = clean
        self._index = index
        self._words = words
        self._states = states
        self._at: dict[int, ActorMention] = {}
        for mention in mentions:
            for offset in range(mention.start, mention.end):
                self._at[offset] = mention
        self._salient: list[Salient] = []

    def parties(
        self,
        sentence: ParsedSentence,
        heads: Iterable[int],
        *,
        bare: bool = False,
        owners: bool = False,
        conjuncts: bool = True,
    ) -> list[Party]:
        """The parties named by ``heads`` and what is joined to them; heads that can be no actor are left out.

        ``bare``: only names and nationalities count, as they stand in front of a noun. ``owners``: where the noun is no
        actor ("Russian air strikes"), the name in front of it is taken.
        """
        found: list[Party] = []
        for head in heads:
            for i in conjoined(sentence, antecedent(sentence, head)) if conjuncts else [antecedent(sentence, head)]:
                for party in self._of_head(sentence, i, bare, owners):
                    if party not in found:
                        found.append(party)
        return found

    def _of_head(self, sentence: ParsedSentence, i: int, bare: bool, owners: bool) -> list[Party]:
        if sentence.pos[i] == "PRON":
            party = None if bare else self._referent(sentence.words[i].lower())
            return [party] if party else []
        if bare:
            return self._beside(sentence, i)
        listed = self.listed(sentence, i)
        if listed and any(p.span and p.span[0] > sentence.starts[i] for p in listed):
            return listed
        i = self._counted(sentence, i)
        named = self._named_by(sentence, i)
        if named is not None:
            return [named]
        if self.is_actor(sentence, i):
            return [self._party(sentence, i)]
        if not owners:
            return []
        beside = [j for j in sentence.kids(i, "poss", "compound", "amod", "nmod") if j != i]
        found = [p for j in beside for p in self._beside(sentence, j)][:1]
        names = [j for j in beside if sentence.pos[j] == "PROPN" and sentence.deps[j] in ("poss", "compound")]
        return found or [self._name(sentence, j) for j in names][:1]

    def _counted(self, sentence: ParsedSentence, i: int) -> int:
        """The noun that "members of", "dozens of" count."""
        if sentence.lemmas[i].lower() in self._words.counting:
            for prep in sentence.kids(i, "prep"):
                if sentence.words[prep].lower() == "of" and (objects := sentence.kids(prep, "pobj")):
                    return objects[0]
        return i

    def _beside(self, sentence: ParsedSentence, i: int) -> list[Party]:
        """A name or nationality in front of a noun."""
        mention = self._at.get(sentence.starts[i])
        word = sentence.words[i]
        if mention is not None and mention.match.looseness in ("name", "metonym"):
            return [Party((mention.start, mention.end), mention.text)]
        state = self._states.get(word.lower())
        if state is not None and word[0].isupper():
            return [Party((sentence.starts[i], sentence.ends[i]), state)]
        return []

    def is_actor(self, sentence: ParsedSentence, i: int) -> bool:
        """Whether the noun phrase around ``i`` can act: a name, a known actor, or a noun for people or a body."""
        mention = self._at.get(sentence.starts[i])
        if _is_capital_body(sentence, i, self._words):
            return True
        if mention is not None and (mention.match.actor_id or mention.match.sector):
            return mention.match.kind not in _LIFELESS
        lemma = sentence.lemmas[i].lower()
        role = self._index.roles.get(sentence.words[i].lower()) or self._index.roles.get(lemma)
        if role is not None:
            return role.kind not in _LIFELESS
        return sentence.pos[i] == "PROPN" and lemma not in self._words.stop

    def _party(self, sentence: ParsedSentence, i: int) -> Party:
        if sentence.pos[i] == "PROPN":
            return self._name(sentence, i)
        phrase = noun_phrase(sentence, i)
        text = " ".join(phrase.text.split())
        return Party((phrase.start, phrase.end), self._states.get(text.lower(), text))

    def _name(self, sentence: ParsedSentence, i: int) -> Party:
        """The name that ends with ``i``: proper nouns and adjectives before it; offices and titles are left out."""
        phrase = noun_phrase(sentence, i)
        first = i
        while first > 0 and sentence.starts[first - 1] >= phrase.start:
            word = sentence.words[first - 1]
            is_name = sentence.pos[first - 1] in ("PROPN", "ADJ", "PUNCT", "PART", "ADP", "DET", "CCONJ", "NUM")
            is_title = word.lower() in self._words.honorific and word.lower() not in self._words.topic
            if not is_name or word.lower() in self._words.roles or is_title:
                break
            first -= 1
        while first < i and (sentence.pos[first] in ("PUNCT", "PART", "ADP", "DET", "CCONJ")):
            first += 1
        start, end = sentence.starts[first], phrase.end
        mention = self._at.get(sentence.starts[i])
        is_whole = mention is not None and mention.text.split()[-1][0].isupper() and "'s" not in mention.text
        if mention is not None and is_whole and mention.match.looseness == "name" and mention.match.kind != "person":
            start, end = min(start, mention.start), max(end, mention.end)
        text = " ".join(self._clean[start:end].split())
        return Party((start, end), self._states.get(text.lower(), text))

    def _named_by(self, sentence: ParsedSentence, i: int) -> Party | None:
        """ "a group called X": X."""
        if sentence.pos[i] != "NOUN":
            return None
        for clause in sentence.kids(i, "acl"):
            if sentence.lemmas[clause].lower() in _NAMING:
                names = [j for j in sentence.kids(clause, "oprd", "dobj", "attr") if sentence.pos[j] == "PROPN"]
                names += [j for p in sentence.kids(clause, "prep") for j in sentence.kids(p, "pobj")]
                if names:
                    return self._party(sentence, names[0])
        return None

    def listed(self, sentence: ParsedSentence, i: int) -> list[Party]:
        """The names behind "such as", "including" or "like" of noun ``i``."""
        if sentence.pos[i] != "NOUN":
            return []
        preps = [j for j in sentence.kids(i, "prep") if sentence.words[j].lower() in ("as", "including", "like")]
        heads = [j for p in preps for j in sentence.kids(p, "pobj")]
        names = [k for j in heads for k in conjoined(sentence, j) if sentence.pos[k] == "PROPN"]
        return [self._party(sentence, k) for k in names]

    # ------------------------------------------------------------ pronouns

    def _referent(self, pronoun: str) -> Party | None:
        for salient in self._salient:
            if pronoun in _PLURAL and salient.is_plural:
                return salient.party
            if pronoun in _SINGULAR and not salient.is_plural and not salient.is_person:
                return salient.party
            if pronoun in _PERSONAL and salient.is_person and not salient.is_plural:
                return salient.party
        return None

    def own_subject(self, sentence: ParsedSentence, pronoun: int, subjects: Sequence[int]) -> list[Party]:
        """Whom "its" or "their" means inside a clause: the clause's subject where that can act, else as ``parties``."""
        found = self.parties(sentence, subjects)
        return found or self.parties(sentence, [pronoun])

    def body(self) -> Party | None:
        """The body (no person) that the last sentence spoke of."""
        return self._referent("it")

    def remember(self, sentence: ParsedSentence) -> None:
        """Makes what this sentence speaks of the first choice for pronouns in the next."""
        fresh: list[Salient] = []
        order = sorted(range(len(sentence)), key=lambda i: not _is_subject(sentence, i))
        for i in order:
            if sentence.deps[i] in ("compound", "amod", "poss", "nmod", "npadvmod") or sentence.pos[i] not in (
                "NOUN",
                "PROPN",
                "PRON",
            ):
                continue
            if sentence.pos[i] == "PRON":
                party = self._referent(sentence.words[i].lower())
                known = next((s for s in self._salient if party is not None and s.party == party), None)
                if known is not None:
                    fresh.append(known)
                continue
            if not self.is_actor(sentence, i):
                continue
            fresh.append(self._salience(sentence, i))
        if fresh:
            self._salient = fresh[:6]

    def _salience(self, sentence: ParsedSentence, i: int) -> Salient:
        party = self._named_by(sentence, i) or self._party(sentence, i)
        mention = self._at.get(sentence.starts[i])
        role = self._index.roles.get(sentence.words[i].lower())
        kind = mention.match.kind if mention is not None else role.kind if role is not None else None
        lemma = sentence.lemmas[i].lower()
        looks_like_person = kind is None and sentence.pos[i] == "PROPN" and not self._has_body_noun(sentence, i)
        is_person = kind in ("person", "title") or (looks_like_person and lemma not in self._words.organisation)
        plural = sentence.tags[i] in ("NNS", "NNPS") and (mention is None or mention.match.looseness != "name")
        return Salient(party, is_person=is_person, is_plural=plural)

    def _has_body_noun(self, sentence: ParsedSentence, i: int) -> bool:
        words = [sentence.words[i], *(sentence.words[j] for j in sentence.children[i])]
        return any(w.lower() in self._words.organisation or w.isupper() for w in words)


def _is_subject(sentence: ParsedSentence, i: int) -> bool:
    """A subject; "X, a militia ..." only says what X is, whatever the parse makes of the militia."""
    if sentence.deps[i] not in ("nsubj", "nsubjpass"):
        return False
    first = min(sentence.subtree(i))
    is_apposed = first > 1 and sentence.words[first - 1] == "," and sentence.pos[first - 2] == "PROPN"
    return not (is_apposed and sentence.words[first].lower() in ("a", "an"))


def _is_capital_body(sentence: ParsedSentence, i: int, words: RelationWords) -> bool:
    """ "Coalition", "Parliament" with a capital: a body by name though the parse calls it a common noun."""
    return sentence.words[i][0].isupper() and sentence.words[i].lower() in words.organisation


__all__ = ["PartyFinder"]
