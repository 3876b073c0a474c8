package dev.rockpool.account;

import dev.rockpool.testing.OnPostgres;

@OnPostgres
class MembersOnPostgresTest extends MembersSuite {}
