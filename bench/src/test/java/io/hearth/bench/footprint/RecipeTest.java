package io.hearth.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is measured is what the Dockerfile says. */
class RecipeTest {
    private static final Path DOCKERFILE = Path.of("docker", "Dockerfile");

    @Test
    void a_service_is_trained_and_run_with_the_words_of_its_image() {
        Recipe service = Recipe.of(DOCKERFILE, "service");

        assertThat(service.training())
                .contains("/app/app.aot", "@/app/jvm.options")
                .endsWith("-jar", "quarkus-run.jar");
        assertThat(service.entrypoint())
                .startsWith("java", "@/app/jvm.options", "-XX:AOTCache=/app/app.aot")
                .endsWith("-jar", "quarkus-run.jar");
        assertThat(service.environment())
                .containsEntry("QUARKUS_HTTP_HOST", "0.0.0.0")
                .doesNotContainKey("QUARKUS_HTTP_PORT");
    }

    @Test
    void the_box_is_run_with_its_own() {
        Recipe box = Recipe.of(DOCKERFILE, "box");

        assertThat(box.environment()).containsEntry("HEARTH_BOX_DATA", "/data/hearth");
        assertThat(box.entrypoint())
                .isNotEqualTo(Recipe.of(DOCKERFILE, "service").entrypoint());
    }

    @Test
    void a_stage_ends_where_the_next_begins_and_its_last_word_counts() {
        String dockerfile = """
                FROM one AS first
                ENV A=1 \\
                    B=${GIVEN}
                # ENV C=3
                RUN ["java", "io.hearth.docker.Training", "x"]
                ENTRYPOINT ["early"]
                ENTRYPOINT ["java", \\
                            "-jar"]
                FROM first AS second
                ENTRYPOINT ["other"]
                """;

        Recipe first = Recipe.of(dockerfile, "first");

        assertThat(first.environment()).isEqualTo(Map.of("A", "1"));
        assertThat(first.training()).containsExactly("java", "io.hearth.docker.Training", "x");
        assertThat(first.entrypoint()).containsExactly("java", "-jar");
        assertThatThrownBy(() -> Recipe.of(dockerfile, "second")).hasMessageContaining("Training");
        assertThatThrownBy(() -> Recipe.of(dockerfile, "third")).hasMessage("the Dockerfile has no stage third");
    }
}
