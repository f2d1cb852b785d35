"""Who does it and to whom, by grammar."""

from __future__ import annotations

import pytest
from sentence_words import at, forms, parsed

from onrecord.lexicon.roles import load_role_rules
from onrecord.mentions.arguments import doers_of_noun, find_arguments
from onrecord.mentions.arguments_grammar import subjects
from onrecord.mentions.language import ParsedSentence

CASES = [
    # text, trigger, type, doers, recipients
    # Verbs: active, passive.
    ("Rebels attacked the village.", "attacked", "ASSAULT", {"Rebels"}, {"village"}),
    ("The village was attacked by rebels.", "attacked", "ASSAULT", {"rebels"}, {"village"}),
    ("The village was attacked.", "attacked", "ASSAULT", set(), {"village"}),
    ("Six people died.", "died", "ASSAULT", set(), {"people"}),
    ("Militants fired rockets at the airport.", "fired", "ASSAULT", {"Militants"}, {"airport"}),
    # Relative clauses and participles.
    ("The rebels who killed the mayor fled.", "killed", "ASSAULT", {"rebels"}, {"mayor"}),
    ("The journalist kidnapped by gunmen was freed.", "kidnapped", "ASSAULT", {"gunmen"}, {"journalist"}),
    ("Rebels stormed the village, killing the chief.", "killing", "ASSAULT", {"Rebels"}, {"chief"}),
    # Conjunctions.
    (
        *("Rebels and militiamen attacked the army and the police.", "attacked", "ASSAULT"),
        *({"Rebels", "militiamen"}, {"army", "police"}),
    ),
    ("Rebels stormed the village and burned houses.", "burned", "ASSAULT", {"Rebels"}, {"houses"}),
    ("Militants abducted and executed five policemen.", "executed", "ASSAULT", {"Militants"}, {"policemen"}),
    # Control.
    ("Rebels tried to kill the chief.", "kill", "ASSAULT", {"Rebels"}, {"chief"}),
    ("The general ordered troops to attack the village.", "attack", "ASSAULT", {"troops"}, {"village"}),
    ("The group is planning to attack the embassy.", "attack", "ASSAULT", {"group"}, {"embassy"}),
    # Nouns: of, by, on, possessives, compounds.
    ("The attack on the base by rebels failed.", "attack", "ASSAULT", {"rebels"}, {"base"}),
    ("The rebel attack on the base killed a soldier.", "attack", "ASSAULT", {"rebel"}, {"base"}),
    ("The assassination of the minister shocked the town.", "assassination", "ASSAULT", set(), {"minister"}),
    ("The minister's assassination shocked the town.", "assassination", "ASSAULT", set(), {"minister"}),
    ("Turkey's bombing of the camp drew protests.", "bombing", "ASSAULT", {"Turkey"}, {"camp"}),
    ("The arrest of the bishop by soldiers angered many.", "arrest", "COERCE", {"soldiers"}, {"bishop"}),
    ("A protest by students closed the road.", "protest", "PROTEST", {"students"}, set()),
    # Light verbs, and what is said of the noun.
    ("Rebels carried out an attack on the base.", "attack", "ASSAULT", {"Rebels"}, {"base"}),
    ("The army launched an offensive against the rebels.", "offensive", "ASSAULT", {"army"}, {"rebels"}),
    ("An attack carried out by rebels killed ten people.", "attack", "ASSAULT", {"rebels"}, set()),
    ("Prosecutors opened a case into the attack on the base.", "attack", "ASSAULT", set(), {"base"}),
    ("The council held a session on the massacre of villagers.", "massacre", "ASSAULT", set(), {"villagers"}),
    ("Rebels took part in the attack on the base.", "attack", "ASSAULT", {"Rebels"}, {"base"}),
    ("An attack blamed on rebels killed ten people.", "attack", "ASSAULT", {"rebels"}, set()),
    ("The group claimed responsibility for the attack.", "attack", "ASSAULT", {"group"}, set()),
    # Both sides do it and have it done to them.
    (
        "There were clashes between police and protesters.",
        "clashes",
        "ASSAULT",
        {"police", "protesters"},
        {"police", "protesters"},
    ),
    ("Talks between Iran and France began.", "Talks", "CONSULT", {"Iran", "France"}, {"Iran", "France"}),
    ("Iran and France held talks in Paris.", "held", "CONSULT", {"Iran", "France"}, {"Iran", "France"}),
    # Other types.
    ("The president met the king in Paris.", "met", "CONSULT", {"president", "king"}, {"president", "king"}),
    ("France urged Iran to free the sailors.", "urged", "REQUEST", {"France"}, {"Iran"}),
    ("Iran accused Israel of the murder.", "accused", "ACCUSE", {"Iran"}, {"Israel"}),
    ("Police blamed the rebels for the attack.", "blamed", "ACCUSE", {"Police"}, {"rebels"}),
    ("The raid was condemned by France.", "condemned", "ACCUSE", {"France"}, {"raid"}),
    ("Police arrested two men.", "arrested", "COERCE", {"Police"}, {"men"}),
    ("The United States imposed sanctions on Iran.", "sanctions", "SANCTION", {"States"}, {"Iran"}),
    ("Rebels released ten hostages.", "released", "RETREAT", {"Rebels"}, {"hostages"}),
    ("France sent medicine to Lebanon.", "sent", "AID", {"France"}, {"Lebanon"}),
    ("Thousands protested against the government.", "protested", "PROTEST", {"Thousands"}, {"government"}),
    # Prepositions one noun further, times, and verbs that share an object.
    ("The attack by rebels on the base failed.", "attack", "ASSAULT", {"rebels"}, {"base"}),
    ("Rebels killed a judge on Monday.", "killed", "ASSAULT", {"Rebels"}, {"judge"}),
    ("Rebels attacked the convoy on Sunday night.", "attacked", "ASSAULT", {"Rebels"}, {"convoy"}),
    ("Militants abducted and executed five policemen.", "abducted", "ASSAULT", {"Militants"}, {"policemen"}),
    ("France accused the rebels of attacking the base.", "attacking", "ASSAULT", {"rebels"}, {"base"}),
    ("A plan to assassinate the king was uncovered.", "assassinate", "ASSAULT", set(), {"king"}),
    ("The rebels launched a campaign to assassinate judges.", "assassinate", "ASSAULT", {"rebels"}, {"judges"}),
    (
        *("Police clashed with protesters.", "clashed", "ASSAULT"),
        *({"Police", "protesters"}, {"Police", "protesters"}),
    ),
    # Weapons fly past to whom they hit.
    ("Protesters threw stones at police.", "threw", "ASSAULT", {"Protesters"}, {"police"}),
    ("Soldiers opened fire on the crowd.", "opened", "ASSAULT", {"Soldiers"}, {"crowd"}),
    ("Rockets were fired from the hills toward the town.", "fired", "ASSAULT", set(), {"town"}),
    ("The town came under fire from rebels.", "fire", "ASSAULT", {"rebels"}, {"town"}),
    # Things give way to the party inside them.
    ("France condemned Israel's shelling of Gaza.", "condemned", "ACCUSE", {"France"}, {"Israel"}),
    ("Serbia rejected an Australian ultimatum.", "rejected", "REJECT", {"Serbia"}, {"Australian"}),
    ("Poland demanded an admission by Moscow.", "demanded", "REQUEST", {"Poland"}, {"Moscow"}),
    ("Iran called on Iraq to free the men.", "called", "REQUEST", {"Iran"}, {"Iraq"}),
    ("The group called for rebels to stop the raids.", "called", "REQUEST", {"group"}, {"rebels"}),
    # What is refused, offered or threatened says whom it concerns.
    ("Israel refused to meet King Hussein.", "refused", "REJECT", {"Israel"}, {"Hussein"}),
    ("Putin offered to negotiate with Armenia.", "offered", "AGREE", {"Putin"}, {"Armenia"}),
    ("The network threatened to deliver blows to Israel.", "threatened", "THREATEN", {"network"}, {"Israel"}),
    # Things taken lead to whom they are taken from.
    ("Police confiscated weapons from the rebels.", "confiscated", "COERCE", {"Police"}, {"rebels"}),
    ("Police confiscated weapons on Monday.", "confiscated", "COERCE", {"Police"}, {"weapons"}),
    # Papers speak for who wrote them.
    ("The party issued a statement condemning France.", "condemning", "ACCUSE", {"party"}, {"France"}),
]


