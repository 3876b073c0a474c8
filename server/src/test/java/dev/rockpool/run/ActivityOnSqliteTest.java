package dev.rockpool.run;

import dev.rockpool.testing.OnSqlite;

@OnSqlite
class ActivityOnSqliteTest extends ActivitySuite {}
