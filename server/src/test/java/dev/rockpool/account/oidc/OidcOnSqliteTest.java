package dev.rockpool.account.oidc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class OidcOnSqliteTest extends OidcSuite {

    @TempDir
    static Path folder;

    @Override
    String database() {
        return "rockpool.data=" + folder;
    }
}
