"""Attribution: claims and denials side by side, copies, chains, rivals, the unknown."""

from __future__ import annotations

import sys
from pathlib import Path
from types import MappingProxyType

import ahocorasick_rs
import pytest

from onrecord.attribution import attribute
from onrecord.attribution.chains import paths_up
from onrecord.lexicon.actors import ActorEntry, ActorIndex, Affiliation
from onrecord.records import AssertionKind, Attribution, Basis, Confidence, Link, RelationKind, Report, Status

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "incidents"))
from told import actor, report, said

TEXT = "The Ash Front said it fired the rockets at Temrin, but the Grey Council denied any part in it."


def entry(actor_id: str, name: str) -> ActorEntry:
    return ActorEntry(
        actor_id=actor_id,
        name=name,
        kind="group",
        country=None,
        sector="REB",
        start=None,
        end=None,
        source="invented",
        source_date="2024-01-01",
        status="accepted",
    )


def link(
    subject: str, relation: RelationKind, above: str, status: str = "accepted", end: str | None = None
) -> Affiliation:
    return Affiliation(
        subject_id=subject,
        relation=relation,
        object_id=above,
        start="2020-01-01",
        end=end,
        source="invented register",
        source_date="2024-01-01",
        status=status,
    )


@pytest.fixture(scope="module")
def actors() -> ActorIndex:
    """ash is a front for river; hill supports river (disputed); old was part of river until 2021."""
    links = {
        "ash": (link("ash", RelationKind.FRONT_FOR, "river"),),
        "river": (
            link("ash", RelationKind.FRONT_FOR, "river"),
            link("hill", RelationKind.SUPPORTS, "river", status="disputed"),
            link("old", RelationKind.PART_OF, "river", end="2021-12-31"),
        ),
        "old": (link("old", RelationKind.PART_OF, "river", end="2021-12-31"),),
        "hill": (link("hill", RelationKind.SUPPORTS, "river", status="disputed"),),
    }
    names = {
        "ash": "Ash Front",
        "river": "River Brigades",
        "hill": "Hill Republic",
        "old": "Old Guard",
        "grey": "Grey Council",
    }
    fields: dict[str, object] = dict.fromkeys(ActorIndex.__struct_fields__, MappingProxyType({}))
    fields |= {"words": (), "automaton": ahocorasick_rs.AhoCorasick([]), "affiliations": links}
    fields["entries"] = {key: entry(key, name) for key, name in names.items()}
    return ActorIndex(**fields)


def by_name(found: tuple[Attribution, ...]) -> dict[str, Attribution]:
    return {one.name: one for one in found}


def test_nobody_named_gives_nothing() -> None:
    told = report("a", "Rockets fell on Temrin.", actors=(actor("unidentified gunmen"), actor("Armed men")))
    assert attribute([told], None) == ()


def test_a_claim_is_a_claim_with_speaker_quote_and_date() -> None:
    claim = report(
        "a",
        TEXT,
        actors=(actor("Ash Front", Confidence.CLAIMED),),
        assertions=(said(AssertionKind.CLAIMS, None, 0, 49),),
    )
    (found,) = attribute([claim], None)
    assert (found.basis, found.contested, found.against) == (Basis.CLAIM, False, ())
    (support,) = found.support
    assert (support.speaker, support.date, support.kind) == ("Ash Front", "2024-03-06", AssertionKind.CLAIMS)
    assert support.quote == TEXT[support.start : support.end] == TEXT[:49]


def test_claim_and_denial_stand_side_by_side() -> None:
    claim = report("a", TEXT, actors=(actor("Ash Front", Confidence.CLAIMED),))
    denial = report("b", TEXT, actors=(actor("Ash Front", Confidence.DENIED, "a commander of the Ash Front"),))
    (found,) = attribute([claim, denial], None)
    assert found.basis is Basis.CLAIM
    assert found.contested
    assert [one.speaker for one in found.support] == ["Ash Front"]
    assert [(one.speaker, one.kind) for one in found.against] == [
        ("a commander of the Ash Front", AssertionKind.DENIES)
    ]


def test_a_denial_told_as_an_assertion_counts_for_its_speaker() -> None:
    accused = report(
        "a",
        TEXT,
        actors=(actor("Grey Council", Confidence.ACCUSED, "the interior ministry"),),
        assertions=(said(AssertionKind.DENIES, "the Grey Council's spokesman", 55, 93),),
    )
    (found,) = attribute([accused], None)
    assert found.basis is Basis.ACCUSATION
    assert found.support[0].speaker == "the interior ministry"
    assert found.contested
    assert found.against[0].quote == TEXT[55:93]


def test_a_report_that_denies_the_event_is_no_support() -> None:
    denied = report("a", TEXT, status=Status.DENIED, actors=(actor("Ash Front"),))
    assert attribute([denied], None) == ()


@pytest.mark.parametrize(
    ("confidence", "speaker", "basis"),
    [
        (Confidence.REPORTED_AS_FACT, None, Basis.REPORT),
        (Confidence.REPORTED_AS_FACT, "Ash Front", Basis.CLAIM),
        (Confidence.CLAIMED, None, Basis.CLAIM),
        (Confidence.ACCUSED, "police", Basis.ACCUSATION),
        (Confidence.SUSPECTED, "police", Basis.SUSPICION),
        (Confidence.POSSIBLE, None, Basis.SUSPICION),
    ],
)
def test_basis_follows_confidence(confidence: Confidence, speaker: str | None, basis: Basis) -> None:
    (found,) = attribute([report("a", TEXT, actors=(actor("Ash Front", confidence, speaker),))], None)
    assert found.basis is basis


