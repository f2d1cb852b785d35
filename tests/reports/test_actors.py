"""Who did it: names as they are written, companions, and who tells of an arrest."""

from __future__ import annotations

from coded import only, reports


def actors(text: str, event_type: str) -> list[str]:
    return [a.text for r in reports(text, event_type) for a in r.actors]


def test_abbreviation_in_brackets_is_part_of_the_name() -> None:
    assert actors("The Relief Union (RU) accused the army of torture on Monday.", "ACCUSE") == ["Relief Union (RU)"]


def test_acronym_that_reads_like_a_pronoun_is_a_name() -> None:
    assert actors("The WHO condemned the attack on a hospital near Gao on Monday.", "ACCUSE") == ["WHO"]


def test_dotted_state_does_what_its_strike_does() -> None:
    (actor,) = only("A U.S. strike near Gao on Monday killed two rebels.", "ASSAULT").actors
    assert (actor.text, actor.country) == ("U.S.", "USA")


def test_police_who_tell_of_an_arrest_made_it() -> None:
    assert actors("Police said three men had been arrested in Gao on Monday.", "COERCE") == ["Police"]


def test_police_who_tell_of_a_kidnapping_did_not_do_it() -> None:
    assert "Police" not in actors("Police said three tourists had been kidnapped in Gao on Monday.", "ASSAULT")


def test_companions_act_too() -> None:
    text = "Villagers along with foreign activists have protested against the dam in Lyon on Monday."
    assert actors(text, "PROTEST") == ["Villagers", "foreign activists"]


def test_name_before_a_title_with_an_article_is_the_doer() -> None:
    text = "Ada Norling the prime minister, called on the army to leave Gao on Monday."
    assert actors(text, "REQUEST") == ["Ada Norling"]


def test_whom_an_act_left_dead_it_was_done_to() -> None:
    report = only("A rebel assault on Monday left two dockers and three clerks dead near Gao.", "ASSAULT")
    assert [r.text for r in report.recipients] == ["two dockers", "three clerks"]


def test_an_act_without_casualties_was_done_to_none_of_them() -> None:
    report = only("A rebel assault on the port of Gao on Monday caused no casualties.", "ASSAULT")
    assert all("casualties" not in r.text for r in report.recipients)


def test_a_raid_that_is_going_on_has_not_ended() -> None:
    report = only("Nine clerks are being held hostage by rebels in Gao.", "COERCE")
    assert report.status == "ongoing"
