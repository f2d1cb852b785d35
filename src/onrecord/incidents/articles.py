"""An article reduced to what tells its main incident: words, names, days and ages, each a weighted view.

Names carry most: an article on the same incident months later (a trial, a funeral) shares little else.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from onrecord.incidents.compare import Finding
from onrecord.incidents.traits import read_day
from onrecord.incidents.words import Vector, cosine, count_rarity, names_in, vector, words_in
from onrecord.lexicon.incidents import Calendar, FusionWeights

__all__ = ["VIEWS", "Article", "ArticleTraits", "article_traits", "compare_articles"]

LEAD_CHARS = 500
DAY_CHARS = 1500
FOLLOW_UP_DAYS = 20
OVERLAP_KNOTS = (0.0, 0.1, 0.2, 0.35, 0.6)
RARE_WORTH = 5.0
TELLING_WORTH = 5.0
RARITY_KNOTS = (0.0, 0.8, 1.2)
GAP_DAYS = (0, 1, 3, 10, 30, 120, 400)
NAME_PAIR = re.compile(r"\b([A-Z][a-z'’\-]+[A-Za-z]*) (?:[A-Z]\. )?([A-Z][a-z'’\-]+[A-Za-z]*)\b")
AGE = re.compile(r"\b(\d{1,2})[- ]years?[- ]old|, (\d{1,2}),")
WORD = re.compile(r"[A-Za-z]+")
DAY_OF_MONTH = re.compile(r"\.? (\d{1,2})\b")
VIEWS = ("title", "names", "text", "pairs", "lead", "ages")


class Article(Struct, frozen=True, kw_only=True):
    """One article: ``published`` is an ISO day or ``None``, ``text`` the story without boilerplate."""

    document_id: str
    published: str | None
    title: str | None
    text: str


class ArticleTraits(Struct, frozen=True, kw_only=True):
    """What is compared: unit vectors by view, the names of two words with their worth, and the days.

    ``days`` holds the days spoken of, each with its worth; ``gap_worths`` (one for each of ``GAP_DAYS``, the same
    for all articles of a set) is how telling it is in this set that two articles came out so close together.
    """

    document_id: str
    published: int | None
    views: Mapping[str, Vector]
    pairs: Mapping[str, float]
    days: Mapping[str, float]
    gap_worths: tuple[float, ...]


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
    published = [read_day(article.published) for article in articles]
    gap_worths = _gap_worths([day for day in published if day is not None])
    day_worths = _day_worths([one["days"] for one in told])
    return tuple(
        ArticleTraits(
            document_id=article.document_id,
            published=day,
            views={view: vector(words[view], rarities[view]) for view in VIEWS},
            pairs={pair: rarities["pairs"].worth(pair) for pair in sorted(set(words["pairs"]))},
            days={spoken: day_worths[spoken] for spoken in words["days"]},
            gap_worths=gap_worths,
        )
        for article, words, day in zip(articles, told, published, strict=True)
    )


def _day_worths(told: Sequence[Sequence[str]]) -> dict[str, float]:
    """Logarithm of one over the share of articles that speak of a day; 0 for a day that all speak of."""
    holders = Counter(day for days in told for day in days)
    return {day: math.log(len(told) / held) for day, held in holders.items()}


def _gap_worths(days: Sequence[int]) -> tuple[float, ...]:
    """For each of ``GAP_DAYS``, the logarithm of one over the share of pairs that came out so close together.

    In a set of one day's news, the same day says nothing; in a set of ten years it says much.
    """
    ordered, pairs = sorted(days), len(days) * (len(days) - 1) // 2
    worths = []
    for limit in GAP_DAYS:
        close = sum(bisect_right(ordered, day + limit) - index - 1 for index, day in enumerate(ordered))
        worths.append(math.log((pairs + 1) / (close + 1)))
    return tuple(worths)


def _steps(field: str, amount: float, knots: tuple[float, ...]) -> Iterator[Finding]:
    """How much of ``amount`` lies between one knot and the next; the last step has no end."""
    for low, high in zip(knots, (*knots[1:], None), strict=True):
        if amount > low:
            upper = amount if high is None else min(amount, high)
            yield Finding(field, f"{low} to {high}" if high is not None else f"over {low}", upper - low)


def _gap_days(a: ArticleTraits, b: ArticleTraits) -> int | None:
    return abs(a.published - b.published) if a.published is not None and b.published is not None else None


def _published(a: ArticleTraits, gap: int | None) -> Finding:
    if gap is None:
        return Finding("published", "unknown")
    worth = next((worth for limit, worth in zip(GAP_DAYS, a.gap_worths, strict=True) if gap <= limit), None)
    return Finding("published", "far apart") if worth is None else Finding("published", "close", worth / TELLING_WORTH)


def _days(a: ArticleTraits, b: ArticleTraits, gap: int | None) -> Finding:
    if not a.days or not b.days:
        return Finding("days", "unknown")
    if shared := a.days.keys() & b.days.keys():
        worth = max(a.days[day] for day in shared) / TELLING_WORTH
        return Finding("days", "one shared" if len(shared) == 1 else "two or more shared", worth)
    far = gap is not None and gap > FOLLOW_UP_DAYS
    return Finding("days", "none shared, far apart" if far else "none shared")


def compare_articles(a: ArticleTraits, b: ArticleTraits) -> Iterator[Finding]:
    """What two articles show about each view. Symmetric."""
    for view in ("title", "names", "text", "pairs", "lead"):
        yield from _steps(view, cosine(a.views[view], b.views[view]), OVERLAP_KNOTS)
    yield Finding("ages", "overlap", cosine(a.views["ages"], b.views["ages"]))
    gap = _gap_days(a, b)
    yield _published(a, gap)
    yield _days(a, b, gap)
    small, large = (a.pairs, b.pairs) if len(a.pairs) <= len(b.pairs) else (b.pairs, a.pairs)
    shared = [worth for pair, worth in small.items() if pair in large]
    yield from _steps("rarest name", max(shared, default=0.0) / RARE_WORTH, RARITY_KNOTS)
    yield Finding("shared names", "overlap", min(len(shared), 6) / 6)
