package dev.rockpool.openclaw;

import org.jspecify.annotations.Nullable;

/// What a gateway turned out to be and to be able to.
///
/// @param dialect which generation of the interface it speaks
/// @param version its version, where it tells
/// @param routing how it is told the session, [SessionRouting#HEADER] or [SessionRouting#MODEL]
/// @param chatEndpointEnabled whether `/v1/chat/completions` is switched on
/// @param stopAborts whether closing a stream stops the run; if not, it goes on unseen to its end
/// @param listsAgents whether [OpenClawClient#agents()] knows the agents
/// @param readsHistory whether [OpenClawClient#history] works
/// @param deletesSessions whether [OpenClawClient#deleteSession] can work
/// @param takesImages whether images in a message reach the model
/// @param maxBodyBytes the largest request body it takes
public record GatewayInfo(
        Dialect dialect,
        @Nullable String version,
        SessionRouting routing,
        boolean chatEndpointEnabled,
        boolean stopAborts,
        boolean listsAgents,
        boolean readsHistory,
        boolean deletesSessions,
        boolean takesImages,
        long maxBodyBytes) {

    private static final long CURRENT_BODY = 20_000_000;
    private static final long LEGACY_BODY = 1_000_000;

    public GatewayInfo {
        if (routing == SessionRouting.AUTO) {
            throw new IllegalArgumentException("What is known about a gateway has a settled routing.");
        }
    }

    static GatewayInfo of(Dialect dialect, @Nullable String version, SessionRouting routing, boolean chatEndpoint) {
        boolean current = dialect == Dialect.CURRENT;
        boolean tools = current && routing == SessionRouting.HEADER;
        long body = current ? CURRENT_BODY : LEGACY_BODY;
        return new GatewayInfo(dialect, version, routing, chatEndpoint, current, tools, tools, tools, current, body);
    }
}
