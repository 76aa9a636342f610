package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code helm/podman/play} and its like, where they try nothing. */
class PlayTest {
    private static final List<String> TOOLS =
            List.of("docker", "mosquitto_pub", "mosquitto_sub", "mosquitto_passwd", "openssl", "curl");

    @TempDir
    private Path programs;

    @ParameterizedTest
    @ValueSource(strings = {"play", "play-secure", "play-updates"})
    void withAnotherPodmanThanItIsMadeForNothingIsTriedAndThatIsNoSuccess(String script) throws Exception {
        program("podman", "[ \"$*\" = --version ] && echo podman version 5.4.2 || exit 99");
        for (String tool : TOOLS) {
            program(tool, "exit 99");
        }
        ProcessBuilder builder = new ProcessBuilder("podman/" + script).redirectErrorStream(true);
        builder.environment().put("PATH", programs + ":/usr/bin:/bin");
        Process play = builder.start();

        String said = new String(play.getInputStream().readAllBytes());

        assertThat(play.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains(script + ": NOT TRIED: podman version 5.4.2 is here");
        assertThat(play.exitValue()).as(said).isEqualTo(3);
    }

    private void program(String name, String script) throws IOException {
        Path program = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }
}
