package dev.rockpool.account;

import dev.rockpool.testing.OnPostgres;

@OnPostgres
class DevicesOnPostgresTest extends DevicesSuite {}
