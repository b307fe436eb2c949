-- Which mentions were superseded lately, without reading all of them.
CREATE INDEX mention_by_superseded ON mention(superseded) WHERE superseded IS NOT NULL;
