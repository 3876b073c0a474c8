package dev.rockpool.limit;

import dev.rockpool.testing.OnSqlite;

@OnSqlite
class LimitOnSqliteTest extends LimitSuite {}
