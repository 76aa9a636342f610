package io.hearth.runtime.door;

import java.util.Objects;

/**
 * Where EdgeX clients look for a service: its key and its port. Each service produces one such bean.
 *
 * @param serviceKey EdgeX's service key, e.g. {@code core-data}; also the path prefix of the service's resources
 * @param port       the TCP port that EdgeX gives the service, 1 to 65535
 * @param version    what {@code GET /api/v3/version} answers
 * @param sdkVersion what it answers as {@code sdk_version}, as EdgeX's device services do; "" when it answers none
 */
public record Door(String serviceKey, int port, String version, String sdkVersion) {
    public Door {
        Objects.requireNonNull(serviceKey, "serviceKey");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(sdkVersion, "sdkVersion");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("door " + serviceKey + ": port " + port + " is not within 1 to 65535");
        }
    }

    /** A door whose version is that of this build of Hearth. */
    public static Door of(String serviceKey, int port) {
        return new Door(serviceKey, port, Version.CURRENT, "");
    }

    /** The door of a device service. Its SDK is a part of Hearth, hence of the same version. */
    public static Door ofDeviceService(String serviceKey, int port) {
        return new Door(serviceKey, port, Version.CURRENT, Version.CURRENT);
    }

    /** The path under which the service's resources live, e.g. {@code /core-data}. */
    public String prefix() {
        return "/" + serviceKey;
    }
}
