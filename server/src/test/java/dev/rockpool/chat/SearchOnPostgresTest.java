package dev.rockpool.chat;

import dev.rockpool.testing.OnPostgres;

@OnPostgres
class SearchOnPostgresTest extends SearchSuite {}
