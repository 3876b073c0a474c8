package dev.rockpool.gateway;

import dev.rockpool.testing.OnPostgres;

@OnPostgres
class GatewayChatsOnPostgresTest extends GatewayChatsSuite {}
