"""From raw items to incidents in a store.

Every document with what was made of it is one transaction, and so is the fusion, which is computed from all that is
stored. A run that is killed therefore leaves whole documents behind; the next run skips them, codes the rest and
fuses, and the store's content is the same as if nothing had happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, TypeAlias

from msgspec import Struct, structs

from onrecord.errors import LimitError, OnrecordError
from onrecord.records import Coded, Document, Incident, RawItem, Refusal, Report
from onrecord.run.stages import Coder, Fusion, Stages, TellsOf
from onrecord.store import IncidentChange, Store

__all__ = ["CodeItems", "Outcome", "Tally", "add", "add_coded", "code_items", "fuse_store", "recode", "survey"]


class Tally(Struct, frozen=True, kw_only=True):
    """How far a run has come. ``total`` counts the items that this run has to code, ``None`` where that is unknown."""

    total: int | None = None
    coded: int = 0
    known: int = 0
    refused: int = 0
    reports: int = 0
    relations: int = 0


class Outcome(Struct, frozen=True, kw_only=True):
    """What a run did. ``incidents`` is how many there are now, ``None`` where fusing was not needed."""

    tally: Tally
    incidents: int | None
    changes: tuple[IncidentChange, ...]


FALLBACK: Final = "fallback"
"""``Document.published_from`` of a day that the command line gave."""

Watch: TypeAlias = Callable[[Tally], None]
CodeItems: TypeAlias = Callable[[Iterable[RawItem | Refusal]], Iterator[tuple[Document, Coded] | Refusal]]


def code_items(items: Iterable[RawItem | Refusal], stages: Stages) -> Iterator[tuple[Document, Coded] | Refusal]:
    """Each item coded, in order; nothing is kept in memory."""
    for item in items:
        yield item if isinstance(item, Refusal) else _code_item(item, stages)


def survey(items: Iterable[RawItem | Refusal], store: Store, coder: str) -> int:
    """How many of the items a run with this version still has to work on."""
    return sum(isinstance(item, Refusal) or store.coder_of(item.sha256) != coder for item in items)


def add(
    items: Iterable[RawItem | Refusal],
    store: Store,
    stages: Stages,
    watch: Watch,
    total: int | None,
    code: CodeItems | None = None,
) -> Outcome:
    """Codes the items that the store lacks, keeps them, and fuses all that is stored.

    An item whose bytes the same version has coded (or refused) is skipped, whatever it is called now. ``code`` codes
    the others, in order: in this process unless it says otherwise (``workers.code_in_workers``).
    """
    news = _News(items, store, stages.coder.version)
    tally = Tally(total=total)
    for coded in (code or partial(code_items, stages=stages))(news.items()):
        tally = _keep(coded, store, stages.coder.version, tally, news.taken(coded))
        tally = structs.replace(tally, known=news.known)
        watch(tally)
    return _finish(store, stages.fusion, stages.coder.version, structs.replace(tally, known=news.known))


def add_coded(
    coded: Iterable[tuple[tuple[Document, Coded] | Refusal, RawItem | None]],
    store: Store,
    coder: str,
    fusion: Fusion,
    watch: Watch,
) -> Outcome:
    """Keeps what version ``coder`` coded elsewhere, each with the item it was made of, and fuses all that is stored."""
    tally = Tally()
    for outcome, item in coded:
        document_id = outcome.document_id if isinstance(outcome, Refusal) else outcome[0].document_id
        if document_id and store.coder_of(document_id) == coder:
            tally = structs.replace(tally, known=tally.known + 1)
        else:
            tally = _keep(outcome, store, coder, tally, item)
        watch(tally)
    return _finish(store, fusion, coder, tally)


class _News:
    """Passes on the items that the store lacks, each once, and counts the others; what is on its way is held."""

    def __init__(self, items: Iterable[RawItem | Refusal], store: Store, coder: str) -> None:
        self._items = items
        self._store = store
        self._coder = coder
        self._held: dict[str, RawItem] = {}
        self.known = 0

    def items(self) -> Iterator[RawItem | Refusal]:
        for item in self._items:
            if isinstance(item, Refusal):
                yield item
            elif item.sha256 in self._held:
                self.known += 1
            elif self._store.coder_of(item.sha256) == self._coder:
                _keep_bytes(item, self._store)
                self.known += 1
            else:
                self._held[item.sha256] = item
                yield item

    def taken(self, coded: tuple[Document, Coded] | Refusal) -> RawItem | None:
        """The item that this was made of; it is held no more."""
        document_id = coded.document_id if isinstance(coded, Refusal) else coded[0].document_id
        return self._held.pop(document_id, None) if document_id else None


def recode(store: Store, stages: Stages, watch: Watch, *, everything: bool = False) -> Outcome:
    """Cleans, dates and codes anew the documents that another version coded, and fuses.

    Documents are made of the bytes that were kept; of those whose bytes were not, the stored text is coded. With
    ``everything`` those that this version coded too. Decisions stay, and are laid over what comes out.
    """
    behind = sorted(store.document_days()) if everything else store.documents_behind(stages.coder.version)
    tally = Tally(total=len(behind))
    for document_id in behind:
        document = store.document(document_id)
        if document is not None:
            coded = _recoded(document, store.source(document_id), stages)
            tally = _keep(coded, store, stages.coder.version, tally)
        watch(tally)
    return _finish(store, stages.fusion, stages.coder.version, tally)


def _recoded(stored: Document, item: RawItem | None, stages: Stages) -> tuple[Document, Coded] | Refusal:
    """A stored document made and coded anew. The day that a command line once gave it stays where nothing else tells
    one: the bytes do not hold it."""
    made = stored if item is None else _made(item, stages)
    if isinstance(made, Document) and made.published is None and stored.published_from == FALLBACK:
        made = structs.replace(made, published=stored.published, published_from=FALLBACK)
    return made if isinstance(made, Refusal) else _guarded(made, stages.coder)


def fuse_store(store: Store, fusion: Fusion, coder: str) -> tuple[int, tuple[IncidentChange, ...]]:
    """Fuses all stored reports; how many incidents there are and what became of earlier ids.

    What reviewers found to be no event is fused by itself, so that it neither joins nor tinges what is one. Where
    another process adds documents or decides meanwhile, it is done again.
    """
    while True:
        generation = store.generation()
        origins = fusion.group_copies(store.clean_texts())
        told = fusion.told_links(store.relations())
        reports, bonds = {report.report_id: report for report in store.reports()}, store.bonds()
        incidents = [
            _attributed(incident, fusion, [reports[report_id] for report_id in incident.reports], (origins, told))
            for side in _sides(reports.values())
            for incident in fusion.fuse(side, origins, bonds)
        ]
        changes = store.replace_incidents(incidents, coder, generation)
        if changes is not None:
            return len(incidents), changes


def _sides(reports: Iterable[Report]) -> Iterator[tuple[Report, ...]]:
    """The reports that count, and those that were withdrawn."""
    sides: dict[bool, list[Report]] = {False: [], True: []}
    for report in reports:
        sides[report.review is not None and report.review.is_withdrawn].append(report)
    yield tuple(sides[False])
    if sides[True]:
        yield tuple(sides[True])


def _attributed(
    incident: Incident, fusion: Fusion, reports: Sequence[Report], known: tuple[Mapping[str, str], TellsOf]
) -> Incident:
    """The incident with its attribution; ``known`` are the origins of documents and the links that they state."""
    return structs.replace(incident, attribution=tuple(fusion.attribute(reports, *known)))


def _finish(store: Store, fusion: Fusion, coder: str, tally: Tally) -> Outcome:
    if store.is_fused(coder):
        return Outcome(tally=tally, incidents=None, changes=())
    incidents, changes = fuse_store(store, fusion, coder)
    return Outcome(tally=tally, incidents=incidents, changes=changes)


def _keep_bytes(item: RawItem, store: Store) -> None:
    """Keeps the bytes of a document that was stored by a version which did not."""
    if store.document(item.sha256) is not None and store.source(item.sha256) is None:
        store.put_source(item)


def _keep(
    coded: tuple[Document, Coded] | Refusal, store: Store, coder: str, tally: Tally, item: RawItem | None = None
) -> Tally:
    if isinstance(coded, Refusal):
        store.put_refusal(coded, coder)
        return structs.replace(tally, refused=tally.refused + 1)
    document, found = coded
    store.put_document(document, found, coder, item)
    return structs.replace(
        tally,
        coded=tally.coded + 1,
        reports=tally.reports + len(found.reports),
        relations=tally.relations + len(found.relations),
    )


def _code_item(item: RawItem, stages: Stages) -> tuple[Document, Coded] | Refusal:
    document = _made(item, stages)
    return document if isinstance(document, Refusal) else _guarded(document, stages.coder)


def _made(item: RawItem, stages: Stages) -> Document | Refusal:
    try:
        return stages.make_document(item)
    except Exception as error:  # noqa: BLE001 - the boundary at which one bad document must not end the run
        return _refused(item.path, item.sha256, "reading", error)


def _guarded(document: Document, coder: Coder) -> tuple[Document, Coded] | Refusal:
    try:
        return document, coder.code(document)
    except Exception as error:  # noqa: BLE001 - as above
        return _refused(document.path, document.document_id, "coding", error)


def _refused(path: str, document_id: str, stage: str, error: Exception) -> Refusal:
    if isinstance(error, OnrecordError) and not isinstance(error, LimitError):
        raise error
    if isinstance(error, LimitError):
        code, detail = error.code, str(error)
    elif isinstance(error, MemoryError):
        code, detail = "too_much_memory", f"{path}: needs more memory than there is; split it into its articles"
    else:
        code, detail = "internal_error", f"{type(error).__name__}: {error}; please report it"
    return Refusal(path=path, stage=stage, code=code, detail=detail, document_id=document_id)
