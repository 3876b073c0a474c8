package dev.rockpool.account;

import dev.rockpool.testing.OnSqlite;

@OnSqlite
class MembersOnSqliteTest extends MembersSuite {}
