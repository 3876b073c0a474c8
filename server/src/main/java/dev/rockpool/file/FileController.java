package dev.rockpool.file;

import dev.rockpool.account.Account;
import dev.rockpool.account.AccountId;
import dev.rockpool.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/// Takes files for messages, and shows them to those who sent them.
@RestController
class FileController {

    private static final Logger log = LoggerFactory.getLogger(FileController.class);

    private final FileIntake intake;
    private final FileService files;

    FileController(FileIntake intake, FileService files) {
        this.intake = intake;
        this.files = files;
    }

    /// The body is the file itself.
    @Operation(
            requestBody =
                    @RequestBody(
                            description = "The file itself. What it is, is found out from its bytes.",
                            required = true,
                            content = {
                                @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = "image/jpeg",
                                        schema = @Schema(type = "string", format = "binary")),
                                @Content(mediaType = "image/gif", schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = "image/webp",
                                        schema = @Schema(type = "string", format = "binary")),
                                @Content(mediaType = "text/*", schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = "application/octet-stream",
                                        schema = @Schema(type = "string", format = "binary"))
                            }))
    @PostMapping("/api/files")
    @ResponseStatus(HttpStatus.CREATED)
    StoredFile take(
            Account caller,
            @Parameter(description = "What the file is called.", example = "tide.png") @RequestParam String name,
            HttpServletRequest request) {
        try {
            return intake.take(
                    caller,
                    new FileIntake.Upload(
                            name, request.getContentType(), request.getContentLengthLong(), request.getInputStream()));
        } catch (IOException e) {
            log.debug("a file broke off: {}", e.toString());
            throw Problem.badField("body", "The file did not arrive whole. Send it again.");
        }
    }

    /// Whatever a file holds, a browser runs none of it: an image is a picture, all else is text to be saved. What an
    /// address shows never changes, so the browser asks once; another's cookie gets nothing of what it has kept.
    @ApiResponse(
            responseCode = "200",
            description = "The file, an image as what it is and all else as text.",
            content = {
                @Content(mediaType = "image/*", schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "text/plain", schema = @Schema(type = "string", format = "binary"))
            })
    @GetMapping("/api/files/{id}")
    void show(AccountId caller, @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        StoredFile file = files.owned(caller, id);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=31536000, immutable");
        response.setHeader(HttpHeaders.VARY, HttpHeaders.COOKIE);
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition(file));
        if (new ServletWebRequest(request, response).checkNotModified('"' + file.hash() + '"')) {
            return;
        }
        response.setContentType(file.kind() == FileKind.IMAGE ? file.mediaType() : FileType.PLAIN + ";charset=UTF-8");
        response.setContentLengthLong(file.size());
        try {
            files.write(file, response.getOutputStream());
        } catch (IOException e) {
            log.debug("file={} its reader left: {}", file.id(), e.toString());
        }
    }

    private static String disposition(StoredFile file) {
        return (file.kind() == FileKind.IMAGE ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(file.name(), StandardCharsets.UTF_8)
                .build()
                .toString();
    }

    @DeleteMapping("/api/files/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(AccountId caller, @PathVariable String id) {
        files.delete(caller, id);
    }
}
