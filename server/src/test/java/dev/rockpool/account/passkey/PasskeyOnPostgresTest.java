package dev.rockpool.account.passkey;

import dev.rockpool.testing.OnPostgres;

@OnPostgres
class PasskeyOnPostgresTest extends PasskeySuite {}
