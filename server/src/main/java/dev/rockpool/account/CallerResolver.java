package dev.rockpool.account;

import dev.rockpool.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Hands the caller's [AccountId] to every controller method that asks for one, and refuses who has none: a
/// method with such a parameter cannot be called by a stranger.
@Component
class CallerResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private final GuestSettings guests;

    CallerResolver(GuestSettings guests) {
        this.guests = guests;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == AccountId.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Object caller = request.getAttribute(AccountFilter.CALLER, RequestAttributes.SCOPE_REQUEST);
        if (caller == null) {
            throw Problem.of(Problem.Kind.UNAUTHORIZED, "chat", whyNot());
        }
        return caller;
    }

    private String whyNot() {
        return guests.allowed()
                ? "This browser has no account yet. Open the start page once, then try again."
                : "Guests are switched off on this server. Ask its administrator to set ROCKPOOL_GUESTS=on.";
    }
}
