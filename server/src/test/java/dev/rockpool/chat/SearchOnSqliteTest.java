package dev.rockpool.chat;

import dev.rockpool.testing.OnSqlite;

@OnSqlite
class SearchOnSqliteTest extends SearchSuite {}
