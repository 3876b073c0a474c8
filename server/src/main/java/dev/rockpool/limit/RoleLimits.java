package dev.rockpool.limit;

import dev.rockpool.account.AccountId;
import dev.rockpool.account.Journal;
import dev.rockpool.account.Role;
import dev.rockpool.storage.Database;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// The limits in force, role by role, and their change.
@Service
class RoleLimits {

    private final Database database;
    private final LimitRepository rows;
    private final BuiltInLimits builtIn;
    private final Journal journal;

    RoleLimits(Database database, LimitRepository rows, BuiltInLimits builtIn, Journal journal) {
        this.database = database;
        this.rows = rows;
        this.builtIn = builtIn;
        this.journal = journal;
    }

    /// The limits of all roles.
    List<RoleLimit> all() {
        Map<Role, RoleLimit> stored =
                rows.stored().stream().collect(Collectors.toMap(RoleLimit::role, Function.identity()));
        return Arrays.stream(Role.values())
                .map(role -> stored.getOrDefault(role, builtIn.of(role)))
                .toList();
    }

    /// Sets limits; roles that are not among `wanted` keep theirs. The messages of today count on.
    ///
    /// @return the limits of all roles from now on
    List<RoleLimit> change(AccountId administrator, List<RoleLimit> wanted) {
        database.inTransaction(() -> {
            Map<Role, RoleLimit> before =
                    all().stream().collect(Collectors.toMap(RoleLimit::role, Function.identity()));
            wanted.forEach(rows::store);
            Map<String, String> changed = new TreeMap<>();
            wanted.forEach(limit -> note(Objects.requireNonNull(before.get(limit.role())), limit, changed));
            if (!changed.isEmpty()) {
                journal.note("limits_changed", administrator, null, changed);
            }
        });
        return all();
    }

    private static void note(RoleLimit before, RoleLimit after, Map<String, String> changed) {
        String role = after.role().word();
        note(role + ".messagesPerDay", before.messagesPerDay(), after.messagesPerDay(), changed);
        note(role + ".runsAtOnce", before.runsAtOnce(), after.runsAtOnce(), changed);
        note(role + ".attachmentBytes", before.attachmentBytes(), after.attachmentBytes(), changed);
    }

    private static void note(
            String what, @Nullable Number before, @Nullable Number after, Map<String, String> changed) {
        if (!Objects.equals(before, after)) {
            changed.put(what, word(before) + " -> " + word(after));
        }
    }

    private static String word(@Nullable Number limit) {
        return limit == null ? "none" : limit.toString();
    }
}
