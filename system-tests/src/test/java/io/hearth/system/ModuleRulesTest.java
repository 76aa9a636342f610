package io.hearth.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The architecture's module rules: services know the contracts and the runtime, and no other service. */
@AnalyzeClasses(packages = "io.hearth", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleRulesTest {
    @ArchTest
    static final ArchRule no_service_knows_another_service =
            slices().assignedFrom(new Services()).should().notDependOnEachOther();

    @ArchTest
    static final ArchRule the_contracts_know_no_framework = noClasses()
            .that()
            .resideInAPackage("io.hearth.contracts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..",
                    "io.vertx..",
                    "io.smallrye..",
                    "jakarta.inject..",
                    "jakarta.enterprise..",
                    "jakarta.ws.rs..",
                    "com.hivemq..",
                    "io.hearth.runtime..");

    @ArchTest
    static final ArchRule the_runtime_knows_no_service = noClasses()
            .that()
            .resideInAPackage("io.hearth.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(Services.PACKAGES);

    @ArchTest
    static final ArchRule only_the_box_knows_its_broker = noClasses()
            .that()
            .resideOutsideOfPackage("io.hearth.box..")
            .and()
            .resideInAPackage("io.hearth..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.activemq..", "org.apache.artemis..");

    @ArchTest
    static final ArchRule classes_are_named_for_what_they_are =
            classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl)$");
}
