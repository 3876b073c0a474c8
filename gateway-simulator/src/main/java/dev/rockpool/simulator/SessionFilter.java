package dev.rockpool.simulator;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Which sessions a list is to show; archived ones only when they are asked for.
record SessionFilter(
        @Nullable String search,
        @Nullable String label,
        @Nullable String agent,
        boolean archived) {

    SessionFilter(JsonNode args) {
        this(
                Json.string(args, "search"),
                Json.string(args, "label"),
                Json.string(args, "agentId"),
                args.path("archived").asBoolean(false));
    }

    boolean takes(Session session) {
        return session.archived == archived
                && (label == null || label.equals(session.label))
                && (agent == null || agent.equals(session.address.agent()))
                && (search == null || mentions(session, search.toLowerCase(Locale.ROOT)));
    }

    private static boolean mentions(Session session, String text) {
        return session.address.listedKey().contains(text)
                || (session.label != null
                        && session.label.toLowerCase(Locale.ROOT).contains(text));
    }
}
