-- What people attach to messages. The same bytes are kept once, under their SHA-256, in pieces: no more than one of them
-- need be in memory.
create table file_content (
    hash varchar(64) primary key,
    size bigint      not null
);

create table file_piece (
    hash   varchar(64) not null references file_content (hash) on delete cascade,
    number int         not null,
    bytes  bytea       not null,
    primary key (hash, number)
);

create table file (
    id         varchar(36)  primary key,
    account_id varchar(36)  not null references account (id) on delete cascade,
    hash       varchar(64)  not null references file_content (hash),
    name       text         not null,
    media_type varchar(128) not null,
    kind       varchar(16)  not null,
    size       bigint       not null,
    -- How long a text is; 0 for what is none.
    characters int          not null,
    created_at bigint       not null,
    -- Null until it is part of a message.
    sent_at    bigint
);

create index file_by_account on file (account_id);
create index file_by_hash on file (hash);
create index file_unsent on file (created_at) where sent_at is null;

-- The chats a file is part of: its own and their forks. Where there are none any more, it goes.
create table chat_file (
    chat_id varchar(36) not null references chat (id) on delete cascade,
    file_id varchar(36) not null references file (id) on delete cascade,
    primary key (chat_id, file_id)
);

create index chat_file_by_file on chat_file (file_id);
