alter table chat add column agent_id varchar(64);
alter table chat add column title_pending int not null default 0;
-- How the chat's latest run stands, kept here so that a page of history is one read.
alter table chat add column state varchar(16) not null default 'idle';

create table run (
    id                   varchar(36) primary key,
    chat_id              varchar(36) not null references chat (id) on delete cascade,
    user_message_id      varchar(64) not null,
    assistant_message_id varchar(64) not null,
    status               varchar(16) not null,
    retry                int         not null default 0,
    node_id              varchar(36),
    lease_until          bigint,
    created_at           bigint      not null,
    ended_at             bigint
);

create index run_by_chat on run (chat_id, created_at, id);
create index run_by_message on run (chat_id, user_message_id);
create index run_open on run (status, lease_until) where status in ('RUNNING', 'QUEUED');
-- One run at a time per chat, whatever the code above it does.
create unique index run_one_at_a_time on run (chat_id) where status = 'RUNNING';

create table run_event (
    run_id    varchar(36) not null references run (id) on delete cascade,
    first_seq bigint      not null,
    last_seq  bigint      not null,
    events    text        not null,
    primary key (run_id, first_seq)
);

-- What a deleted chat leaves behind, so that its id and its session keys are never used again.
create table session_tombstone (
    session_key varchar(128) primary key,
    chat_id     varchar(36)  not null,
    agent_id    varchar(64),
    deleted_at  bigint       not null,
    -- When the gateway was told; null while that is still to be done.
    erased_at   bigint
);

create index tombstone_by_chat on session_tombstone (chat_id);
create index tombstone_to_erase on session_tombstone (deleted_at) where erased_at is null;
