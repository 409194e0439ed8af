package dev.belay.gate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.belay.gate", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule DECISIONS_RUN_WITHOUT_A_CONTAINER = classes()
            .that()
            .resideInAPackage("dev.belay.gate..domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.apache.commons.statistics..",
                    "com.google.re2j..",
                    "dev.belay.contracts..",
                    "dev.belay.gate..domain..")
            .because("a decision is replayed years later: pass in what it needs");

    @ArchTest
    static final ArchRule ONLY_STORES_KNOW_ENTITIES = noClasses()
            .that()
            .resideOutsideOfPackage("dev.belay.gate..store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "io.quarkus.hibernate..", "org.hibernate..")
            .because("rows are a store's business; hand out records");
}
