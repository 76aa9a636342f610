package io.hearth.command.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearth.command.CommandConfig;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
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
