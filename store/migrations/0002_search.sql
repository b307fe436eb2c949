-- Full-text search over the stems that Onset makes itself.
--
-- The index keeps no text (content=""), so it can neither delete nor make
-- snippets; both are done by whoever searches. order=DESC keeps postings from
-- the newest docid down, which is a revision's id: the newest hits come first
-- without sorting. Terms are "language:stem", separated by blanks; the simple
-- tokenizer with the blank as its only separator leaves them whole, whatever
-- script they are in. (It takes its separators from its second argument.) The
-- commonest words, "source:id" and "lang:code" stand once at the end of text.
CREATE VIRTUAL TABLE ft USING fts4(
  text, title, content="", order=DESC, matchinfo=fts3, tokenize=simple "" " "
);

-- Every word form that was ever indexed and the stem that stands for it:
-- prefixes, exact words and expressions expand through it.
CREATE TABLE form (
  language TEXT NOT NULL,
  form     TEXT NOT NULL,
  stem     TEXT NOT NULL,
  PRIMARY KEY (language, form, stem)
) WITHOUT ROWID;
