package dev.rockpool.gateway;

import dev.rockpool.openclaw.Credential;
import dev.rockpool.openclaw.GatewayError;
import dev.rockpool.openclaw.GatewayException;
import dev.rockpool.openclaw.GatewaySettings;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A gateway's trouble in words for the person who waits for an answer: what, which gateway, what to do.
/// Nothing of the gateway's machine gets through: provider errors and tool output may hold its paths
/// (OpenClaw 2026.9.6, verified live).
final class FailureSentences {

    /// The setting that older and new gateways alike want before they answer chats.
    static final String CHAT_ENDPOINT = "gateway.http.endpoints.chatCompletions.enabled";

    /// That setting with its value, as one copies it.
    static final String CHAT_ENDPOINT_ON = CHAT_ENDPOINT + ": true";

    private static final int QUOTED_LIMIT = 300;

    private static final Pattern PATH =
            Pattern.compile("(?<![\\w.:/])(?:file://|~)?(?:/[\\w.@+~-]+){2,}/?|\\b[A-Za-z]:\\\\[^\\s\"']*");
    private static final Pattern SECRET = Pattern.compile(
            "(?i)\\b(?:sk|pk|rk|key|token|ghp|xox[a-z])[-_][A-Za-z0-9_*-]{8,}|\\bBearer\\s+\\S+|\\b[A-Za-z0-9_-]{40,}\\b");
    private static final Pattern SPACES = Pattern.compile("[\\p{Cc}\\p{Z}]+");

    private FailureSentences() {}

    static AgentFailure failure(GatewaySettings gateway, GatewaySource source, GatewayException e) {
        return new AgentFailure(reason(e.error()), sentence(gateway, source, e.error()), e);
    }

    static AgentFailure.Reason reason(GatewayError error) {
        return switch (error.kind()) {
            case UNREACHABLE -> AgentFailure.Reason.UNREACHABLE;
            case UNAUTHORIZED, LOCKED_OUT, PROXY_REFUSED -> AgentFailure.Reason.REFUSED;
            case ENDPOINT_OFF, UNKNOWN_AGENT, AGENT_REQUIRED, NOT_OPENCLAW -> AgentFailure.Reason.MISCONFIGURED;
            case PROVIDER_AUTH -> AgentFailure.Reason.PROVIDER;
            case RATE_LIMITED -> AgentFailure.Reason.LIMITED;
            case BAD_REQUEST -> AgentFailure.Reason.REJECTED;
            case TOO_LARGE -> AgentFailure.Reason.TOO_LARGE;
            case STALLED -> AgentFailure.Reason.STALLED;
            case EMPTY_ANSWER -> AgentFailure.Reason.EMPTY;
            case UNAVAILABLE, INTERNAL -> AgentFailure.Reason.FAILED;
        };
    }

    /// For the person who waits for an answer: ends with how to go on.
    static String sentence(GatewaySettings gateway, GatewaySource source, GatewayError error) {
        String remedy = remedy(source, error);
        String text = what(gateway, source, error) + " " + remedy;
        return retryHelps(error.kind()) && !remedy.contains("Retry")
                ? text.substring(0, text.length() - 1) + ", then press Retry."
                : text;
    }

    /// For whoever looks at the state of the gateway while nobody waits.
    static GatewayProblem problem(GatewaySettings gateway, GatewaySource source, GatewayError error) {
        String sentence =
                what(gateway, source, error) + " " + remedy(source, error).replace("Press Retry", "Try again");
        String setting = error.kind() == GatewayError.Kind.ENDPOINT_OFF ? CHAT_ENDPOINT_ON : null;
        return new GatewayProblem(kind(error), sentence, setting);
    }

