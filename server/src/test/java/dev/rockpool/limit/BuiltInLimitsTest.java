package dev.rockpool.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.account.GuestSettings;
import dev.rockpool.account.Role;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BuiltInLimitsTest {

    private final ApplicationContextRunner server =
            new ApplicationContextRunner().withUserConfiguration(GuestSettings.class, BuiltInLimits.class);

    @Test
    void whoeverSitsAtTheMachineHasNoLimit() {
        server.withPropertyValues("server.address=127.0.0.1")
                .run(context -> assertThat(context.getBean(BuiltInLimits.class).of(Role.GUEST))
                        .isEqualTo(RoleLimit.none(Role.GUEST)));
    }

    @Test
    void onceOthersCanReachItGuestsAndMembersHaveSome() {
        server.withPropertyValues("server.address=127.0.0.1", "rockpool.public-url=https://chat.example.com")
                .run(context -> {
                    BuiltInLimits limits = context.getBean(BuiltInLimits.class);
                    assertThat(limits.of(Role.GUEST).messagesPerDay()).isEqualTo(50);
                    assertThat(limits.of(Role.GUEST).runsAtOnce()).isEqualTo(2);
                    assertThat(limits.of(Role.MEMBER).messagesPerDay()).isEqualTo(1_000);
                    assertThat(limits.of(Role.MEMBER).runsAtOnce()).isEqualTo(10);
                    assertThat(limits.of(Role.ADMINISTRATOR)).isEqualTo(RoleLimit.none(Role.ADMINISTRATOR));
                });
    }

    @Test
    void theyCanBeSwitchedOnAndOff() {
        server.withPropertyValues("server.address=127.0.0.1", "rockpool.limits=on")
                .run(context -> assertThat(context.getBean(BuiltInLimits.class)
                                .of(Role.GUEST)
                                .messagesPerDay())
                        .isEqualTo(50));
        server.withPropertyValues("server.address=0.0.0.0", "rockpool.limits=off")
                .run(context -> assertThat(context.getBean(BuiltInLimits.class)
                                .of(Role.GUEST)
                                .messagesPerDay())
                        .isNull());
        server.withPropertyValues("rockpool.limits=some")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseMessage("ROCKPOOL_LIMITS must be on, off or auto, not 'some'."));
    }
}
