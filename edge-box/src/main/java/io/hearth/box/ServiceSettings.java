package io.hearth.box;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** By what settings the services find the broker, Redis and each other, at the ports of this box. */
final class ServiceSettings {
    private static final String PUBLIC_URL = "hearth.command.public-url";
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

    /** As the embedded broker tells of its clients. */
    private static final String CLIENTS = "$SYS/brokers/hearth/clients/{client}/";

    private ServiceSettings() {}

    /**
     * The settings, by their keys.
     *
     * @param all what was set: how clients reach core-command may be said by who runs the box, who knows it if they come from elsewhere
     */
    static Map<String, String> of(BoxPlan plan, Config all) {
        BoxConfig config = plan.config();
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.host", config.host());
        settings.put("quarkus.http.port", Integer.toString(plan.http()));
        settings.put("quarkus.log.file.path", plan.logs().resolve("box.log").toString());
        settings.put("hearth.box.data", plan.data().toString());
        settings.put("hearth.doors.port-offset", Integer.toString(config.portOffset()));
        settings.put("hearth.bus.host", reachable(plan.broker().host()));
        settings.put("hearth.bus.port", Integer.toString(plan.broker().port()));
        if (plan.embedsBroker()) {
            config.broker().user().ifPresent(user -> settings.put("hearth.bus.username", user));
            config.broker().password().ifPresent(password -> settings.put("hearth.bus.password", password));
        }
        settings.put("quarkus.redis.hosts", "redis://" + plan.redis());
        if (!plan.embedsRedis()) {
            config.redis().password().ifPresent(password -> settings.put("quarkus.redis.password", password));
        }
        settings.put("hearth.keeper.url", url(plan, Service.CORE_KEEPER));
        settings.put("hearth.command.metadata-url", url(plan, Service.CORE_METADATA));
        settings.put(
                PUBLIC_URL,
                all.getOptionalValue(PUBLIC_URL, String.class).orElseGet(() -> url(plan, Service.CORE_COMMAND)));
        settings.put("hearth.data.metadata.url", url(plan, Service.CORE_METADATA));
        settings.put("hearth.device.metadata-url", url(plan, Service.CORE_METADATA));
        settings.put("hearth.rules.catalog.metadata-url", url(plan, Service.CORE_METADATA));
        settings.put("hearth.device.base-address", url(plan, Service.DEVICE_MQTT));
        settings.put(
                "hearth.device.data-dir",
                plan.data().resolve(Service.DEVICE_MQTT.key()).toString());
        // Another broker does not stamp, and then anybody could: the property of a stranger is not believed.
        settings.put("hearth.device.mqtt.broker-stamps-origin", Boolean.toString(plan.embedsBroker()));
        if (plan.embedsBroker() && config.broker().clientNotices()) {
            settings.put("hearth.device.mqtt.connected-topic", CLIENTS + "connected");
            settings.put("hearth.device.mqtt.disconnected-topic", CLIENTS + "disconnected");
        }
        return settings;
    }

    private static String url(BoxPlan plan, Service service) {
        return "http://"
                + new Server(reachable(plan.config().host()), plan.doors().get(service.key()));
    }

    /** A box that listens everywhere, as in a container, is to its own services where they are. */
    private static String reachable(String host) {
        return EVERYWHERE.contains(host) ? "127.0.0.1" : host;
    }
}
