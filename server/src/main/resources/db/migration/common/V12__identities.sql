-- Whom an OpenID Connect provider vouches for. A subject means something at its issuer only, whatever the settings
-- call that provider.
create table identity (
    id           varchar(36)  primary key,
    account_id   varchar(36)  not null references account (id) on delete cascade,
    issuer       varchar(512) not null,
    subject      varchar(255) not null,
    email        varchar(320),
    created_at   bigint       not null,
    last_used_at bigint       not null,
    unique (issuer, subject)
);

create index identity_by_account on identity (account_id, created_at, id);
