-- Words of the index lose the marks that the language of their text does not
-- write (Orbán is Orban in English), and plurals in figures their s (F-16s).
-- The index is built anew the next time that articles are fetched or imported.
DROP TABLE IF EXISTS ft_new;
DELETE FROM meta WHERE key = 'rebuilt';
INSERT INTO meta (key, value) SELECT 'stale', count(*) FROM article WHERE true
  ON CONFLICT (key) DO UPDATE SET value = excluded.value;
