package io.hearth.metadata.keeper;

import io.hearth.contracts.keeper.KeyValues;
import io.hearth.contracts.value.GoDuration;
import io.hearth.runtime.bus.BusConfig;
import io.hearth.runtime.door.Doors;
import io.hearth.runtime.keeper.SelfRegistration;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What EdgeX's services expect in core-keeper before they start, by key. EdgeX's core-common-config-bootstrapper stores it: its
 * defaults ({@code common.properties}), and where the bus, core-keeper and core-metadata are.
 */
@Singleton
class CommonConfig {
    /** EdgeX's services wait for {@code true} here, in Go and in C. */
    static final String READY = KeyValues.ofCommon() + "/IsCommonConfigReady";

    private static final String ALL = "all-services/";

    private final KeeperConfig.Common config;
    private final BusConfig bus;
    private final Doors doors;
    private final SelfRegistration self;

    CommonConfig(KeeperConfig config, BusConfig bus, Doors doors, SelfRegistration self) {
        this.config = config.common();
        this.bus = bus;
        this.doors = doors;
        this.self = self;
    }

    /** All texts by their keys. To be asked for once the doors are open. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        defaults().forEach((path, text) -> put(texts, path.toString(), text));
        put(texts, ALL + "Service/RequestTimeout", GoDuration.format(bus.requestTimeout()));
        put(texts, ALL + "Service/EnableNameFieldEscape", bus.enableNameFieldEscape());
        put(texts, ALL + "MessageBus/Protocol", bus.tls().enabled() ? "ssl" : "tcp");
        put(texts, ALL + "MessageBus/Host", config.busHost().orElse(bus.host()));
        put(texts, ALL + "MessageBus/Port", config.busPort().orElse(bus.port()));
        put(texts, ALL + "MessageBus/BaseTopicPrefix", bus.baseTopic());
        put(texts, ALL + "MessageBus/AuthMode", isWithUser() ? "usernamepassword" : "none");
        put(texts, ALL + "Registry/Host", self.host());
        put(texts, ALL + "Registry/Port", port("core-keeper"));
        put(texts, ALL + "Clients/core-metadata/Host", self.host());
        put(texts, ALL + "Clients/core-metadata/Port", port("core-metadata"));
        texts.put(READY, "true");
        return texts;
    }

    private static void put(Map<String, String> texts, String path, Object value) {
        texts.put(KeyValues.ofCommon() + "/" + path, value.toString());
    }

    private static Properties defaults() {
        Properties defaults = new Properties();
        try (InputStream file = CommonConfig.class.getResourceAsStream("common.properties")) {
            defaults.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        return defaults;
    }

    private boolean isWithUser() {
        return bus.username().isPresent() || bus.usernameFile().isPresent();
    }

    private int port(String serviceKey) {
        return doors.all().stream()
                .filter(door -> door.serviceKey().equals(serviceKey))
                .mapToInt(doors::port)
                .findFirst()
                .orElseThrow();
    }
}
