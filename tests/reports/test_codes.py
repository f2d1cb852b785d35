"""Mode, contexts and codes of whole articles' events (names are well known, incidents invented)."""

from __future__ import annotations

import pytest
from coded import reports

from onrecord.lexicon.schemes import load_schemes
from onrecord.records import Report


def act(text: str, event_type: str = "ASSAULT") -> Report:
    return reports(text, event_type)[0]


@pytest.mark.parametrize(
    ("text", "mode", "acled", "attack", "weapon"),
    [
        (
            *("A suicide bomber killed 20 people at a mosque in Kabul on Friday.", "suicide-attack"),
            *(("Explosions/Remote violence", "Suicide bomb"), 3),
            None,
        ),
        (
            *("Militants fired rockets at an air base in Iraq on Friday.", "heavy-weapons"),
            *(("Explosions/Remote violence", "Shelling/artillery/missile attack"), 3, 6),
        ),
        (
            *("Gunmen kidnapped three engineers in Libya on Friday.", "abduct"),
            *(("Violence against civilians", "Abduction/forced disappearance"), 6, None),
        ),
        (
            *("An air strike killed nine people in Yemen on Friday.", "aerial"),
            *(("Explosions/Remote violence", "Air/drone strike"), 3, 6),
        ),
    ],
    ids=["suicide", "rockets", "kidnapping", "air strike"],
)
def test_codes_of_an_assault(text: str, mode: str, acled: tuple[str, str], attack: int, weapon: int | None) -> None:
    report = act(text)
    assert report.mode == mode
    assert report.codes.acled == acled
    assert report.codes.gtd_attacktype == attack
    assert weapon is None or report.codes.gtd_weaptype == weapon


def test_an_arrest_is_no_attack_of_the_gtd() -> None:
    report = act("Police arrested two men in Cairo on Friday.", "COERCE")
    assert report.mode == "arrest"
    assert report.codes.acled == ("Strategic developments", "Arrests")
    assert (report.codes.gtd_attacktype, report.codes.gtd_weaptype) == (None, None)


def test_contexts_come_from_the_sentence() -> None:
    report = act("A suicide bomber killed 20 people at a mosque in Kabul on Friday.")
    assert {"terrorism", "religion_ethnicity"} <= set(report.contexts)
    assert set(report.contexts) <= {name for name, _ in load_schemes().contexts}


def test_a_text_of_ordinary_crime_gives_its_acts_that_context() -> None:
    text = (
        "Detectives in Leeds arrested a teenager on Friday. The robbery suspect had shot his neighbour with a stolen "
        "pistol, the coroner said."
    )
    assert "crime" in act(text, "COERCE").contexts
    assert "crime" not in act("Police arrested two dissidents in Cairo on Friday.", "COERCE").contexts
