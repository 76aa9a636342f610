package io.hearth.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The files that put another broker in Mosquitto's place: all that knew Mosquitto knows it, and it keeps as much. */
class BrokersTest {
    private static final Pattern LARGEST = Pattern.compile(
            "(?:max_packet_size |max-packet-size>|max_packet_size_authenticated = |maximumPacketSize=)(\\d+)");

    @ParameterizedTest
    @ValueSource(strings = {"hivemq", "rabbitmq", "artemis"})
    void all_that_waited_for_mosquitto_waits_for_the_other_broker_and_goes_to_it(String broker) throws IOException {
        Map<String, Map<String, Object>> below = services("compose.yaml");
        Map<String, Map<String, Object>> over = services("compose." + broker + ".yaml");

        assertThat(over.get("mosquitto")).isEqualTo(Map.of("scale", 0));
        var waiting = new TreeSet<String>();
        below.forEach((name, service) -> {
            if (service.getOrDefault("depends_on", "").toString().contains("mosquitto")) {
                waiting.add(name);
            }
        });
        assertThat(waiting).hasSize(5);
        for (String name : waiting) {
            assertThat(over.get(name).get("depends_on"))
                    .as(name)
                    .isEqualTo(Map.of(broker, Map.of("condition", "service_healthy")));
            assertThat(over.get(name).get("environment").toString()).as(name).contains("HEARTH_BUS_HOST=" + broker);
        }
        waiting.addAll(List.of("mosquitto", broker));
        assertThat(over.keySet()).isEqualTo(waiting);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hivemq", "rabbitmq", "artemis"})
    void it_is_reached_where_mosquitto_was_and_keeps_what_it_has_in_a_volume_of_its_own(String broker)
            throws IOException {
        Map<String, Object> mosquitto = services("compose.yaml").get("mosquitto");
        Map<String, Object> service = services("compose." + broker + ".yaml").get(broker);

        assertThat(service.get("ports")).isEqualTo(mosquitto.get("ports"));
        assertThat(service.get("profiles")).isEqualTo(mosquitto.get("profiles"));
        assertThat(service.get("networks")).isEqualTo(Map.of("default", Map.of("aliases", List.of("mosquitto"))));
        assertThat(service).containsKeys("healthcheck", "mem_limit", "user");
        assertThat((List<?>) service.get("volumes"))
                .anySatisfy(volume -> assertThat(volume.toString()).startsWith(broker + ":/"));
        for (Object volume : (List<?>) service.get("volumes")) {
            if (volume.toString().startsWith("./")) {
                assertThat(volume.toString()).endsWith(":ro");
                assertThat(Path.of(volume.toString().split(":")[0])).exists();
            }
        }
    }

    @Test
    void none_takes_a_larger_message_than_another() throws IOException {
        Map<String, String> largest = new TreeMap<>();
        for (String file : List.of(
                "mosquitto.conf", "brokers/hivemq.xml", "brokers/rabbitmq.conf", "brokers/artemis/broker.xml")) {
            var found = LARGEST.matcher(Files.readString(Path.of(file)));
            assertThat(found.find()).as(file).isTrue();
            largest.put(file, found.group(1));
        }

        assertThat(largest.values()).containsOnly(largest.get("mosquitto.conf"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services(String file) throws IOException {
        Map<String, Object> all = new Yaml(new LoaderOptions()).load(Files.readString(Path.of(file)));
        return (Map<String, Map<String, Object>>) all.get("services");
    }
}
