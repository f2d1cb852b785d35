"""Subjects that borrow the words of violence, and conflict that happens among them."""

from __future__ import annotations

import pytest

from onrecord.lexicon.domains import load_domains
from onrecord.mentions.subject import foreign_subject, tells_crime

DOMAINS = load_domains()


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The striker fired home a goal in the match and the coach praised the fans after the league win.", "sport"),
        ("The film's director said the actor attacked the role in every scene of the movie.", "stage"),
        ("Shares were battered as investors attacked the retailer's price cuts and analysts slashed profit.", "trade"),
        ("A swarm of bees attacked a beekeeper near the hive and the stings of the bees hurt two dogs.", "nature"),
        ("A bomb killed nine fans at the stadium before the match and police arrested two gunmen.", None),
        ("Rebels attacked the town on Monday and killed nine soldiers.", None),
        ("The envoy agreed to join the final round of talks with the league of tribes.", None),
        ("", None),
    ],
)
def test_subject(text: str, subject: str | None) -> None:
    assert foreign_subject(text, DOMAINS) == subject


@pytest.mark.parametrize(
    ("text", "is_crime"),
    [
        ("The teenager was fatally shot in his apartment; detectives held his girlfriend, the coroner said.", True),
        ("A robber stabbed a motorist, and deputies found the stolen car and a handgun.", True),
        (
            "Detectives held a man who shot his wife and a neighbour with a stolen pistol on the day of the election.",
            True,
        ),
        ("Militants shot the party leader in his apartment; detectives found a handgun and stolen uniforms.", False),
        ("A gunman shot three worshippers at a mosque; the suspect had written a racist manifesto.", False),
        ("Rebels attacked the town on Monday and killed nine soldiers.", False),
        ("The man was held on Monday.", False),
    ],
)
def test_ordinary_crime_is_told_by_the_whole_text(text: str, is_crime: bool) -> None:
    assert tells_crime(text, DOMAINS.crime) is is_crime
