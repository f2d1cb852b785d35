"""The coder: a document in, its reports and relations out."""

from __future__ import annotations

from functools import cache

from onrecord import __version__
from onrecord.lexicon.actors import ActorIndex
from onrecord.lexicon.coding import CodingLexicon, load_coding_lexicon
from onrecord.lexicon.own import NO_OWN_DATA, OwnData
from onrecord.lexicon.tables import data_digest
from onrecord.mentions.language import Parser, SpacyParser
from onrecord.records import Coded, CoderRef, Document, Relation
from onrecord.reports.background import without_background
from onrecord.reports.building import build_sentence
from onrecord.reports.carried_doers import carry_aircraft, carry_doers, carry_officials
from onrecord.reports.coreference import merge_drafts
from onrecord.reports.dated_deeds import date_by_name
from onrecord.reports.evidence import CoderEvidence, lexicon_for
from onrecord.reports.finishing import finish, finish_relation
from onrecord.reports.focus import place_by_focus
from onrecord.reports.likely_parties import with_likely
from onrecord.reports.outcomes import carry_outcomes
from onrecord.reports.plausible import without_future_days, without_later_bodies
from onrecord.reports.reading import Reading, read_document
from onrecord.reports.relations import find_relations
from onrecord.reports.responsibility import attach_responsibility
from onrecord.reports.settling import carry_times, settle_places, settle_times, without_history


def code_document(document: Document, lexicon: CodingLexicon, parser: Parser, *, relations: bool = True) -> Coded:
    """All reports and, unless told otherwise, relations of one document; both empty where it tells nothing.

    Pure: the same document, lexicon and parser give the same records.
    """
    reading = read_document(document, lexicon, parser, relations=relations)
    coder = CoderRef(version=coder_version(lexicon.own_digest), model=lexicon.model.sha256)
    return code_reading(reading, lexicon, coder, relations=relations)


def coder_version(own_digest: str = "") -> str:
    """The program's version and a digest of its data and the user's own: another lexicon is another coder."""
    own = f".{own_digest[:12]}" if own_digest else ""
    return f"{__version__}+{data_digest()[:12]}{own}"


def code_reading(reading: Reading, lexicon: CodingLexicon, coder: CoderRef, *, relations: bool = True) -> Coded:
    """The reports and relations of a document already read."""
    drafts = [d for number in range(len(reading.sentences)) for d in build_sentence(reading, number, lexicon)]
    drafts = settle_times(without_future_days(drafts, reading.document.published))
    drafts = without_history(drafts, reading.document.published, lexicon.domains.oldest_years)
    drafts = without_background(merge_drafts(drafts, lexicon.same_event))
    drafts = carry_aircraft(carry_doers(carry_officials(carry_outcomes(drafts, reading, lexicon))))
    drafts = with_likely(attach_responsibility(drafts, reading, lexicon))
    drafts = place_by_focus(settle_places(drafts), reading)
    drafts = carry_times(date_by_name(drafts, reading), reading.document.published)
    drafts = without_later_bodies(drafts, reading.document.published, lexicon.actors)
    reports = tuple(finish(d, reading, lexicon, coder) for d in drafts)
    return Coded(reports=reports, relations=_relations(reading, lexicon) if relations else ())


def _relations(reading: Reading, lexicon: CodingLexicon) -> tuple[Relation, ...]:
    document = reading.document
    if not reading.actors:
        return ()
    parsed = sorted((*reading.sentences, *reading.related), key=lambda s: s.start)
    found = find_relations(
        parsed, document.clean, reading.actors, lexicon.actors, lexicon.relations, document.published
    )
    return tuple(finish_relation(mention, document) for mention in found)


class Coder:
    """``code_document`` bound to the package's lexicon and parser."""

    def __init__(self, lexicon: CodingLexicon, parser: Parser, *, relations: bool = True) -> None:
        self._lexicon = lexicon
        self._parser = parser
        self._relations = relations
        self.version = f"{coder_version(lexicon.own_digest)}+{parser.name}"

    @property
    def actors(self) -> ActorIndex:
        """The actor knowledge that names are resolved against."""
        return self._lexicon.actors

    def without_relations(self) -> Coder:
        """A coder that gives reports alone and does not parse sentences for relations."""
        return Coder(self._lexicon, self._parser, relations=False)

    def code(self, document: Document) -> Coded:
        """See ``code_document``."""
        return code_document(document, self._lexicon, self._parser, relations=self._relations)


@cache
def load_coder(evidence: CoderEvidence = CoderEvidence.BOTH, own: OwnData = NO_OWN_DATA) -> Coder:
    """The coder with the package's data and the user's own over it; LexiconError where a data file is wrong.

    ``evidence``: rules or model alone, for measuring. Loads in a few seconds.
    """
    return Coder(lexicon_for(load_coding_lexicon(own), evidence), SpacyParser())