def check(text: str, trigger: str, event_type: str, doers: set[str], recipients: set[str]) -> None:
    sentence = parsed(text)
    found = find_arguments(sentence, at(sentence, trigger), event_type, load_role_rules())
    assert (forms(sentence, found.actors), forms(sentence, found.recipients)) == (doers, recipients)
    assert len(set(found.actors)) == len(found.actors)
    assert len(set(found.recipients)) == len(found.recipients)


@pytest.mark.parametrize(("text", "trigger", "event_type", "doers", "recipients"), CASES, ids=[row[0] for row in CASES])
def test_arguments(text: str, trigger: str, event_type: str, doers: set[str], recipients: set[str]) -> None:
    check(text, trigger, event_type, doers, recipients)


def test_the_doers_that_a_noun_names() -> None:
    sentence = parsed("A crackdown launched by the premier killed ten people.")
    assert [
        sentence.words[i] for i in doers_of_noun(sentence, at(sentence, "crackdown"), "ASSAULT", load_role_rules())
    ] == ["premier"]


def test_a_type_without_rules_is_an_error() -> None:
    with pytest.raises(KeyError):
        find_arguments(parsed("Rebels attacked."), 1, "DANCE", load_role_rules())


def test_a_past_tense_that_the_tagger_takes_for_a_participle_is_no_passive() -> None:
    words = ("The", "mayor", "decreed", "a", "curfew", "and", "closed", "schools", ".")
    starts = tuple(range(0, 10 * len(words), 10))
    tags = ("DT", "NN", "VBD", "DT", "NN", "CC", "VBN", "NNS", ".")
    pos = ("DET", "NOUN", "VERB", "DET", "NOUN", "CCONJ", "VERB", "NOUN", "PUNCT")
    deps = ("det", "nsubj", "ROOT", "det", "dobj", "cc", "conj", "dobj", "punct")
    heads = (1, 2, 2, 4, 2, 2, 2, 6, 2)
    text = "".join(word.ljust(10) for word in words)
    sentence = ParsedSentence(text, 0, words, starts, (words, pos, tags, deps, heads))
    assert subjects(sentence, 6) == ([1], False)
