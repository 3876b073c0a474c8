-- The link to a chat that anyone may read who has it. Only the hash of its secret part is kept.
create table share (
    token_hash varchar(64) primary key,
    chat_id    varchar(36) not null unique references chat (id) on delete cascade,
    created_by varchar(36) not null,
    created_at bigint      not null
);
