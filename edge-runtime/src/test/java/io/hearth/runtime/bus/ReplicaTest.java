package io.hearth.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearth.contracts.bus.Topics;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class ReplicaTest {
    private static final Optional<String> ALONE = Optional.empty();

    private static Config channel(String... attributes) {
        Map<String, String> all = new HashMap<>(
                Map.of("channel-name", "cd-events", "client-id", "hearth-core-data-events", "topic", "edgex/events/#"));
        for (int i = 0; i < attributes.length; i += 2) {
            all.put(attributes[i], attributes[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "channel", 100))
                .build();
    }

    @Test
    void a_service_without_replicas_has_the_channel_as_it_is_written_whatever_its_replicas_would_get() {
        Replica written = new Replica("hearth-core-data-events", "edgex/events/#");

        assertThat(Replica.of(channel(), ALONE, Topics.DEFAULT)).isEqualTo(written);
        assertThat(Replica.of(channel("replicas", "each"), ALONE, Topics.DEFAULT))
                .isEqualTo(written);
        assertThat(Replica.of(channel("replicas", "share", "group", "core-data"), ALONE, Topics.DEFAULT))
                .isEqualTo(written);
    }

    @Test
    void replicas_that_all_hear_everything_have_sessions_of_their_own() {
        assertThat(Replica.of(channel("replicas", "each"), Optional.of("b"), Topics.DEFAULT))
                .isEqualTo(new Replica("hearth-core-data-events-b", "edgex/events/#"));
    }

    @Test
    void replicas_that_divide_the_work_have_sessions_of_their_own_and_share_the_subscription() {
        assertThat(Replica.of(channel("replicas", "share", "group", "core-data"), Optional.of("b"), Topics.DEFAULT))
                .isEqualTo(new Replica("hearth-core-data-events-b", "$share/core-data/edgex/events/#"));
    }

    @Test
    void a_channel_of_a_service_that_can_have_no_replicas_stays_as_it_is() {
        assertThat(Replica.of(channel(), Optional.of("b"), Topics.DEFAULT))
                .isEqualTo(new Replica("hearth-core-data-events", "edgex/events/#"));
    }

    @Test
    void a_name_in_braces_is_percent_encoded_in_the_filter_when_names_are_in_topics() {
        Config channel = channel("topic", "edgex/{device-mqtt}/validate/device");

        assertThat(Replica.of(channel, ALONE, Topics.DEFAULT).filter()).isEqualTo("edgex/device-mqtt/validate/device");
        assertThat(Replica.of(channel, ALONE, new Topics("edgex", true)).filter())
                .isEqualTo("edgex/device%2Dmqtt/validate/device");
    }

    @Test
    void anything_else_is_refused_and_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replica.of(channel("replicas", "some"), ALONE, Topics.DEFAULT))
                .withMessageContainingAll("cd-events", "some", "share");
    }
}
