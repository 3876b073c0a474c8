-- Null for chats from before this column: their session is 'webchat-' || id.
alter table chat add column openclaw_session_key varchar(128);

create unique index chat_session_key on chat (openclaw_session_key);
