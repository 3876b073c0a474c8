package dev.rockpool.file;

import dev.rockpool.testing.OnPostgres;

@OnPostgres
class FilesOnPostgresTest extends FilesSuite {}
