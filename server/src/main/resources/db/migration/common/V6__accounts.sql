-- Who people are. Guests have no e-mail; e-mails are kept in lower case.
alter table account rename column kind to role;
alter table account add column email varchar(254);
alter table account add column name varchar(80);
-- Argon2id, with its parameters and salt; null for guests and for those who sign in otherwise.
alter table account add column password varchar(200);
alter table account add column disabled int not null default 0;
-- Whether it began as a guest: the cookie it had then is worth nothing any more.
alter table account add column was_guest int not null default 0;

create unique index account_by_email on account (email);
create index account_people on account (id) where role <> 'guest';
create index account_spent on account (id) where was_guest = 1 or disabled = 1;

-- Where people are signed in, as Spring Session has it.
create table spring_session (
    primary_id            varchar(36) primary key,
    session_id            varchar(64) not null,
    creation_time         bigint      not null,
    last_access_time      bigint      not null,
    max_inactive_interval int         not null,
    expiry_time           bigint      not null,
    -- The account's id; null before somebody has signed in.
    principal_name        varchar(100)
);

create unique index spring_session_by_id on spring_session (session_id);
create index spring_session_by_expiry on spring_session (expiry_time);
create index spring_session_by_principal on spring_session (principal_name);

create table spring_session_attributes (
    session_primary_id varchar(36)  not null references spring_session (primary_id) on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea        not null,
    primary key (session_primary_id, attribute_name)
);

-- Addresses somebody has signed in from: there nobody is locked out by what others try elsewhere.
create table known_address (
    account_id varchar(36) not null references account (id) on delete cascade,
    address    varchar(64) not null,
    seen_at    bigint      not null,
    primary key (account_id, address)
);

-- Of invitations and links only the hash is kept.
create table invitation (
    id         varchar(36) primary key,
    token_hash varchar(64) not null unique,
    email      varchar(254),
    role       varchar(16) not null,
    invited_by varchar(36) not null,
    created_at bigint      not null,
    expires_at bigint      not null,
    used_at    bigint
);

create table password_link (
    token_hash varchar(64) primary key,
    account_id varchar(36) not null references account (id) on delete cascade,
    created_by varchar(36) not null,
    expires_at bigint      not null
);

create index password_link_by_account on password_link (account_id);

-- What administrators set in the product itself.
create table setting (
    name  varchar(64) primary key,
    value text        not null
);
