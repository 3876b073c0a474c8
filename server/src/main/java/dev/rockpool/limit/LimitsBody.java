package dev.rockpool.limit;

import dev.rockpool.account.Role;
import dev.rockpool.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads limits as administrators send them.
final class LimitsBody {

    private static final long MOST_MESSAGES = 1_000_000;
    private static final long MOST_RUNS = 1_000;
    private static final long MOST_BYTES = 1L << 30;

    private LimitsBody() {}

    /// Reads `{"limits": [{"role": ..., "messagesPerDay": ..., "runsAtOnce": ...,
    /// "attachmentBytes": ...}]}`, or refuses it naming the field.
    static List<RoleLimit> parse(JsonNode body) {
        JsonNode limits = body.path("limits");
        if (!limits.isArray() || limits.isEmpty()) {
            throw Problem.badField("limits", "The field 'limits' must be a list of roles with their limits.");
        }
        List<RoleLimit> parsed = new ArrayList<>();
        for (JsonNode limit : limits) {
            parsed.add(limit(limit));
        }
        if (parsed.stream().map(RoleLimit::role).distinct().count() < parsed.size()) {
            throw Problem.badField("limits.role", "Each role can be given once.");
        }
        return parsed;
    }

    private static RoleLimit limit(JsonNode limit) {
        Long runs = number(limit, "runsAtOnce", 1, MOST_RUNS);
        return new RoleLimit(
                role(limit.path("role").asString("")),
                number(limit, "messagesPerDay", 0, MOST_MESSAGES),
                runs == null ? null : Math.toIntExact(runs),
                number(limit, "attachmentBytes", 0, MOST_BYTES));
    }

    private static Role role(String word) {
        return Arrays.stream(Role.values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.badField(
                        "limits.role",
                        "The field 'limits.role' must be one of %s."
                                .formatted(Arrays.stream(Role.values())
                                        .map(Role::word)
                                        .collect(Collectors.joining(", ")))));
    }

    /// @return null when it is given as null: no limit
    private static @Nullable Long number(JsonNode limit, String name, long least, long most) {
        JsonNode value = limit.get(name);
        if (value != null && value.isNull()) {
            return null;
        }
        if (value == null
                || !value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw Problem.badField(
                    "limits." + name,
                    "The field 'limits.%s' must be a whole number from %,d to %,d, or null for no limit."
                            .formatted(name, least, most));
        }
        return value.longValue();
    }
}
