package dev.rockpool.account;

import dev.rockpool.testing.OnPostgres;

@OnPostgres
class SignInOnPostgresTest extends SignInSuite {}
