package dev.rockpool.run;

import dev.rockpool.testing.OnSqlite;

@OnSqlite
class QueueOnSqliteTest extends QueueSuite {}
