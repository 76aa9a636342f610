package io.hearth.command.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearth.command.CommandConfig;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.testing.NeverEnding;
import io.hearth.runtime.testing.RealProcess;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class MetadataTest {
    @Test
    void a_core_metadata_that_does_not_answer_is_503_and_named() {
        String nobody = "http://localhost:" + RealProcess.freePort();
        Metadata metadata = new Metadata(config(Map.of("hearth.command.metadata-url", nobody)));

        assertThatExceptionOfType(EdgexException.class)
                .isThrownBy(() -> metadata.device("boiler"))
                .withMessageContaining(nobody)
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.SERVICE_UNAVAILABLE));
    }

    @Test
    void a_core_metadata_that_begins_to_answer_and_stops_is_503_when_the_time_is_over() {
        try (NeverEnding metadata = new NeverEnding(10)) {
            assertUnavailable(
                    Map.of(
                            "hearth.command.metadata-url",
                            metadata.url().toString(),
                            "hearth.command.request-timeout",
                            "300ms"),
                    "300 ms");
        }
    }

    @Test
    void a_core_metadata_that_answers_more_than_is_allowed_is_503() {
        try (NeverEnding metadata = new NeverEnding(1001)) {
            assertUnavailable(
                    Map.of(
                            "hearth.command.metadata-url", metadata.url().toString(),
                            "hearth.command.request-timeout", "1m",
                            "hearth.command.max-metadata-bytes", "1000"),
                    "1000");
        }
    }

    @Test
    void a_name_in_a_path_keeps_what_EdgeX_allows_in_names_and_may_stand_there() {
        assertThat(Metadata.segment("a:b~c-d_e.f")).isEqualTo("a:b~c-d_e.f");
        assertThat(Metadata.segment("a/b c%d#e?f+g=h;i")).isEqualTo("a%2Fb%20c%25d%23e%3Ff%2Bg%3Dh%3Bi");
    }

    private static void assertUnavailable(Map<String, String> settings, String reason) {
        assertThatExceptionOfType(EdgexException.class)
                .isThrownBy(() -> new Metadata(config(settings)).device("boiler"))
                .withMessageContaining(reason)
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.SERVICE_UNAVAILABLE));
    }

    @Test
    void a_name_is_one_segment_of_a_path_whatever_it_holds() {
        assertThat(Metadata.segment("a/b c+d#거실")).isEqualTo("a%2Fb%20c%2Bd%23%EA%B1%B0%EC%8B%A4");
    }

    public static CommandConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "settings", 100))
                .withMapping(CommandConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .build()
                .getConfigMapping(CommandConfig.class);
    }
}
