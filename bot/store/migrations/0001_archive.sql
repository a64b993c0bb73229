-- Never edited once it is released: the next change is 0002.
-- Times are Unix seconds. Guilds, channels, messages and people are Discord's ids; guild is NULL in
-- a direct message. Bodies are JSON of the models that are named beside them.

CREATE TABLE briefs (
    id          TEXT    PRIMARY KEY,
    owner       INTEGER NOT NULL,
    guild       INTEGER,
    channel     INTEGER NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1),
    person_seed INTEGER NOT NULL,
    card        INTEGER,                          -- the message that shows it
    title       TEXT    NOT NULL,
    sought      TEXT    NOT NULL,                 -- the title, casefolded
    created     REAL    NOT NULL,
    updated     REAL    NOT NULL,                 -- of the body
    arrived     REAL    NOT NULL,                 -- in its channel
    FOREIGN KEY (id, version) REFERENCES versions (brief, number) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX briefs_owner ON briefs (owner, guild, updated, id);
CREATE INDEX briefs_updated ON briefs (updated);
CREATE INDEX briefs_channel ON briefs (channel, arrived);
CREATE INDEX briefs_card ON briefs (card) WHERE card IS NOT NULL;

CREATE TABLE versions (
    brief   TEXT    NOT NULL REFERENCES briefs (id) ON DELETE CASCADE,
    number  INTEGER NOT NULL CHECK (number >= 1),
    author  INTEGER NOT NULL,                     -- 0: forgotten
    words   TEXT    NOT NULL,
    body    TEXT    NOT NULL,                     -- prompts.brief.Brief
    created REAL    NOT NULL,
    PRIMARY KEY (brief, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX versions_author ON versions (author);

-- Who has written in a brief, also where the version is thinned out.
CREATE TABLE participants (
    brief TEXT    NOT NULL REFERENCES briefs (id) ON DELETE CASCADE,
    user  INTEGER NOT NULL,
    since REAL    NOT NULL,
    PRIMARY KEY (brief, user)
) STRICT, WITHOUT ROWID;

CREATE INDEX participants_user ON participants (user);

-- What the conversation asked about a brief: nothing is asked twice.
CREATE TABLE questions (
    brief    TEXT NOT NULL REFERENCES briefs (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    asked    REAL NOT NULL,
    PRIMARY KEY (brief, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
    seq       INTEGER PRIMARY KEY,                -- oldest first
    id        TEXT    NOT NULL UNIQUE,
    kind      TEXT    NOT NULL,                   -- of the order
    model     TEXT    NOT NULL,
    body      TEXT    NOT NULL,                   -- engine.protocol.Job
    asker     INTEGER NOT NULL,
    guild     INTEGER,
    channel   INTEGER NOT NULL,
    brief     TEXT    REFERENCES briefs (id) ON DELETE SET NULL,
    version   INTEGER,
    parent    TEXT    REFERENCES takes (id) ON DELETE SET NULL,
    slate     TEXT    NOT NULL,
    progress  INTEGER,                            -- the message that shows how far it is
    state     TEXT    NOT NULL CHECK (state IN ('placed', 'running', 'wrapped')),
    error     TEXT    NOT NULL,
    cancelled INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
    placed    REAL    NOT NULL,
    started   REAL,
    ended     REAL,
    locale    TEXT    NOT NULL,
    brought   TEXT                                -- the raw file that it reads; NULL when over
) STRICT;

CREATE INDEX jobs_open ON jobs (seq) WHERE state <> 'wrapped';
CREATE INDEX jobs_open_asker ON jobs (asker) WHERE state <> 'wrapped';
CREATE INDEX jobs_channel ON jobs (channel, seq);
CREATE INDEX jobs_asker ON jobs (asker, seq);
CREATE INDEX jobs_brief ON jobs (brief) WHERE brief IS NOT NULL;
CREATE INDEX jobs_parent ON jobs (parent) WHERE parent IS NOT NULL;
CREATE INDEX jobs_brought ON jobs (brought) WHERE brought IS NOT NULL;
CREATE INDEX jobs_finished ON jobs (kind, model, seq)
    WHERE state = 'wrapped' AND error = '' AND NOT cancelled;

-- How many contact sheets a channel has had: the next one's letter.
CREATE TABLE slates (
    channel INTEGER PRIMARY KEY,
    last    INTEGER NOT NULL CHECK (last >= 1)
) STRICT;

CREATE TABLE takes (
    seq      INTEGER PRIMARY KEY,                 -- oldest first
    id       TEXT    NOT NULL UNIQUE,
    job      TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    nth      INTEGER NOT NULL CHECK (nth >= 0),   -- its index in the job
    blob     TEXT    NOT NULL,
    media    TEXT    NOT NULL,
    recipe   TEXT    NOT NULL,                    -- engine.protocol.Recipe
    measures TEXT    NOT NULL,
    extras   TEXT    NOT NULL,
    parent   TEXT    REFERENCES takes (id) ON DELETE SET NULL,
    kind     TEXT    NOT NULL,
    child    INTEGER NOT NULL,                    -- how many its parent had with it
    slate    TEXT    NOT NULL,
    brief    TEXT    REFERENCES briefs (id) ON DELETE SET NULL,
    owner    INTEGER NOT NULL,
    guild    INTEGER,
    channel  INTEGER NOT NULL,
    created  REAL    NOT NULL,
    listed   INTEGER NOT NULL CHECK (listed IN (0, 1)),  -- 0: a previs, a brought picture
    UNIQUE (job, nth)
) STRICT;

CREATE INDEX takes_channel ON takes (channel, listed, seq);
CREATE INDEX takes_guild ON takes (guild, listed, seq);
CREATE INDEX takes_owner ON takes (owner, listed, seq);
CREATE INDEX takes_parent ON takes (parent, seq) WHERE parent IS NOT NULL;
CREATE INDEX takes_brief ON takes (brief) WHERE brief IS NOT NULL;

-- Which blobs a take keeps in the vault.
CREATE TABLE holdings (
    blob TEXT NOT NULL,
    take TEXT NOT NULL REFERENCES takes (id) ON DELETE CASCADE,
    PRIMARY KEY (blob, take)
) STRICT, WITHOUT ROWID;

CREATE INDEX holdings_take ON holdings (take);

CREATE TABLE votes (
    take    TEXT    NOT NULL REFERENCES takes (id) ON DELETE CASCADE,
    user    INTEGER NOT NULL,
    created REAL    NOT NULL,
    PRIMARY KEY (take, user)
) STRICT, WITHOUT ROWID;

CREATE INDEX votes_user ON votes (user);

CREATE TABLE selects (
    take    TEXT    PRIMARY KEY REFERENCES takes (id) ON DELETE CASCADE,
    user    INTEGER NOT NULL,                     -- who chose it
    channel INTEGER NOT NULL,                     -- of the take
    created REAL    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX selects_user ON selects (user);
CREATE INDEX selects_channel ON selects (channel, created);

CREATE TABLE characters (
    id       INTEGER PRIMARY KEY,
    owner    INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    sought   TEXT    NOT NULL,                    -- the name, casefolded
    revision INTEGER NOT NULL CHECK (revision >= 1),
    UNIQUE (owner, sought)
) STRICT;

CREATE TABLE revisions (
    character   INTEGER NOT NULL REFERENCES characters (id) ON DELETE CASCADE,
    number      INTEGER NOT NULL CHECK (number >= 1),
    person_seed INTEGER NOT NULL,
    subject     TEXT    NOT NULL,                 -- prompts.brief.Subject
    portrait    TEXT    REFERENCES takes (id) ON DELETE SET NULL,
    created     REAL    NOT NULL,
    PRIMARY KEY (character, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX revisions_portrait ON revisions (portrait) WHERE portrait IS NOT NULL;

CREATE TABLE pictures (                           -- a brief's references
    seq   INTEGER PRIMARY KEY,                    -- in the order they came
    brief TEXT    NOT NULL REFERENCES briefs (id) ON DELETE CASCADE,
    blob  TEXT    NOT NULL,
    owner INTEGER NOT NULL,
    note  TEXT    NOT NULL,
    UNIQUE (brief, blob, owner)
) STRICT;

CREATE INDEX pictures_blob ON pictures (blob);
CREATE INDEX pictures_owner ON pictures (owner);

CREATE TABLE deliveries (
    seq     INTEGER PRIMARY KEY,                  -- oldest first
    key     TEXT    NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 25),
    job     TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    guild   INTEGER,
    channel INTEGER NOT NULL,
    message INTEGER,                              -- NULL until it is posted
    created REAL    NOT NULL
) STRICT;

CREATE INDEX deliveries_job ON deliveries (job);
CREATE INDEX deliveries_message ON deliveries (message) WHERE message IS NOT NULL;
CREATE INDEX deliveries_pending ON deliveries (seq) WHERE message IS NULL;

CREATE TABLE cursor (                             -- one row: the last report heard
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL CHECK (seq >= 0)
) STRICT;

INSERT INTO cursor VALUES (1, 0);

-- Jobs of people who were forgotten: what a worker still reports of them is not kept.
CREATE TABLE forgotten (
    job TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Blobs that no row names any more and that are perhaps still in the vault.
CREATE TABLE unwanted (
    blob TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
