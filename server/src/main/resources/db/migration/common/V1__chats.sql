-- Times are epoch milliseconds, ids text, flags 0 or 1: one SQL text then serves both databases.
create table account (
    id         varchar(36) primary key,
    kind       varchar(16) not null,
    created_at bigint      not null
);

create table chat (
    id         varchar(36) primary key,
    account_id varchar(36) not null references account (id) on delete cascade,
    title      text        not null,
    visibility varchar(16) not null,
    pinned     int         not null default 0,
    archived   int         not null default 0,
    created_at bigint      not null,
    updated_at bigint      not null
);

create index chat_by_account on chat (account_id, updated_at desc, id desc);

-- A message id comes from a browser, so it only has to be unique within its chat.
create table message (
    chat_id    varchar(36) not null references chat (id) on delete cascade,
    id         varchar(64) not null,
    position   int         not null,
    role       varchar(16) not null,
    parts      text        not null,
    metadata   text,
    created_at bigint      not null,
    primary key (chat_id, id)
);

create unique index message_in_order on message (chat_id, position);

create table server_secret (
    name  varchar(64) primary key,
    value text        not null
);
