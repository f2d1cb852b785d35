"""Who answers for an incident, and on what evidence.

One attribution a candidate, never one for the incident. What speaks for a candidate and what speaks against it
stand side by side, each with report, speaker, quote and date. Twenty copies of one wire story are one support.

* Basis is the strongest thing said for a candidate: its own ``claim``, a ``report`` as fact, an ``accusation``,
  a ``suspicion``; ``affiliation`` where nobody names it but a chain of dated links leads to it from one who is
  named.
* Against stand denials (the candidate's own, or of what a report says of it) and what others claim for
  themselves, unless the two are kin or are named together as joint doers.
* Contested is whatever has anything against it, or rests on a disputed link.
* A chain follows the actor tables, and beyond them what a document states of a front, parent or sponsor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from onrecord.attribution.candidates import (
    Candidate,
    Statement,
    gather_candidates,
    gather_denials,
    key_of,
    names_someone,
)
from onrecord.attribution.chains import Path, paths_up
from onrecord.attribution.told_links import TellsOf, end_key, told_paths
from onrecord.incidents.affiliation import relate
from onrecord.incidents.compare import Related
from onrecord.incidents.words import fold_name
from onrecord.lexicon.actors import ActorIndex
from onrecord.lexicon.incidents import load_vague_words
from onrecord.mentions.actors import affiliation_chain, resolve_actor
from onrecord.records import AssertionKind, Attribution, Basis, Report, Support

__all__ = ["attribute"]

BASES: Mapping[AssertionKind, Basis] = {
    AssertionKind.CLAIMS: Basis.CLAIM,
    AssertionKind.REPORTS: Basis.REPORT,
    AssertionKind.CONFIRMS: Basis.REPORT,
    AssertionKind.ACCUSES: Basis.ACCUSATION,
    AssertionKind.SUSPECTS: Basis.SUSPICION,
}
DISPUTED = "disputed"
STRENGTH = (Basis.CLAIM, Basis.REPORT, Basis.ACCUSATION, Basis.SUSPICION, Basis.AFFILIATION)


class _View(Struct, frozen=True, kw_only=True):
    """What is needed to set one candidate against the others."""

    candidates: tuple[Candidate, ...]
    denials: Mapping[str, list[Statement]]
    joint: set[frozenset[str]]
    related: Related


def _once(statements: Iterable[Statement]) -> tuple[Support, ...]:
    """One support for each origin, kind and speaker, and one for words that are the same in two documents."""
    kept: list[Support] = []
    seen: set[tuple[str, ...]] = set()
    for statement in statements:
        support = statement.support
        speaker = fold_name(support.speaker or "")
        marks = {(support.kind, speaker, "from", statement.origin), (support.kind, speaker, "quote", support.quote)}
        if not marks & seen:
            kept.append(support)
        seen |= marks
    return tuple(kept)


def _is_for(statement: Statement) -> bool:
    return statement.support.kind is not AssertionKind.DENIES


def _words(name: str) -> set[str]:
    return {word.removesuffix("'s").removesuffix("’s") for word in fold_name(name).split()}


def _speaks_for(speaker: str, candidate: Candidate, actors: ActorIndex | None, related: Related) -> bool:
    """Whether a speaker is the candidate, an office of it or its kin."""
    own, said = _words(candidate.name), _words(speaker)
    if own and own <= said:
        return True
    if actors is None or candidate.actor_id is None:
        return False
    met = resolve_actor(speaker, actors).actor_id
    return met is not None and (met == candidate.actor_id or related(met, candidate.actor_id))


def _denials(
    candidates: Sequence[Candidate], told: Sequence[tuple[Report, str]], actors: ActorIndex | None, related: Related
) -> dict[str, list[Statement]]:
    """Denials by candidate: of the candidate's own mouth, or of the one candidate that the report names."""
    vague = load_vague_words()
    against: dict[str, list[Statement]] = {one.key: [s for s in one.statements if not _is_for(s)] for one in candidates}
    for report, speaker, statement in gather_denials(told):
        own = [one for one in candidates if _speaks_for(speaker, one, actors, related)]
        named = {key_of(actor, vague) for actor in report.actors if names_someone(actor, vague)}
        meant = own or [one for one in candidates if {one.key} == named]
        for one in meant:
            against[one.key].append(statement)
    return against


def _joint(candidates: Sequence[Candidate]) -> set[frozenset[str]]:
    """Pairs that one report names together with one voice."""
    voices: dict[tuple[str, ...], list[str]] = {}
    for one in candidates:
        for said in filter(_is_for, one.statements):
            voice = (said.support.report_id, said.support.kind, fold_name(said.support.speaker or ""))
            voices.setdefault(voice, []).append(one.key)
    return {frozenset((x, y)) for keys in voices.values() for x in keys for y in keys if x != y}


