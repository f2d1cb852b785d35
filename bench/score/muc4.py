"""muc4: a document as full templates (onrecord.views.muc4_text), scored three ways."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench.score.cases import Case, Figures, GoldSet, Inputs, Predictions, Row, Task
from bench.score.engine import Engine, part
from bench.score.scorers import Scorers
from onrecord.records import Refusal

ROLES = {
    "PerpInd": "perp_individual",
    "PerpOrg": "perp_organization",
    "Target": "phys_target_id",
    "Victim": "hum_target_name",
    "Weapon": "instrument_id",
}
FULL = {
    "all_slots_f": "ALL",
    "perp_individual_f": "perp_individual",
    "perp_organization_f": "perp_organization",
    "perp_org_confidence_f": "perp_org_confidence",
    "stage_f": "stage",
}
MOST_TEMPLATES = 6  # the GTT scorer tries every mapping of templates: more would not end


def predict(cases: Sequence[Case], engine: Engine) -> Predictions:
    """{id: templates}, each a dict {slot: [{alts, refs, optional}]}."""
    fill, load = part("views.muc4_text", "templates_of"), part("views.muc4_text", "load_muc4_lexicon")
    lexicon = load()
    found: Predictions = {}
    for case, coded in engine.code_all(cases, "messages"):
        document = engine.document(case)
        templates = () if isinstance(document, Refusal) else fill(document, coded.reports, lexicon)
        found[case.id] = [_plain(template) for template in templates]
    return found


def _plain(template: Any) -> dict[str, Any]:
    slots = {
        name: [{"alts": list(fill.alts), "refs": list(fill.refs), "optional": False} for fill in fills]
        for name, fills in template.slots.items()
    }
    return {"optional": False, "slots": slots}


def score(rows: Sequence[Row], found: Predictions, scorers: Scorers) -> Figures:
    """F of all 23 slots and of four of them (muc4_full.py), CEAF-REE and GTT (muc4_score.py)."""
    full = scorers.muc4_full.score(found, {row["id"]: row["templates"] for row in rows})
    figures = {name: full[slot][2] for name, slot in FULL.items()}
    roles, templates = _gold_roles(rows), _gold_templates(rows)
    entities = {key: _entities(value) for key, value in found.items()}
    figures["ceaf_ree_f"] = scorers.muc4_score.ceaf_ree(entities, roles)["micro"][2]
    mapped = {key: [_gtt(template) for template in value[:MOST_TEMPLATES]] for key, value in found.items()}
    figures["gtt_f"] = scorers.muc4_score.gtt_f1(mapped, templates)["micro"][2]
    return figures


def _role(template: dict[str, Any], role: str) -> list[list[str]]:
    return [[fill["alts"][0]] for fill in template["slots"][ROLES[role]]]


def _gtt(template: dict[str, Any]) -> dict[str, Any]:
    kind = template["slots"]["type"][0]["alts"][0].lower()
    return {"incident_type": kind, **{role: _role(template, role) for role in ROLES}}


def _entities(templates: Sequence[dict[str, Any]]) -> dict[str, list[list[str]]]:
    """Each role's entities over all templates, each once."""
    return {
        role: [list(words) for words in dict.fromkeys(tuple(e) for t in templates for e in _role(t, role))]
        for role in ROLES
    }


def _gold_roles(rows: Sequence[Row]) -> dict[str, Any]:
    return {row["id"]: _wordings(row["grit_roles"]) for row in rows if row["grit_roles"] is not None}


def _wordings(roles: dict[str, Any]) -> dict[str, Any]:
    """Each role's entities as lists of wordings, without their offsets."""
    return {role: [[mention[0] for mention in entity] for entity in entities] for role, entities in roles.items()}


def _gold_templates(rows: Sequence[Row]) -> dict[str, Any]:
    gold: dict[str, Any] = {}
    for row in rows:
        if row["grit_roles"] is None:
            continue
        kept: list[dict[str, Any]] = []
        for template in row["gtt_templates"]:
            plain = {
                key: value
                if key == "incident_type"
                else [[mention[0] for mention in entity] for entity in value if entity]
                for key, value in template.items()
            }
            if plain not in kept:
                kept.append(plain)
        gold[row["id"]] = kept
    return gold


FIGURES = (
    "all_slots_f",
    "ceaf_ree_f",
    "gtt_f",
    "perp_individual_f",
    "perp_organization_f",
    "perp_org_confidence_f",
    "stage_f",
)
SETS = (GoldSet("muc4", FIGURES, (Task(Inputs(), predict, score),)),)
