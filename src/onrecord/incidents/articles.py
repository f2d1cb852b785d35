"""An article reduced to what tells its main incident: words, names, days and ages, each a weighted view.

Names carry most: an article on the same incident months later (a trial, a funeral) shares little else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from onrecord.incidents.compare import Finding
from onrecord.incidents.traits import read_day
from onrecord.incidents.words import Rarity, Vector, cosine, count_rarity, names_in, vector, words_in
from onrecord.lexicon.incidents import Calendar, FusionWeights

__all__ = ["VIEWS", "Article", "ArticleTraits", "article_traits", "compare_articles"]

LEAD_CHARS = 500
DAY_CHARS = 1500
FOLLOW_UP_DAYS = 20
OVERLAP_KNOTS = (0.0, 0.1, 0.2, 0.35, 0.6)
RARE_WORTH = 5.0
RARITY_KNOTS = (0.0, 0.8, 1.2)
GAP_BINS = (
    (0, "same day"),
    (1, "1 day apart"),
    (3, "2-3 days apart"),
    (10, "4-10 days apart"),
    (30, "11-30 days apart"),
    (120, "31-120 days apart"),
    (400, "121-400 days apart"),
)
NAME_PAIR = re.compile(r"\b([A-Z][a-z'’\-]+[A-Za-z]*) (?:[A-Z]\. )?([A-Z][a-z'’\-]+[A-Za-z]*)\b")
AGE = re.compile(r"\b(\d{1,2})[- ]years?[- ]old|, (\d{1,2}),")
WORD = re.compile(r"[A-Za-z]+")
DAY_OF_MONTH = re.compile(r"\.? (\d{1,2})\b")
VIEWS = ("title", "names", "text", "pairs", "lead", "ages", "days")


class Article(Struct, frozen=True, kw_only=True):
    """One article: ``published`` is an ISO day or ``None``, ``text`` the story without boilerplate."""

    document_id: str
    published: str | None
    title: str | None
    text: str


class ArticleTraits(Struct, frozen=True, kw_only=True):
    """What is compared: unit vectors by view, the names of two words with their worth, and the day."""

    document_id: str
    published: int | None
    views: Mapping[str, Vector]
    pairs: Mapping[str, float]


def _name_pairs(text: str, stopwords: frozenset[str]) -> list[str]:
    found = ((a.casefold(), b.casefold()) for a, b in NAME_PAIR.findall(text))
    return [f"{a} {b}" for a, b in found if a not in stopwords and b not in stopwords]


def _days_spoken_of(text: str, published: int | None, calendar: Calendar) -> list[str]:
    """Days as month and day of month: "Feb. 6" as it stands, a weekday as the last one up to publication."""
    found: set[int] = set()
    for match in WORD.finditer(text):
        word = match[0]
        if (month := calendar.months.get(word)) and (day := DAY_OF_MONTH.match(text, match.end())):
            found.add(100 * month + int(day[1]))
        elif published is not None and match.end() <= DAY_CHARS:
            back = calendar.days_back.get(word.lower())
            if (weekday := calendar.weekdays.get(word)) is not None:
                back = (date.fromordinal(published).weekday() - weekday) % 7
            if back is not None:
                then = date.fromordinal(published - back)
                found.add(100 * then.month + then.day)
    return [str(day) for day in sorted(found)]


def _story(article: Article, stopwords: frozenset[str]) -> str:
    """The text, or nothing where it holds no word of its headline: then it is the page's frame, not the story."""
    headline = set(words_in(article.title or "", stopwords))
    return article.text if not headline or headline & set(words_in(article.text, stopwords)) else ""


def _view_words(article: Article, weights: FusionWeights) -> dict[str, list[str]]:
    title, stop = article.title or "", weights.stopwords
    text = _story(article, stop)
    whole = f"{title}. {text}"
    return {
        "title": words_in(title, stop),
        "names": names_in(whole, stop),
        "text": words_in(whole, stop),
        "pairs": _name_pairs(whole, stop),
        "lead": words_in(f"{title} {text[:LEAD_CHARS]}", stop),
        "ages": [a or b for a, b in AGE.findall(whole)],
        "days": _days_spoken_of(text, read_day(article.published), weights.calendar),
    }


def article_traits(articles: Sequence[Article], weights: FusionWeights) -> tuple[ArticleTraits, ...]:
    """The traits of each article, in the order given; a word's rarity is counted over these articles."""
    told = [_view_words(article, weights) for article in articles]
    shares: dict[str, Mapping[str, float]] = dict.fromkeys(("title", "names", "text", "lead"), weights.word_shares)
    rarities = {view: count_rarity((one[view] for one in told), shares.get(view, {})) for view in VIEWS}
    return tuple(_traits(article, words, rarities) for article, words in zip(articles, told, strict=True))


def _traits(article: Article, words: Mapping[str, Sequence[str]], rarities: Mapping[str, Rarity]) -> ArticleTraits:
    return ArticleTraits(
        document_id=article.document_id,
        published=read_day(article.published),
        views={view: vector(words[view], rarities[view]) for view in VIEWS},
        pairs={pair: rarities["pairs"].worth(pair) for pair in sorted(set(words["pairs"]))},
    )


def _steps(field: str, amount: float, knots: tuple[float, ...]) -> Iterator[Finding]:
    """How much of ``amount`` lies between one knot and the next; the last step has no end."""
    for low, high in zip(knots, (*knots[1:], None), strict=True):
        if amount > low:
            upper = amount if high is None else min(amount, high)
            yield Finding(field, f"{low} to {high}" if high is not None else f"over {low}", upper - low)


def _gap_days(a: ArticleTraits, b: ArticleTraits) -> int | None:
    return abs(a.published - b.published) if a.published is not None and b.published is not None else None


def _published(gap: int | None) -> str:
    if gap is None:
        return "unknown"
    return next((value for limit, value in GAP_BINS if gap <= limit), "over 400 days apart")


def _days(a: Vector, b: Vector, gap: int | None) -> str:
    if not a or not b:
        return "unknown"
    if shared := len(a.keys() & b.keys()):
        return "one shared" if shared == 1 else "two or more shared"
    return "none shared" if gap is None or gap <= FOLLOW_UP_DAYS else "none shared, far apart"


def compare_articles(a: ArticleTraits, b: ArticleTraits) -> Iterator[Finding]:
    """What two articles show about each view. Symmetric."""
    for view in ("title", "names", "text", "pairs", "lead"):
        yield from _steps(view, cosine(a.views[view], b.views[view]), OVERLAP_KNOTS)
    yield Finding("ages", "overlap", cosine(a.views["ages"], b.views["ages"]))
    gap = _gap_days(a, b)
    yield Finding("published", _published(gap))
    yield Finding("days", _days(a.views["days"], b.views["days"], gap))
    small, large = (a.pairs, b.pairs) if len(a.pairs) <= len(b.pairs) else (b.pairs, a.pairs)
    shared = [worth for pair, worth in small.items() if pair in large]
    yield from _steps("rarest name", max(shared, default=0.0) / RARE_WORTH, RARITY_KNOTS)
    yield Finding("shared names", "overlap", min(len(shared), 6) / 6)
