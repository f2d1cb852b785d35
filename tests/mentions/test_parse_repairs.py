"""What the parser joins wrongly is mended."""

from __future__ import annotations

from onrecord.mentions.parse_repairs import give_clause_subjects, give_own_subjects, open_with_when

# Troops(0) struck(1) a(2) school(3) and(4) rebels(5) fired(6) rockets(7)
TAGS = ("NNS", "VBD", "DT", "NN", "CC", "NNS", "VBD", "NNS")


def test_a_noun_between_two_verbs_is_the_subject_of_the_second() -> None:
    for joined in ("conj", "advcl"):
        deps = ["nsubj", "ROOT", "det", "dobj", "cc", "conj", joined, "dobj"]
        heads = [1, 1, 3, 1, 3, 3, 1, 6]
        give_own_subjects(TAGS, deps, heads)
        assert deps == ["nsubj", "ROOT", "det", "dobj", "cc", "nsubj", "conj", "dobj"]
        assert heads == [1, 1, 3, 1, 1, 6, 1, 6]


def test_what_and_joins_to_the_verb_itself_stays() -> None:
    # Troops(0) struck(1) schools(2) and(3) shops(4) and(5) left(6) towns(7)
    tags = ("NNS", "VBD", "NNS", "CC", "NNS", "CC", "VBD", "NNS")
    deps = ["nsubj", "ROOT", "dobj", "cc", "conj", "cc", "conj", "dobj"]
    heads = [1, 1, 1, 2, 2, 1, 1, 6]
    before = (list(deps), list(heads))
    give_own_subjects(tags, deps, heads)
    assert (deps, heads) == before


def test_a_verb_with_a_subject_or_no_tense_stays() -> None:
    deps = ["nsubj", "ROOT", "det", "dobj", "cc", "conj", "advcl", "dobj"]
    heads = [1, 1, 3, 1, 3, 3, 1, 6]
    give_own_subjects((*TAGS[:6], "VBG", "NNS"), deps, heads)
    assert deps[5:7] == ["conj", "advcl"]
    own = ["nsubj", "ROOT", "det", "dobj", "cc", "nsubj", "conj", "dobj"]
    give_own_subjects(TAGS, own, [1, 1, 3, 1, 1, 6, 1, 6])
    assert own[4:7] == ["cc", "nsubj", "conj"]


# Villagers(0) fled(1) after(2) shelling(3) by(4) troops(5) killed(6) ten(7)
WORDS = ("Villagers", "fled", "after", "shelling", "by", "troops", "killed", "ten")


def after_shelling(last: str) -> tuple[list[str], list[str], list[int]]:
    tags = ["NNS", "VBD", "IN", "VBG", "IN", "NNS", "VBD", "CD"]
    return tags, ["nsubj", "ROOT", "prep", "pcomp", "prep", "pobj", last, "dobj"], [1, 1, 1, 2, 3, 4, 1, 6]


def test_what_after_leads_to_is_the_subject_of_the_verb_behind_it() -> None:
    for joined in ("conj", "advcl"):
        tags, deps, heads = after_shelling(joined)
        give_clause_subjects(WORDS, tags, deps, heads)
        assert (tags[3], deps[3], heads[3]) == ("NN", "nsubj", 6)
        assert (deps[2], heads[2], deps[6], heads[6]) == ("mark", 6, "advcl", 1)


def test_a_verb_with_and_before_it_keeps_the_first_subject() -> None:
    words = (*WORDS[:6], "and", "left", "homes")
    tags = ["NNS", "VBD", "IN", "VBG", "IN", "NNS", "CC", "VBD", "NNS"]
    deps = ["nsubj", "ROOT", "prep", "pcomp", "prep", "pobj", "cc", "conj", "dobj"]
    heads = [1, 1, 1, 2, 3, 4, 1, 1, 7]
    before = (list(tags), list(deps), list(heads))
    give_clause_subjects(words, tags, deps, heads)
    assert (tags, deps, heads) == before


def test_a_when_inside_a_subject_opens_its_clause() -> None:
    # Ten(0) died(1) when(2) suspected(3) rebels(4) attacked(5)
    words = ("Ten", "died", "when", "suspected", "rebels", "attacked")
    deps, heads = ["nsubj", "ROOT", "advmod", "amod", "nsubj", "ccomp"], [1, 1, 3, 4, 5, 1]
    open_with_when(words, deps, heads)
    assert (heads[2], deps[5]) == (5, "advcl")
