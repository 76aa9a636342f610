package io.hearth.runtime.door;

import java.util.Objects;

/**
 * Where EdgeX clients look for a service: its key and its port. Each service produces one such bean.
 *
 * @param serviceKey EdgeX's service key, e.g. {@code core-data}
 * @param prefix     the path under which the service's resources live, e.g. {@code /core-data}
 * @param port       the TCP port that EdgeX gives the service, 1 to 65535; 0 is any free one, for tests
 * @param version    what {@code GET /api/v3/version} answers
 * @param sdkVersion what it answers as {@code sdk_version}, as EdgeX's device services do; "" when it answers none
 * @param loggers    the prefix of its loggers' names, for {@code Writable/LogLevel}
 * @param beside     whether it is a further door of a process whose HTTP port is another service's door
 */
public record Door(
        String serviceKey, String prefix, int port, String version, String sdkVersion, String loggers, boolean beside) {
    public Door {
        Objects.requireNonNull(serviceKey, "serviceKey");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(sdkVersion, "sdkVersion");
        Objects.requireNonNull(loggers, "loggers");
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("door " + serviceKey + ": port " + port + " is not within 0 to 65535");
        }
    }

    /**
     * A door whose version is that of this build of Hearth.
     *
     * @param service a class in the service's outermost package
     */
    public static Door of(String serviceKey, int port, Class<?> service) {
        return new Door(serviceKey, "/" + serviceKey, port, Version.CURRENT, "", service.getPackageName(), false);
    }

    /** This door as a device service's. Its SDK is a part of Hearth, hence of the same version. */
    public Door ofDeviceService() {
        return new Door(serviceKey, prefix, port, version, version, loggers, beside);
    }

    /** Whether it is that of a device service. */
    public boolean isDeviceService() {
        return !sdkVersion.isEmpty();
    }

    /** The same door in a process that is another service's by itself: it gets a port of its own there too. */
    public Door besideAnother() {
        return new Door(serviceKey, prefix, port, version, sdkVersion, loggers, true);
    }

    /** This door of a service whose resources have another prefix than its key: of one of several instances. */
    public Door at(String path) {
        return new Door(serviceKey, path, port, version, sdkVersion, loggers, beside);
    }
}
