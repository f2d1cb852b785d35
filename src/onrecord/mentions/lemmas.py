"""Base forms of words, by the exceptions and suffix rules that ship with the language pipeline.

The method is WordNet's morphy: a listed exception, else the first suffix rule that leads to a listed word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

_TABLE_NAMES = {"NOUN": "noun", "VERB": "verb", "AUX": "verb", "ADJ": "adj", "ADV": "adv"}
_BASE_TAGS = frozenset({"VB", "VBP", "NN", "JJ", "RB"})


class Lemmas:
    """Looks base forms up and remembers them; the same word and tag always give the same answer."""

    def __init__(
        self,
        words: Mapping[str, Iterable[str]],
        exceptions: Mapping[str, Mapping[str, Sequence[str]]],
        rules: Mapping[str, Sequence[Sequence[str]]],
    ) -> None:
        names = sorted(set(_TABLE_NAMES.values()))
        self._words = {name: frozenset(words[name]) for name in names if name in words}
        self._exceptions = exceptions
        self._rules = rules
        self._listed: dict[str, bool] = {}
        self._known: dict[tuple[str, str], str] = {}

    def lemma(self, word: str, pos: str, tag: str) -> str:
        """The base form, lower case but for proper nouns, which stay as they are."""
        if pos == "PROPN":
            return word
        key = (word, tag)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._look_up(word.lower(), _TABLE_NAMES.get(pos), tag)
        return found

    def lists(self, word: str) -> bool:
        """Whether a word in lower case is a listed base form, or an inflected form of one."""
        known = self._listed.get(word)
        if known is None:
            known = self._listed[word] = any(self._lists_as(word, name) for name in self._words)
        return known

    def _lists_as(self, word: str, table: str) -> bool:
        listed = self._words[table]
        if word in listed or word in self._exceptions.get(table, {}):
            return True
        rules = self._rules.get(table, ())
        return any(old and word.endswith(old) and word[: len(word) - len(old)] + new in listed for old, new in rules)

    def _look_up(self, word: str, table: str | None, tag: str) -> str:
        if table is None:
            return word
        irregular = self._exceptions.get(table, {}).get(word)
        if irregular:
            return irregular[0]
        if tag in _BASE_TAGS:
            return word
        listed = self._words.get(table, frozenset())
        forms = [
            word[: len(word) - len(old)] + new for old, new in self._rules.get(table, ()) if old and word.endswith(old)
        ]
        forms = [form for form in forms if form]
        return next((form for form in forms if form in listed), forms[0] if forms else word)
