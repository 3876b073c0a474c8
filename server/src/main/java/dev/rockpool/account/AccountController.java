package dev.rockpool.account;

import dev.rockpool.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// What people see and change of their own account.
@RestController
class AccountController {

    private final AccountRepository rows;
    private final Accounts accounts;
    private final AccountViews views;
    private final PasswordSignIn confirmation;
    private final Passwords passwords;
    private final PasswordLinks links;
    private final Throttle throttle;
    private final Devices devices;
    private final SignIn signIn;

    AccountController(
            AccountRepository rows,
            Accounts accounts,
            AccountViews views,
            PasswordSignIn confirmation,
            Passwords passwords,
            PasswordLinks links,
            Throttle throttle,
            Devices devices,
            SignIn signIn) {
        this.rows = rows;
        this.accounts = accounts;
        this.views = views;
        this.confirmation = confirmation;
        this.passwords = passwords;
        this.links = links;
        this.throttle = throttle;
        this.devices = devices;
        this.signIn = signIn;
    }

    @GetMapping("/api/account")
    AccountViews.View account(Account caller) {
        return views.of(caller);
    }

    @PatchMapping("/api/account")
    AccountViews.View rename(Member caller, @RequestBody JsonNode body) {
        return views.of(accounts.rename(caller.id(), Fields.of(body, "name").personName("name"))
                .as(caller.account().role()));
    }

    /// Somebody who has no password yet gives none as `current`.
    @PutMapping("/api/account/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(Member caller, @RequestBody JsonNode body, HttpServletRequest request) {
        Fields fields = Fields.of(body, "current", "password");
        if (rows.hasPassword(caller.id())) {
            confirmation.confirm(caller.account(), fields.text("current"), ClientAddress.of(request), "current");
        }
        String fresh = fields.text("password");
        passwords.check(fresh, caller.account().email(), "password");
        accounts.changePassword(
                caller.id(), passwords.hash(fresh), request.getSession().getId());
    }

    @PostMapping("/api/password-reset")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resetPassword(@RequestBody JsonNode body, HttpServletRequest request) {
        String address = ClientAddress.of(request);
        throttle.attempt(address);
        Fields fields = Fields.of(body, "token", "password");
        links.use(fields.text("token"), fields.text("password"));
        throttle.succeeded(address);
    }

    /// Deletes the caller's account with everything in it.
    @DeleteMapping("/api/account")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Member caller, @RequestBody JsonNode body, HttpServletRequest request, HttpServletResponse response) {
        Fields fields = Fields.of(body, "password", "confirm");
        if (rows.hasPassword(caller.id())) {
            confirmation.confirm(caller.account(), fields.text("password"), ClientAddress.of(request), "password");
        } else if (!Objects.equals(
                fields.email("confirm").value(), caller.account().email())) {
            throw Problem.badField("confirm", "Enter the account's e-mail to confirm that it is to be deleted.");
        }
        accounts.delete(caller.id(), caller.id());
        signIn.out(request, response);
    }

    @GetMapping("/api/account/devices")
    Map<String, List<Devices.Device>> devices(Member caller, HttpServletRequest request) {
        return Map.of("devices", devices.list(caller.id(), devices.of(request).orElse(null)));
    }

    @DeleteMapping("/api/account/devices/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOutAt(Member caller, @PathVariable String id) {
        if (!devices.signOut(caller.id(), new DeviceId(id))) {
            throw Problem.of(Problem.Kind.NOT_FOUND, "account", "You are not signed in there any more.");
        }
    }

    /// Signs the caller out everywhere, here too.
    @DeleteMapping("/api/account/devices")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOutEverywhere(Member caller, HttpServletRequest request, HttpServletResponse response) {
        devices.signOutEverywhere(caller.id(), null);
        signIn.out(request, response);
    }
}
