"""Who is named as the doer, by whom, in which words.

A candidate is an actor that some report names; "unidentified gunmen" names nobody. What reports say is
gathered for each candidate; nothing is weighed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.incidents.words import fold_name
from onrecord.records import Actor, Assertion, AssertionKind, Confidence, Evidence, Report, Status, Support

__all__ = ["Candidate", "Statement", "gather_candidates", "gather_denials", "key_of", "names_someone"]

KINDS: dict[Confidence, AssertionKind] = {
    Confidence.REPORTED_AS_FACT: AssertionKind.REPORTS,
    Confidence.CLAIMED: AssertionKind.CLAIMS,
    Confidence.ACCUSED: AssertionKind.ACCUSES,
    Confidence.SUSPECTED: AssertionKind.SUSPECTS,
    Confidence.POSSIBLE: AssertionKind.SUSPECTS,
    Confidence.DENIED: AssertionKind.DENIES,
}


class Statement(Struct, frozen=True):
    """One assertion about a candidate, and the origin it counts for."""

    support: Support
    origin: str


class Candidate(Struct, frozen=True):
    """An actor said to have done it; ``key`` as ``key_of`` gives it."""

    key: str
    actor_id: str | None
    name: str
    statements: tuple[Statement, ...]


def names_someone(actor: Actor, vague: frozenset[str]) -> bool:
    """Whether an actor is named: known to the actor tables, or told with a proper noun of its own."""
    if actor.actor_id is not None:
        return True
    return any(word[:1].isupper() and word.casefold() not in vague for word in actor.name.replace("-", " ").split())


def _quote(report: Report, start: int, end: int) -> Evidence | None:
    """The stretch ``[start, end)`` of the document, where the report's evidence holds it whole."""
    for evidence in report.evidence:
        if evidence.start <= start < end <= evidence.end:
            return Evidence(start, end, evidence.text[start - evidence.start : end - evidence.start])
    return None


def _assertion(report: Report, kind: AssertionKind, speaker: str | None) -> Assertion | None:
    """The assertion of that kind, that speaker's before another's."""
    fitting = [one for one in report.assertions if one.kind is kind]
    same = [one for one in fitting if speaker and one.speaker and fold_name(one.speaker) == fold_name(speaker)]
    return next(iter(same or fitting), None)


def _evidence(report: Report, assertion: Assertion | None, actor: Actor | None) -> Evidence:
    if assertion is not None and (quote := _quote(report, assertion.start, assertion.end)) is not None:
        return quote
    if actor is not None and isinstance(actor.span, tuple):
        start, end = actor.span
        if holder := next((one for one in report.evidence if one.start <= start and end <= one.end), None):
            return holder
    return report.evidence[0] if report.evidence else Evidence(0, 0, "")


def _support(report: Report, kind: AssertionKind, speaker: str | None, quote: Evidence) -> Support:
    return Support(
        report_id=report.report_id,
        kind=kind,
        speaker=speaker,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        document_id=report.document.document_id,
        date=report.document.published,
    )


def _statement(report: Report, actor: Actor, origin: str) -> Statement:
    kind = AssertionKind.DENIES if report.status is Status.DENIED else KINDS[actor.confidence]
    assertion = _assertion(report, kind, actor.according_to)
    if kind is AssertionKind.REPORTS and assertion is None:
        assertion = _assertion(report, AssertionKind.CONFIRMS, actor.according_to)
        kind = AssertionKind.CONFIRMS if assertion is not None else kind
    speaker = actor.according_to or (assertion.speaker if assertion is not None else None)
    if speaker is None:
        itself = kind in (AssertionKind.CLAIMS, AssertionKind.DENIES)
        speaker = actor.name if itself else report.document.source
    if kind is AssertionKind.REPORTS and fold_name(speaker or "") == fold_name(actor.name):
        kind = AssertionKind.CLAIMS
    return Statement(_support(report, kind, speaker, _evidence(report, assertion, actor)), origin)


def _core(name: str, vague: frozenset[str]) -> str:
    """A name without the words that only describe: "suspected Ash Front fighters" is the Ash Front."""
    words = fold_name(name).split()
    return " ".join(word for word in words if word not in vague) or " ".join(words)


def key_of(actor: Actor, vague: frozenset[str]) -> str:
    """What a candidate is known by: the actor id, else the name without describing words."""
    return actor.actor_id or _core(actor.name, vague)


def _stated(report: Report, actor: Actor, origin: str, first: Statement) -> Iterator[Statement]:
    """What else the report says of who answers: one actor may be accused, deny and claim in one text."""
    named = fold_name(actor.name)
    for one in report.assertions:
        quote = _quote(report, one.start, one.end)
        is_told = one.about is not None and fold_name(one.about) == named and quote is not None
        if not is_told or quote is None:
            continue
        itself = actor.name if one.kind in (AssertionKind.CLAIMS, AssertionKind.DENIES) else report.document.source
        statement = Statement(_support(report, one.kind, one.speaker or itself, quote), origin)
        if statement != first:
            yield statement


def gather_candidates(reports: Sequence[tuple[Report, str]], vague: frozenset[str]) -> tuple[Candidate, ...]:
    """Every named actor with what is said of it, in order of first mention. ``reports`` are (report, origin) pairs.

    A name without an id joins the known actor of the same name, describing words aside.
    """
    told = [(r, a, o) for r, o in reports for a in r.actors if names_someone(a, vague)]
    ids = {_core(actor.name, vague): actor.actor_id for _, actor, _ in told if actor.actor_id is not None}
    known: dict[str, tuple[str | None, str, list[Statement]]] = {}
    for report, actor, origin in told:
        actor_id = actor.actor_id or ids.get(_core(actor.name, vague))
        key = actor_id or _core(actor.name, vague)
        first = _statement(report, actor, origin)
        said = known.setdefault(key, (actor_id, actor.name, []))[2]
        said += [first, *_stated(report, actor, origin, first)]
    return tuple(Candidate(key, actor_id, name, tuple(said)) for key, (actor_id, name, said) in known.items())


def gather_denials(reports: Sequence[tuple[Report, str]]) -> Iterator[tuple[Report, str, Statement]]:
    """Every denial with a speaker: the report, the speaker and the statement. Who denies for itself is called by its
    name where the text has one ("the front" is the Salt Coast Liberation Front)."""
    for report, origin in reports:
        for assertion in report.assertions:
            if assertion.kind is AssertionKind.DENIES and assertion.speaker:
                quote = _evidence(report, assertion, None)
                speaker = assertion.about or assertion.speaker
                support = _support(report, AssertionKind.DENIES, speaker, quote)
                yield report, speaker, Statement(support, origin)
