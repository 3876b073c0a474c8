-- The message from which on the session knows nothing of what was said before, once that was noticed. Of the branches a
-- chat does not stand at, as the chat last left them.
alter table chat add column forgotten_since varchar(64);
alter table branch add column forgotten_since varchar(64);
