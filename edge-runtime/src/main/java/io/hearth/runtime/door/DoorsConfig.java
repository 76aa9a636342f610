package io.hearth.runtime.door;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the doors are opened. */
@ConfigMapping(prefix = "hearth.doors")
public interface DoorsConfig {
    /**
     * Whether each service gets an HTTP server of its own on its door's port (the box), or the process's one HTTP port is
     * the door (a service by itself).
     */
    @WithDefault("false")
    boolean separate();

    /** Added to every separate door's port, so that a second box fits on one machine. */
    @WithDefault("0")
    int portOffset();

    /** How long a stop waits for the answers to requests that separate doors have taken. */
    @WithDefault("3s")
    Duration drainTimeout();

    /** The address that separate doors are bound to. */
    @WithDefault("${quarkus.http.host}")
    String host();

    /** What pages of another origin may ask, at the start: EdgeX's {@code Service.CORSConfiguration}. */
    Cors cors();

    /** EdgeX's {@code Service.CORSConfiguration}. */
    interface Cors {
        /** Whether they may ask anything. */
        @WithDefault("false")
        boolean enabled();

        /** Whether they may with the browser's credentials. */
        @WithDefault("false")
        boolean allowCredentials();

        /** The one origin that may, or {@code *}. */
        @WithDefault("https://localhost")
        String allowedOrigin();

        /** The methods that they may use, as the header has them. */
        @WithDefault("GET, POST, PUT, PATCH, DELETE")
        String allowedMethods();

        /** The headers that they may send. */
        @WithDefault("Authorization, Accept, Accept-Language, Content-Language, Content-Type, X-Correlation-ID")
        String allowedHeaders();

        /** The headers of answers that they may see. */
        @WithDefault("Cache-Control, Content-Language, Content-Length, Content-Type, Expires, Last-Modified, Pragma,"
                + " X-Correlation-ID")
        String exposeHeaders();

        /** For how many seconds a browser may remember that it was allowed. */
        @WithDefault("3600")
        int maxAge();
    }
}
