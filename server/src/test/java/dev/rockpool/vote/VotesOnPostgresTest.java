package dev.rockpool.vote;

import dev.rockpool.testing.OnPostgres;

@OnPostgres
class VotesOnPostgresTest extends VotesSuite {}
