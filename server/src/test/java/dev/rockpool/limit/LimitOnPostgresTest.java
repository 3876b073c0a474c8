package dev.rockpool.limit;

import dev.rockpool.testing.OnPostgres;

@OnPostgres
class LimitOnPostgresTest extends LimitSuite {}
