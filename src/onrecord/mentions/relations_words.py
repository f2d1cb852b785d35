"""Names of persons and organisations around an office noun, by their spelling."""

from __future__ import annotations

import re

from msgspec import Struct

from onrecord.lexicon.actors import ActorIndex
from onrecord.lexicon.relations import RelationWords
from onrecord.mentions.relations_text import Party, Tokens, is_one_case
from onrecord.records import ActorMention

_MOST_NAME_TOKENS = 6
_MOST_ORG_TOKENS = 12
_QUOTES = frozenset("\"“”‘’'")


class Spelling(Struct, frozen=True):
    """Finds names in one document by their spelling. ``known`` maps offsets of known actors' starts to mentions."""

    clean: str
    words: RelationWords
    known: dict[int, ActorMention]
    states: dict[str, str]
    index: ActorIndex
    nounish: frozenset[int]

    def is_place(self, text: str) -> bool:
        """Whether ``text`` (lower case) is the name of a state or of another place that actor knowledge has."""
        return text in self.index.places or any(len(n.actor_id) == 3 for n in self.index.names.get(text, ()))

    def is_capital(self, tokens: Tokens, i: int) -> bool:
        """Whether token ``i`` is spelt like a part of a name."""
        word = tokens.words[i]
        if not word[0].isalpha():
            return word[0].isdigit() and "-" in word and any(c.isupper() for c in word)
        if "-" in word and word.rsplit("-", 1)[1] in self.words.compound:
            return False
        if not any(c.isupper() for c in word) or tokens.lower[i] in self.words.day:
            return False
        if tokens.lower[i] in self.words.month:  # "Theresa May", but "May 3" and "last May"
            return self._stands_in_name(tokens, i - 1) or self._stands_in_name(tokens, i + 1)
        if tokens.lower[i] in self.words.stop and not (word.isupper() and len(word) > 1):
            return self._stands_in_name(tokens, i - 1) and self._stands_in_name(tokens, i + 1)
        return True

    def _stands_in_name(self, tokens: Tokens, i: int) -> bool:
        """Whether token ``i`` is a capitalised word that is no small word, day or month."""
        if not 0 <= i < len(tokens) or not tokens.words[i][0].isupper():
            return False
        lower = tokens.lower[i]
        return lower not in self.words.stop and lower not in self.words.day and lower not in self.words.month

    # ------------------------------------------------------------ persons

    def person_after(self, tokens: Tokens, i: int) -> tuple[int, int] | None:
        """The person name that begins at token ``i`` (titles before it skipped): [first, last) tokens."""
        size = len(tokens)
        while i < size and (self._is_title(tokens, i) or self._is_service(tokens, i)):
            i += 1
        first = i
        while i < size and i - first < _MOST_NAME_TOKENS and self._continues_name(tokens, i, first):
            i += 1
        while i > first and tokens.lower[i - 1] in self.words.particle and not tokens.words[i - 1][0].isupper():
            i -= 1
        return (first, i) if self._is_person(tokens, first, i) else None

    def person_before(self, tokens: Tokens, end: int) -> tuple[int, int] | None:
        """The person name that ends before token ``end``: [first, last) tokens, titles left out."""
        first = end
        while first > 0 and end - first < _MOST_NAME_TOKENS:
            i = first - 1
            if (
                self.is_capital(tokens, i)
                or (tokens.words[i] == "-" and first < end)
                or (tokens.lower[i] in self.words.particle and first < end)
            ):
                first = i
            else:
                break
        while first < end and (not self.is_capital(tokens, first) or self._is_title(tokens, first)):
            first += 1
        return (first, end) if self._is_person(tokens, first, end) else None

    def _is_title(self, tokens: Tokens, i: int) -> bool:
        if tokens.words[i] in _QUOTES:
            return i + 1 < len(tokens) and self.is_capital(tokens, i + 1)
        if tokens.lower[i] not in self.words.honorific:
            return False
        return i + 1 < len(tokens) and (self.is_capital(tokens, i + 1) or tokens.lower[i + 1] in self.words.honorific)

    def _is_service(self, tokens: Tokens, i: int) -> bool:
        """ "Navy" in "Navy Capt. Jeff Davis"."""
        follows = i + 1 < len(tokens) and tokens.lower[i + 1] in self.words.honorific
        return tokens.lower[i] in self.words.organisation and follows

    def _continues_name(self, tokens: Tokens, i: int, first: int) -> bool:
        if self.is_capital(tokens, i):
            return True
        follows = i + 1 < len(tokens) and self.is_capital(tokens, i + 1)
        if tokens.words[i] == "-":
            return i > first and follows
        if tokens.words[i] in _QUOTES and i > first:
            return follows and tokens.words[i] not in "’'"
        if tokens.lower[i] in self.words.particle:
            after = i + 2 < len(tokens) and tokens.lower[i + 1] in self.words.particle and tokens.lower[i] != "and"
            return follows or (after and self.is_capital(tokens, i + 2))
        return False

    def _is_person(self, tokens: Tokens, first: int, end: int) -> bool:
        if end <= first or not self.is_capital(tokens, first):
            return False
        if any(
            tokens.lower[i] in self.words.organisation or tokens.lower[i] in self.words.roles for i in range(first, end)
        ):
            return False
        if end - first == 1 and tokens.words[first].isupper() and len(tokens.words[first]) > 1:
            return self.is_one_case_at(tokens.starts[first])
        text = " ".join(tokens.lower[first:end])
        if text in self.states or self.is_place(text):
            return False
        mention = self.known.get(tokens.starts[first])
        if (
            mention is not None
            and mention.end == tokens.ends[end - 1]
            and mention.match.looseness in ("name", "metonym")
        ):
            return mention.match.kind == "person"
        return True

    def is_surname(self, word: str) -> bool:
        """Whether the text somewhere gives ``word`` with another capitalised word in front of it."""
        for found in re.finditer(rf"\b([A-Z][\w.'’-]*)[\"“”’ ]+{re.escape(word)}\b", self.clean):
            if found.group(1).lower().strip(".") not in self.words.stop | self.words.day | self.words.month:
                return True
        return self.is_one_case_at(0)

    def is_one_case_at(self, offset: int) -> bool:
        """Whether the text around ``offset`` knows no difference between capitals and small letters."""
        return is_one_case(self.clean[max(0, offset - 60) : offset + 60])

    # ------------------------------------------------------------ organisations

    def organisation_after(self, tokens: Tokens, i: int) -> tuple[int, int] | None:
        """The organisation (or state, or force) named from token ``i`` on: [first, last) tokens without article."""
        size = len(tokens)
        while i < size and (tokens.lower[i] in self.words.article or tokens.words[i] in _QUOTES):
            i += 1
        first = i
        last = i
        while i < size and i - first < _MOST_ORG_TOKENS:
            if self._names(tokens, i):
                i += 1
                last = i
            elif tokens.lower[i] in ("'s", "’s", "-") and i > first and i + 1 < size and self._names(tokens, i + 1):
                i += 1
            elif tokens.lower[i] in self.words.link and i > first and self._links(tokens, i):
                i += 2 if tokens.lower[i + 1] in self.words.article else 1
            elif last == first and (step := self._loose_step(tokens, i)):
                i += step
            else:
                break
        while first < last and tokens.lower[first] in self.words.modifier and tokens.words[first][0].islower():
            if tokens.starts[first] in self.nounish or tokens.lower[first] in self.words.topic:
                break
            first += 1
        if first < last and self._is_apposed(tokens, first, last):
            first = next(k for k in range(first, last) if self.is_capital(tokens, k))
        return (first, last) if last > first and self._is_organisation(tokens, first, last) else None

    def _loose_step(self, tokens: Tokens, i: int) -> int:
        """How many small words stand before an organisation noun or a name: "the public health department",
        "the website NK Pro"; 0 where something else follows."""
        for step in range(1, 4):
            k = i + step
            if k >= len(tokens) or not tokens.words[k - 1].isalpha() or tokens.lower[k - 1] in self.words.stop:
                return 0
            if tokens.lower[k - 1] in self.words.roles or tokens.lower[k - 1].endswith(("ed", "ly")):
                return 0
            if self._names(tokens, k):
                return step
        return 0

    def _is_apposed(self, tokens: Tokens, first: int, last: int) -> bool:
        """ "website NK Pro": small words that name the kind of what the capitals name."""
        small = [k for k in range(first, last) if tokens.words[k][0].islower()]
        if not small or small[0] != first or any(tokens.lower[k] in self.words.organisation for k in small):
            return False
        return any(self.is_capital(tokens, k) for k in range(first, last)) and tokens.starts[first] not in self.nounish

    def _names(self, tokens: Tokens, i: int) -> bool:
        if self.is_capital(tokens, i) or tokens.lower[i] in self.words.organisation:
            return True
        word = tokens.lower[i]
        return tokens.starts[i] in self.nounish and word not in self.words.modifier and word not in self.words.roles

    def _links(self, tokens: Tokens, i: int) -> bool:
        """Whether "of", "for", "and" at ``i`` go on with the same name."""
        size = len(tokens)
        j = i + 1
        if tokens.lower[i] == "in":
            return False
        if tokens.lower[i] == "to":
            return False
        if j < size and tokens.lower[j] in self.words.article:
            j += 1
        return j < size and self.is_capital(tokens, j)

    def organisation_before(self, tokens: Tokens, end: int) -> tuple[int, int] | None:
        """The organisation named right before token ``end``: [first, last) tokens; a possessive mark is skipped."""
        last = end
        if last > 0 and tokens.lower[last - 1] in ("'s", "’s", "'", "’"):
            last -= 1
        while last > 0 and tokens.words[last - 1] in _QUOTES:
            last -= 1
        first = last
        while first > 0 and last - first < _MOST_ORG_TOKENS:
            i = first - 1
            if tokens.lower[i] in self.words.roles and not self._names_known(tokens, i):
                break
            if (
                self._names(tokens, i)
                or (tokens.lower[i] in ("'s", "’s", "-") and first < last)
                or (first < last and i > 0 and self._joins_before(tokens, i, first))
            ):
                first = i
            else:
                break
        while first < last and not (self._names(tokens, first)):
            first += 1
        return (first, last) if last > first and self._is_organisation(tokens, first, last) else None

    def _names_known(self, tokens: Tokens, i: int) -> bool:
        return tokens.starts[i] in self.known

    def _joins_before(self, tokens: Tokens, i: int, first: int) -> bool:
        """Whether "of" or "of the" before ``first`` belongs to the name: a capital stands before it."""
        if tokens.lower[first] in self.words.roles:
            return False
        if tokens.lower[i] in self.words.article:
            return i > 1 and tokens.lower[i - 1] in ("of", "for") and self._heads_name(tokens, i - 2)
        return tokens.lower[i] in ("of", "for") and self._heads_name(tokens, i - 1)

    def _heads_name(self, tokens: Tokens, i: int) -> bool:
        return tokens.lower[i] in self.words.organisation or (
            self.is_capital(tokens, i) and tokens.lower[i] not in self.words.roles
        )

    def _is_organisation(self, tokens: Tokens, first: int, last: int) -> bool:
        words = range(first, last)
        mention = self.known.get(tokens.starts[first])
        if mention is not None and mention.end == tokens.ends[last - 1] and mention.match.kind == "person":
            return mention.match.looseness != "name" or any(tokens.lower[i] in self.words.organisation for i in words)
        return any(self._names(tokens, i) for i in words)

    def party(self, tokens: Tokens, first: int, last: int) -> Party:
        """The tokens ``[first, last)`` as a party; a bare nationality is printed as its state.

        A short form in brackets right behind the name belongs to it.
        """
        start, end = tokens.starts[first], tokens.ends[last - 1]
        is_followed = last - first > 1 and tokens.words[last : last + 1] == ("(",)
        if is_followed and tokens.words[last + 2 : last + 3] == (")",) and tokens.words[last + 1].isupper():
            end = tokens.ends[last + 2]
        text = " ".join(self.clean[start:end].split())
        return Party((start, end), self.states.get(text.lower(), text))

    def name(self, tokens: Tokens, first: int, last: int) -> Party:
        """The tokens ``[first, last)`` as they stand."""
        start, end = tokens.starts[first], tokens.ends[last - 1]
        return Party((start, end), " ".join(self.clean[start:end].split()))


__all__ = ["Spelling"]
