package dev.rockpool.gateway;

import dev.rockpool.testing.OnSqlite;

@OnSqlite
class GatewayAdminOnSqliteTest extends GatewayAdminSuite {}