    private static GatewayProblem.Kind kind(GatewayError error) {
        return switch (error.kind()) {
            case UNREACHABLE -> unreachable(error.type());
            case UNAUTHORIZED -> GatewayProblem.Kind.WRONG_CREDENTIAL;
            case LOCKED_OUT -> GatewayProblem.Kind.LOCKED_OUT;
            case PROXY_REFUSED -> GatewayProblem.Kind.PROXY_REFUSED;
            case ENDPOINT_OFF -> GatewayProblem.Kind.ENDPOINT_OFF;
            case UNKNOWN_AGENT, AGENT_REQUIRED -> GatewayProblem.Kind.AGENT_UNKNOWN;
            case NOT_OPENCLAW -> GatewayProblem.Kind.NOT_OPENCLAW;
            case STALLED -> GatewayProblem.Kind.TIMEOUT;
            case UNAVAILABLE -> GatewayProblem.Kind.NOT_READY;
            case PROVIDER_AUTH, RATE_LIMITED, BAD_REQUEST, TOO_LARGE, EMPTY_ANSWER, INTERNAL ->
                GatewayProblem.Kind.FAILED;
        };
    }

    private static GatewayProblem.Kind unreachable(@Nullable String type) {
        return switch (type) {
            case GatewayError.REFUSED -> GatewayProblem.Kind.REFUSED;
            case GatewayError.TIMEOUT -> GatewayProblem.Kind.TIMEOUT;
            case GatewayError.UNKNOWN_HOST -> GatewayProblem.Kind.UNKNOWN_HOST;
            case GatewayError.TLS -> GatewayProblem.Kind.TLS;
            case GatewayError.ADDRESS_NOT_ALLOWED -> GatewayProblem.Kind.ADDRESS_NOT_ALLOWED;
            case null, default -> GatewayProblem.Kind.UNREACHABLE;
        };
    }

    private static String what(GatewaySettings gateway, GatewaySource source, GatewayError error) {
        String name = "The gateway ‘" + gateway.name() + "’";
        return switch (error.kind()) {
            case UNREACHABLE -> name + " cannot be reached" + where(gateway, source, error) + ".";
            case UNAUTHORIZED -> name + " does not accept this server’s token.";
            case LOCKED_OUT -> name + " shuts this server out after too many wrong tokens.";
            case PROXY_REFUSED -> name + " does not trust the proxy between it and this server.";
            case ENDPOINT_OFF -> name + " has its chat endpoint switched off.";
            case UNKNOWN_AGENT -> name + " does not know this agent.";
            case AGENT_REQUIRED -> name + " has several agents and wants one named.";
            case NOT_OPENCLAW ->
                "What answers at " + (inEnvironment(source) ? gateway.url() : "the address of " + lower(name))
                        + " is not an OpenClaw gateway.";
            case PROVIDER_AUTH -> name + " was refused by its model provider" + words(gateway, error) + ".";
            case RATE_LIMITED -> "The model provider of " + lower(name) + " is limiting requests.";
            case BAD_REQUEST -> name + " refused the message" + words(gateway, error) + ".";
            case TOO_LARGE -> "The message is larger than " + lower(name) + " takes.";
            case STALLED -> name + " sent nothing for " + words(gateway.idleTimeout()) + ".";
            case EMPTY_ANSWER -> name + " ended the answer without a word, as it does when its model provider fails.";
            case UNAVAILABLE -> name + " cannot take work just now" + words(gateway, error) + ".";
            case INTERNAL -> name + " failed" + words(gateway, error) + ".";
        };
    }

    /// Who chats at a shared gateway need not learn where in the company's network it is: whoever looks after it
    /// has the address beside the sentence.
    private static String where(GatewaySettings gateway, GatewaySource source, GatewayError error) {
        if (inEnvironment(source)) {
            return " at " + gateway.url() + (refused(error) ? "" : words(gateway, error));
        }
        return switch (unreachable(error.type())) {
            case REFUSED -> ": nobody answers there";
            case TIMEOUT -> ": it does not answer in time";
            case UNKNOWN_HOST -> ": its host name is not known";
            case TLS -> ": no secure connection to it can be trusted";
            case ADDRESS_NOT_ALLOWED -> ": its host is in a network that own gateways may not be in";
            default -> ": the connection broke";
        };
    }

    private static boolean inEnvironment(GatewaySource source) {
        return source == GatewaySource.ENVIRONMENT || source == GatewaySource.DEMO;
    }

