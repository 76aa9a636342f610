package io.hearth.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TestServersTest {
    private static final Supplier<Optional<String>> AN_ENGINE = Optional::empty;
    private static final Supplier<Optional<String>> NONE = () -> Optional.of("no Docker engine answers");

    @Test
    void where_an_engine_answers_brokers_and_redis_are_containers_and_the_run_says_of_which_images() {
        TestServers.Decision decision = TestServers.decide("auto", AN_ENGINE);

        assertThat(decision.containers()).isTrue();
        assertThat(decision.said()).contains(TestServers.REDIS, TestServers.MOSQUITTO);
    }

    @Test
    void where_none_does_they_are_programs_of_this_machine_and_the_run_says_why() {
        TestServers.Decision decision = TestServers.decide("auto", NONE);

        assertThat(decision.containers()).isFalse();
        assertThat(decision.said()).isEqualTo("programs of this machine, since no Docker engine answers");
    }

    @Test
    void local_does_not_ask_for_an_engine() {
        TestServers.Decision decision = TestServers.decide("local", () -> {
            throw new AssertionError("it was asked for");
        });

        assertThat(decision.containers()).isFalse();
    }

    @Test
    void whoever_asks_for_containers_gets_them_or_the_reason_why_not() {
        assertThat(TestServers.decide("containers", AN_ENGINE).containers()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() -> TestServers.decide("containers", NONE))
                .withMessage("hearth.test.servers is 'containers', and no Docker engine answers");
    }

    @Test
    void another_word_is_refused_with_those_that_are_allowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestServers.decide("docker", AN_ENGINE))
                .withMessage("hearth.test.servers is 'docker': allowed are containers, local, auto");
    }
}
