package dev.rockpool.account;

import dev.rockpool.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Hands the caller to every controller method that asks for one, and refuses who is not what it
/// asks for: a method with an [AccountId] or an [Account] cannot be called by a stranger, one
/// with a [Member] not by a guest, one with an [Administrator] by nobody else.
@Component
class CallerResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private static final Set<Class<?>> CALLERS =
            Set.of(AccountId.class, Account.class, Member.class, Administrator.class);

    private final GuestSettings guests;
    private final AccountRepository accounts;
    private final AdministratorRights rights;

    CallerResolver(GuestSettings guests, AccountRepository accounts, AdministratorRights rights) {
        this.guests = guests;
        this.accounts = accounts;
        this.rights = rights;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return CALLERS.contains(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest call = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        Visitor visitor = Visitor.of(call);
        AccountId id = visitor.account().orElseThrow(this::stranger);
        Class<?> wanted = parameter.getParameterType();
        if (wanted == AccountId.class) {
            return id;
        }
        Account account = visitor.signedIn().isPresent()
                ? rights.here(accounts.find(id).orElseThrow(this::stranger), call)
                : AccountRepository.guest(id);
        if (wanted == Account.class) {
            return account;
        }
        return wanted == Member.class ? member(account) : administrator(account);
    }

    private static Member member(Account account) {
        if (account.isGuest()) {
            throw Problem.of(
                    Problem.Kind.FORBIDDEN, "account", "Guests cannot do this. Create an account, or sign in.");
        }
        return new Member(account);
    }

    private static Administrator administrator(Account account) {
        if (account.role() != Role.ADMINISTRATOR) {
            throw Problem.of(Problem.Kind.FORBIDDEN, "account", "Only administrators can do this.");
        }
        return new Administrator(account.id());
    }

    private Problem stranger() {
        return Problem.of(
                Problem.Kind.UNAUTHORIZED,
                "chat",
                guests.allowed()
                        ? "This browser has no account yet. Open the start page once, or sign in, then try again."
                        : "Sign in to go on. Guests are switched off on this server (ROCKPOOL_GUESTS).");
    }
}
