-- Never edited once it is released: the next change is 0002.

CREATE TABLE jobs (
    place     INTEGER PRIMARY KEY AUTOINCREMENT,  -- oldest first
    id        TEXT    NOT NULL UNIQUE,
    body      TEXT    NOT NULL,                   -- engine.protocol.Job
    lane      TEXT    NOT NULL CHECK (lane IN ('interactive', 'batch', 'motion')),
    rank      INTEGER NOT NULL,                   -- of the lane: 0 goes first
    requester TEXT    NOT NULL,
    state     TEXT    NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'wrapped')),
    worker    TEXT,
    lease     REAL,                               -- Unix seconds; NULL unless running
    claimed   REAL    NOT NULL DEFAULT 0,         -- Unix seconds of the last claim
    attempts  INTEGER NOT NULL DEFAULT 0,
    deaths    INTEGER NOT NULL DEFAULT 0,
    cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1))
) STRICT;

CREATE INDEX jobs_waiting ON jobs (rank, place) WHERE state = 'queued';
CREATE INDEX jobs_running ON jobs (lease) WHERE state = 'running';
CREATE INDEX jobs_served ON jobs (lane, requester, claimed);

CREATE TABLE events (
    seq   INTEGER PRIMARY KEY AUTOINCREMENT,      -- the listener's cursor
    job   TEXT    NOT NULL REFERENCES jobs (id),
    kind  TEXT    NOT NULL,
    take  INTEGER,                                -- of a take-ready
    body  TEXT    NOT NULL                        -- engine.protocol.Event
) STRICT;

CREATE UNIQUE INDEX events_takes ON events (job, take) WHERE kind = 'take-ready';
CREATE INDEX events_progress ON events (job) WHERE kind = 'progress';

-- Which blobs a reported take holds.
CREATE TABLE holdings (
    blob TEXT    NOT NULL,
    job  TEXT    NOT NULL REFERENCES jobs (id),
    take INTEGER NOT NULL,
    PRIMARY KEY (blob, job, take)
) STRICT, WITHOUT ROWID;

-- Which blobs were about to enter the vault; cleared by a sweep.
CREATE TABLE promises (
    id   INTEGER PRIMARY KEY,
    job  TEXT    NOT NULL REFERENCES jobs (id),
    take INTEGER NOT NULL,
    body TEXT    NOT NULL                         -- engine.protocol.TakeReady
) STRICT;

CREATE INDEX promises_takes ON promises (job, take);

-- A promise is settled when its take is known, whichever blob it came to, or its job is over.
CREATE VIEW pledges AS
SELECT promises.id, promises.job, promises.body,
    jobs.state = 'wrapped' OR EXISTS (
        SELECT 1 FROM events
        WHERE kind = 'take-ready' AND events.job = promises.job AND events.take = promises.take
    ) AS settled
FROM promises JOIN jobs ON jobs.id = promises.job;

-- The line as it stands: lanes first; then requesters in turn, the one served longest ago first.
CREATE VIEW line AS
SELECT place, id, lane, row_number() OVER (ORDER BY rank, turn, served, place) AS position
FROM (
    SELECT place, id, lane, rank,
        row_number() OVER (PARTITION BY lane, requester ORDER BY place) AS turn,
        (SELECT max(claimed) FROM jobs AS past
         WHERE past.lane = jobs.lane AND past.requester = jobs.requester) AS served
    FROM jobs WHERE state = 'queued'
);
