package replog.cluster.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.cluster.house.core.Impure;

/**
 * What decides is pure: it has no socket, thread, lock, clock, chance or Netty, so that the same code runs in production
 * and in simulation. And arrows run one way.
 */
class HouseTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("replog");

    /** All that a core may know. Whatever is not here, such as java.time or java.util.concurrent, it may not. */
    private static final String[] KNOWN_TO_A_CORE = {
        "replog..core..",
        "replog.node.log..",
        "replog.proto.message..",
        "java.lang",
        "java.lang.invoke",
        "java.lang.runtime",
        "java.nio",
        "java.nio.charset",
        "java.util",
        "java.util.function",
        "java.util.regex",
        "java.util.stream",
        "java.util.zip",
        "org.jspecify.annotations..",
        "org.slf4j",
        "org.slf4j.event",
        "org.slf4j.spi",
        // An array of a primitive has no package.
        ""
    };

    private static final String[] CORES = {"replog..core..", "replog.node.log.."};

    private static final ArchRule CORES_KNOW_LITTLE = classes()
            .that()
            .resideInAnyPackage(CORES)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(KNOWN_TO_A_CORE);

    private static final ArchRule CORES_HAVE_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage(CORES)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    private static final ArchRule CORES_HAVE_NO_THREADS = noClasses()
            .that()
            .resideInAnyPackage(CORES)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, ThreadLocal.class, Timer.class);

    private static final ArchRule CORES_TAKE_NO_CHANCE = noClasses()
            .that()
            .resideInAnyPackage(CORES)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, SplittableRandom.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(UUID.class, "randomUUID");

    @Test
    void coresKnowOnlyThemselvesAndPlainJavaWithoutClockThreadsAndChance() {
        checkCores(HOUSE);
    }

    @Test
    void messagesKnowOnlyPlainJava() {
        classes()
                .that()
                .resideInAPackage("replog.proto.message..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("replog.proto.message..", "java..", "org.jspecify.annotations..", "")
                .check(HOUSE);
    }

    @Test
    void theWireKnowsNeitherCoreNorNet() {
        noClasses()
                .that()
                .resideInAPackage("replog.proto.wire..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("replog.proto.core..", "replog.proto.net..")
                .check(HOUSE);
    }

    @Test
    void arrowsRunFromTheNodesToTheProtocol() {
        noArrow("replog.proto..", "replog.node..", "replog.master..", "replog.secondary..");
        noArrow("replog.node..", "replog.master..", "replog.secondary..");
        noArrow("replog.master..", "replog.secondary..");
        noArrow("replog.secondary..", "replog.master..");
    }

    @Test
    void looksAtTheWholeHouse() {
        Set<String> rooms = HOUSE.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        assertTrue(rooms.containsAll(Set.of(
                "replog.proto.message",
                "replog.proto.core",
                "replog.proto.wire",
                "replog.proto.net",
                "replog.node.log",
                "replog.master.core",
                "replog.master.net",
                "replog.secondary.core",
                "replog.secondary.net")));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Impure.Clock.class,
                Impure.Chance.class,
                Impure.Worker.class,
                Impure.Shared.class,
                Impure.Networked.class
            })
    void wouldFindAnImpureCore(Class<?> impure) {
        JavaClasses classes = new ClassFileImporter().importClasses(impure);

        assertThrows(AssertionError.class, () -> checkCores(classes));
    }

    private static void checkCores(JavaClasses classes) {
        CORES_KNOW_LITTLE.check(classes);
        CORES_HAVE_NO_CLOCK.check(classes);
        CORES_HAVE_NO_THREADS.check(classes);
        CORES_TAKE_NO_CHANCE.check(classes);
    }

    private static void noArrow(String from, String... to) {
        noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to)
                .check(HOUSE);
    }
}
