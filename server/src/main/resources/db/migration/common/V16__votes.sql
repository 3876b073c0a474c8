-- What a chat's owner thinks of its answers. Goes with the answer.
create table vote (
    chat_id    varchar(36) not null,
    message_id varchar(64) not null,
    up         int         not null,
    word       text,
    voted_at   bigint      not null,
    primary key (chat_id, message_id),
    foreign key (chat_id, message_id) references message (chat_id, id) on delete cascade
);

create index vote_by_time on vote (voted_at);
