"""Articles grouped by their main incident: invented articles, and the order they come in."""

from __future__ import annotations

import random

import pytest

from onrecord.incidents import Article, cluster_documents, explain_documents
from onrecord.incidents.articles import article_traits
from onrecord.lexicon.incidents import load_fusion_weights

WEIGHTS = load_fusion_weights()
FIRE = Article(
    document_id="fire-1",
    published="2023-05-02",
    title="Boy, 9, hurt as shots hit Calder Street porch",
    text="HADLEY MILLS - A 9-year-old boy was wounded late Monday when shots were fired at a porch on Calder "
    "Street. Police named the boy as Teodor Varga, a pupil of Saint Brannoc School. Detective Ruth "
    "Ollander said two men had fled in a silver Tarrant with a broken lamp.\n\nNeighbours ran out with "
    "towels and held the child's arm until an ambulance came. His grandmother, Zofia Varga, who had been "
    "shelling peas beside him, was not hurt. Eleven casings lay on the kerb, Ollander said, and a tyre "
    "mark crossed the lawn. The boy was taken to Wexley General, where surgeons removed a bullet from his "
    "shoulder; he is expected to live.",
)
FOLLOW_UP = Article(
    document_id="fire-2",
    published="2023-09-20",
    title="Man charged over Calder Street shooting",
    text="A man of 24 has been charged with wounding Teodor Varga, the 9-year-old who was hit on his "
    "grandmother's porch on Calder Street on May 1. Detective Ruth Ollander said a second man was still "
    "sought and that a silver Tarrant had been found in a quarry.\n\nIn court Zofia Varga said the boy "
    "had gone back to Saint Brannoc School but woke at night. A lawyer for the accused, Piers Halloway, "
    "said his client had been asleep at his sister's flat. The judge set the next hearing for November.",
)
OTHER = Article(
    document_id="bank-1",
    published="2023-05-02",
    title="Two wounded in robbery at Port Ellery bank",
    text="PORT ELLERY - Robbers wounded a guard and a teller at the Seaman's Bank on Monday and made off with "
    "30,000 crowns in coin. The teller, Ines Kubrick, 41, was in hospital with a wound to the leg; the "
    "guard, Anselm Dwyer, was struck on the head.\n\nThree men in yellow oilskins came in shortly before "
    "closing, said the manager, Lotte Brandis. One fired into the ceiling and another jumped the counter. "
    "Customers lay on the tiles until the harbour bell rang the hour. The robbers left by the Customs "
    "House steps and are thought to have had a boat waiting.",
)
OTHER_SAME = Article(
    document_id="bank-2",
    published="2023-05-03",
    title="Teller wounded in bank robbery leaves hospital",
    text="Ines Kubrick, 41, the teller who was shot in Monday's robbery of the Seaman's Bank in Port Ellery, "
    "went home on Wednesday on crutches. The guard, Anselm Dwyer, is still being treated.\n\nLotte "
    "Brandis, who runs the bank, said it would open again when the ceiling was mended. Police have found "
    "three yellow oilskins in a skip behind the Customs House and are asking boatmen what they saw.",
)
GAME = Article(
    document_id="game",
    published="2023-05-02",
    title="Wexley shoots down Marlow Cross in cup tie",
    text="Wexley Rovers beat Marlow Cross 3-1 in the second round of the cup on Monday night before 4,000 "
    "people. Joss Kettering headed the first goal and Bram Oduya added two after the break, the second a "
    "low drive that left the keeper rooted.\n\nThe visitors had pulled one back through Lew Parrish but "
    "never threatened again. The trainer, Magnus Thorne, said his back four had been magnificent. The "
    "winners meet Port Ellery in June.",
)
ALL = [FIRE, FOLLOW_UP, OTHER, OTHER_SAME, GAME]


def test_articles_of_one_incident_stand_together() -> None:
    assert {frozenset(group) for group in cluster_documents(ALL, WEIGHTS)} == {
        frozenset({"fire-1", "fire-2"}),
        frozenset({"bank-1", "bank-2"}),
        frozenset({"game"}),
    }


def test_order_changes_nothing() -> None:
    expected = cluster_documents(ALL, WEIGHTS)
    shuffled = list(ALL)
    for seed in range(20):
        random.Random(seed).shuffle(shuffled)
        assert cluster_documents(shuffled, WEIGHTS) == expected


def test_terms_sum_to_the_weight() -> None:
    pair = explain_documents(FIRE, FOLLOW_UP, ALL, WEIGHTS)
    assert sum(term.weight for term in pair.terms) == pytest.approx(pair.weight, abs=1e-9)
    assert pair.weight > explain_documents(FIRE, GAME, ALL, WEIGHTS).weight


def test_nothing_and_an_empty_article() -> None:
    empty = Article(document_id="empty", published=None, title=None, text="")
    assert cluster_documents([], WEIGHTS) == ()
    assert ("empty",) in cluster_documents([*ALL, empty], WEIGHTS)


@pytest.mark.parametrize(
    ("text", "published", "days"),
    [
        ("It happened on Feb. 6 and again on March 12.", None, {"206", "312"}),
        ("It happened on Tuesday.", "2024-03-07", {"305"}),
        ("It happened yesterday.", "2024-03-01", {"229"}),
        ("It happened on Tuesday.", None, set()),
        ("In May 2014 it was warm.", None, set()),
    ],
)
def test_days_spoken_of(text: str, published: str | None, days: set[str]) -> None:
    article = Article(document_id="a", published=published, title=None, text=text)
    filler = Article(document_id="b", published=None, title=None, text="Nothing.")
    assert set(article_traits([article, filler], WEIGHTS)[0].days) == days
