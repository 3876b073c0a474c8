-- The gateways people connect; the environment's and the demo agent have no rows.
create table gateway (
    id            varchar(36) primary key,
    -- Whose own it is; null for one that administrators share.
    account_id    varchar(36) references account (id) on delete cascade,
    name          varchar(80) not null,
    url           text        not null,
    -- Encrypted, see docs/gateways.md; null for a gateway that wants none.
    credential    text,
    routing       varchar(16) not null,
    enabled       int         not null,
    -- JSON lists; null for all.
    agents        text,
    roles         text,
    default_agent varchar(64),
    is_default    int         not null default 0,
    created_at    bigint      not null,
    changed_at    bigint      not null
);

-- One default for all, and one for each account that has gateways of its own.
create unique index gateway_default on gateway ((coalesce(account_id, ''))) where is_default = 1;
create index gateway_by_account on gateway (account_id);

-- Null for chats from before this column: theirs is the gateway of the server's environment.
alter table chat add column gateway_id varchar(36);
alter table session_tombstone add column gateway_id varchar(36);
