-- Every change of the row, its runs' state or its queue makes it one more; changed_at says when, for nodes that look.
alter table chat add column version bigint not null default 1;
alter table chat add column changed_at bigint not null default 0;
-- Whether an answer ended that its owner has not looked at.
alter table chat add column unread int not null default 0;

create index chat_by_change on chat (changed_at);
create index chat_unread on chat (account_id) where unread = 1;

-- Waiting runs go by (queue_rank, created_at, id).
alter table run add column queue_rank bigint not null default 0;
-- Set by a node that cannot reach the run itself; the run's own node looks at it.
alter table run add column stop_asked int not null default 0;

create index run_waiting on run (chat_id, queue_rank, created_at, id) where status = 'QUEUED';

-- Whose browsers are to forget the chat; null for chats deleted before this column.
alter table session_tombstone add column account_id varchar(36);

create index tombstone_by_time on session_tombstone (deleted_at);

-- Looked through every minute.
create index chat_title_pending on chat (created_at) where title_pending = 1;
