-- Bytes are base64url text. The WebAuthn user handle is the account's id, so it needs no table of its own.
create table passkey (
    id                 varchar(36)   primary key,
    account_id         varchar(36)   not null references account (id) on delete cascade,
    credential_id      varchar(1400) not null unique,
    public_key         text          not null,
    attestation_object text          not null,
    sign_count         bigint        not null,
    transports         varchar(128)  not null,
    uv_initialized     int           not null,
    backup_eligible    int           not null,
    backup_state       int           not null,
    label              varchar(64)   not null,
    created_at         bigint        not null,
    last_used_at       bigint
);

create index passkey_by_account on passkey (account_id, created_at, id);
