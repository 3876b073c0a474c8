package dev.rockpool.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.testing.OnSqlite;
import dev.rockpool.testing.TestLive;
import org.junit.jupiter.api.Test;

@OnSqlite
class LiveOnSqliteTest extends LiveSuite {

    @Test
    void aServerThatLeavesFirstTellsHowWatchedRunsEnded() {
        TestLive tab = tab();
        ada.say(chat, "/sim tokens=20 stall-after=2");
        tab.watch(chat);
        tab.next("run");
        ada.post("/api/chat/" + chat + "/stop", "{}");
        ada.settledMessages(chat);

        hub.stop();
        hub.start();

        assertThat(tab.until(frame -> TestLive.type(frame).equals("bye"))).anyMatch(this::isQuiet);
    }
}
