package dev.rockpool.run;

import dev.rockpool.testing.OnPostgres;

@OnPostgres
class ActivityOnPostgresTest extends ActivitySuite {}
