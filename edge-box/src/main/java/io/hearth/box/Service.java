package io.hearth.box;

import java.util.Arrays;
import java.util.Optional;

/** The services of the suite, as the outside knows them: EdgeX's keys and ports. */
public enum Service {
    RULES_ENGINE("rules-engine", "rules", "io.hearth.rules", 59720),
    CORE_DATA("core-data", "data", "io.hearth.coredata", 59880),
    CORE_METADATA("core-metadata", "metadata", "io.hearth.metadata", 59881),
    CORE_COMMAND("core-command", "command", "io.hearth.command", 59882),
    CORE_KEEPER("core-keeper", "metadata.keeper", "io.hearth.metadata.keeper", 59890),
    DEVICE_MQTT("device-mqtt", "device", "io.hearth.device", 59982);

    private final String key;
    private final String setting;
    private final String loggers;
    private final int port;

    Service(String key, String setting, String loggers, int port) {
        this.key = key;
        this.setting = setting;
        this.loggers = loggers;
        this.port = port;
    }

    /** EdgeX's service key, also the path prefix at the front door. */
    public String key() {
        return key;
    }

    /** The port before any offset. */
    public int port() {
        return port;
    }

    /** The setting that names another port. */
    public String portKey() {
        return "hearth." + setting + ".port";
    }

    /** The prefix of its loggers' names. */
    public String loggers() {
        return loggers;
    }

    static int highestPort() {
        return Arrays.stream(values()).mapToInt(Service::port).max().orElseThrow();
    }

    /** The service of this key. */
    public static Optional<Service> of(String key) {
        return Arrays.stream(values())
                .filter(service -> service.key.equals(key))
                .findFirst();
    }
}
