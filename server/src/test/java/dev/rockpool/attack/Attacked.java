package dev.rockpool.attack;

import dev.rockpool.testing.OnSqlite;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/// Runs a test class against a whole server of its own whose statements to the database are noted, and where members
/// may connect the tests' gateway.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@OnSqlite
@Import(Statements.class)
@TestPropertySource(properties = {"rockpool.gateway.own=on", "rockpool.gateway.private-addresses=on"})
public @interface Attacked {}
