package dev.rockpool.account.oidc;

import dev.rockpool.account.AccountId;
import dev.rockpool.account.Journal;
import dev.rockpool.account.WaysIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/// Where people land whom a provider has sent back: signed in at the page they wanted, connected in the
/// settings, or at a page that tells them why not.
@Component
class Return implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

    private static final String SETTINGS = "/settings/sign-in";
    private static final String LOGIN = "/login";
    private static final Logger log = LoggerFactory.getLogger(Return.class);

    private final OidcSettings settings;
    private final Arrival arrival;
    private final LinkIntent intent;
    private final NextPage next;
    private final Journal journal;

    Return(OidcSettings settings, Arrival arrival, LinkIntent intent, NextPage next, Journal journal) {
        this.settings = settings;
        this.arrival = arrival;
        this.intent = intent;
        this.next = next;
        this.journal = journal;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
        OAuth2AuthenticationToken token = (OAuth2AuthenticationToken) authentication;
        String provider = token.getAuthorizedClientRegistrationId();
        OidcSettings.Provider known = settings.oidc().get(provider);
        if (known == null || !(token.getPrincipal() instanceof OidcUser person)) {
            throw new IllegalStateException("Only people of a known OpenID Connect provider come this way.");
        }
        Claims claims = new Claims(known, person);
        Optional<AccountId> linking = intent.take(provider, request);
        String page = linking.isPresent() ? SETTINGS : LOGIN;
        // Before anybody signs in: they get another session.
        String wanted = next.take(request);
        try {
            if (linking.isPresent()) {
                connect(claims, linking.get(), provider, request);
            } else {
                arrival.signIn(claims, provider, request, response);
            }
            lead(linking.isPresent() ? SETTINGS : wanted, response);
        } catch (OidcRefusal refusal) {
            refuse(page, wanted, refusal.failure(), provider, response);
        }
    }

    private void connect(Claims claims, AccountId account, String provider, HttpServletRequest request) {
        if (!WaysIn.signedIn(request).equals(Optional.of(account))) {
            throw new OidcRefusal(OidcFailure.LINK_EXPIRED);
        }
        arrival.link(claims, account);
        journal.note("identity_linked", account, account.value(), Map.of("provider", provider));
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        String path = request.getRequestURI();
        String provider = path.substring(path.lastIndexOf('/') + 1);
        if (!settings.oidc().containsKey(provider)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        boolean linking = intent.take(provider, request).isPresent();
        refuse(linking ? SETTINGS : LOGIN, next.take(request), reason(failure), provider, response);
    }

    private static OidcFailure reason(AuthenticationException failure) {
        if (failure instanceof OidcRefusal refusal) {
            return refusal.failure();
        }
        if (failure.getCause() instanceof OidcRefusal refusal) {
            return refusal.failure();
        }
        String code = failure instanceof OAuth2AuthenticationException oauth
                ? oauth.getError().getErrorCode()
                : "";
        return switch (code) {
            case "access_denied" -> OidcFailure.CANCELLED;
            case "authorization_request_not_found", "invalid_state_parameter" -> OidcFailure.EXPIRED;
            case "invalid_token_response", "invalid_user_info_response", "temporarily_unavailable", "server_error" ->
                OidcFailure.PROVIDER_DOWN;
            default -> OidcFailure.REFUSED;
        };
    }

    private void refuse(
            String page, String wanted, OidcFailure failure, String provider, HttpServletResponse response) {
        log.info("a sign-in by provider '{}' failed: {}", provider, failure.code());
        journal.note(
                "sign_in_failed", null, null, Map.of("how", "oidc", "provider", provider, "reason", failure.code()));
        String onwards = wanted.equals(NextPage.HOME) ? "" : "&next=" + UriUtils.encode(wanted, StandardCharsets.UTF_8);
        lead(page + "?problem=" + failure.code() + onwards, response);
    }

    /// To where people sign in, with word of why not.
    static void toLogin(OidcFailure failure, HttpServletResponse response) {
        lead(LOGIN + "?problem=" + failure.code(), response);
    }

    /// By path alone: behind a proxy this server may not know its own address.
    private static void lead(String path, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", path);
    }
}
