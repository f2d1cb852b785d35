-- The store in PostgreSQL 13 or later: the same tables as in SQLite (store/migrations), under a schema of their own.
-- Texts compare byte for byte (COLLATE "C"), as in SQLite, so that both give every list in the same order.

CREATE TABLE meta (key TEXT COLLATE "C" PRIMARY KEY, value TEXT NOT NULL);

-- The last number given in each numbered table, as SQLite keeps it: a number that is missing below it was taken out.
CREATE TABLE sqlite_sequence (name TEXT PRIMARY KEY, seq BIGINT NOT NULL);

CREATE TABLE documents (
    document_id TEXT COLLATE "C" PRIMARY KEY,
    path TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C",
    published TEXT COLLATE "C",
    language TEXT COLLATE "C" NOT NULL,
    coder TEXT COLLATE "C" NOT NULL,
    added_at TEXT NOT NULL,
    record TEXT NOT NULL,
    digest TEXT NOT NULL DEFAULT ''
);

CREATE TABLE reports (
    report_id TEXT COLLATE "C" PRIMARY KEY,
    document_id TEXT COLLATE "C" NOT NULL REFERENCES documents ON DELETE CASCADE,
    event_type TEXT COLLATE "C" NOT NULL,
    mode TEXT COLLATE "C",
    status TEXT COLLATE "C" NOT NULL,
    date_start TEXT COLLATE "C",
    date_end TEXT COLLATE "C",
    record TEXT NOT NULL,
    own TEXT,
    withdrawn INTEGER NOT NULL DEFAULT 0,
    digest TEXT NOT NULL DEFAULT ''
);
CREATE INDEX reports_by_document ON reports (document_id);
CREATE INDEX reports_by_date ON reports (date_start, date_end);
CREATE INDEX reports_by_type ON reports (event_type, mode);

CREATE TABLE report_places (
    report_id TEXT COLLATE "C" NOT NULL REFERENCES reports ON DELETE CASCADE,
    country TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (report_id, country, name)
);
CREATE INDEX report_places_by_country ON report_places (country);

CREATE TABLE report_actors (
    report_id TEXT COLLATE "C" NOT NULL REFERENCES reports ON DELETE CASCADE,
    actor_id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (report_id, actor_id, name)
);
CREATE INDEX report_actors_by_actor ON report_actors (actor_id);

CREATE TABLE relations (
    document_id TEXT COLLATE "C" NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL,
    subject_id TEXT COLLATE "C",
    relation TEXT COLLATE "C" NOT NULL,
    object_id TEXT COLLATE "C",
    record TEXT NOT NULL,
    digest TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (document_id, position)
);
CREATE INDEX relations_by_subject ON relations (subject_id);
CREATE INDEX relations_by_object ON relations (object_id);

CREATE TABLE refusals (
    path TEXT COLLATE "C" NOT NULL,
    document_id TEXT COLLATE "C" NOT NULL,
    stage TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    coder TEXT COLLATE "C" NOT NULL,
    added_at TEXT NOT NULL,
    record TEXT NOT NULL,
    digest TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (path, document_id, stage)
);
CREATE INDEX refusals_by_document ON refusals (document_id);

CREATE TABLE incidents (
    incident_id TEXT COLLATE "C" PRIMARY KEY,
    event_type TEXT COLLATE "C" NOT NULL,
    mode TEXT COLLATE "C",
    status TEXT COLLATE "C" NOT NULL,
    date_start TEXT COLLATE "C",
    date_end TEXT COLLATE "C",
    independent_sources INTEGER NOT NULL,
    contested INTEGER NOT NULL,
    record TEXT NOT NULL,
    own TEXT,
    withdrawn INTEGER NOT NULL DEFAULT 0,
    digest TEXT NOT NULL DEFAULT ''
);
CREATE INDEX incidents_by_date ON incidents (date_start, date_end);
CREATE INDEX incidents_by_type ON incidents (event_type, mode);

CREATE TABLE incident_reports (
    incident_id TEXT COLLATE "C" NOT NULL REFERENCES incidents ON DELETE CASCADE,
    report_id TEXT COLLATE "C" NOT NULL REFERENCES reports ON DELETE CASCADE,
    PRIMARY KEY (incident_id, report_id)
);
CREATE INDEX incident_reports_by_report ON incident_reports (report_id);

