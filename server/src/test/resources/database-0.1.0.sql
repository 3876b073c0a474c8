-- A database as version 0.1.0 left it (migrations V1 to V5): its tables, what Flyway noted, and the rows of a guest
-- whose server was killed while two answers were being written and one message waited, of a second guest, and what
-- deleted chats leave behind. Written by that version, only brought together here. One text for both databases.

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

alter table chat add column openclaw_session_key varchar(128);

create unique index chat_session_key on chat (openclaw_session_key);

alter table chat add column agent_id varchar(64);
alter table chat add column title_pending int not null default 0;
alter table chat add column state varchar(16) not null default 'idle';

create table run (
    id                   varchar(36) primary key,
    chat_id              varchar(36) not null references chat (id) on delete cascade,
    user_message_id      varchar(64) not null,
    assistant_message_id varchar(64) not null,
    status               varchar(16) not null,
    retry                int         not null default 0,
    node_id              varchar(36),
    lease_until          bigint,
    created_at           bigint      not null,
    ended_at             bigint
);

create index run_by_chat on run (chat_id, created_at, id);
create index run_by_message on run (chat_id, user_message_id);
create index run_open on run (status, lease_until) where status in ('RUNNING', 'QUEUED');
create unique index run_one_at_a_time on run (chat_id) where status = 'RUNNING';

create table run_event (
    run_id    varchar(36) not null references run (id) on delete cascade,
    first_seq bigint      not null,
    last_seq  bigint      not null,
    events    text        not null,
    primary key (run_id, first_seq)
);

create table session_tombstone (
    session_key varchar(128) primary key,
    chat_id     varchar(36)  not null,
    agent_id    varchar(64),
    deleted_at  bigint       not null,
    erased_at   bigint
);

create index tombstone_by_chat on session_tombstone (chat_id);
create index tombstone_to_erase on session_tombstone (deleted_at) where erased_at is null;

alter table chat add column version bigint not null default 1;
alter table chat add column changed_at bigint not null default 0;
alter table chat add column unread int not null default 0;

create index chat_by_change on chat (changed_at);
create index chat_unread on chat (account_id) where unread = 1;

alter table run add column queue_rank bigint not null default 0;
alter table run add column stop_asked int not null default 0;

create index run_waiting on run (chat_id, queue_rank, created_at, id) where status = 'QUEUED';

alter table session_tombstone add column account_id varchar(36);

create index tombstone_by_time on session_tombstone (deleted_at);

create index chat_title_pending on chat (created_at) where title_pending = 1;

create index chat_active on chat (account_id) where state in ('running', 'queued') or unread = 1 or pinned = 1;

create table flyway_schema_history (
    installed_rank int           not null primary key,
    version        varchar(50),
    description    varchar(200)  not null,
    type           varchar(20)   not null,
    script         varchar(1000) not null,
    checksum       int,
    installed_by   varchar(100)  not null,
    installed_on   timestamp     not null default current_timestamp,
    execution_time int           not null,
    success        boolean       not null
);

insert into flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) values
(1, '1', 'chats', 'SQL', 'V1__chats.sql', 571866320, 'rockpool', '2026-11-23 01:35:46.038', 5, true),
(2, '2', 'openclaw session key', 'SQL', 'V2__openclaw_session_key.sql', 1694790316, 'rockpool', '2026-11-23 01:35:46.045', 0, true),
(3, '3', 'runs', 'SQL', 'V3__runs.sql', -2091485144, 'rockpool', '2026-11-23 01:35:46.054', 1, true),
(4, '4', 'live', 'SQL', 'V4__live.sql', 593266588, 'rockpool', '2026-11-23 01:35:46.064', 2, true),
(5, '5', 'active chats', 'SQL', 'V5__active_chats.sql', -171239530, 'rockpool', '2026-11-23 01:35:46.066', 0, true);

insert into server_secret (name, value) values
('cookie', '//k6Urfuz1rvnaBx8/uMmsAku46HTjpkl1GXjPiuI18=');

