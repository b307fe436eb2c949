-- Who inserts a mention gives its place in lists with it, which saves to write
-- each row and four of its indexes a second time. Where it was not given it is
-- still filled in.
DROP TRIGGER mention_placed;
CREATE TRIGGER mention_placed AFTER INSERT ON mention WHEN new.source IS NULL BEGIN
  UPDATE mention SET (source, day, origin) =
    (SELECT source, coalesce(published_day, seen / 86400000 + 719163), origin FROM article WHERE id = new.article) WHERE n = new.n;
END;

-- What people ask of the views articles and mentions: an address, an outlet, a
-- time. The third is the expression of articles.published_at.
CREATE INDEX article_by_url ON article(url);
CREATE INDEX article_by_source ON article(source);
CREATE INDEX article_by_published ON article(coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', published / 1000, 'unixepoch'),
           date((published_day - 719163) * 86400, 'unixepoch')));

-- Each event tells the gaps of the week before it.
CREATE INDEX cover_gaps ON cover(until) WHERE kind = 'gap';
