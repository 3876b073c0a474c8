package dev.rockpool.api;

import dev.rockpool.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/// Answers requests no browser of ours sends, which the firewall keeps out: paths with tricks in
/// them, headers with control characters.
@Component
class OddRequests implements RequestRejectedHandler {

    private final ProblemWriter problems;

    OddRequests(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException refused)
            throws IOException {
        problems.write(
                Problem.of(Problem.Kind.BAD_REQUEST, "api", "This address or a header of the request is malformed."),
                response);
    }
}