insert into account (id, kind, created_at) values
('01a2060b-cd37-73d0-84ac-dd20c70480be', 'guest', 1795397766496),
('98ae6e53-c33a-4579-8018-280e137b2fdd', 'guest', 1795398020866);

insert into chat (id, account_id, title, visibility, pinned, archived, created_at, updated_at, openclaw_session_key, agent_id, title_pending, state, version, changed_at, unread) values
('ac99e6da-34c7-4685-ac83-3dfcd4686baf', '01a2060b-cd37-73d0-84ac-dd20c70480be', 'Release checklist 4.2', 'private', 1, 0, 1795397766496, 1795397766585, 'webchat-ac99e6da-34c7-4685-ac83-3dfcd4686baf', 'main', 0, 'idle', 6, 1795397768650, 0),
('1e0e122d-96b2-44d0-b1b1-248e02d3da69', '01a2060b-cd37-73d0-84ac-dd20c70480be', 'Welcome mail for pilots', 'private', 0, 0, 1795397766764, 1795397766774, 'webchat-1e0e122d-96b2-44d0-b1b1-248e02d3da69', 'main', 0, 'idle', 5, 1795397768650, 0),
('2820932e-bc24-4b93-82db-4970293b9db5', '01a2060b-cd37-73d0-84ac-dd20c70480be', 'Log volume after the deploy', 'private', 0, 0, 1795340166920, 1795340166935, 'webchat-2820932e-bc24-4b93-82db-4970293b9db5', 'main', 0, 'idle', 5, 1795397768651, 0),
('d27a7115-9e87-4b64-860a-4b58e44a4ac8', '01a2060b-cd37-73d0-84ac-dd20c70480be', 'Invoice parser edge cases', 'private', 0, 0, 1795282567054, 1795282567062, 'webchat-d27a7115-9e87-4b64-860a-4b58e44a4ac8', 'main', 0, 'idle', 5, 1795397768651, 0),
('925b6e36-b2aa-41ea-a7ef-ac7ce99e5ff7', '01a2060b-cd37-73d0-84ac-dd20c70480be', 'تقرير النسخ الاحتياطي', 'private', 0, 0, 1795224967185, 1795224967200, 'webchat-925b6e36-b2aa-41ea-a7ef-ac7ce99e5ff7', 'main', 0, 'idle', 5, 1795397768654, 0),
('4e57b4b6-959b-48ac-bcff-96afd22a6eb5', '01a2060b-cd37-73d0-84ac-dd20c70480be', 'Why does the integration environment lose', 'private', 0, 0, 1795167367313, 1795167367325, 'webchat-4e57b4b6-959b-48ac-bcff-96afd22a6eb5', 'main', 0, 'idle', 5, 1795397768654, 0),
('fe6266f5-9c5c-4ea3-a470-a7e7d1c3f45a', '01a2060b-cd37-73d0-84ac-dd20c70480be', 'Platform sync decisions', 'private', 0, 0, 1795397767435, 1795397767572, 'webchat-fe6266f5-9c5c-4ea3-a470-a7e7d1c3f45a', 'main', 0, 'stopped', 4, 1795397767573, 0),
('6284d4c9-288b-4849-a9ab-cc18849b0e54', '01a2060b-cd37-73d0-84ac-dd20c70480be', 'Rotate staging certificates', 'private', 0, 0, 1795397767690, 1795397767699, 'webchat-6284d4c9-288b-4849-a9ab-cc18849b0e54', 'main', 0, 'failed', 5, 1795397768647, 0),
('ee3bd93a-de2c-46f0-9e19-43d9461b7ec7', '01a2060b-cd37-73d0-84ac-dd20c70480be', 'Postgres 17 upgrade plan', 'private', 0, 0, 1795397767942, 1795397767942, 'webchat-ee3bd93a-de2c-46f0-9e19-43d9461b7ec7', 'main', 0, 'running', 3, 1795397767967, 0),
('2836f7de-2207-41bb-ad8a-1d06a617d482', '01a2060b-cd37-73d0-84ac-dd20c70480be', 'Flaky checkout tests', 'private', 0, 0, 1795397767953, 1795397768320, 'webchat-2836f7de-2207-41bb-ad8a-1d06a617d482', 'main', 0, 'running', 8, 1795397768323, 0),
('73e3145e-dcff-4245-ad32-5566a503e80d', '01a2060b-cd37-73d0-84ac-dd20c70480be', 'Competitor pricing Q4', 'private', 0, 0, 1795397768756, 1795397768767, 'webchat-73e3145e-dcff-4245-ad32-5566a503e80d', 'main', 0, 'idle', 4, 1795397768772, 1),
('3ebf5f9e-07b9-4b1d-a742-664b8af50f39', '98ae6e53-c33a-4579-8018-280e137b2fdd', 'A chat', 'private', 0, 0, 1795398020866, 1795398020867, 'webchat-3ebf5f9e-07b9-4b1d-a742-664b8af50f39', 'main', 1, 'interrupted', 3, 1795398020867, 1);

