package dev.rockpool.gateway;

import dev.rockpool.account.Role;
import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.Credential;
import dev.rockpool.openclaw.GatewaySettings;
import dev.rockpool.openclaw.SessionRouting;
import dev.rockpool.problem.Problem;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a request wants a gateway to be: its body's fields laid over the row that is there, or over an empty
/// one.
///
/// @param row the gateway with its changes, but with the token it had
/// @param token what is to become of the token
record GatewayForm(GatewayRow row, GatewayToken token) {

    private static final Set<String> FIELDS = new LinkedHashSet<>(
            List.of("name", "url", "credential", "routing", "enabled", "agents", "roles", "defaultAgent", "isDefault"));
    private static final int MAX_NAME = 60;
    private static final int MAX_URL = 2_000;
    private static final int MAX_TOKEN = 4_000;
    private static final int MAX_AGENTS = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\s]+");

    /// Reads a body.
    ///
    /// @throws Problem naming the field that is wrong
    static GatewayForm read(JsonNode body, GatewayRow row) {
        checkFields(body);
        GatewayRow changed = new GatewayRow(
                row.id(),
                row.owner(),
                body.has("name") ? name(body) : row.name(),
                body.has("url") ? url(body) : row.url(),
                row.credential(),
                body.has("routing") ? routing(body) : row.routing(),
                body.has("enabled") ? flag(body, "enabled") : row.enabled(),
                body.has("agents") ? agents(body) : row.agents(),
                body.has("roles") ? roles(body, row) : row.roles(),
                body.has("defaultAgent") ? defaultAgent(body) : row.defaultAgent(),
                body.has("isDefault") ? flag(body, "isDefault") : row.isDefault(),
                row.createdAt());
        GatewayToken token = token(body);
        checkAim(row, changed, token);
        return new GatewayForm(changed, token);
    }

    /// The fields that differ from `before`.
    List<String> changedFrom(GatewayRow before) {
        return FIELDS.stream().filter(field -> isChanged(field, before)).toList();
    }

    private boolean isChanged(String field, GatewayRow before) {
        return switch (field) {
            case "name" -> !row.name().equals(before.name());
            case "url" -> !row.url().equals(before.url());
            case "credential" -> !(token instanceof GatewayToken.Kept);
            case "routing" -> row.routing() != before.routing();
            case "enabled" -> row.enabled() != before.enabled();
            case "agents" -> !row.agents().equals(before.agents());
            case "roles" -> !row.roles().equals(before.roles());
            case "defaultAgent" -> !Objects.equals(row.defaultAgent(), before.defaultAgent());
            default -> row.isDefault() != before.isDefault();
        };
    }

    private static void checkFields(JsonNode body) {
        if (!body.isObject()) {
            throw Problem.badField("body", "Send a JSON object with these fields: " + FIELDS + ".");
        }
        body.propertyNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Problem.badField(name, "A gateway has no field '" + name + "' that can be set.");
                });
    }

    /// A token is never sent to another address than it was given for: whoever may change the address need not
    /// be who knows the token.
    private static void checkAim(GatewayRow before, GatewayRow changed, GatewayToken token) {
        boolean isElsewhere = !origin(before.url()).equals(origin(changed.url()));
        if (isElsewhere && before.credential() != null && token instanceof GatewayToken.Kept) {
            throw Problem.badField(
                    "credential",
                    "Give the token again: a stored token is not sent to another address than it was given for.");
        }
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    private static String name(JsonNode body) {
        String name = UNPRINTABLE
                .matcher(text(body, "name", 10 * MAX_NAME))
                .replaceAll(" ")
                .strip();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw Problem.badField("name", "The field 'name' must be text of 1 to " + MAX_NAME + " characters.");
        }
        return name;
    }

    private static URI url(JsonNode body) {
        try {
            URI url = URI.create(text(body, "url", MAX_URL).strip());
            return GatewaySettings.of("", url, null).url();
        } catch (IllegalArgumentException e) {
            throw Problem.badField(
                    "url", "The field 'url' must be the gateway's address, such as http://192.168.1.20:18789.");
        }
    }

    private static GatewayToken token(JsonNode body) {
        JsonNode credential = body.get("credential");
        if (credential == null) {
            return new GatewayToken.Kept();
        }
        if (credential.isNull()) {
            return new GatewayToken.Removed();
        }
        try {
            return new GatewayToken.Given(
                    new Credential(text(body, "credential", MAX_TOKEN).strip()));
        } catch (IllegalArgumentException e) {
            throw Problem.badField(
                    "credential", "The field 'credential' must be the gateway's token, without spaces, or null.");
        }
    }

    private static SessionRouting routing(JsonNode body) {
        String word = text(body, "routing", 10).toUpperCase(Locale.ROOT);
        return Arrays.stream(SessionRouting.values())
                .filter(routing -> routing.name().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.badField("routing", "The field 'routing' must be AUTO, HEADER or MODEL."));
    }

    private static List<AgentId> agents(JsonNode body) {
        List<String> names = words(body, "agents");
        if (!names.stream().allMatch(AgentId::isValid)) {
            throw Problem.badField("agents", "The field 'agents' must list agent ids, or be null for all.");
        }
        return names.stream().distinct().map(AgentId::of).toList();
    }

    private static Set<Role> roles(JsonNode body, GatewayRow row) {
        List<String> words = words(body, "roles");
        if (row.owner() != null && !words.isEmpty()) {
            throw Problem.badField("roles", "A gateway of your own is for nobody else, so it has no 'roles'.");
        }
        Set<Role> roles = new LinkedHashSet<>();
        for (String word : words) {
            roles.add(Arrays.stream(Role.values())
                    .filter(role -> role.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> Problem.badField(
                            "roles",
                            "The field 'roles' must list 'guest', 'member' or 'administrator', or be null for all.")));
        }
        return Set.copyOf(roles);
    }

    private static @Nullable AgentId defaultAgent(JsonNode body) {
        if (body.path("defaultAgent").isNull()) {
            return null;
        }
        String name = text(body, "defaultAgent", 64);
        if (!AgentId.isValid(name)) {
            throw Problem.badField("defaultAgent", "The field 'defaultAgent' must be an agent id or null.");
        }
        return AgentId.of(name);
    }

    /// Null stands for all; an empty list would be for nobody, and for that there is the field `enabled`.
    private static List<String> words(JsonNode body, String field) {
        JsonNode list = body.path(field);
        if (list.isNull()) {
            return List.of();
        }
        if (!list.isArray()
                || list.isEmpty()
                || list.size() > MAX_AGENTS
                || !list.valueStream().allMatch(JsonNode::isString)) {
            throw Problem.badField(field, "The field '" + field + "' must be a list with something in it, or null.");
        }
        return list.valueStream().map(JsonNode::stringValue).toList();
    }

    private static boolean flag(JsonNode body, String field) {
        if (!body.path(field).isBoolean()) {
            throw Problem.badField(field, "The field '" + field + "' must be true or false.");
        }
        return body.path(field).booleanValue();
    }

    private static String text(JsonNode body, String field, int limit) {
        JsonNode value = body.path(field);
        if (!value.isString() || value.stringValue().length() > limit) {
            throw Problem.badField(
                    field, "The field '" + field + "' must be text of at most " + limit + " characters.");
        }
        return value.stringValue();
    }
}
