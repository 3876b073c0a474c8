-- What an administrator allows a role; null is no limit. A role without a row has the built-in limits.
create table role_limit (
    role             varchar(16) primary key,
    messages_per_day bigint,
    runs_at_once     int,
    attachment_bytes bigint
);

-- How many messages an account has sent on its latest day, counted in days since 1970-01-01 UTC.
create table usage (
    account_id varchar(36) primary key references account (id) on delete cascade,
    day        bigint      not null,
    messages   bigint      not null
);
