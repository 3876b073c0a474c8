package dev.rockpool.attack;

import dev.rockpool.account.Account;
import dev.rockpool.account.AccountId;
import dev.rockpool.account.Administrator;
import dev.rockpool.account.Member;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// A call the server answers, as the server itself has it.
///
/// @param path       with names in braces where a value belongs
/// @param parameters the names of what may stand behind the question mark
record Route(String method, String path, Needs needs, Set<String> parameters, boolean takesBody) {

    /// Who may call, each with those that come after.
    enum Needs {
        NOTHING,
        ACCOUNT,
        MEMBER,
        ADMINISTRATOR
    }

    String name() {
        return method + " " + path;
    }

    /// What it has in common with the [Attack]s at it.
    String shape() {
        return name().replaceAll("\\{[^}]*}", "{}");
    }

    /// All that are ours.
    static List<Route> all(RequestMappingHandlerMapping mappings) {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(entry -> isOurs(entry.getValue()))
                .flatMap(entry -> routes(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// The paths of those that libraries bring.
    static Set<String> ofLibraries(RequestMappingHandlerMapping mappings) {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(entry -> !isOurs(entry.getValue()))
                .flatMap(entry -> entry.getKey().getPatternValues().stream())
                .collect(Collectors.toSet());
    }

    private static boolean isOurs(HandlerMethod handler) {
        return handler.getBeanType().getName().startsWith("dev.rockpool.");
    }

    private static Stream<Route> routes(RequestMappingInfo info, HandlerMethod handler) {
        List<Parameter> asked = List.of(handler.getMethod().getParameters());
        Set<String> parameters = asked.stream()
                .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class))
                .map(Route::nameOf)
                .collect(Collectors.toSet());
        boolean takesBody = asked.stream().anyMatch(parameter -> parameter.isAnnotationPresent(RequestBody.class));
        return info.getPatternValues().stream()
                .map(path -> path.replaceAll("\\{(\\w+):(?:[^{}]|\\{[^{}]*})*}", "{$1}"))
                .flatMap(path -> info.getMethodsCondition().getMethods().stream()
                        .map(method -> new Route(method.name(), path, needs(handler), parameters, takesBody)));
    }

    private static String nameOf(Parameter parameter) {
        RequestParam told = parameter.getAnnotation(RequestParam.class);
        return Stream.of(told.name(), told.value(), parameter.getName())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static Needs needs(HandlerMethod handler) {
        Set<Class<?>> asked =
                Arrays.stream(handler.getMethod().getParameterTypes()).collect(Collectors.toSet());
        if (asked.contains(Administrator.class)) {
            return Needs.ADMINISTRATOR;
        }
        if (asked.contains(Member.class)) {
            return Needs.MEMBER;
        }
        return asked.contains(AccountId.class) || asked.contains(Account.class) ? Needs.ACCOUNT : Needs.NOTHING;
    }
}
