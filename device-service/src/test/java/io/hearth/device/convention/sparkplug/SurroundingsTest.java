package io.hearth.device.convention.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.device.Samples;
import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.discovery.AddingLimit;
import io.hearth.device.intake.DeviceBroker;
import io.hearth.device.intake.DeviceMessage;
import io.hearth.device.mapping.MappingIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;

/** When nodes are asked, and whose profile counts. */
class SurroundingsTest {
    private static final Owner NODE = new Owner("g", "n", "");

    private final PlayedBroker broker = new PlayedBroker();
    private final Hearing hearing = new Hearing(broker);
    private MappingIndex index = Samples.index(List.of());
    private final Surroundings around = new Surroundings(
            () -> index,
            new Births(null, null, PlayedHost.room(10, 10_000, 100)),
            broker,
            hearing,
            new AddingLimit(100, System.nanoTime()),
            new Surroundings.Listeners(message -> {}, device -> {}));

    private static Device device(String name, String profile, Object id) {
        return new Device(
                null,
                null,
                "",
                name,
                "",
                "",
                AdminState.UNLOCKED,
                OperatingState.UP,
                List.of(),
                null,
                "device-mqtt",
                profile,
                List.of(),
                Map.of("sparkplug", Map.of("id", id)),
                Map.of(),
                Map.of());
    }

    private void has(Device... devices) {
        index = MappingIndex.of(List.of(devices), Map.of(), Samples.RULES);
    }

    @Test
    void nobody_is_asked_before_the_answer_would_be_heard() {
        broker.connected = true;
        broker.trouble = "the broker has not confirmed all subscriptions yet";
        assertThat(hearing.isRegained()).isFalse();
        assertThat(around.ask(NODE)).isFalse();
        broker.trouble = "";
        assertThat(hearing.isRegained()).isTrue();
        assertThat(around.ask(NODE)).isTrue();
        assertThat(broker.told).containsExactly("spBv1.0/g/NCMD/n");
    }

    @Test
    void what_is_heard_is_regained_with_each_connection_and_not_with_a_subscription_that_is_added() {
        broker.connected = true;
        assertThat(hearing.isRegained()).isTrue();
        broker.trouble = "the broker has not confirmed all subscriptions yet";
        assertThat(hearing.isRegained()).isFalse();
        assertThat(hearing.isDeaf()).isFalse();
        broker.trouble = "";
        assertThat(hearing.isRegained()).isFalse();

        broker.connected = false;
        assertThat(hearing.isRegained()).isFalse();
        assertThat(hearing.isDeaf()).isTrue();
        broker.connected = true;
        assertThat(hearing.isRegained()).isTrue();
    }

    @Test
    void an_id_that_is_none_of_sparkplug_s_is_nobody_s() {
        has(
                device("a", "sparkplug.a", "g/+"),
                device("b", "sparkplug.b", 7),
                device("c", "sparkplug.c", "g/n/{pump}"),
                device("d", "sparkplug.d", "g/n/#"),
                device("e", "sparkplug.e", "g/n/pump"),
                device("f", "sparkplug.f", "a/b/c/d"));
        assertThat(around.known()).containsExactly(new Owner("g", "n", "pump"));
    }

    @Test
    void a_device_that_a_person_gave_another_profile_is_read_by_that() {
        Birth birth = Birth.of(NODE, Payload.getDefaultInstance());
        has(device("n", "sparkplug.n", "g/n"));
        assertThat(around.isPlaced(birth))
                .as("its own profile is not there yet")
                .isFalse();
        has(device("n", "mine", "g/n"));
        assertThat(around.hasChanged()).isTrue();
        assertThat(around.isPlaced(birth)).isTrue();
    }

    @Test
    void a_filter_of_a_mapping_that_the_broker_refuses_does_not_make_it_deaf() {
        broker.connected = true;
        broker.othersTrouble = "does not let us subscribe to 'garden/#' (NOT_AUTHORIZED)";

        assertThat(hearing.isRegained()).isTrue();
        assertThat(hearing.isDeaf()).isFalse();
    }

    @Test
    void a_connection_that_is_lost_and_back_between_two_looks_was_lost() {
        broker.connected = true;
        broker.connections = 1;
        hearing.isRegained();
        assertThat(hearing.isRegained()).isTrue();

        broker.connections = 2;

        assertThat(hearing.isRegained()).isFalse();
        assertThat(hearing.isDeaf()).isTrue();
        assertThat(hearing.isRegained()).isTrue();
    }

    private static final class PlayedBroker implements DeviceBroker {
        private final List<String> told = new ArrayList<>();
        private boolean connected;
        private int connections;
        private String trouble = "";
        private String othersTrouble = "";

        @Override
        public void open(int room, Consumer<DeviceMessage> arrivals) {}

        @Override
        public void follow(Set<String> filters) {}

        @Override
        public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
            told.add(topic);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> request(
                String topic, byte[] payload, int qos, boolean retain, String responseTopic, byte[] correlation) {
            return publish(topic, payload, qos, retain);
        }

        @Override
        public int connections() {
            return connections;
        }

        @Override
        public boolean connected() {
            return connected;
        }

        @Override
        public String trouble(Set<String> filters) {
            return filters.equals(SparkplugTopic.filters()) ? trouble : "of others too";
        }

        @Override
        public String trouble() {
            return trouble.isEmpty() ? othersTrouble : trouble;
        }

        @Override
        public String address() {
            return "played";
        }

        @Override
        public void close() {}
    }
}
