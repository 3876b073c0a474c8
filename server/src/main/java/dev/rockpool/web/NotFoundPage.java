package dev.rockpool.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Gives people who ask for an unknown address a page instead of a bare status. Programs get the API's own
/// answer.
@Component
class NotFoundPage implements ErrorViewResolver {

    private final PageShell shell;

    NotFoundPage(PageShell shell) {
        this.shell = shell;
    }

    @Override
    public @Nullable ModelAndView resolveErrorView(
            HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
        return status == HttpStatus.NOT_FOUND ? new ModelAndView((ignored, asked, response) -> write(response)) : null;
    }

    private void write(HttpServletResponse response) throws IOException {
        response.setContentType(PageShell.HTML.toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.setHeader(ContentPolicy.HEADER, ContentPolicy.withoutInline());
        response.getWriter().write(shell.notFound());
    }
}
