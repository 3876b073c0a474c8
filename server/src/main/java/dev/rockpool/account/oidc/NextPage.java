package dev.rockpool.account.oidc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Where somebody wanted to go when they were asked to sign in, kept in their session until the provider answers.
@Component
class NextPage {

    private static final String ATTRIBUTE = "oidc-next";
    static final String HOME = "/";

    /// A page of this server's: a second slash would lead to another.
    private static final Pattern OURS = Pattern.compile("/(?!/)[\\x21-\\x7e&&[^\\\\]]{1,500}");

    private static final Pattern WAY_IN = Pattern.compile("/(login|register|reset|invite)([/?].*)?");

    /// Keeps the parameter `next` of a request that leads to a provider; without it, or with an address that is none of
    /// ours, what an earlier attempt wanted is forgotten.
    void note(HttpServletRequest request) {
        String next = request.getParameter("next");
        if (isPage(next)) {
            request.getSession(true).setAttribute(ATTRIBUTE, next);
        } else {
            take(request);
        }
    }

    /// Where to go on, once; else the start page.
    String take(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof String next)) {
            return HOME;
        }
        session.removeAttribute(ATTRIBUTE);
        return next;
    }

    private static boolean isPage(@Nullable String next) {
        return next != null
                && OURS.matcher(next).matches()
                && !WAY_IN.matcher(next).matches();
    }
}
