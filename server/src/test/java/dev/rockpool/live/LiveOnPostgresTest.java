package dev.rockpool.live;

import dev.rockpool.testing.OnPostgres;

@OnPostgres
class LiveOnPostgresTest extends LiveSuite {}
