-- What a review saw of a take, and what the artist should hear of how it was made.
ALTER TABLE takes ADD COLUMN findings TEXT NOT NULL DEFAULT '[]';  -- engine.protocol.Finding
ALTER TABLE takes ADD COLUMN notes TEXT NOT NULL DEFAULT '[]';     -- codes

-- A job that had nothing to do: its sentence is good news.
ALTER TABLE jobs ADD COLUMN needless INTEGER NOT NULL DEFAULT 0 CHECK (needless IN (0, 1));

-- Whose likeness a brought picture shows, and who says so. Revoked: it is deleted, after all jobs
-- that name it, with their takes.
CREATE TABLE releases (
    id        TEXT    PRIMARY KEY,
    owner     INTEGER NOT NULL,                   -- who brought the picture and answers for it
    kind      TEXT    NOT NULL CHECK (kind IN ('asked', 'own', 'person', 'nobody', 'faceless')),
    person    TEXT    NOT NULL,                   -- the name of who consents; empty: nobody else
    consenter INTEGER,                            -- the same, where they are known to Discord
    purpose   TEXT    NOT NULL,
    until     TEXT,                               -- the last day, as 2027-01-31; NULL: until revoked
    guild     INTEGER,
    channel   INTEGER NOT NULL,
    created   REAL    NOT NULL
) STRICT;

CREATE INDEX releases_owner ON releases (owner, created);
CREATE INDEX releases_consenter ON releases (consenter) WHERE consenter IS NOT NULL;
CREATE INDEX releases_guild ON releases (guild, created);

-- Every job on such a picture names its release: of the picture, and of all that is made from it.
ALTER TABLE jobs ADD COLUMN release TEXT REFERENCES releases (id);

CREATE INDEX jobs_release ON jobs (release) WHERE release IS NOT NULL;