def test_strongest_first_and_never_one_name() -> None:
    told = [
        report("a", TEXT, actors=(actor("Grey Council", Confidence.SUSPECTED, "police"),)),
        report("b", TEXT, actors=(actor("River Brigades", Confidence.ACCUSED, "the army"),)),
        report("c", TEXT, actors=(actor("Ash Front", Confidence.CLAIMED),)),
    ]
    found = attribute(told, None)
    assert [one.name for one in found] == ["Ash Front", "River Brigades", "Grey Council"]
    assert found[1].against[0].speaker == "Ash Front"
    assert found[1].contested
    assert not found[0].contested


def test_joint_doers_are_no_rivals() -> None:
    both = (
        actor("Ash Front", Confidence.CLAIMED, "a joint statement"),
        actor("Grey Council", Confidence.CLAIMED, "a joint statement"),
    )
    found = attribute([report("a", TEXT, actors=both)], None)
    assert [one.contested for one in found] == [False, False]


def test_copies_count_once() -> None:
    wire: list[Report] = [
        report(name, f"{TEXT} ({name})", source="wire", actors=(actor("Ash Front", Confidence.ACCUSED, "police"),))
        for name in ("a", "b", "c")
    ]
    own = report("d", f"{TEXT} Own.", source="paper", actors=(actor("Ash Front", Confidence.ACCUSED, "a minister"),))
    (found,) = attribute([*wire, own], None, {"a": "a", "b": "a", "c": "a", "d": "d"})
    assert sorted(one.speaker or "" for one in found.support) == ["a minister", "police"]


def test_same_words_count_once_without_origins() -> None:
    told = [report(name, TEXT, actors=(actor("Ash Front", Confidence.ACCUSED, "police"),)) for name in ("a", "b")]
    (found,) = attribute(told, None)
    assert len(found.support) == 1


def test_front_group_leads_to_its_parent_by_dated_links(actors: ActorIndex) -> None:
    claim = report("a", TEXT, actors=(actor("Ash Front", Confidence.CLAIMED, actor_id="ash"),))
    found = by_name(attribute([claim], actors))
    assert list(found) == ["Ash Front", "River Brigades", "Hill Republic"]
    assert found["Ash Front"].basis is Basis.CLAIM
    assert found["River Brigades"].basis is Basis.AFFILIATION
    assert [one.relation for one in found["River Brigades"].chain] == [RelationKind.FRONT_FOR]
    assert found["River Brigades"].chain[0].start == "2020-01-01"
    assert not found["River Brigades"].contested
    assert [one.status for one in found["Hill Republic"].chain] == ["accepted", "disputed"]
    assert found["Hill Republic"].contested


def test_an_affiliation_that_had_ended_leads_nowhere(actors: ActorIndex) -> None:
    claim = report("a", TEXT, actors=(actor("Old Guard", Confidence.CLAIMED, actor_id="old"),))
    assert [one.name for one in attribute([claim], actors)] == ["Old Guard"]


def test_a_named_parent_is_no_affiliation(actors: ActorIndex) -> None:
    told = report(
        "a",
        TEXT,
        actors=(
            actor("Ash Front", Confidence.CLAIMED, actor_id="ash"),
            actor("River Brigades", Confidence.ACCUSED, "the army", actor_id="river"),
        ),
    )
    found = by_name(attribute([told], actors))
    assert found["River Brigades"].basis is Basis.ACCUSATION
    assert found["River Brigades"].against == ()  # its own front's claim is no rival


def test_order_of_reports_does_not_matter(actors: ActorIndex) -> None:
    told = [
        report("a", TEXT, published="2024-03-07", actors=(actor("Ash Front", Confidence.CLAIMED, actor_id="ash"),)),
        report("b", TEXT, actors=(actor("Ash Front", Confidence.DENIED, "Ash Front"),)),
        report("c", TEXT, actors=(actor("Grey Council", Confidence.ACCUSED, "the army", actor_id="grey"),)),
    ]
    assert attribute(told, actors) == attribute(told[::-1], actors)


def test_path_goes_through_the_sponsor_from_either_end() -> None:
    def step(subject: str, relation: RelationKind, above: str) -> Link:
        return Link(
            subject_id=subject,
            subject=subject,
            relation=relation,
            object_id=above,
            object=above,
            start=None,
            end=None,
            source="invented",
            status="accepted",
        )

    links = (step("x", RelationKind.PART_OF, "y"), step("z", RelationKind.SUPPORTS, "y"))
    assert {path.actor_id: len(path.links) for path in paths_up("x", links)} == {"y": 1, "z": 2}


def test_describing_words_make_no_second_candidate() -> None:
    told = [
        report("a", TEXT, actors=(actor("Ash Front", Confidence.CLAIMED, actor_id="ash"),)),
        report("b", TEXT, actors=(actor("suspected Ash Front fighters", Confidence.SUSPECTED, "the army"),)),
    ]
    (found,) = attribute(told, None)
    assert (found.actor_id, found.basis, len(found.support)) == ("ash", Basis.CLAIM, 2)
