"""What the parser joins wrongly is mended."""

from __future__ import annotations

from onrecord.mentions.parse_repairs import give_own_subjects

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
