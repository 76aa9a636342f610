package io.hearth.docker;

import java.io.IOException;

/**
 * An image's health check: asks the service in the same container whether it is ready. It needs no shell and no curl, and
 * loads few classes, for it is run every few seconds as long as the container lives.
 */
public final class Healthy {
    private static final int DEFAULT_PORT = 59880;

    private Healthy() {}

    /** Ends with 0 when {@code /q/health/ready} at {@code QUARKUS_HTTP_PORT} answers 200, else with 1 and what it answered. */
    public static void main(String... words) {
        String port = System.getenv("QUARKUS_HTTP_PORT");
        System.exit(ready(port == null ? DEFAULT_PORT : Integer.parseInt(port)) ? 0 : 1);
    }

    /** Whether the service at this port of this machine is ready; what is missing is printed, for {@code docker inspect}. */
    static boolean ready(int port) {
        try {
            String answer = Visit.of(port, "/q/health/ready");
            if (Visit.isOk(answer)) {
                return true;
            }
            System.out.println(answer);
        } catch (IOException silent) {
            System.out.println("port " + port + " does not answer: " + silent.getMessage());
        }
        return false;
    }
}
