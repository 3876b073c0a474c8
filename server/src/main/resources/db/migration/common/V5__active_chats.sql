-- What each new live channel asks for first; without it all chats of the account were looked at.
create index chat_active on chat (account_id) where state in ('running', 'queued') or unread = 1 or pinned = 1;
