-- Several daemons on one archive.

-- The daemons that work on it, each until it has been silent for too long.
CREATE TABLE daemon (
  id    TEXT COLLATE "C" PRIMARY KEY,
  host  TEXT COLLATE "C" NOT NULL,    -- its machine and process
  rules TEXT COLLATE "C" NOT NULL,    -- hash of the rules file that it reads by
  leads BOOLEAN NOT NULL,             -- it does what one alone does
  until BIGINT NOT NULL
);

-- The sites that a daemon asks at the moment, and nobody else.
CREATE TABLE lease (
  site   TEXT COLLATE "C" PRIMARY KEY,
  holder TEXT COLLATE "C" NOT NULL,   -- a daemon
  until  BIGINT NOT NULL
);
