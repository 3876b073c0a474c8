package dev.rockpool.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.search.Place;
import dev.rockpool.e2e.search.Secret;
import dev.rockpool.e2e.search.WorkingDay;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Credentials never leave: a day of use by several people, with everything that goes wrong, is recorded whole, and
/// then searched. The log is kept at levels at which much more is written than usual.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class CredentialSearchIT {

    private static final WorkingDay day = new WorkingDay();

    @BeforeAll
    static void live() {
        day.live();
    }

    static Stream<Secret> secrets() {
        return day.secrets().stream();
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void aSecretIsNowhereButInTheRequestThatItWasTypedInto(Secret secret) {
        assertThat(secret.leaks(day.places())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void whatWasTypedWasSentSoTheSearchCanFindIt(Secret secret) {
        Secret anywhere = Secret.of(secret.name(), secret.value());
        for (String request : secret.typedAt()) {
            assertThat(anywhere.leaks(only(place ->
                            place.kind() == Place.Kind.REQUEST && place.name().equals(request))))
                    .as(request)
                    .isNotEmpty();
        }
    }

    @Test
    void theWordsOfAChatAreFoundWhereverTheyBelong() {
        for (Place.Kind kind : EnumSet.of(
                Place.Kind.REQUEST, Place.Kind.ANSWER, Place.Kind.FRAME, Place.Kind.STORAGE, Place.Kind.FILE)) {
            assertThat(day.words().leaks(only(place -> place.kind() == kind)))
                    .as(kind.name())
                    .isNotEmpty();
        }
        assertThat(day.words().leaks(only(place -> place.kind() == Place.Kind.LOG)))
                .isEmpty();
    }

    @Test
    void everySortOfPlaceWasLookedInto() {
        assertThat(day.places()).extracting(Place::kind).contains(Place.Kind.values());
        assertThat(day.places()).extracting(Place::name).contains("rockpool.db", "rockpool.db-wal", "log", "threads");
        assertThat(only(place -> place.kind() == Place.Kind.LOG).getFirst().text())
                .contains("DEBUG");
    }

    @Test
    void whatProvesWhoSomebodyIsStaysBetweenBrowserAndServer() {
        Set<Place.Kind> elsewhere = EnumSet.of(
                Place.Kind.LOG,
                Place.Kind.CONSOLE,
                Place.Kind.STORAGE,
                Place.Kind.FRAME,
                Place.Kind.ENDPOINT,
                Place.Kind.PROCESS);
        assertThat(day.cookies()).hasSizeGreaterThan(2);
        for (String cookie : day.cookies()) {
            // Before the last point a cookie may say who it is; behind it, it proves it.
            String proof = cookie.substring(cookie.lastIndexOf('.') + 1);
            assertThat(proof).hasSizeGreaterThan(20);
            assertThat(only(place -> elsewhere.contains(place.kind())))
                    .noneMatch(place -> place.text().contains(proof));
        }
    }

    @Test
    void aSessionIsNamedToTheChatsOwnerAloneAndNeverAsTheGatewayKnowsIt() {
        String key = "webchat-" + day.chat();
        assertThat(day.ownersPlaces()).anyMatch(place -> place.text().contains(key));
        assertThat(day.othersPlaces())
                .isNotEmpty()
                .noneMatch(place -> place.text().contains(key) || place.text().contains(day.chat()));
        assertThat(day.places())
                .filteredOn(place -> place.kind() != Place.Kind.FILE)
                .noneMatch(place -> place.text().contains("agent:main:webchat"));
        assertThat(only(place -> place.kind() == Place.Kind.LOG))
                .noneMatch(place -> place.text().contains("webchat-"));
    }

    private static List<Place> only(Predicate<Place> which) {
        return day.places().stream().filter(which).toList();
    }
}
