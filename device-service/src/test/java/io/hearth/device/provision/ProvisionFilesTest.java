package io.hearth.device.provision;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hearth.device.DeviceConfig;
import io.hearth.device.MetadataPlayer;
import io.hearth.device.Samples;
import io.hearth.device.registry.MetadataEntriesOf;
import io.hearth.runtime.testing.NeverEnding;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** EdgeX, device service start: profiles, devices and provision watchers from files. */
class ProvisionFilesTest {
    private static final String DEVICES = """
            deviceList:
              - name: livingroom
                profileName: room-thermometer
                protocols: { mqtt: {} }
              - name: bedroom
                profileName: room-thermometer
                adminState: LOCKED
                serviceName: another
            """;
    private static final String WATCHER = """
            name: any-thermometer
            identifiers: { Topic: "^home/" }
            discoveredDevice: { profileName: room-thermometer, adminState: UNLOCKED }
            """;

    @TempDir
    private Path folder;

    private final MetadataPlayer metadata = new MetadataPlayer();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void files() throws IOException {
        write("profiles/thermometer.yaml", Samples.THERMOMETER);
        write("devices/home.yaml", DEVICES);
        write("watchers/any.yml", WATCHER);
    }

    @AfterEach
    void stop() {
        metadata.close();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void load(String... settings) throws InterruptedException {
        Map<String, String> all = new HashMap<>(Map.of(
                "hearth.device.metadata-url", metadata.url(),
                "hearth.device.provision.profiles-dir",
                        folder.resolve("profiles").toString(),
                "hearth.device.provision.devices-dir", folder.resolve("devices").toString(),
                "hearth.device.provision.provision-watchers-dir",
                        folder.resolve("watchers").toString()));
        for (int i = 0; i < settings.length; i += 2) {
            all.put("hearth.device.provision." + settings[i], settings[i + 1]);
        }
        DeviceConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(DeviceConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build()
                .getConfigMapping(DeviceConfig.class);
        new ProvisionFiles(config, MetadataEntriesOf.config(config), meters).registered();
    }

    private double refused() {
        return meters.counter("hearth_provision_refused").count();
    }

    @Test
    void what_is_missing_is_added_profiles_first_and_filled_in_as_edgex_does() throws Exception {
        load();

        assertThat(metadata.profiles).containsOnlyKeys("room-thermometer");
        assertThat(metadata.devices).containsOnlyKeys("livingroom", "bedroom");
        assertThat(metadata.watchers).containsOnlyKeys("any-thermometer");
        assertThat(metadata.devices.get("livingroom").path("adminState").asText())
                .isEqualTo("UNLOCKED");
        assertThat(metadata.devices.get("bedroom").path("adminState").asText()).isEqualTo("LOCKED");
        assertThat(metadata.devices.values())
                .allMatch(device -> device.path("serviceName").asText().equals("device-mqtt"))
                .allMatch(device -> device.path("operatingState").asText().equals("UP"));
        assertThat(metadata.asked).containsSubsequence("POST deviceprofile", "POST device", "POST provisionwatcher");
    }

    @Test
    void what_is_there_stays_as_it_is() throws Exception {
        load();
        metadata.asked.clear();
        load();
        assertThat(metadata.asked).isNotEmpty().allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void with_overwrite_what_is_there_becomes_as_the_files_say() throws Exception {
        load();
        metadata.asked.clear();
        load("overwrite-profiles", "true", "overwrite-devices", "true");
        assertThat(metadata.asked).contains("PUT deviceprofile", "PATCH device").doesNotContain("POST device");
    }

    @Test
    void a_file_that_makes_no_sense_is_counted_and_does_not_stop_the_others() throws Exception {
        write("profiles/a.yaml", "name: [");
        write("profiles/b.json", "{\"name\":\"\"}");
        write("profiles/notes.txt", "not a profile");
        write("devices/a.yaml", "devices: []");
        write(
                "devices/z.json",
                "[{\"name\":\"porch\",\"profileName\":\"room-thermometer\"},{\"name\":\"x\",\"autoEvents\":5}]");
        write(
                "devices/zz.yaml",
                "deviceList: [ { name: cursed, profileName: room-thermometer, description: senseless } ]");
        write("watchers/a.json", "7");

        load();

        assertThat(metadata.profiles).containsOnlyKeys("room-thermometer");
        assertThat(metadata.devices).containsOnlyKeys("livingroom", "bedroom");
        assertThat(metadata.watchers).containsOnlyKeys("any-thermometer");
        assertThat(refused()).isEqualTo(6);
    }

    @Test
    void a_folder_that_is_not_there_and_a_file_that_is_too_large_are_told_too() throws Exception {
        load("profiles-dir", folder.resolve("nowhere").toString(), "max-file-bytes", "60");
        assertThat(refused()).isEqualTo(3);
        assertThat(metadata.devices).isEmpty();
    }

    @Test
    @Timeout(60)
    void a_server_that_never_ends_its_answer_is_left_when_the_time_is_over_or_it_is_too_large() throws Exception {
        try (NeverEnding slow = new NeverEnding(10);
                NeverEnding large = new NeverEnding(2000)) {
            load("devices-dir", slow.url() + "/index.json", "file-uri-timeout", "300ms");
            assertThat(refused()).isEqualTo(1);
            load("devices-dir", large.url() + "/index.json", "file-uri-timeout", "1h", "max-file-bytes", "1999");
            assertThat(refused()).isEqualTo(2);
        }
        assertThat(metadata.profiles).containsOnlyKeys("room-thermometer");
        assertThat(metadata.devices).isEmpty();
    }

    @Test
    void an_address_names_a_list_of_files_beside_it() throws Exception {
        Map<String, String> served = Map.of(
                "/files/index.json", "[\"home.yaml\",\"more/porch.json\",\"gone.yaml\"]",
                "/files/home.yaml", DEVICES,
                "/files/more/porch.json", "[{\"name\":\"porch\",\"profileName\":\"room-thermometer\"}]");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String text = served.get(exchange.getRequestURI().getPath());
            boolean allowed = "key=1".equals(exchange.getRequestURI().getQuery());
            byte[] bytes = text == null || !allowed ? new byte[0] : text.getBytes();
            exchange.sendResponseHeaders(
                    text == null ? 404 : allowed ? 200 : 401, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            load("devices-dir", "http://localhost:" + server.getAddress().getPort() + "/files/index.json?key=1");
        } finally {
            server.stop(0);
        }
        assertThat(metadata.devices.keySet())
                .containsExactlyInAnyOrderElementsOf(List.of("livingroom", "bedroom", "porch"));
        assertThat(refused()).isEqualTo(1);
    }
}