    private static String remedy(GatewaySource source, GatewayError error) {
        return switch (error.kind()) {
            case UNREACHABLE -> inEnvironment(source) ? "Start it." : remedy(unreachable(error.type()));
            case UNAUTHORIZED ->
                inEnvironment(source)
                        ? "Set OPENCLAW_GATEWAY_TOKEN to its token and restart this server."
                        : "Its token must be given again in the settings.";
            case LOCKED_OUT -> "Correct the token and try again in " + soon(error.retryAfter(), "a few minutes") + ".";
            case PROXY_REFUSED ->
                "Connect to it directly or add the proxy to gateway.trustedProxies in its openclaw.json.";
            case ENDPOINT_OFF -> "Set " + CHAT_ENDPOINT + ": true in its openclaw.json.";
            case UNKNOWN_AGENT -> "Choose another agent and start a new chat.";
            case AGENT_REQUIRED -> "Choose an agent and start a new chat.";
            case NOT_OPENCLAW ->
                inEnvironment(source)
                        ? "Correct OPENCLAW_GATEWAY_URL and restart this server."
                        : "Its address must be corrected in the settings.";
            case PROVIDER_AUTH -> "Correct the provider’s key or account at the gateway.";
            case RATE_LIMITED -> "Press Retry in " + soon(error.retryAfter(), "a minute") + ".";
            case BAD_REQUEST -> "Change it and send it again.";
            case TOO_LARGE -> "Shorten it and send it again.";
            case STALLED, EMPTY_ANSWER -> "Look at its log.";
            case UNAVAILABLE -> "Press Retry in a moment.";
            case INTERNAL -> "Press Retry; if it fails again, look at its log.";
        };
    }

    private static String remedy(GatewayProblem.Kind kind) {
        return switch (kind) {
            case UNKNOWN_HOST, ADDRESS_NOT_ALLOWED -> "Its address must be corrected in the settings.";
            case TLS -> "It needs a certificate that this server trusts.";
            default -> "It must be started, or its address corrected in the settings.";
        };
    }

    private static boolean retryHelps(GatewayError.Kind kind) {
        return switch (kind) {
            case UNREACHABLE, PROXY_REFUSED, ENDPOINT_OFF, PROVIDER_AUTH, STALLED, EMPTY_ANSWER -> true;
            default -> false;
        };
    }

    /// That nobody listens is what most people see, and there is nothing to add to it.
    private static boolean refused(GatewayError error) {
        return error.message().equals("The connection was refused.");
    }

    static String interrupted(GatewaySettings gateway) {
        return "The connection to the gateway ‘" + gateway.name()
                + "’ was lost in the middle of the answer. Press Retry.";
    }

    /// Other people's words without paths, secrets and line breaks, and not too many of them.
    static String cleaned(String words) {
        String text = SPACES.matcher(words).replaceAll(" ").strip();
        text = SECRET.matcher(text).replaceAll("…");
        text = PATH.matcher(text).replaceAll("…");
        return text.length() <= QUOTED_LIMIT
                ? text
                : text.substring(0, QUOTED_LIMIT - 1).strip() + "…";
    }

    /// What it said, without the token it was sent: some proxies show in their errors what they were asked.
    private static String words(GatewaySettings gateway, GatewayError error) {
        Credential sent = gateway.credential();
        String message = sent == null ? error.message() : error.message().replace(sent.token(), "…");
        String text = cleaned(message).replaceAll("[.\\s]+$", "");
        return text.isEmpty() ? "" : " (“" + text + "”)";
    }

    private static String words(Duration time) {
        long minutes = time.toMinutes();
        return minutes > 0 ? amount(minutes, "minute") : amount(Math.max(1, time.toSeconds()), "second");
    }

    private static String soon(@Nullable Duration time, String otherwise) {
        return time == null ? otherwise : words(time);
    }

    private static String amount(long count, String unit) {
        return count == 1 ? "1 " + unit : count + " " + unit + "s";
    }

    private static String lower(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
