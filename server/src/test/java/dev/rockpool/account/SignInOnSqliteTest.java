package dev.rockpool.account;

import dev.rockpool.testing.OnSqlite;

@OnSqlite
class SignInOnSqliteTest extends SignInSuite {}
