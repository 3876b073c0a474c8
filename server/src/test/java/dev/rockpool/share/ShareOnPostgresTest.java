package dev.rockpool.share;

import dev.rockpool.testing.OnPostgres;

@OnPostgres
class ShareOnPostgresTest extends ShareSuite {}
