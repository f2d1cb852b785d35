-- The first schema. Every record stands whole in its JSON column; the other columns and the side tables only find it.
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
    document_id TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    source TEXT,
    published TEXT,
    language TEXT NOT NULL,
    coder TEXT NOT NULL,
    added_at TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE reports (
    report_id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    event_type TEXT NOT NULL,
    mode TEXT,
    status TEXT NOT NULL,
    date_start TEXT,
    date_end TEXT,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX reports_by_document ON reports (document_id);
CREATE INDEX reports_by_date ON reports (date_start, date_end);
CREATE INDEX reports_by_type ON reports (event_type, mode);

CREATE TABLE report_places (
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
    country TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (report_id, country, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_places_by_country ON report_places (country);

CREATE TABLE report_actors (
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
    actor_id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (report_id, actor_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_actors_by_actor ON report_actors (actor_id);

CREATE TABLE relations (
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL,
    subject_id TEXT,
    relation TEXT NOT NULL,
    object_id TEXT,
    record TEXT NOT NULL,
    PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX relations_by_subject ON relations (subject_id);
CREATE INDEX relations_by_object ON relations (object_id);

CREATE TABLE refusals (
    path TEXT NOT NULL,
    document_id TEXT NOT NULL,
    stage TEXT NOT NULL,
    code TEXT NOT NULL,
    coder TEXT NOT NULL,
    added_at TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (path, document_id, stage)
) STRICT;
CREATE INDEX refusals_by_document ON refusals (document_id);

CREATE TABLE incidents (
    incident_id TEXT PRIMARY KEY,
    event_type TEXT NOT NULL,
    mode TEXT,
    status TEXT NOT NULL,
    date_start TEXT,
    date_end TEXT,
    independent_sources INTEGER NOT NULL,
    contested INTEGER NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX incidents_by_date ON incidents (date_start, date_end);
CREATE INDEX incidents_by_type ON incidents (event_type, mode);

CREATE TABLE incident_reports (
    incident_id TEXT NOT NULL REFERENCES incidents ON DELETE CASCADE,
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
    PRIMARY KEY (incident_id, report_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_reports_by_report ON incident_reports (report_id);

CREATE TABLE incident_places (
    incident_id TEXT NOT NULL REFERENCES incidents ON DELETE CASCADE,
    country TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (incident_id, country, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_places_by_country ON incident_places (country);

CREATE TABLE incident_actors (
    incident_id TEXT NOT NULL REFERENCES incidents ON DELETE CASCADE,
    actor_id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (incident_id, actor_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_actors_by_actor ON incident_actors (actor_id);

CREATE TABLE incident_changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    incident_id TEXT NOT NULL,
    change TEXT NOT NULL,
    at TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX incident_changes_by_incident ON incident_changes (incident_id);

-- The log of changes is append-only: ids once given must stay traceable.
CREATE TRIGGER incident_changes_keep BEFORE DELETE ON incident_changes
BEGIN SELECT RAISE(ABORT, 'the log of incident changes is append-only'); END;
CREATE TRIGGER incident_changes_fixed BEFORE UPDATE ON incident_changes
BEGIN SELECT RAISE(ABORT, 'the log of incident changes is append-only'); END;
