package io.hearth.device;

import java.util.regex.Pattern;

/**
 * The key of this service: its name in core-metadata, in topics and in metrics. Of several device services each is an instance
 * with a name of its own (EdgeX, option {@code -i}): {@code device-mqtt_<name>}, and each has devices of its own.
 *
 * @param value {@code device-mqtt}, or that with {@code _} and the instance's name behind it
 */
public record ServiceKey(String value) {
    /** The key of the one that has no name. */
    public static final String BASE = "device-mqtt";

    private static final String BETWEEN = "_";
    /** What may stand in a name (EdgeX, names), and is a level of topics and a folder's name as it is. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]{0,63}");

    /** The one without a name. */
    public static final ServiceKey ALONE = new ServiceKey(BASE);

    /** Throws an IllegalArgumentException that names the setting when the name is none. */
    public ServiceKey {
        String name = value.startsWith(BASE + BETWEEN) ? value.substring(BASE.length() + BETWEEN.length()) : "";
        if (!value.equals(BASE) && !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "hearth.device.instance makes the service key '" + value
                            + "', allowed for an instance are letters, digits, '.', '_', '~' and '-', at most 64, beginning with a letter or digit");
        }
    }

    /** The key of the instance of this name; an empty one is none. */
    static ServiceKey of(String instance) {
        return instance.isEmpty() ? ALONE : new ServiceKey(BASE + BETWEEN + instance);
    }

    /** Whether a device service of this name is another instance of the same. */
    public boolean isBeside(String other) {
        return !other.equals(value) && (other.equals(BASE) || other.startsWith(BASE + BETWEEN));
    }

    @Override
    public String toString() {
        return value;
    }
}
