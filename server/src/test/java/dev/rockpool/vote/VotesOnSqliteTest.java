package dev.rockpool.vote;

import dev.rockpool.testing.OnSqlite;

@OnSqlite
class VotesOnSqliteTest extends VotesSuite {}
