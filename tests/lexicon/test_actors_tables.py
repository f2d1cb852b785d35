"""The actor tables: they load, agree with one another, and a wrong row is named with file and line."""

from __future__ import annotations

import shutil
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.errors import LexiconError
from onrecord.lexicon.actors import ActorIndex, in_force, load_actors
from onrecord.lexicon.actors_names import fold, loose_key, name_key, spelling_variants

TABLES = Path(str(files("onrecord") / "data" / "actors"))
GROUP_KINDS = {"armed_group", "militia", "front_group", "criminal_group", "coalition"}


@pytest.fixture(scope="module")
def actors() -> ActorIndex:
    return load_actors()


def test_tables_hold_what_they_promise(actors: ActorIndex) -> None:
    kinds = Counter(entry.kind for entry in actors.entries.values())
    assert kinds["state"] >= 195
    assert sum(kinds[kind] for kind in GROUP_KINDS) >= 350
    assert sum(1 for entry in actors.entries.values() if entry.kind == "person") >= 150
    assert len(actors.roles) >= 400
    assert all(entry.source and entry.source_date for entry in actors.entries.values())


def test_every_state_has_its_bodies(actors: ActorIndex) -> None:
    for state in [entry for entry in actors.entries.values() if entry.kind == "state"]:
        for body in ("GOV", "MIL", "COP", "SPY", "LEG", "JUD"):
            assert actors.entries[f"{state.actor_id}.{body}"].country == state.actor_id


def test_every_leader_of_the_office_table_is_a_person(actors: ActorIndex) -> None:
    assert {actors.entries[person].kind for person in actors.offices_of} == {"person"}


def test_no_link_of_an_actor_to_itself(actors: ActorIndex) -> None:
    links = {link for group in actors.affiliations.values() for link in group}
    assert not [link for link in links if link.subject_id == link.object_id]


@pytest.mark.parametrize(
    ("table", "row", "word"),
    [
        ("actors.csv", "x-group,X Group,armed_group,XYZ,REB,,,own,2024,accepted", "XYZ"),
        ("actors.csv", "x-group,X Group,army_of_ants,IRQ,REB,,,own,2024,accepted", "army_of_ants"),
        ("actors.csv", "x-group,X Group,armed_group,IRQ,ABC,,,own,2024,accepted", "ABC"),
        ("actors.csv", "x-group,X Group,armed_group,IRQ,REB,2020,2010,own,2024,accepted", "later"),
        ("actors.csv", "x-group,X Group,armed_group,IRQ,REB,May,,own,2024,accepted", "May"),
        ("actors.csv", "x-group,X Group,armed_group,IRQ,REB,,,own,2024,perhaps", "perhaps"),
        ("actors.csv", "hezbollah,X Group,armed_group,IRQ,REB,,,own,2024,accepted", "taken"),
        ("actors.csv", "x-group,X Group,armed_group", "columns"),
        ("names.csv", "nobody-at-all,Nobody,alias,,,1", "nobody-at-all"),
        ("names.csv", "hezbollah,Nobody,alias,,,first", "first"),
        ("affiliations.csv", "hezbollah,part_of,nobody-at-all,,,own,2024,accepted", "nobody-at-all"),
        ("affiliations.csv", "hezbollah,cousin_of,hamas,,,own,2024,accepted", "cousin_of"),
        ("offices.csv", "nobody-at-all,president,IRQ,,,GOV,own,2024", "nobody-at-all"),
        ("roles.csv", "gunman,UAF,person,", "twice"),
    ],
)
def test_wrong_row_is_named(tmp_path: Path, table: str, row: str, word: str) -> None:
    shutil.copytree(TABLES, tmp_path / "actors")
    path = tmp_path / "actors" / table
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, row]) + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"{table}:{len(lines) + 1}: .*{word}"):
        load_actors(tmp_path / "actors")


def test_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"states\.csv"):
        load_actors(tmp_path)


@pytest.mark.parametrize(
    ("start", "end", "on", "holds"),
    [
        ("2014-06", None, "2014-06-10", True),
        ("2014-06", None, "2014-05-31", False),
        (None, "2016", "2016-12-31", True),
        (None, "2016", "2017-01-01", False),
        ("2014", "2016", None, True),
        (None, None, "1900-01-01", True),
        ("2020-05-07", "2022-10-27", "2022-10-27", True),
    ],
)
def test_in_force(start: str | None, end: str | None, on: str | None, holds: bool) -> None:
    assert in_force(start, end, on) is holds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Qa\u2019ida", "AL QAIDA"),
        ("U.S.", "US"),
        ("Côte d\u2019Ivoire", "Cote d'Ivoire"),
        ("Sana'a", "Sanaa"),
        ("People\u2019s Army", "people's army"),
    ],
)
def test_one_key_for_spellings(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_folding_leads_back_to_the_text() -> None:
    text = "The U.S.-led force met al-Qa\u2019ida men near Sana\u2019a."
    folded = fold(text)
    start = folded.text.index("qaida")
    begin, end = folded.source_span(start, start + len("qaida"))
    assert text[begin:end] == "Qa\u2019ida"
    start = folded.text.index("us led")
    begin, end = folded.source_span(start, start + len("us led"))
    assert text[begin:end] == "U.S.-led"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kataib hizbollah", "kataeb hezbollah"),
        ("jaysh al islam", "jaish al islam"),
        ("muammar qaddafi", "muammar khaddafi"),
    ],
)
def test_loose_key_meets(one: str, other: str) -> None:
    assert loose_key(one) == loose_key(other)


def test_variants_hold_the_key_first() -> None:
    variants = list(spelling_variants("asaib ahl al haq"))
    assert variants[0] == "asaib ahl al haq"
    assert "asaib ahl el haq" in variants
    assert "ansar ash sharia" in set(spelling_variants("ansar al sharia"))