insert into message (chat_id, id, position, role, parts, metadata, created_at) values
('ac99e6da-34c7-4685-ac83-3dfcd4686baf', '4eafe807-a23d-4fd7-b2cd-25401a1fecb6', 1, 'user', '[{"type":"text","text":"Release checklist 4.2\n/sim tokens=3 gap=1"}]', '{"createdAt":"2026-11-23T01:36:06.496Z"}', 1795397766496),
('ac99e6da-34c7-4685-ac83-3dfcd4686baf', '01a2060b-cd76-7f7d-b195-a582ae20629b', 2, 'assistant', '[{"type":"text","text":"token-1 token-2 token-3 "}]', '{"createdAt":"2026-11-23T01:36:06.585Z","runId":"01a2060b-cd76-735b-a579-d3d4aaea3714","status":"finished","finishReason":"stop","usage":{"inputTokens":18,"outputTokens":3,"totalTokens":21}}', 1795397766585),
('1e0e122d-96b2-44d0-b1b1-248e02d3da69', 'cdfe4318-8c4c-443c-bfbb-20ffb8a5e959', 1, 'user', '[{"type":"text","text":"Welcome mail for pilots\n/sim tokens=3 gap=1"}]', '{"createdAt":"2026-11-23T01:36:06.764Z"}', 1795397766764),
('1e0e122d-96b2-44d0-b1b1-248e02d3da69', '01a2060b-ce6d-75ac-9b74-8ae29b802ae8', 2, 'assistant', '[{"type":"text","text":"token-1 token-2 token-3 "}]', '{"createdAt":"2026-11-23T01:36:06.774Z","runId":"01a2060b-ce6d-7e87-860e-cfabd59581aa","status":"finished","finishReason":"stop","usage":{"inputTokens":18,"outputTokens":3,"totalTokens":21}}', 1795397766774),
('2820932e-bc24-4b93-82db-4970293b9db5', '2b7f5896-2b08-4ef0-89a9-f3d84e03bf09', 1, 'user', '[{"type":"text","text":"Log volume after the deploy\n/sim tokens=3 gap=1"}]', '{"createdAt":"2026-11-23T01:36:06.920Z"}', 1795397766920),
('2820932e-bc24-4b93-82db-4970293b9db5', '01a2060b-cf0c-7b85-b83c-27397620127d', 2, 'assistant', '[{"type":"text","text":"token-1 token-2 token-3 "}]', '{"createdAt":"2026-11-23T01:36:06.935Z","runId":"01a2060b-cf0c-7762-8f6c-d68599a679cf","status":"finished","finishReason":"stop","usage":{"inputTokens":19,"outputTokens":3,"totalTokens":22}}', 1795397766935),
('d27a7115-9e87-4b64-860a-4b58e44a4ac8', 'c466e79d-f07f-493b-9df6-e38c5460d411', 1, 'user', '[{"type":"text","text":"Invoice parser edge cases\n/sim tokens=3 gap=1"}]', '{"createdAt":"2026-11-23T01:36:07.054Z"}', 1795397767054),
('d27a7115-9e87-4b64-860a-4b58e44a4ac8', '01a2060b-cf8f-7e6e-a339-1e5554337bab', 2, 'assistant', '[{"type":"text","text":"token-1 token-2 token-3 "}]', '{"createdAt":"2026-11-23T01:36:07.062Z","runId":"01a2060b-cf8f-7e11-82a9-39d61f331b0f","status":"finished","finishReason":"stop","usage":{"inputTokens":19,"outputTokens":3,"totalTokens":22}}', 1795397767062),
('925b6e36-b2aa-41ea-a7ef-ac7ce99e5ff7', '71c9d651-5841-495b-9ec8-b890081a0d61', 1, 'user', '[{"type":"text","text":"تقرير النسخ الاحتياطي\n/sim tokens=3 gap=1"}]', '{"createdAt":"2026-11-23T01:36:07.185Z"}', 1795397767185),
('925b6e36-b2aa-41ea-a7ef-ac7ce99e5ff7', '01a2060b-d013-77d2-9b4a-7bbc371803c7', 2, 'assistant', '[{"type":"text","text":"token-1 token-2 token-3 "}]', '{"createdAt":"2026-11-23T01:36:07.200Z","runId":"01a2060b-d013-7a75-8e1e-1c555f003de9","status":"finished","finishReason":"stop","usage":{"inputTokens":18,"outputTokens":3,"totalTokens":21}}', 1795397767200),
('4e57b4b6-959b-48ac-bcff-96afd22a6eb5', '1a42bc35-01b5-45ea-9c80-95ae41c11311', 1, 'user', '[{"type":"text","text":"Why does the integration environment lose its second node whenever the nightly job and the backup overlap\n/sim tokens=3 gap=1"}]', '{"createdAt":"2026-11-23T01:36:07.313Z"}', 1795397767313),
('4e57b4b6-959b-48ac-bcff-96afd22a6eb5', '01a2060b-d094-7869-9b5e-67cc8020ae95', 2, 'assistant', '[{"type":"text","text":"token-1 token-2 token-3 "}]', '{"createdAt":"2026-11-23T01:36:07.325Z","runId":"01a2060b-d094-75e1-94ba-236b0dcdeed9","status":"finished","finishReason":"stop","usage":{"inputTokens":39,"outputTokens":3,"totalTokens":42}}', 1795397767325),
('fe6266f5-9c5c-4ea3-a470-a7e7d1c3f45a', '5f55a4ed-84dd-4869-8104-6acc8f1010ab', 1, 'user', '[{"type":"text","text":"Platform sync, decisions\n/sim tokens=500 gap=200"}]', '{"createdAt":"2026-11-23T01:36:07.435Z"}', 1795397767435),
('fe6266f5-9c5c-4ea3-a470-a7e7d1c3f45a', '01a2060b-d10d-75c0-9782-e68d00641dc2', 2, 'assistant', '[{"type":"text","text":"token-1 "}]', '{"createdAt":"2026-11-23T01:36:07.572Z","runId":"01a2060b-d10d-7323-b0d5-a15e79a843be","status":"stopped"}', 1795397767572),
('6284d4c9-288b-4849-a9ab-cc18849b0e54', '4132eaac-3527-4e6e-9862-b7d80ea7d0f6', 1, 'user', '[{"type":"text","text":"Rotate staging certificates\n/sim error=provider"}]', '{"createdAt":"2026-11-23T01:36:07.690Z"}', 1795397767690),
('6284d4c9-288b-4849-a9ab-cc18849b0e54', '01a2060b-d20c-7bf7-bba5-5de4636f161b', 2, 'assistant', '[]', '{"createdAt":"2026-11-23T01:36:07.699Z","runId":"01a2060b-d20c-7542-a13d-d58c0f40f34d","status":"failed","error":{"code":"rejected:gateway","message":"The gateway ‘OpenClaw’ refused the message (“400 bad request upstream”). Change it and send it again."}}', 1795397767699),
('ee3bd93a-de2c-46f0-9e19-43d9461b7ec7', 'f14b7c31-950d-42bb-b3ba-fa9cf0957cdc', 1, 'user', '[{"type":"text","text":"Postgres 17 upgrade plan\n/sim tokens=5000 gap=500"}]', '{"createdAt":"2026-11-23T01:36:07.942Z"}', 1795397767942),
('2836f7de-2207-41bb-ad8a-1d06a617d482', '0e6b4a6a-9c51-4436-bec0-78c0422241d4', 1, 'user', '[{"type":"text","text":"Flaky checkout tests\n/sim tokens=500 gap=200"}]', '{"createdAt":"2026-11-23T01:36:07.953Z"}', 1795397767953),
('2836f7de-2207-41bb-ad8a-1d06a617d482', '01a2060b-d313-7fc6-957f-929407a65549', 2, 'assistant', '[{"type":"text","text":"token-1 "}]', '{"createdAt":"2026-11-23T01:36:08.072Z","runId":"01a2060b-d313-7180-a27d-f7bc58beab26","status":"stopped"}', 1795397768072),
('2836f7de-2207-41bb-ad8a-1d06a617d482', 'bc3a6455-98f3-4529-a910-10006d23ec1d', 3, 'user', '[{"type":"text","text":"Compare that with last week''s runs on staging. /sim error=provider"}]', '{"createdAt":"2026-11-23T01:36:08.180Z"}', 1795397768180),
('2836f7de-2207-41bb-ad8a-1d06a617d482', '01a2060b-d3f6-7420-88fd-c8df4fcd4054', 4, 'assistant', '[]', '{"createdAt":"2026-11-23T01:36:08.191Z","runId":"01a2060b-d3f6-7b51-91a9-7f7e4435f98a","status":"failed","error":{"code":"rejected:gateway","message":"The gateway ‘OpenClaw’ refused the message (“400 bad request upstream”). Change it and send it again."}}', 1795397768191),
('2836f7de-2207-41bb-ad8a-1d06a617d482', 'aedfdf33-d3fd-4df1-88a5-5d02d7769bcd', 5, 'user', '[{"type":"text","text":"Then look at the failing runs yourself. /sim text=\"I have the last forty failures. Thirty-one of them stop in the same two tests, so I am comparing their start times now and then the rest\" stall-after=26 gap=1"}]', '{"createdAt":"2026-11-23T01:36:08.308Z"}', 1795397768308),
('2836f7de-2207-41bb-ad8a-1d06a617d482', 'df83b3bb-7afe-4c08-9673-0486c3942b10', 6, 'user', '[{"type":"text","text":"Also open a ticket for the forkCount setting."}]', '{"createdAt":"2026-11-23T01:36:08.320Z"}', 1795397768320),
('73e3145e-dcff-4245-ad32-5566a503e80d', '58a00b23-4401-40cf-b868-531fc4b61058', 1, 'user', '[{"type":"text","text":"Competitor pricing, Q4\n/sim tokens=3 gap=1"}]', '{"createdAt":"2026-11-23T01:36:08.756Z"}', 1795397768756),
('73e3145e-dcff-4245-ad32-5566a503e80d', '01a2060b-d635-72c7-be43-3da3afc6011a', 2, 'assistant', '[{"type":"text","text":"token-1 token-2 token-3 "}]', '{"createdAt":"2026-11-23T01:36:08.767Z","runId":"01a2060b-d635-7826-acc1-c5e56ecc42c2","status":"finished","finishReason":"stop","usage":{"inputTokens":18,"outputTokens":3,"totalTokens":21}}', 1795397768767),
('3ebf5f9e-07b9-4b1d-a742-664b8af50f39', '24b5ee6f-ac17-4cf5-8716-5e36cd48e61d', 1, 'user', '[{"type":"text","text":"What is the tide?"}]', '{"createdAt":"2026-11-23T01:40:20.866Z"}', 1795398020866),
('3ebf5f9e-07b9-4b1d-a742-664b8af50f39', '01a2060f-af03-7b18-a244-9f4f9b0ec987', 2, 'assistant', '[{"type":"text","text":"High water"}]', '{"createdAt":"2026-11-23T01:40:20.867Z","runId":"01a2060f-af03-7865-a94d-5a19e6ae76b8","status":"interrupted","error":{"code":"interrupted:run","message":"Rockpool was interrupted while this answer was being written. Press Retry to ask again."}}', 1795398020867);