CREATE TABLE incident_places (
    incident_id TEXT COLLATE "C" NOT NULL REFERENCES incidents ON DELETE CASCADE,
    country TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (incident_id, country, name)
);
CREATE INDEX incident_places_by_country ON incident_places (country);

CREATE TABLE incident_actors (
    incident_id TEXT COLLATE "C" NOT NULL REFERENCES incidents ON DELETE CASCADE,
    actor_id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (incident_id, actor_id, name)
);
CREATE INDEX incident_actors_by_actor ON incident_actors (actor_id);

CREATE TABLE incident_changes (
    seq BIGINT PRIMARY KEY,
    incident_id TEXT COLLATE "C" NOT NULL,
    change TEXT COLLATE "C" NOT NULL,
    at TEXT NOT NULL,
    record TEXT NOT NULL,
    digest TEXT NOT NULL DEFAULT ''
);
CREATE INDEX incident_changes_by_incident ON incident_changes (incident_id);

CREATE TABLE decisions (seq BIGINT PRIMARY KEY, record TEXT NOT NULL, hash TEXT NOT NULL UNIQUE);

CREATE TABLE decision_anchors (
    seq BIGINT NOT NULL REFERENCES decisions,
    position INTEGER NOT NULL,
    document_id TEXT COLLATE "C" NOT NULL,
    report_id TEXT COLLATE "C",
    PRIMARY KEY (seq, position)
);
CREATE INDEX decision_anchors_by_document ON decision_anchors (document_id);
CREATE INDEX decision_anchors_by_report ON decision_anchors (report_id);

CREATE TABLE sources (
    seq BIGINT PRIMARY KEY,
    document_id TEXT COLLATE "C" NOT NULL UNIQUE,
    record TEXT NOT NULL,
    data BYTEA NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
);

CREATE TABLE searched (
    number BIGSERIAL PRIMARY KEY,
    document_id TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES documents ON DELETE CASCADE
);
CREATE TABLE document_words (
    rowid BIGINT PRIMARY KEY REFERENCES searched ON DELETE CASCADE,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    quotes TEXT NOT NULL,
    names TEXT NOT NULL,
    words TSVECTOR GENERATED ALWAYS AS (
        setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', names), 'A')
        || setweight(to_tsvector('english', quotes), 'B') || setweight(to_tsvector('english', text), 'D')
    ) STORED
);
CREATE INDEX document_words_by_word ON document_words USING gin (words);

CREATE FUNCTION instr(whole TEXT, part TEXT) RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE AS 'SELECT strpos(whole, part) > 0';

CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: what was entered stays', TG_TABLE_NAME;
END $$;

CREATE FUNCTION number_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last BIGINT;
BEGIN
    SELECT seq INTO last FROM sqlite_sequence WHERE name = TG_TABLE_NAME;
    NEW.seq := coalesce(NEW.seq, coalesce(last, 0) + 1);
    INSERT INTO sqlite_sequence VALUES (TG_TABLE_NAME, NEW.seq)
    ON CONFLICT (name) DO UPDATE SET seq = greatest(sqlite_sequence.seq, excluded.seq);
    RETURN NEW;
END $$;

CREATE TRIGGER incident_changes_keep BEFORE DELETE ON incident_changes FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER incident_changes_fixed BEFORE UPDATE ON incident_changes FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER incident_changes_number BEFORE INSERT ON incident_changes FOR EACH ROW EXECUTE FUNCTION number_entry();
CREATE TRIGGER decisions_keep BEFORE DELETE ON decisions FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER decisions_fixed BEFORE UPDATE ON decisions FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER decisions_number BEFORE INSERT ON decisions FOR EACH ROW EXECUTE FUNCTION number_entry();
CREATE TRIGGER sources_keep BEFORE DELETE ON sources FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER sources_fixed BEFORE UPDATE ON sources FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER sources_number BEFORE INSERT ON sources FOR EACH ROW EXECUTE FUNCTION number_entry();