def _rival_claims(one: Candidate, view: _View) -> list[Statement]:
    """What others claim for themselves, but for kin and for those named with ``one`` in one voice.

    "A local affiliate of the Grey Council" is kin of the Grey Council, whatever the tables know.
    """

    def is_rival(other: Candidate) -> bool:
        kin = one.actor_id is not None and other.actor_id is not None and view.related(one.actor_id, other.actor_id)
        kin = kin or _words(one.name) <= _words(other.name) or _words(other.name) <= _words(one.name)
        return other.key != one.key and not kin and frozenset((other.key, one.key)) not in view.joint

    rivals = (other for other in view.candidates if is_rival(other))
    return [said for other in rivals for said in other.statements if said.support.kind is AssertionKind.CLAIMS]


def _basis(support: Sequence[Support]) -> Basis:
    return min((BASES[one.kind] for one in support), key=STRENGTH.index)


def _chain_paths(one: Attribution, actors: ActorIndex | None, told: TellsOf, on: str | None) -> tuple[Path, ...]:
    known: tuple[Path, ...] = ()
    if actors is not None and one.actor_id is not None:
        known = paths_up(one.actor_id, affiliation_chain(one.actor_id, actors, on))
    return (*known, *told_paths(end_key(one.actor_id, one.name), told, known))


def _affiliated(named: Attribution, path: Path, actors: ActorIndex | None) -> Attribution:
    is_known = actors is not None and path.actor_id in actors.entries
    return Attribution(
        actor_id=path.actor_id if is_known else None,
        name=path.name,
        basis=Basis.AFFILIATION,
        support=named.support,
        against=named.against,
        chain=path.links,
        contested=named.contested or any(link.status == DISPUTED for link in path.links),
    )


def _rank(one: Attribution) -> tuple[int, int, int, int, str]:
    voices = len({(support.document_id, support.kind) for support in one.support})
    return STRENGTH.index(one.basis), len(one.chain), -voices, len(one.against), one.name


def _day(reports: Sequence[tuple[Report, str]]) -> str | None:
    days = [report.date.start for report, _ in reports if report.date is not None]
    days = days or [report.document.published for report, _ in reports if report.document.published is not None]
    return min(days, default=None)


def _named(one: Candidate, view: _View) -> Attribution | None:
    support = _once(filter(_is_for, one.statements))
    if not support:
        return None
    against = _once([*view.denials[one.key], *_rival_claims(one, view)])
    return Attribution(
        actor_id=one.actor_id,
        name=one.name,
        basis=_basis(support),
        support=support,
        against=against,
        chain=(),
        contested=bool(against),
    )


def _above(
    named: Sequence[Attribution], actors: ActorIndex | None, told: TellsOf, on: str | None
) -> Iterator[Attribution]:
    """Those to whom a chain leads, once each by the strongest way, unless a report names them."""
    ids = {end_key(one.actor_id, one.name) for one in named}
    best: dict[str, Attribution] = {}
    for one in named:
        for path in _chain_paths(one, actors, told, on):
            higher = _affiliated(one, path, actors)
            if path.actor_id not in ids and (path.actor_id not in best or _rank(higher) < _rank(best[path.actor_id])):
                best[path.actor_id] = higher
    yield from best.values()


def attribute(
    reports: Sequence[Report],
    actors: ActorIndex | None,
    origins: Mapping[str, str] | None = None,
    told_of: TellsOf | None = None,
) -> tuple[Attribution, ...]:
    """The candidates for who did it, strongest first; empty where no report names anyone.

    ``reports`` are those of one incident, in any order; ``origins`` maps a document to the id its copies share
    (as ``fuse`` takes it); ``told_of`` are the links that documents state (``told_links``). Affiliations are those in
    force on the day of the event. Within a basis the candidate with more voices comes first.
    """
    ordered = sorted(reports, key=lambda one: (one.document.published or "9999", one.report_id))
    sources = origins or {}
    told = [(one, sources.get(one.document.document_id, one.document.document_id)) for one in ordered]
    related = relate(actors)
    candidates = gather_candidates(told, load_vague_words())
    view = _View(
        candidates=candidates,
        denials=_denials(candidates, told, actors, related),
        joint=_joint(candidates),
        related=related,
    )
    named = [one for candidate in candidates if (one := _named(candidate, view)) is not None]
    return tuple(sorted([*named, *_above(named, actors, told_of or {}, _day(told))], key=_rank))
