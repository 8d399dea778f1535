package io.taskservice.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;

/** The laws of the house that a compiler does not know, for the packages below a root. */
final class Rules {

    private static final Set<Class<?>> CLOCKS = Set.of(
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            ZonedDateTime.class,
            Clock.class,
            InstantSource.class,
            System.class);
    private static final Set<String> STATIC_CLOCKS = Set.of("now", "currentTimeMillis", "system", "systemUTC");
    private static final String[] ROOMS = {"scheduler..", "executor..", "api..", "server..", "standalone..", "lab.."};
    private static final String[] DOMAIN = {
        "identity..", "work..", "schedule..", "definition..", "instance..", "firing..", "log.."
    };

    private final String root;

    Rules(String root) {
        this.root = root;
    }

    List<ArchRule> all() {
        return List.of(
                middleRoomsMeetInTheDatabaseOnly(),
                commonKnowsNoOtherRoom(),
                noPackageCircles(),
                sqlLivesInMappersOnly(),
                mappersArePackagePrivate(),
                timeIsInjected(),
                dependenciesComeThroughConstructors(),
                controllersTouchNoMapper(),
                theSpiKnowsNoPersistence(),
                theDomainKnowsNoWebAndNoRedisson());
    }

    private ArchRule middleRoomsMeetInTheDatabaseOnly() {
        return slices().matching(root + "(scheduler|executor|api)..")
                .should()
                .notDependOnEachOther()
                .as("task-scheduler, task-executor and task-api never import each other");
    }

    private ArchRule commonKnowsNoOtherRoom() {
        return noClasses()
                .that(resideInAnyPackage(below(
                        "identity..", "database..", "work..", "definition..", "instance..", "node..", "cluster..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(below(ROOMS)))
                .as("task-common knows no other room");
    }

    private ArchRule noPackageCircles() {
        return slices().matching(root + "(**)").should().beFreeOfCycles().as("packages form no circles");
    }

    private ArchRule sqlLivesInMappersOnly() {
        return noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Mapper")
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.ibatis.annotations.."))
                .as("MyBatis annotations stand on mappers only");
    }

    private ArchRule mappersArePackagePrivate() {
        return classes()
                .that()
                .haveSimpleNameEndingWith("Mapper")
                .should()
                .bePackagePrivate()
                .as("a mapper is its package's own: the repository beside it is the door");
    }

    private ArchRule timeIsInjected() {
        return noClasses()
                .should()
                .callMethodWhere(new DescribedPredicate<JavaCall<?>>("reads a static clock") {
                    @Override
                    public boolean test(JavaCall<?> call) {
                        return readsStaticClock(call);
                    }
                })
                .as("time comes from an injected clock; System.nanoTime measures durations");
    }

    private static boolean readsStaticClock(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        boolean isTheOneBean = call.getOriginOwner().getSimpleName().equals("TaskCommonAutoConfiguration");
        return !isTheOneBean
                && CLOCKS.stream().anyMatch(owner::isEquivalentTo)
                && STATIC_CLOCKS.contains(call.getName())
                && call.getTarget().getRawParameterTypes().isEmpty();
    }

    private ArchRule dependenciesComeThroughConstructors() {
        return fields().should().notBeAnnotatedWith(Autowired.class).as("no field injection");
    }

    private ArchRule controllersTouchNoMapper() {
        return noClasses()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Mapper")
                .as("controllers touch no mapper");
    }

    private ArchRule theSpiKnowsNoPersistence() {
        return noClasses()
                .that(resideInAnyPackage(below("handler..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        root + "database..",
                        root + "instance..",
                        "org.apache.ibatis..",
                        "org.springframework..",
                        "java.sql.."))
                .as("what a handler's author imports is free of persistence");
    }

    private ArchRule theDomainKnowsNoWebAndNoRedisson() {
        return noClasses()
                .that(resideInAnyPackage(below(DOMAIN)))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.redisson..", "jakarta.servlet..", "org.springframework.web.."))
                .as("no web and no Redisson in the domain");
    }

    private String[] below(String... packages) {
        return Stream.of(packages).map(root::concat).toArray(String[]::new);
    }
}
