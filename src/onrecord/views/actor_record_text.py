"""What is on record of an actor, as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.attribution import ActorRecord, Deed, Denial, Identity
from onrecord.records import Basis, Link, Support
from onrecord.views.incident_text import link_words
from onrecord.views.report_text import heading, quote
from onrecord.views.words import UNKNOWN, date_words, one_line, type_words

__all__ = ["actor_record_text"]

BASIS_WORDS = {
    Basis.CLAIM: "Claimed by it",
    Basis.REPORT: "Reported as done by it",
    Basis.ACCUSATION: "Laid on it by others",
    Basis.SUSPICION: "Suspected of it",
    Basis.AFFILIATION: "Laid on those under it or sponsored by it",
}


def actor_record_text(record: ActorRecord) -> RenderableType:
    """The page of one actor."""
    return Group(
        heading(f"Actor {one_line(record.identity.name)}"),
        *(_in(Text(line)) for line in _identity_lines(record.identity)),
        *_links("Above it: parents and sponsors", record.above),
        *_links("Under it: parts, fronts, those it supports", record.below),
        *_links("What documents state of its ties", record.told),
        *(part for basis in Basis for part in _deeds(basis, [one for one in record.deeds if one.basis is basis])),
        *_denials(record.denials),
    )


def _identity_lines(identity: Identity) -> Iterator[str]:
    if identity.source is None:
        yield "no actor table knows it; what follows is what reports say"
        return
    known = (identity.sort, identity.sector, identity.country)
    yield f"{identity.actor_id}: {', '.join(filter(None, known)) or UNKNOWN} (source: {identity.source})"
    names = [
        f"{name.name} ({name.start or '?'} to {name.end or 'now'})" if name.start or name.end else name.name
        for name in identity.names
    ]
    yield f"names: {'; '.join(names) or UNKNOWN}"


def _links(title: str, links: Sequence[Link]) -> Iterator[RenderableType]:
    if links:
        yield heading(title)
        yield from (_in(Text(link_words(link).removeprefix("because "))) for link in links)


def _deeds(basis: Basis, deeds: Sequence[Deed]) -> Iterator[RenderableType]:
    if not deeds:
        return
    yield heading(f"{BASIS_WORDS[basis]}: {len(deeds)} incident(s)")
    for deed in deeds:
        mark = ", contested" if deed.contested else ""
        what = f"{date_words(deed.date)}  {type_words(deed.event_type, deed.mode)}, {deed.status}{mark}"
        yield _in(Text(f"{what}  {deed.incident_id}", style="bold"))
        if basis is Basis.AFFILIATION:
            yield from (_in(Text(link_words(link)), 6) for link in deed.chain)
        else:
            yield from _said(deed.support)
            yield from _said(deed.against)


def _denials(denials: Sequence[Denial]) -> Iterator[RenderableType]:
    if denials:
        yield heading(f"Denied by it: {len(denials)} statement(s)")
    for one in denials:
        yield _in(Text(f"{date_words(one.date)}  {one.event_type}  {one.incident_id}", style="bold"))
        yield from _said((one.denial,))


def _said(side: Iterable[Support]) -> Iterator[RenderableType]:
    for support in side:
        speaker = one_line(support.speaker) if support.speaker else "the report itself"
        line = Text(f"{speaker} {support.kind}: ").append(quote(support.quote))
        yield _in(line.append(f" ({support.date or 'undated'}; {support.report_id})", style="dim"), 6)


def _in(part: RenderableType, by: int = 3) -> Padding:
    return Padding(part, (0, 0, 0, by))
