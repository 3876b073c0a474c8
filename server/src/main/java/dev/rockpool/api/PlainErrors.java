package dev.rockpool.api;

import jakarta.servlet.RequestDispatcher;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;

/// What programs are told where no call was found that could answer: the same form as everywhere,
/// and nothing that says what this server is made of.
@Component
class PlainErrors extends DefaultErrorAttributes {

    @Override
    public Map<String, @Nullable Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE, RequestAttributes.SCOPE_REQUEST)
                        instanceof Integer code
                ? code
                : HttpStatus.INTERNAL_SERVER_ERROR.value();
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("code", code(status));
        told.put("message", sentence(status));
        return told;
    }

    private static String code(int status) {
        return status == 404 ? "not_found:api" : status < 500 ? "bad_request:api" : "internal:api";
    }

    private static String sentence(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not take requests of this method.";
            default ->
                status < 500
                        ? "This request cannot be answered."
                        : "Rockpool failed at this call. Try again; its log says more.";
        };
    }
}
