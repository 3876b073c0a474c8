package dev.rockpool.share;

import dev.rockpool.testing.OnSqlite;

@OnSqlite
class ShareOnSqliteTest extends ShareSuite {}
