-- A chat is told in branches. Its first has number 1 and a row here only once there is a second; a chat of one branch
-- needs no row.
create table branch (
    chat_id              varchar(36)  not null references chat (id) on delete cascade,
    number               int          not null,
    -- The branch that owns the last message kept from before this one began, and the position of that message; null
    -- and 0 when nothing is kept.
    parent               int,
    kept_to              int          not null,
    -- As they were when the chat last left this branch; of the current branch, the chat's row has them.
    openclaw_session_key varchar(128) not null,
    seed                 varchar(8)   not null,
    -- The chat's version when it last left this branch.
    used                 bigint       not null,
    primary key (chat_id, number)
);

create unique index branch_session_key on branch (openclaw_session_key);

-- The branch a message or a run belongs to; positions go on counting through all branches of a chat.
alter table message add column branch int not null default 1;
alter table run add column branch int not null default 1;

-- The branch the chat stands at, how many it has, and how many session keys it has had.
alter table chat add column branch int not null default 1;
alter table chat add column branches int not null default 1;
alter table chat add column session_keys int not null default 1;
-- Whether the session has been told what was said before it began: 'told', 'due' or 'sent'.
alter table chat add column seed varchar(8) not null default 'told';

-- 1 for a session that was replaced in a chat that lives on.
alter table session_tombstone add column replaced int not null default 0;
