package dev.rockpool.file;

import dev.rockpool.testing.OnSqlite;

@OnSqlite
class FilesOnSqliteTest extends FilesSuite {}
