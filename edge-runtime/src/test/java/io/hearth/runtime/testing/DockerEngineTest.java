package io.hearth.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.github.dockerjava.api.exception.DockerClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DockerEngineTest {
    private static final Callable<Optional<String>> FAILS = () -> {
        throw new DockerClientException("Could not pull", new UncheckedIOException(new IOException("Broken pipe")));
    };
    private static final Supplier<Optional<String>> ENGINE = () -> DockerEngine.orWhatFailed(FAILS);

    @Test
    void whatever_fails_when_an_engine_is_asked_is_a_reason_to_go_on_without_it() {
        assertThat(TestServers.decide("auto", ENGINE))
                .isEqualTo(new TestServers.Decision(
                        false,
                        "programs of this machine, since the Docker engine cannot be used: Could not pull: "
                                + "java.io.IOException: Broken pipe: Broken pipe"));
    }

    @Test
    void and_to_fail_with_where_containers_were_asked_for() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TestServers.decide("containers", ENGINE))
                .withMessageStartingWith("hearth.test.servers is 'containers', and the Docker engine cannot be used")
                .withMessageEndingWith("Broken pipe");
    }

    @Test
    void what_fails_without_a_word_is_named() {
        assertThat(DockerEngine.orWhatFailed(() -> {
                    throw new NullPointerException();
                }))
                .hasValue("the Docker engine cannot be used: java.lang.NullPointerException");
    }
}
