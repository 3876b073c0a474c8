package dev.rockpool.run;

import dev.rockpool.testing.OnPostgres;

@OnPostgres
class RecoveryOnPostgresTest extends RecoverySuite {}
