package dev.rockpool.account.oidc;

import dev.rockpool.testing.TestPostgres;

class OidcOnPostgresTest extends OidcSuite {

    @Override
    String database() {
        return "rockpool.database-url=" + TestPostgres.newDatabase();
    }
}
