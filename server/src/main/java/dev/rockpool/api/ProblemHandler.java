package dev.rockpool.api;

import dev.rockpool.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// Turns every exception of a call into an answer with a sentence; what it does not know is logged and kept
/// inside.
@RestControllerAdvice
class ProblemHandler {

    /// Seconds after which another node, or this one started anew, is likely to be there.
    private static final String RETRY_AFTER = "2";

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    @ExceptionHandler
    ResponseEntity<ProblemWriter.Body> handle(Problem problem) {
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemWriter.Body> handle(HttpMessageNotReadableException e) {
        return answer(bodyProblem(e));
    }

    private static Problem bodyProblem(HttpMessageNotReadableException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
            if (cause instanceof BodyLimit.TooLarge tooLarge) {
                return tooLarge.problem();
            }
        }
        return Problem.badField("body", "The request's body is not valid JSON.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemWriter.Body> handle(MissingServletRequestParameterException e) {
        String name = e.getParameterName();
        return answer(Problem.badField(name, "The parameter '" + name + "' is missing."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemWriter.Body> handle(MethodArgumentTypeMismatchException e) {
        String name = e.getName();
        return answer(Problem.badField(name, "The parameter '" + name + "' has the wrong form."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemWriter.Body> handle(InvalidParameterException e) {
        return answer(Problem.of(Problem.Kind.BAD_REQUEST, "api", "The address has a parameter that cannot be read."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemWriter.Body> handle(HttpMediaTypeNotSupportedException e) {
        return answer(Problem.of(
                Problem.Kind.UNSUPPORTED, "api", "Send the body as JSON, with Content-Type: application/json."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemWriter.Body> handle(HttpMediaTypeNotAcceptableException e) {
        return answer(
                Problem.of(Problem.Kind.BAD_REQUEST, "api", "This call answers JSON. Send Accept: application/json."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemWriter.Body> handle(HttpRequestMethodNotSupportedException e) {
        return ResponseEntity.status(405)
                .headers(e.getHeaders())
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ProblemWriter.Body(
                        "bad_request:api", "This address does not take " + e.getMethod() + " requests.", null));
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemWriter.Body> handle(
            NoResourceFoundException e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getRequestURI().startsWith("/api/")) {
            return answer(Problem.of(Problem.Kind.NOT_FOUND, "api", "There is no such call."));
        }
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
        return null;
    }

    /// No connection to be had, or one that broke in the middle. Whoever sends again what may have been stored
    /// sends it with the same id.
    @ExceptionHandler({TransactionException.class, DataAccessResourceFailureException.class})
    @Nullable
    ResponseEntity<ProblemWriter.Body> handleMissingDatabase(Exception e, HttpServletResponse response) {
        log.warn("no connection to the database: {}", e.toString());
        return response.isCommitted()
                ? null
                : answer(Problem.of(
                        Problem.Kind.OFFLINE, "api", "Rockpool cannot reach its database. Try again in a moment."));
    }

    /// The browser has left; there is nobody to answer.
    @ExceptionHandler
    void handle(AsyncRequestNotUsableException e) {
        log.debug("a browser left before its answer: {}", e.toString());
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemWriter.Body> handle(Exception e, HttpServletRequest request, HttpServletResponse response) {
        log.error("{} {} failed", request.getMethod(), withoutSecret(request.getRequestURI()), e);
        if (response.isCommitted()) {
            return null;
        }
        return answer(Problem.of(
                Problem.Kind.INTERNAL, "api", "Rockpool failed at this call. Try again; its log says more."));
    }

    /// The end of a shared chat's address is its key.
    private static String withoutSecret(String path) {
        return path.startsWith("/api/share/") ? "/api/share/..." : path;
    }

    private static ResponseEntity<ProblemWriter.Body> answer(Problem problem) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.kind().status());
        String retryAfter = problem.kind() == Problem.Kind.OFFLINE ? RETRY_AFTER : problem.retryAfterSeconds();
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        return answer.contentType(MediaType.APPLICATION_JSON).body(ProblemWriter.Body.of(problem));
    }
}
