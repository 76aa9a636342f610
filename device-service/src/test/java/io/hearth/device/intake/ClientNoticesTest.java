package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.device.DeviceConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What brokers tell of their clients (docs/devices.md). */
class ClientNoticesTest {
    private final List<String> told = new ArrayList<>();

    private static BrokerSettings settings(String connected, String disconnected) {
        DeviceConfig config = new SmallRyeConfigBuilder()
                .withMapping(DeviceConfig.class)
                .withDefaultValues(Map.of(
                        "hearth.device.mqtt.connected-topic", connected,
                        "hearth.device.mqtt.disconnected-topic", disconnected))
                .withConverter(Duration.class, 200, new DurationConverter())
                .addDefaultInterceptors()
                .build()
                .getConfigMapping(DeviceConfig.class);
        return KnownBrokers.of(config, KnownBrokersTest.bus(Map.of())).ofDevicesThatNameNone();
    }

    private TopicListener emqx() {
        return ClientNotices.of(
                        settings(
                                "$SYS/brokers/+/clients/{client}/connected",
                                "$SYS/brokers/+/clients/{client}/disconnected"),
                        (broker, client, came) -> told.add(broker + " " + client + " " + came))
                .getFirst();
    }

    private static DeviceMessage message(String topic, String payload) {
        return new DeviceMessage(
                topic, payload.getBytes(StandardCharsets.UTF_8), 1, false, OptionalLong.empty(), () -> {});
    }

    /** Held, and then in its turn. */
    private boolean hold(TopicListener listener, DeviceMessage message) {
        List<DeviceMessage> pumped = new ArrayList<>();
        int before = told.size();
        boolean held = listener.hold(message, pumped::add);
        assertThat(listener.take(message)).isFalse();
        assertThat(told).as("nothing is done before its turn").hasSize(before);
        pumped.forEach(turn -> turn.acknowledge().run());
        return held;
    }

    @Test
    void a_notice_is_acted_on_behind_what_came_before_it_and_then_acknowledged() {
        List<DeviceMessage> pumped = new ArrayList<>();
        DeviceMessage notice = new DeviceMessage(
                "$SYS/brokers/x/clients/kiln/disconnected",
                new byte[0],
                1,
                false,
                OptionalLong.empty(),
                () -> told.add("acknowledged"));
        emqx().hold(notice, pumped::add);
        assertThat(told).isEmpty();
        assertThat(pumped.getFirst().translation()).contains(Translation.NOTHING);
        pumped.getFirst().acknowledge().run();
        assertThat(told).containsExactly("default kiln false", "acknowledged");
    }

    @Test
    void emqx_tells_on_sys_and_of_a_connection_that_a_new_one_took_over_nothing() {
        TopicListener emqx = emqx();
        assertThat(emqx.filters())
                .containsExactlyInAnyOrder(
                        "$SYS/brokers/+/clients/+/connected", "$SYS/brokers/+/clients/+/disconnected");
        String clients = "$SYS/brokers/emqx@127.0.0.1/clients/";
        assertThat(hold(emqx, message(clients + "kiln 1/connected", "{\"clientid\":\"kiln 1\"}")))
                .isTrue();
        assertThat(hold(emqx, message(clients + "kiln 1/disconnected", "{\"reason\":\"takenover\"}")))
                .isTrue();
        assertThat(hold(emqx, message(clients + "kiln 1/disconnected", "{\"reason\":\"tcp_closed\"}")))
                .isTrue();
        assertThat(hold(emqx, message(clients + "kiln 1/disconnected", "{bro"))).isTrue();
        assertThat(hold(emqx, message("$SYS/brokers/x/clients/kiln 1/subscribed", "")))
                .isFalse();
        assertThat(hold(emqx, message("home/kiln/status", ""))).isFalse();

        assertThat(told).containsExactly("default kiln 1 true", "default kiln 1 false", "default kiln 1 false");
    }

    @Test
    void a_template_without_the_client_s_level_is_refused_with_the_setting_s_name() {
        assertThat(ClientNotices.of(settings("", ""), (broker, client, came) -> {}))
                .isEmpty();
        assertThatThrownBy(() -> settings("$SYS/#", ""))
                .hasMessageContaining("hearth.device.mqtt.connected-topic is '$SYS/#'")
                .hasMessageContaining("{client}");
        assertThatThrownBy(() -> settings("", "c/{client}/x-{client}"))
                .hasMessageContaining("hearth.device.mqtt.disconnected-topic");
    }
}
