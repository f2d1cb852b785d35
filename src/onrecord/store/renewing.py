"""Puts newly fused incidents in the place of all earlier ones, writing only what is not stored already.

A few new documents change a few incidents among thousands; the others come out of fusion as they stand. An incident is
left alone only where every row of it, in each table, is the row that would be written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import apsw

from onrecord.records import Incident
from onrecord.store.writing import Value, incident_row, incident_side_rows, insert_incident

__all__ = ["renew_incidents"]


def renew_incidents(connection: apsw.Connection, incidents: Sequence[Incident]) -> int:
    """Leaves the tables as if all incidents had been written anew; how many had to be.

    Over those written no decision of a reviewer is laid yet; of those left alone none touched any.
    """
    kept = _stored_alike(connection, {incident.incident_id: incident for incident in incidents})
    stored = [str(row[0]) for row in connection.execute("SELECT incident_id FROM incidents")]
    for incident_id in stored:
        if incident_id not in kept:
            connection.execute("DELETE FROM incidents WHERE incident_id = ?", (incident_id,))
    changed = [incident for incident in incidents if incident.incident_id not in kept]
    for incident in changed:
        insert_incident(connection, incident)
    return len(changed)


def _stored_alike(connection: apsw.Connection, incidents: Mapping[str, Incident]) -> set[str]:
    """The ids of the incidents whose rows are stored as they would be written."""
    alike = set()
    for row in connection.execute("SELECT * FROM incidents WHERE own IS NULL"):
        incident = incidents.get(str(row[0]))
        if incident is not None and tuple(row) == incident_row(incident):
            alike.add(incident.incident_id)
    stored = {
        table: _rows_beside(connection, table) for table in ("incident_reports", "incident_places", "incident_actors")
    }
    return {one for one in alike if _beside_alike(incidents[one], stored)}


def _rows_beside(connection: apsw.Connection, table: str) -> dict[str, set[tuple[Value, ...]]]:
    found: dict[str, set[tuple[Value, ...]]] = {}
    for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 - fixed words
        found.setdefault(str(row[0]), set()).add(tuple(row))
    return found


def _beside_alike(incident: Incident, stored: Mapping[str, Mapping[str, set[tuple[Value, ...]]]]) -> bool:
    return all(
        stored[table].get(incident.incident_id, set()) == set(rows)
        for table, rows in incident_side_rows(incident).items()
    )
