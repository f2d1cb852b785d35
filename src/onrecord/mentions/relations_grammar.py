"""Relations of one parsed sentence, by the grammar around the verbs and nouns that carry them."""

from __future__ import annotations

from onrecord.lexicon.relations import RelationRules
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.relations_nouns import between_ties, listed_units, noun_ties
from onrecord.mentions.relations_parties import PartyFinder
from onrecord.mentions.relations_text import Tie
from onrecord.mentions.relations_verbs import listed_members, verb_ties


def find_ties(sentence: ParsedSentence, finder: PartyFinder, rules: RelationRules) -> list[Tie]:
    """The relations of one parsed sentence, in order of the words that carry them."""
    found: list[Tie] = []
    for i, word in enumerate(sentence.lemmas):
        lemma = word.lower()
        pos = sentence.pos[i]
        if pos in ("VERB", "AUX") and lemma in rules.verbs:
            for rule in rules.verbs[lemma]:
                found.extend(verb_ties(sentence, i, rule, finder, rules))
        if pos in ("VERB", "AUX") and lemma in rules.listing:
            found.extend(listed_members(sentence, i, finder, rules))
        if pos in ("NOUN", "PROPN") and lemma in rules.nouns:
            for rule in rules.nouns[lemma]:
                if rule.shape == "between":
                    found.extend(between_ties(sentence, i, rule, finder, rules))
                else:
                    found.extend(noun_ties(sentence, i, rule, finder, rules))
                    found.extend(listed_units(sentence, i, rule, finder))
    return found


__all__ = ["find_ties"]
