package io.hearth.device.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.DeadLetter;
import io.hearth.device.Samples;
import io.hearth.device.intake.DeviceMessage;
import io.hearth.device.intake.Intake;
import io.hearth.device.intake.Outcome;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The folder {@code malformed}: each file is a payload, named {@code <reason>--<device>-<last topic level>--<what>}, and must
 * be rejected for the reason in its name.
 */
class MalformedPayloadsTest {
    private final Intake intake =
            new Intake(Samples::home, new PayloadDecoder(new PayloadLimits(262_144, 100)), 1024, units -> units);

    static Stream<Path> payloads() throws IOException, URISyntaxException {
        return Files.list(Path.of(
                        MalformedPayloadsTest.class.getResource("/malformed").toURI()))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void each_is_dead_lettered_for_the_reason_in_its_name(Path file) throws IOException {
        String[] name = file.getFileName().toString().split("--");
        String topic = "home/" + name[1].replaceFirst("-", "/");
        byte[] payload = Files.readAllBytes(file);
        DeviceMessage message = new DeviceMessage(topic, payload, 0, false, OptionalLong.empty(), () -> {});

        Outcome outcome = intake.take(message, 42);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Used.class, used -> {
            assertThat(used.events()).isEmpty();
            DeadLetter letter = used.letters().getFirst();
            assertThat(letter.reason()).isEqualTo(name[0]);
            assertThat(letter.topic()).isEqualTo(topic);
            assertThat(letter.detail()).isNotBlank();
            assertThat(letter.payloadSize()).isEqualTo(payload.length);
            assertThat(letter.payload().length()).isLessThanOrEqualTo(1368);
            assertThat(letter.time()).isEqualTo(42);
        });
    }
}
