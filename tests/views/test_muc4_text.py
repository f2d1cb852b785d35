"""Templates of invented articles by the shipped model and choice."""

from __future__ import annotations

import hashlib

from onrecord.documents import make_document
from onrecord.records import Document, MediaKind, RawItem
from onrecord.reports import load_coder
from onrecord.views.muc4_templates import SLOTS, Template
from onrecord.views.muc4_text import load_muc4_lexicon, templates_of

BOMBING = (
    "   LIMA, 12 MAY 89 (INVENTED) -- [TEXT] A BOMB THROWN BY GUERRILLAS OF THE SHINING PATH DAMAGED THE CENTRAL\n"
    "BANK IN AREQUIPA ON 11 MAY.  TWO GUARDS WERE WOUNDED.  POLICE SAID THAT THE GUERRILLAS FLED.\n"
)
KIDNAPPING = (
    "   BOGOTA, 3 MAR 90 (INVENTED) -- [TEXT] ARMED MEN OF THE ELN [ARMY OF NATIONAL LIBERATION] KIDNAPPED\n"
    "ENGINEER RAMIRO OLARTE ON 2 MARCH IN CUCUTA.  THE ARMY IS LOOKING FOR HIM.\n"
)
TRADE = (
    "   LIMA, 12 MAY 89 (INVENTED) -- [TEXT] THE PRICE OF COPPER ROSE AGAIN.  THE MINISTER OF MINES SAID THAT\n"
    "EXPORTS WILL GROW THIS YEAR.\n"
)


def templates(text: str) -> tuple[Template, ...]:
    data = text.encode()
    item = RawItem(path="x", data=data, sha256=hashlib.sha256(data).hexdigest(), media=MediaKind.TEXT, language="en")
    document = make_document(item)
    assert isinstance(document, Document)
    return templates_of(document, load_coder().code(document).reports, load_muc4_lexicon())


def answers(template: Template, slot: str) -> list[str]:
    return [fill.alts[0] for fill in template.slots[slot]]


def test_a_bombing_is_told_in_full() -> None:
    (template,) = templates(BOMBING)
    assert set(template.slots) == set(SLOTS)
    assert answers(template, "type") == ["BOMBING"]
    assert answers(template, "stage") == ["ACCOMPLISHED"]
    assert answers(template, "date") == ["11 MAY 89"]
    assert answers(template, "location") == ["PERU: AREQUIPA (CITY)"]
    assert answers(template, "perp_organization") == ["SHINING PATH"]
    assert answers(template, "phys_target_id") == ["CENTRAL BANK"]
    assert answers(template, "instrument_type") == ["BOMB"]


def test_a_kidnapping_names_its_victim() -> None:
    (template,) = templates(KIDNAPPING)
    assert answers(template, "type") == ["KIDNAPPING"]
    assert answers(template, "hum_target_name") == ["RAMIRO OLARTE"]
    assert answers(template, "perp_organization") == ["ARMY OF NATIONAL LIBERATION"]
    assert answers(template, "perp_individual") == ["ARMED MEN OF THE ELN"]
    assert answers(template, "date") == ["02 MAR 90"]


def test_capitals_make_no_difference() -> None:
    lower = BOMBING.lower().replace("lima, 12 may 89", "LIMA, 12 MAY 89").replace("[text]", "[TEXT]")
    assert [answers(template, "phys_target_id") for template in templates(lower)] == [["CENTRAL BANK"]]


def test_a_text_without_violence_gives_no_template() -> None:
    assert templates(TRADE) == ()