insert into run (id, chat_id, user_message_id, assistant_message_id, status, retry, node_id, lease_until, created_at, ended_at, queue_rank, stop_asked) values
('01a2060b-cd76-735b-a579-d3d4aaea3714', 'ac99e6da-34c7-4685-ac83-3dfcd4686baf', '4eafe807-a23d-4fd7-b2cd-25401a1fecb6', '01a2060b-cd76-7f7d-b195-a582ae20629b', 'FINISHED', 0, '01a2060b-7e7a-726b-8e61-905b9cf991c7', 1795397776496, 1795397766496, 1795397766585, 0, 0),
('01a2060b-ce6d-7e87-860e-cfabd59581aa', '1e0e122d-96b2-44d0-b1b1-248e02d3da69', 'cdfe4318-8c4c-443c-bfbb-20ffb8a5e959', '01a2060b-ce6d-75ac-9b74-8ae29b802ae8', 'FINISHED', 0, '01a2060b-7e7a-726b-8e61-905b9cf991c7', 1795397776764, 1795397766764, 1795397766774, 0, 0),
('01a2060b-cf0c-7762-8f6c-d68599a679cf', '2820932e-bc24-4b93-82db-4970293b9db5', '2b7f5896-2b08-4ef0-89a9-f3d84e03bf09', '01a2060b-cf0c-7b85-b83c-27397620127d', 'FINISHED', 0, '01a2060b-7e7a-726b-8e61-905b9cf991c7', 1795397776920, 1795397766920, 1795397766935, 0, 0),
('01a2060b-cf8f-7e11-82a9-39d61f331b0f', 'd27a7115-9e87-4b64-860a-4b58e44a4ac8', 'c466e79d-f07f-493b-9df6-e38c5460d411', '01a2060b-cf8f-7e6e-a339-1e5554337bab', 'FINISHED', 0, '01a2060b-7e7a-726b-8e61-905b9cf991c7', 1795397777054, 1795397767054, 1795397767062, 0, 0),
('01a2060b-d013-7a75-8e1e-1c555f003de9', '925b6e36-b2aa-41ea-a7ef-ac7ce99e5ff7', '71c9d651-5841-495b-9ec8-b890081a0d61', '01a2060b-d013-77d2-9b4a-7bbc371803c7', 'FINISHED', 0, '01a2060b-7e7a-726b-8e61-905b9cf991c7', 1795397777185, 1795397767185, 1795397767200, 0, 0),
('01a2060b-d094-75e1-94ba-236b0dcdeed9', '4e57b4b6-959b-48ac-bcff-96afd22a6eb5', '1a42bc35-01b5-45ea-9c80-95ae41c11311', '01a2060b-d094-7869-9b5e-67cc8020ae95', 'FINISHED', 0, '01a2060b-7e7a-726b-8e61-905b9cf991c7', 1795397777313, 1795397767313, 1795397767325, 0, 0),
('01a2060b-d10d-7323-b0d5-a15e79a843be', 'fe6266f5-9c5c-4ea3-a470-a7e7d1c3f45a', '5f55a4ed-84dd-4869-8104-6acc8f1010ab', '01a2060b-d10d-75c0-9782-e68d00641dc2', 'STOPPED', 0, '01a2060b-7e7a-726b-8e61-905b9cf991c7', 1795397777435, 1795397767435, 1795397767572, 0, 0),
('01a2060b-d20c-7542-a13d-d58c0f40f34d', '6284d4c9-288b-4849-a9ab-cc18849b0e54', '4132eaac-3527-4e6e-9862-b7d80ea7d0f6', '01a2060b-d20c-7bf7-bba5-5de4636f161b', 'FAILED', 0, '01a2060b-7e7a-726b-8e61-905b9cf991c7', 1795397777690, 1795397767690, 1795397767699, 0, 0),
('01a2060b-d308-7549-9096-c9bc3d8c1da9', 'ee3bd93a-de2c-46f0-9e19-43d9461b7ec7', 'f14b7c31-950d-42bb-b3ba-fa9cf0957cdc', '01a2060b-d308-7b79-8684-395439513b48', 'RUNNING', 0, '01a2060b-7e7a-726b-8e61-905b9cf991c7', 1795397808730, 1795397767942, null, 0, 0),
('01a2060b-d313-7180-a27d-f7bc58beab26', '2836f7de-2207-41bb-ad8a-1d06a617d482', '0e6b4a6a-9c51-4436-bec0-78c0422241d4', '01a2060b-d313-7fc6-957f-929407a65549', 'STOPPED', 0, '01a2060b-7e7a-726b-8e61-905b9cf991c7', 1795397777953, 1795397767953, 1795397768072, 0, 0),
('01a2060b-d3f6-7b51-91a9-7f7e4435f98a', '2836f7de-2207-41bb-ad8a-1d06a617d482', 'bc3a6455-98f3-4529-a910-10006d23ec1d', '01a2060b-d3f6-7420-88fd-c8df4fcd4054', 'FAILED', 0, '01a2060b-7e7a-726b-8e61-905b9cf991c7', 1795397778180, 1795397768180, 1795397768191, 0, 0),
('01a2060b-d475-704e-af96-920d6fc3879f', '2836f7de-2207-41bb-ad8a-1d06a617d482', 'aedfdf33-d3fd-4df1-88a5-5d02d7769bcd', '01a2060b-d475-72cd-bd93-3baa22dac4be', 'RUNNING', 0, '01a2060b-7e7a-726b-8e61-905b9cf991c7', 1795397808730, 1795397768308, null, 0, 0),
('01a2060b-d482-7300-adf1-30f46e43199b', '2836f7de-2207-41bb-ad8a-1d06a617d482', 'df83b3bb-7afe-4c08-9673-0486c3942b10', '01a2060b-d483-7927-b654-79d66a0ed181', 'QUEUED', 0, '01a2060b-7e7a-726b-8e61-905b9cf991c7', 1795397778320, 1795397768320, null, 0, 0),
('01a2060b-d635-7826-acc1-c5e56ecc42c2', '73e3145e-dcff-4245-ad32-5566a503e80d', '58a00b23-4401-40cf-b868-531fc4b61058', '01a2060b-d635-72c7-be43-3da3afc6011a', 'FINISHED', 0, '01a2060b-7e7a-726b-8e61-905b9cf991c7', 1795397778756, 1795397768756, 1795397768767, 0, 0),
('01a2060f-af03-7865-a94d-5a19e6ae76b8', '3ebf5f9e-07b9-4b1d-a742-664b8af50f39', '24b5ee6f-ac17-4cf5-8716-5e36cd48e61d', '01a2060f-af03-7b18-a244-9f4f9b0ec987', 'INTERRUPTED', 0, 'dead', 0, 1795398020866, 1795398020867, 0, 0);

