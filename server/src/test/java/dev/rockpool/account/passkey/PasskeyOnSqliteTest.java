package dev.rockpool.account.passkey;

import dev.rockpool.testing.OnSqlite;

@OnSqlite
class PasskeyOnSqliteTest extends PasskeySuite {}
