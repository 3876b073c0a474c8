-- A title as it is searched: in one case and without accents, which neither database does alike. Null for titles from
-- before there was a search; they are compared in lower case.
alter table chat add column title_folded text;
