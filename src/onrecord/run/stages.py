"""The stages as the pipeline calls them, bound to their lexicons.

The pipeline knows the rooms through these signatures alone, so that each can be replaced in a test. The rooms are
imported when the stages are loaded and not before: asking a store for its incidents must not load a parser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from msgspec import Struct, structs

from onrecord.records import Attribution, Bonds, Coded, Document, Incident, Link, RawItem, Refusal, Relation, Report
from onrecord.run.own import own_data

if TYPE_CHECKING:
    from onrecord.incidents import Doubt
    from onrecord.lexicon.actors import ActorIndex

__all__ = [
    "Coder",
    "Fusion",
    "Stages",
    "TellsOf",
    "load_brief_stages",
    "load_fusion",
    "load_stages",
    "without_relations",
]

MakeDocument: TypeAlias = Callable[[RawItem], Document | Refusal]
GroupCopies: TypeAlias = Callable[[Iterable[tuple[str, str]]], Mapping[str, str]]
Fuse: TypeAlias = Callable[[Sequence[Report], Mapping[str, str], Bonds], Sequence[Incident]]
FindDoubts: TypeAlias = (
    "Callable[[Mapping[str, Sequence[str]], Sequence[Report], Mapping[str, str], Bonds, float], Sequence[Doubt]]"
)
TellsOf: TypeAlias = Mapping[str, Sequence[Link]]
ToldLinks: TypeAlias = Callable[[Iterable[Relation]], TellsOf]
Attribute: TypeAlias = Callable[[Sequence[Report], Mapping[str, str], TellsOf], Sequence[Attribution]]


class Coder(Protocol):
    """Codes documents; the same document and the same version give the same reports."""

    @property
    def version(self) -> str:
        """Names program, data and model; documents that it coded are not coded again."""

    def code(self, document: Document) -> Coded:
        """The reports and relations of one document."""


class Fusion(Struct, frozen=True, kw_only=True):
    """From stored reports to incidents.

    ``group_copies`` gives for each document the one its syndicated copies share; ``fuse`` and ``attribute`` (which
    is given the reports of one incident) take that as their second argument. ``fuse`` is also given what reviewers
    decided, ``attribute`` what ``told_links`` makes of the relations that documents state. ``doubts`` says where fusing
    was least sure; ``None`` where that cannot be said.
    """

    group_copies: GroupCopies
    fuse: Fuse
    told_links: ToldLinks
    attribute: Attribute
    doubts: FindDoubts | None = None


def nothing_more() -> None:
    """For stages that are loaded with all that any document needs."""


class Stages(Struct, frozen=True, kw_only=True):
    """From a raw item to incidents. ``prepare`` loads what only some documents need, for who will code many."""

    make_document: MakeDocument
    coder: Coder
    fusion: Fusion
    prepare: Callable[[], object] = nothing_more


@runtime_checkable
class BriefCoder(Protocol):
    """A coder that can leave relations out, for those who do not ask for them."""

    def without_relations(self) -> Coder:
        """The same coder, giving reports alone."""


def without_relations(stages: Stages) -> Stages:
    """The stages with a coder that gives reports alone, where it can."""
    coder = stages.coder
    return structs.replace(stages, coder=coder.without_relations()) if isinstance(coder, BriefCoder) else stages


def load_stages(fallback_published: str | None) -> Stages:
    """The real stages with the package's own data; ``fallback_published`` is the ISO day of documents without one.

    LexiconError where a data file is wrong.
    """
    from onrecord.documents import load_identifier, make_document  # noqa: PLC0415 - see the module's docstring
    from onrecord.reports import load_coder  # noqa: PLC0415

    coder = load_coder(own=own_data())
    make = partial(make_document, fallback_published=fallback_published)
    return Stages(make_document=make, coder=coder, fusion=_fusion(coder.actors), prepare=load_identifier)


def load_fusion() -> Fusion:
    """The last stages alone, without what reads text. LexiconError where a data file is wrong."""
    from onrecord.lexicon.actors import load_actors  # noqa: PLC0415

    return _fusion(load_actors(own=own_data().actors))


def _fusion(actors: ActorIndex) -> Fusion:
    from onrecord.attribution import attribute, told_links  # noqa: PLC0415
    from onrecord.documents import group_copies  # noqa: PLC0415
    from onrecord.incidents import find_doubts, fuse  # noqa: PLC0415
    from onrecord.lexicon.incidents import load_fusion_weights  # noqa: PLC0415

    weights = load_fusion_weights()
    return Fusion(
        group_copies=group_copies,
        fuse=lambda reports, origins, bonds: fuse(reports, origins, actors, weights, bonds),
        told_links=told_links,
        attribute=lambda reports, origins, told: attribute(reports, actors, origins, told),
        doubts=lambda groups, reports, origins, bonds, band: find_doubts(
            groups, reports, origins, actors=actors, weights=weights, bonds=bonds, band=band
        ),
    )


def load_brief_stages(fallback_published: str | None) -> Stages:
    """As ``load_stages``, with a coder that leaves relations out."""
    return without_relations(load_stages(fallback_published))
