package dev.rockpool;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.web.bind.annotation.RestController;

/// The map of the rooms, held against the code.
@AnalyzeClasses(
        packages = "dev.rockpool",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.Written.class})
class ArchitectureTest {

    /// What people wrote: not what a build before this one made for quicker starts.
    static final class Written implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("__");
        }
    }

    @ArchTest
    static final ArchRule roomsDependOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("api")
            .definedBy("dev.rockpool.api")
            .layer("web")
            .definedBy("dev.rockpool.web")
            .optionalLayer("live")
            .definedBy("dev.rockpool.live")
            .layer("run")
            .definedBy("dev.rockpool.run")
            .layer("chat")
            .definedBy("dev.rockpool.chat")
            .layer("account")
            .definedBy("dev.rockpool.account..")
            .layer("gateway")
            .definedBy("dev.rockpool.gateway")
            .layer("limit")
            .definedBy("dev.rockpool.limit")
            .layer("audit")
            .definedBy("dev.rockpool.audit")
            .layer("share")
            .definedBy("dev.rockpool.share")
            .layer("file")
            .definedBy("dev.rockpool.file")
            .layer("vote")
            .definedBy("dev.rockpool.vote")
            .layer("cluster")
            .definedBy("dev.rockpool.cluster")
            .layer("storage")
            .definedBy("dev.rockpool.storage")
            .whereLayer("live")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("live")
            .whereLayer("web")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("live", "api", "web")
            .whereLayer("chat")
            .mayOnlyBeAccessedByLayers("run", "live", "api", "web", "share", "vote", "file")
            .whereLayer("file")
            .mayOnlyBeAccessedByLayers("run", "api")
            .whereLayer("limit")
            .mayOnlyBeAccessedByLayers("run", "file")
            .whereLayer("audit")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("share")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("vote")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("account")
            .mayOnlyBeAccessedByLayers(
                    "chat", "run", "live", "api", "web", "gateway", "limit", "audit", "share", "vote", "file")
            .whereLayer("gateway")
            .mayOnlyBeAccessedByLayers("run", "api", "web")
            .whereLayer("cluster")
            .mayOnlyBeAccessedByLayers("account", "chat", "run", "live", "gateway")
            .whereLayer("storage")
            .mayOnlyBeAccessedByLayers(
                    "account", "cluster", "chat", "run", "live", "gateway", "limit", "audit", "share", "vote", "file");

    @ArchTest
    static final ArchRule noRoomsGoInCircles =
            slices().matching("dev.rockpool.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theClientLibraryKnowsNoFramework = noClasses()
            .that()
            .resideInAnyPackage("dev.rockpool.openclaw..", "dev.rockpool.simulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "jakarta..");

    @ArchTest
    static final ArchRule thereIsOneHttpClient = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..")
            .because("the client library speaks HTTP in its own, cheaper way");

    @ArchTest
    static final ArchRule controllersStayInTheirRooms =
            classes().that().areAnnotatedWith(RestController.class).should().notBePublic();

    /// Words that came from outside can then be neither a command nor an object.
    @ArchTest
    static final ArchRule nothingStartsAProcessOrReadsJavaObjects = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "java\\.lang\\.(Process|ProcessBuilder)|java\\.io\\.ObjectInputStream|javax\\.script\\..*")
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class)
            .orShould()
            .callMethod(Runtime.class, "exec", String.class);
}