insert into run_event (run_id, first_seq, last_seq, events) values
('01a2060b-cd76-735b-a579-d3d4aaea3714', 1, 5, '[{"t":"text","n":[8,8,8],"text":"token-1 token-2 token-3 "},{"t":"usage","input":18,"output":3,"total":21},{"t":"end","status":"finished","finishReason":"stop"}]'),
('01a2060b-ce6d-7e87-860e-cfabd59581aa', 1, 5, '[{"t":"text","n":[8,8,8],"text":"token-1 token-2 token-3 "},{"t":"usage","input":18,"output":3,"total":21},{"t":"end","status":"finished","finishReason":"stop"}]'),
('01a2060b-d20c-7542-a13d-d58c0f40f34d', 1, 1, '[{"t":"end","status":"failed","failure":{"code":"rejected:gateway","message":"The gateway ‘OpenClaw’ refused the message (“400 bad request upstream”). Change it and send it again."}}]'),
('01a2060b-d308-7549-9096-c9bc3d8c1da9', 1, 2, '[{"t":"text","n":[8],"text":"token-1 "},{"t":"titled","title":"Postgres 17 upgrade plan"}]'),
('01a2060b-d3f6-7b51-91a9-7f7e4435f98a', 1, 1, '[{"t":"end","status":"failed","failure":{"code":"rejected:gateway","message":"The gateway ‘OpenClaw’ refused the message (“400 bad request upstream”). Change it and send it again."}}]'),
('01a2060b-d475-704e-af96-920d6fc3879f', 1, 22, '[{"t":"text","n":[1,5,4,5,6,9,1,9,2,3,5,5,3,4,5,4,7,3,2,3,9,1],"text":"I have the last forty failures. Thirty-one of them stop in the same two tests, so I am comparing"}]'),
('01a2060b-d475-704e-af96-920d6fc3879f', 23, 26, '[{"t":"text","n":[6,6,6,4],"text":" their start times now"}]'),
('01a2060b-d308-7549-9096-c9bc3d8c1da9', 3, 3, '[{"t":"text","n":[8],"text":"token-2 "}]'),
('01a2060b-d308-7549-9096-c9bc3d8c1da9', 4, 4, '[{"t":"text","n":[8],"text":"token-3 "}]'),
('01a2060b-d308-7549-9096-c9bc3d8c1da9', 5, 5, '[{"t":"text","n":[8],"text":"token-4 "}]'),
('01a2060b-d308-7549-9096-c9bc3d8c1da9', 6, 6, '[{"t":"text","n":[8],"text":"token-5 "}]'),
('01a2060b-d308-7549-9096-c9bc3d8c1da9', 7, 7, '[{"t":"text","n":[8],"text":"token-6 "}]'),
('01a2060b-d308-7549-9096-c9bc3d8c1da9', 8, 8, '[{"t":"text","n":[8],"text":"token-7 "}]'),
('01a2060b-d308-7549-9096-c9bc3d8c1da9', 9, 9, '[{"t":"text","n":[8],"text":"token-8 "}]'),
('01a2060b-d308-7549-9096-c9bc3d8c1da9', 10, 10, '[{"t":"text","n":[8],"text":"token-9 "}]'),
('01a2060b-d308-7549-9096-c9bc3d8c1da9', 11, 11, '[{"t":"text","n":[9],"text":"token-10 "}]'),
('01a2060b-d308-7549-9096-c9bc3d8c1da9', 12, 12, '[{"t":"text","n":[9],"text":"token-11 "}]'),
('01a2060f-af03-7865-a94d-5a19e6ae76b8', 1, 2, '[{"t":"text","n":[5,2],"text":"High wa"}]'),
('01a2060f-af03-7865-a94d-5a19e6ae76b8', 3, 3, '[{"t":"text","n":[3],"text":"ter"}]'),
('01a2060f-af03-7865-a94d-5a19e6ae76b8', 4, 4, '[{"t":"end","status":"interrupted","failure":{"code":"interrupted:run","message":"Rockpool was interrupted while this answer was being written. Press Retry to ask again."}}]');

insert into session_tombstone (session_key, chat_id, agent_id, deleted_at, erased_at, account_id) values
('webchat-c403fe92-50c0-49f9-b109-fbbfb046745a', 'c403fe92-50c0-49f9-b109-fbbfb046745a', 'main', 1795397891188, 1795397891207, '01a2060b-cd37-73d0-84ac-dd20c70480be'),
('webchat-84380d5e-4d1e-4f5b-99f0-4a7ba6357f69', '84380d5e-4d1e-4f5b-99f0-4a7ba6357f69', 'main', 1795397891277, 1795397891288, '01a2060b-cd37-73d0-84ac-dd20c70480be');
