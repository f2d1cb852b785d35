"""A document's reports as MUC-4 templates: the 23 scored slots of the Fourth Message Understanding Conference.

One template an incident of one type. Wanted are acts of violence in the nine countries of interest that were
done, tried or threatened; statements that sum up many acts, and fights between armed forces alone, give none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import UNSET, Struct

from onrecord.lexicon.muc4 import Muc4Tables
from onrecord.records import (
    Effect,
    EventDate,
    Place,
    PlacePrecision,
    PlaceRole,
    Recipient,
    Report,
    Status,
)
from onrecord.views.muc4_perpetrators import perpetrator_fills, rebel_group
from onrecord.views.muc4_targets import is_attacker, is_human, target_fills
from onrecord.views.muc4_words import Fill, Slots, capitals

__all__ = ["SLOTS", "Fill", "Template", "fill_templates"]

SLOTS = (
    "date",
    "location",
    "type",
    "stage",
    "instrument_id",
    "instrument_type",
    "perp_category",
    "perp_individual",
    "perp_organization",
    "perp_org_confidence",
    "phys_target_id",
    "phys_target_type",
    "phys_target_number",
    "phys_target_foreign_nation",
    "phys_target_effect",
    "phys_target_total_number",
    "hum_target_name",
    "hum_target_description",
    "hum_target_type",
    "hum_target_number",
    "hum_target_foreign_nation",
    "hum_target_effect",
    "hum_target_total_number",
)
STAGES = {
    Status.OCCURRED: "ACCOMPLISHED",
    Status.ONGOING: "ACCOMPLISHED",
    Status.DENIED: "ACCOMPLISHED",
    Status.ATTEMPTED: "ATTEMPTED",
    Status.PLANNED: "THREATENED",
    Status.THREATENED: "THREATENED",
}
ATTACK = "ATTACK"
VIOLENT_TYPES = frozenset({"ASSAULT"})
LASTING_DAYS = 62
LONGEST_RANGE_DAYS = 31
SOLDIERS = frozenset({"MIL"})
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
COARSE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.ADMIN1})


class Template(Struct, frozen=True):
    """One incident: the fills of every slot in ``SLOTS``, empty where the text says nothing."""

    slots: dict[str, tuple[Fill, ...]]


class Whole(Struct, frozen=True):
    """What the whole document tells: the country (alpha-3) of most of its places, the one rebel group it names."""

    country: str | None
    group: str | None


def fill_templates(reports: Sequence[Report], tables: Muc4Tables, home: str | None = None) -> tuple[Template, ...]:
    """The templates of one document's reports, in the order of the text; none where nothing is relevant.

    ``home`` is the country (alpha-3) of the dateline, ``None`` where unknown: it stands where the sites tell no
    country of interest.
    """
    groups: list[tuple[str, list[Report]]] = []
    for report in reports:
        if not is_relevant(report, tables, home):
            continue
        kind = incident_type(report, tables)
        for known, members in groups:
            if known == kind and all(_may_be_one(report, other) for other in members):
                members.append(report)
                break
        else:
            groups.append((kind, [report]))
    group = rebel_group((actor for report in reports for actor in report.actors), tables)
    whole = Whole(home if home in tables.of_interest else _usual_country(reports), group)
    filled = (_template(kind, members, whole, tables) for kind, members in groups)
    return tuple(template for template in filled if _is_told(template))


def _usual_country(reports: Sequence[Report]) -> str | None:
    """The country that most places of the document lie in; of equals the first."""
    countries = Counter(place.country for report in reports for place in report.places if place.country)
    return countries.most_common(1)[0][0] if countries else None


def _is_told(template: Template) -> bool:
    """True where the template names a target, or is of a telling type and names who did it."""
    if any(template.slots[name] for name in ("phys_target_id", "hum_target_name", "hum_target_description")):
        return True
    is_attack = template.slots["type"][0].alts[0] == ATTACK
    return not is_attack and any(template.slots[name] for name in ("perp_individual", "perp_organization"))


def is_relevant(report: Report, tables: Muc4Tables, home: str | None = None) -> bool:
    """True for a single violent act that counts: done, tried or threatened, recent, not among armed forces alone."""
    if report.event_type not in VIOLENT_TYPES or report.aggregate or report.status not in STAGES:
        return False
    if _is_abroad(report, tables, home):
        return False
    return not _is_old(report) and not _among_armed_alone(report, tables)


def _is_abroad(report: Report, tables: Muc4Tables, home: str | None) -> bool:
    """True where the sites lie in no country of interest.

    A town's namesake abroad is a common mistake: in a document from a country of interest only a country's own
    name tells that the incident was elsewhere.
    """
    sites = [place for place in _sites(report.places) if place.country]
    if home in tables.of_interest:
        sites = [place for place in sites if place.precision is PlacePrecision.COUNTRY]
    return bool(sites) and not any(place.country in tables.of_interest for place in sites)


def _is_old(report: Report) -> bool:
    """More than two months before the report came out."""
    published = report.document.published
    if report.date is None or published is None:
        return False
    return (date.fromisoformat(published[:10]) - date.fromisoformat(report.date.end[:10])).days > LASTING_DAYS


def _among_armed_alone(report: Report, tables: Muc4Tables) -> bool:
    """True where all that were hit are soldiers or armed men."""
    hit = report.recipients
    return bool(hit) and all(
        is_attacker(target, tables) or (target.sector in SOLDIERS and is_human(target, tables)) for target in hit
    )


def incident_type(report: Report, tables: Muc4Tables) -> str:
    """The incident type by what the trigger says, then by abduction, mode and weapon; ATTACK where nothing tells."""
    words = (report.trigger.text if report.trigger else "").lower()
    for start, kind in tables.incident_by_word.items():
        if words.startswith(start) or f" {start}" in words:
            return kind
    if any(recipient.effect is Effect.ABDUCTION for recipient in report.recipients):
        return "KIDNAPPING"
    kinds = [tables.incident_by_mode.get(report.mode or "")]
    kinds.extend(tables.incident_by_weapon.get(weapon.type) for weapon in report.weapons)
    return next((kind for kind in kinds if kind), ATTACK)


def _may_be_one(report: Report, other: Report) -> bool:
    """False where day or town tell two incidents apart."""
    return _dates_meet(report.date, other.date) and _towns_meet(report.places, other.places)


def _dates_meet(one: EventDate | None, two: EventDate | None) -> bool:
    return one is None or two is None or (one.start <= two.end and two.start <= one.end)


def _towns_meet(one: Sequence[Place], two: Sequence[Place]) -> bool:
    left, right = ({place.name for place in _sites(places) if place.precision not in COARSE} for places in (one, two))
    return not left or not right or bool(left & right)


def _sites(places: Iterable[Place]) -> list[Place]:
    places = list(places)
    sites = [place for place in places if place.role in (PlaceRole.SITE, PlaceRole.TARGET)]
    return sites or [place for place in places if place.role is not PlaceRole.MENTIONED]


def _template(kind: str, reports: Sequence[Report], whole: Whole, tables: Muc4Tables) -> Template:
    slots: Slots = {name: [] for name in SLOTS}
    places = [place for report in reports for place in _sites(report.places)]
    country = _country(places, whole.country, tables)
    slots["type"] = [Fill((kind,))]
    slots["stage"] = [Fill((_stage(reports),))]
    slots["date"] = [Fill((when,)) for when in [_when(reports)] if when]
    slots["location"] = [Fill((where,)) for where in [_where(places, country, tables)] if where]
    _instruments(slots, reports, tables)
    perpetrator_fills(slots, [actor for report in reports for actor in report.actors], whole.group, tables)
    recipients: list[Recipient] = [recipient for report in reports for recipient in report.recipients]
    target_fills(slots, recipients, tables, country)
    return Template({name: tuple(slots[name]) for name in SLOTS})


def _stage(reports: Sequence[Report]) -> str:
    """What went furthest: done before tried before threatened."""
    stages = {STAGES[report.status] for report in reports}
    return next(stage for stage in ("ACCOMPLISHED", "ATTEMPTED", "THREATENED") if stage in stages)


def _when(reports: Sequence[Report]) -> str | None:
    """The day told in words, a range of days, or "- day" (on or before) where only the report's own day is known
    or the words cover more than a month."""
    dates = [report.date for report in reports if report.date and _length(report.date) <= LONGEST_RANGE_DAYS]
    told = [when for when in dates if when.span is not UNSET]
    if told:
        best = min(told, key=lambda when: (_length(when), when.start))
        return _day(best.start) if best.start == best.end else f"{_day(best.start)} - {_day(best.end)}"
    assumed = [when.end for when in dates]
    published = [report.document.published for report in reports if report.document.published]
    known = (assumed or published)[:1]
    return f"- {_day(known[0])}" if known else None


def _length(when: EventDate) -> int:
    return (date.fromisoformat(when.end[:10]) - date.fromisoformat(when.start[:10])).days


def _day(iso: str) -> str:
    day = date.fromisoformat(iso[:10])
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year % 100:02d}"


def _country(places: Sequence[Place], home: str | None, tables: Muc4Tables) -> str | None:
    """The first site's country; the document's usual one where that is unknown or is no country of interest."""
    first = next((place.country for place in places if place.country), None)
    return first if first in tables.of_interest or home not in tables.of_interest else home


def _where(places: Sequence[Place], country: str | None, tables: Muc4Tables) -> str | None:
    """ "COUNTRY", or "COUNTRY: PLACE (CITY)" with the finest site; None where no country is known."""
    nation = tables.nations.get(country or "")
    if nation is None:
        return None
    fine = [place for place in places if place.precision not in COARSE]
    regions = [place for place in places if place.precision is PlacePrecision.ADMIN1]
    for chosen, sort in ((fine, "CITY"), (regions, "DEPARTMENT")):
        if chosen:
            return f"{nation}: {capitals(chosen[0].text, tables)} ({sort})"
    return nation


def _instruments(slots: Slots, reports: Sequence[Report], tables: Muc4Tables) -> None:
    """Named instruments with their types; a type without a name where only a verb or the mode tells ("shot")."""
    weapons = [weapon for report in reports for weapon in report.weapons]
    for weapon in weapons:
        text = capitals(weapon.text, tables)
        named = [tables.instrument_by_word[word] for word in text.lower().split() if word in tables.instrument_by_word]
        kind = named[0] if named else tables.instrument_by_type.get(weapon.type)
        if kind is None:
            continue
        is_named = bool(named) or any(part in text.lower() for part in weapon.type.split())
        fill = Fill((kind,), (text,) if is_named else ("-",))
        if is_named and Fill((text,)) not in slots["instrument_id"]:
            slots["instrument_id"].append(Fill((text,)))
        if fill not in slots["instrument_type"]:
            slots["instrument_type"].append(fill)
    modes = (tables.instrument_by_mode.get(report.mode or "") for report in reports)
    if not slots["instrument_type"] and (kind := next(filter(None, modes), None)):
        slots["instrument_type"].append(Fill((kind,), ("-",)))
