-- How candidates stand is asked at the close of each day, of each of them: the
-- versions that no longer hold are passed over without reading their rows.
CREATE INDEX candidate_standing ON candidate(id, status) WHERE superseded IS NULL;
