-- Who did what, and when. No reference to account: an entry outlives the people it names.
create table audit (
    id         varchar(36) primary key,
    at         bigint      not null,
    -- Null when nobody was signed in.
    actor      varchar(36),
    -- The actor's name at that moment.
    actor_name text,
    type       varchar(40) not null,
    -- The id of what it was done to.
    subject    varchar(200),
    data       text        not null,
    address    varchar(64)
);

create index audit_by_type on audit (type, id);
create index audit_by_actor on audit (actor, id);
create index audit_by_time on audit (at);
