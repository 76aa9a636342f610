package io.hearth.runtime.bus;

import java.nio.file.Path;

/** What a service that was killed a moment ago has left on its machine. */
public final class KilledService {
    private KilledService() {}

    /** It was connected to this broker with this client id until now. */
    public static void wasConnected(Path runDir, String clientId, String host, int port) {
        LastSeen.of(runDir, LastSeen.name(clientId, host, port), LastSeen.BOOT_ID)
                .note();
    }
}
