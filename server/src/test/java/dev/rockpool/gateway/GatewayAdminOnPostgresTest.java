package dev.rockpool.gateway;

import dev.rockpool.testing.OnPostgres;

@OnPostgres
class GatewayAdminOnPostgresTest extends GatewayAdminSuite {}
