"""The commands that answer who did it: one incident's attribution, one actor's record."""

from __future__ import annotations

import argparse
import sys

from onrecord.errors import InputError
from onrecord.lexicon.actors import ActorIndex, load_actors
from onrecord.lexicon.actors_names import name_key
from onrecord.records import Incident, json_line
from onrecord.run.asking import TEXT_WIDTH, find_record, incident_of, warn_if_behind
from onrecord.store import Selection, Store, search_key
from onrecord.views import show

__all__ = ["run_actor", "run_attribution"]

NAMES_LISTED = 8


def run_attribution(options: argparse.Namespace, store: Store) -> int:
    """Answers who did it for one incident; for a report's id, for its incident."""
    from onrecord.attribution import answer  # noqa: PLC0415 - each command loads only what it needs
    from onrecord.views.attribution_text import attribution_text  # noqa: PLC0415

    incident = incident_of(find_record(options.record_id, store), store)
    warn_if_behind(store)
    reports = store.reports_of(incident.incident_id)
    found = answer(incident, reports)
    if options.format == "json":
        print(json_line(found))
    else:
        show(attribution_text(found, reports), sys.stdout, width=TEXT_WIDTH)
    return 0


def run_actor(options: argparse.Namespace, store: Store) -> int:
    """Shows what is on record of an actor. InputError where the name is no one's, or several actors'."""
    from onrecord.attribution import actor_record, answer, identity_of, told_links  # noqa: PLC0415
    from onrecord.views.actor_record_text import actor_record_text  # noqa: PLC0415

    warn_if_behind(store)
    actors = load_actors()
    actor_id, name = _who(options.name, actors, store)
    identity = identity_of(actor_id, name, actors)
    answers = (
        answer(incident, store.reports_of(incident.incident_id))
        for incident in store.select_incidents(Selection())
        if _may_speak_of(incident, actor_id, name) or _is_denied(incident)
    )
    record = actor_record(identity, answers, actors, told_links(store.relations()))
    if options.format == "json":
        print(json_line(record))
    else:
        show(actor_record_text(record), sys.stdout, width=TEXT_WIDTH)
    return 0


def _may_speak_of(incident: Incident, actor_id: str | None, name: str) -> bool:
    return any(
        one.actor_id == actor_id if actor_id is not None else search_key(one.name) == search_key(name)
        for one in incident.attribution
    )


def _is_denied(incident: Incident) -> bool:
    return any(actor.confidence == "denied" for actor in incident.actors)


def _who(words: str, actors: ActorIndex, store: Store) -> tuple[str | None, str]:
    """Id and name of the actor that ``words`` mean: an id, a known name, else words of a name on record."""
    if words in actors.entries:
        return words, actors.entries[words].name
    known = {name.actor_id for name in actors.names.get(name_key(words), ()) if name.rank == 1}
    on_record = _on_record(words, store)
    chosen = [one for one in on_record if not known or one[0] in known]
    if len(known) == 1 or not chosen:
        chosen = [(actor_id, actors.entries[actor_id].name) for actor_id in sorted(known)]
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        raise InputError(f"{words!r} is no actor that the tables know or a report names; onrecord incidents lists them")
    listed = "; ".join(f"{name} [{actor_id}]" if actor_id else name for actor_id, name in chosen[:NAMES_LISTED])
    raise InputError(f"{words!r} may mean {len(chosen)} actors ({listed}); give an id or more of the name")


def _on_record(words: str, store: Store) -> list[tuple[str | None, str]]:
    """Id and name of each actor in attributions whose id is ``words`` or whose name holds them; an exact name alone."""
    wanted = search_key(words)
    found: dict[str, tuple[str | None, str]] = {}
    for incident in store.select_incidents(Selection(actor=words)):
        for one in incident.attribution:
            name = search_key(one.name)
            if wanted and name == wanted:
                return [(one.actor_id, one.name)]
            if one.actor_id == words or (wanted and wanted in name):
                found.setdefault(one.actor_id or name, (one.actor_id, one.name))
    return list(found.values())
