package dev.rockpool.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rockpool.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Answers a problem as the JSON AI SDK clients show: `{"code": "forbidden:chat", "message": "...",
/// "cause": "..."}`.
@Component
class ProblemWriter {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /// @param cause the field or part that is wrong, where one can be named
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(String code, String message, @Nullable String cause) {

        static Body of(Problem problem) {
            return new Body(problem.code(), problem.sentence(), problem.detail());
        }
    }

    /// For filters, which stand before the controllers.
    void write(Problem problem, HttpServletResponse response) throws IOException {
        response.setStatus(problem.kind().status());
        if (problem.retryAfterSeconds() != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds());
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(Body.of(problem)));
    }
}
