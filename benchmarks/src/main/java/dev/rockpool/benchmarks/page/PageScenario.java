package dev.rockpool.benchmarks.page;

import dev.rockpool.benchmarks.Scenario;
import dev.rockpool.benchmarks.report.Report;
import dev.rockpool.benchmarks.streaming.SimulatorProcess;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.product.RockpoolServer;
import java.util.Map;

/// The page in Chromium, 1280 x 800: first loads with a cold and a warm cache, switches between chats, a chat of
/// 2,000 messages, and an answer with much code as it is written.
public final class PageScenario implements Scenario {

    @Override
    public String name() {
        return "page";
    }

    @Override
    public void run(Report report) {
        if (!Chromium.isThere()) {
            report.remark("page: left out, there is no Chromium and none could be installed");
            return;
        }
        try (SimulatorProcess gateway = SimulatorProcess.start();
                RockpoolServer server = RockpoolServer.start(settings(gateway));
                Chromium chromium = Chromium.launch()) {
            new FirstLoads(chromium, server).measure(report);
            new Switches(chromium, server).measure(report);
            new LongChat(chromium, server).measure(report);
            new LongAnswer(chromium, server).measure(report);
        }
    }

    /// Titles are not what is measured.
    private static Map<String, String> settings(SimulatorProcess gateway) {
        Map<String, String> settings = RockpoolServer.settingsFor(gateway.url(), gateway.token());
        settings.put("ROCKPOOL_TITLES", "message");
        return settings;
    }
}
