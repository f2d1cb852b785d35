"""The formats that incidents can be written in: one module a format, each named here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from onrecord.views.exports.acled import acled_parts
from onrecord.views.exports.brat import write_brat
from onrecord.views.exports.cases import Case, Settings
from onrecord.views.exports.codebooks import codebook_parts
from onrecord.views.exports.datasette import write_datasette
from onrecord.views.exports.doccano import doccano_parts
from onrecord.views.exports.dossier import write_dossier
from onrecord.views.exports.follow_the_money import ftm_parts
from onrecord.views.exports.gdelt import gdelt_parts
from onrecord.views.exports.ged import ged_parts
from onrecord.views.exports.geojson import geojson_parts
from onrecord.views.exports.gtd import gtd_parts
from onrecord.views.exports.kml import kml_parts
from onrecord.views.exports.label_studio import label_studio_parts
from onrecord.views.exports.muc4 import muc4_parts
from onrecord.views.exports.parquet import write_parquet
from onrecord.views.exports.polecat import polecat_parts
from onrecord.views.exports.prov import prov_parts
from onrecord.views.exports.rules import Codebook
from onrecord.views.exports.web_annotation import annotation_parts

__all__ = ["EXPORTS", "Export", "Parts", "Writer"]

Parts: TypeAlias = Callable[[Iterable[Case], Settings], Iterator[str]]
Writer: TypeAlias = Callable[[Iterable[Case], Path, Settings], None]


class Export(Struct, frozen=True, kw_only=True):
    """A format. Text is made in ``parts`` and may go to standard output; what is binary is written by ``writer``.

    ``takes``: ``events`` (only what happened, is going on or was tried) or ``records`` (every status, told in a field
    of its own). ``fields``: the table of its fields. ``codebook``: whose rules leave incidents out. ``own_reports``:
    what the coder read, without reviewers' corrections.
    """

    title: str
    suffix: str
    takes: Literal["events", "records"]
    fields: str
    parts: Parts | None = None
    writer: Writer | None = None
    codebook: Codebook | None = None
    needs_documents: bool = False
    needs_sources: bool = False
    own_reports: bool = False
    is_folder: bool = False
    may_redact: bool = True


EXPORTS: Final[dict[str, Export]] = {
    "acled": Export(
        title="ACLED-shaped CSV", suffix=".csv", takes="events", fields="acled", parts=acled_parts,
        codebook=Codebook.ACLED,
    ),
    "ged": Export(
        title="UCDP GED-shaped CSV", suffix=".csv", takes="events", fields="ged", parts=ged_parts,
        codebook=Codebook.UCDP,
    ),
    "gtd": Export(
        title="GTD-shaped attribution fields", suffix=".csv", takes="events", fields="gtd", parts=gtd_parts,
        codebook=Codebook.GTD,
    ),
    "polecat": Export(
        title="POLECAT-shaped TSV", suffix=".tsv", takes="events", fields="polecat", parts=polecat_parts,
        codebook=Codebook.PLOVER,
    ),
    "gdelt": Export(
        title="GDELT-like mentions", suffix=".tsv", takes="events", fields="gdelt", parts=gdelt_parts,
        codebook=Codebook.PLOVER, needs_documents=True,
    ),
    "codebooks": Export(
        title="How the codebooks disagree", suffix=".csv", takes="records", fields="codebooks", parts=codebook_parts
    ),
    "geojson": Export(
        title="GeoJSON", suffix=".geojson", takes="events", fields="geojson", parts=geojson_parts,
        codebook=Codebook.PLOVER,
    ),
    "muc4": Export(
        title="MUC-4 templates", suffix=".txt", takes="events", fields="muc4", parts=muc4_parts,
        codebook=Codebook.PLOVER, needs_documents=True,
    ),
    "kml": Export(
        title="KML", suffix=".kml", takes="events", fields="geojson", parts=kml_parts, codebook=Codebook.PLOVER
    ),
    "parquet": Export(title="Parquet", suffix=".parquet", takes="records", fields="parquet", writer=write_parquet),
    "datasette": Export(
        title="SQLite file for Datasette", suffix=".db", takes="records", fields="datasette", writer=write_datasette
    ),
    "ftm": Export(
        title="FollowTheMoney entities", suffix=".ftm.json", takes="events", fields="ftm", parts=ftm_parts,
        codebook=Codebook.PLOVER,
    ),
    "webanno": Export(
        title="W3C Web Annotations", suffix=".jsonld", takes="records", fields="webanno", parts=annotation_parts,
        needs_documents=True,
    ),
    "brat": Export(
        title="brat standoff", suffix="", takes="records", fields="brat", writer=write_brat, needs_documents=True,
        own_reports=True, is_folder=True,
    ),
    "doccano": Export(
        title="doccano JSON Lines", suffix=".jsonl", takes="records", fields="doccano", parts=doccano_parts,
        needs_documents=True, own_reports=True,
    ),
    "label-studio": Export(
        title="Label Studio tasks", suffix=".json", takes="records", fields="labelstudio", parts=label_studio_parts,
        needs_documents=True, own_reports=True,
    ),
    "prov": Export(title="PROV-JSON", suffix=".prov.json", takes="records", fields="prov", parts=prov_parts),
    "dossier": Export(
        title="Sealed dossier", suffix=".dossier.zip", takes="records", fields="dossier", writer=write_dossier,
        needs_documents=True, needs_sources=True, may_redact=False,
    ),
}  # fmt: skip
"""By the name that the command line takes."""
