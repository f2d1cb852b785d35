"""Contradictions in actor tables: none in the package's, and each sort is found where it is put in."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.lexicon.actors import load_actors
from onrecord.lexicon.actors_check import find_contradictions, load_office_rules, surely_overlap
from onrecord.lexicon.actors_own import OWN_COLUMNS

TABLES = Path(str(files("onrecord") / "data" / "actors"))


def test_the_package_s_tables_do_not_contradict_themselves() -> None:
    assert not list(find_contradictions(load_actors(), load_office_rules()))


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("two_holders", {"offices.csv": ["haider-al-abadi,prime minister,IRQ,2020-06-01,2020-09-01,GOV,own,2024"]}),
        ("outside_life", {"affiliations.csv": ["viet-minh,allied_with,hamas,2005,2006,own,2024,accepted"]}),
        ("same_name", {"actors.csv": ["hamas-2,Hamas,armed_group,PSE,REB,1990,,own,2024,accepted"]}),
        (
            "cycle",
            {
                "actors.csv": [
                    "x-front,X Front,armed_group,IRQ,REB,,,own,2024,accepted",
                    "x-wing,X Wing,armed_group,IRQ,REB,,,own,2024,accepted",
                ],
                "affiliations.csv": [
                    "x-front,part_of,x-wing,2001,2005,own,2024,accepted",
                    "x-wing,member_of,x-front,2003,2004,own,2024,accepted",
                ],
            },
        ),
        (
            "disputed_pair",
            {
                "affiliations.csv": [
                    "hamas,allied_with,hezbollah,2001,2005,own,2024,accepted",
                    "hezbollah,opposed_to,hamas,2003,2004,own,2024,accepted",
                ]
            },
        ),
    ],
)
def test_a_contradiction_is_found(tmp_path: Path, kind: str, rows: dict[str, list[str]]) -> None:
    for file, lines in rows.items():
        (tmp_path / file).write_text("\n".join([",".join(OWN_COLUMNS[file]), *lines, ""]), encoding="utf-8")
    found = list(find_contradictions(load_actors(own=tmp_path), load_office_rules()))
    assert [one.kind for one in found] == [kind]
    assert len(found[0].ids) == 2
    assert found[0].words


def test_links_that_follow_one_another_are_no_cycle(tmp_path: Path) -> None:
    actors = "\n".join(
        [
            ",".join(OWN_COLUMNS["actors.csv"]),
            "x-front,X Front,armed_group,IRQ,REB,,,own,2024,accepted",
            "x-wing,X Wing,armed_group,IRQ,REB,,,own,2024,accepted\n",
        ]
    )
    links = "\n".join(
        [
            ",".join(OWN_COLUMNS["affiliations.csv"]),
            "x-front,part_of,x-wing,2001,2002,own,2024,accepted",
            "x-wing,part_of,x-front,2003,2004,own,2024,accepted\n",
        ]
    )
    (tmp_path / "actors.csv").write_text(actors, encoding="utf-8")
    (tmp_path / "affiliations.csv").write_text(links, encoding="utf-8")
    assert not list(find_contradictions(load_actors(own=tmp_path), load_office_rules()))


@pytest.mark.parametrize(
    ("one", "other", "surely"),
    [
        (("2014", "2016"), ("2016", "2018"), False),
        (("2014-01-01", "2016-06-01"), ("2016-05-01", None), True),
        ((None, None), ("1990", None), True),
        (("2014-05", "2014-06"), ("2014-06", "2014-09"), False),
    ],
)
def test_periods_overlap_only_where_they_surely_do(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], surely: bool
) -> None:
    assert surely_overlap(one, other) is surely
    assert surely_overlap(other, one) is surely


def test_tables_of_the_package_hold_a_thousand_groups_and_forces() -> None:
    groups = {"armed_group", "militia", "front_group", "criminal_group", "coalition"}
    assert sum(entry.kind in groups for entry in load_actors().entries.values()) >= 1_000


def test_the_user_s_rows_are_checked_like_the_package_s(tmp_path: Path) -> None:
    shutil.copy(TABLES / "names.csv", tmp_path / "names.csv")
    assert len(load_actors(own=tmp_path).entries) == len(load_actors().entries)
