-- Human decisions, the bytes that were read, digests of what must not change unseen, and full text search.
-- sha256(text) gives the hex digest; the store registers it with SQLite.

CREATE TABLE decisions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    record TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
) STRICT;

CREATE TRIGGER decisions_keep BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'the journal of decisions is append-only'); END;
CREATE TRIGGER decisions_fixed BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'the journal of decisions is append-only'); END;

-- Derived: which report each anchor of a decision fits now; report_id is null where none does.
CREATE TABLE decision_anchors (
    seq INTEGER NOT NULL REFERENCES decisions,
    position INTEGER NOT NULL,
    document_id TEXT NOT NULL,
    report_id TEXT,
    PRIMARY KEY (seq, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_anchors_by_document ON decision_anchors (document_id);
CREATE INDEX decision_anchors_by_report ON decision_anchors (report_id);

-- The bytes as they were read (zlib) and what came with them (record), chained in the order in which they were kept.
CREATE TABLE sources (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL,
    data BLOB NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
) STRICT;

CREATE TRIGGER sources_keep BEFORE DELETE ON sources
BEGIN SELECT RAISE(ABORT, 'what was read is kept'); END;
CREATE TRIGGER sources_fixed BEFORE UPDATE ON sources
BEGIN SELECT RAISE(ABORT, 'what was read is kept'); END;

-- own: the record as the program made it, where decisions changed it; record: as it is shown.
-- digest: of the record as the program made it.
ALTER TABLE documents ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE reports ADD COLUMN own TEXT;
ALTER TABLE reports ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reports ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE relations ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE refusals ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE incidents ADD COLUMN own TEXT;
ALTER TABLE incidents ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE incident_changes ADD COLUMN digest TEXT NOT NULL DEFAULT '';

UPDATE documents SET digest = sha256(record);
UPDATE reports SET digest = sha256(record);
UPDATE relations SET digest = sha256(record);
UPDATE refusals SET digest = sha256(record);
UPDATE incidents SET digest = sha256(record);
DROP TRIGGER incident_changes_fixed;
UPDATE incident_changes SET digest = sha256(record);
CREATE TRIGGER incident_changes_fixed BEFORE UPDATE ON incident_changes
BEGIN SELECT RAISE(ABORT, 'the log of incident changes is append-only'); END;

-- Full text search: one row a document; found again through searched.number.
CREATE TABLE searched (
    number INTEGER PRIMARY KEY,
    document_id TEXT NOT NULL UNIQUE REFERENCES documents ON DELETE CASCADE
) STRICT;
CREATE VIRTUAL TABLE document_words USING fts5 (
    title, text, quotes, names, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER searched_gone AFTER DELETE ON searched
BEGIN DELETE FROM document_words WHERE rowid = old.number; END;

INSERT INTO searched (document_id) SELECT document_id FROM documents ORDER BY document_id;
INSERT INTO document_words (rowid, title, text, quotes, names)
SELECT
    number,
    coalesce(json_extract(d.record, '$.title'), ''),
    json_extract(d.record, '$.clean'),
    coalesce((
        SELECT group_concat(json_extract(e.value, '$.text'), char(10))
        FROM reports r, json_each(r.record, '$.evidence') e WHERE r.document_id = d.document_id
    ), ''),
    coalesce((
        SELECT group_concat(name, char(10)) FROM (
            SELECT a.name FROM reports r JOIN report_actors a USING (report_id) WHERE r.document_id = d.document_id
            UNION SELECT p.name FROM reports r JOIN report_places p USING (report_id) WHERE r.document_id = d.document_id
        )
    ), '')
FROM searched JOIN documents d USING (document_id);
