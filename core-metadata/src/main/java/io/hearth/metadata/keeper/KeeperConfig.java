package io.hearth.metadata.keeper;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What can be set of core-keeper's routes, which live in core-metadata. */
@ConfigMapping(prefix = "hearth.metadata.keeper")
public interface KeeperConfig {
    /** The TCP port at which EdgeX clients look for core-keeper. */
    @WithDefault("59890")
    int port();

    /** How many keys may be stored. */
    @WithDefault("10000")
    int maxKeys();

    /** How many octets all keys and values together may have; also the longest answer. */
    @WithDefault("16777216")
    int maxOctets();

    /** How many octets a key may have. */
    @WithDefault("1024")
    int maxKeyOctets();

    /** How many octets what is told of one change may have: its whole value goes over the bus. */
    @WithDefault("1048576")
    int maxChangeOctets();

    /** How many services may be registered. */
    @WithDefault("1000")
    int maxRegistrations();

    /** How many octets a registration may have. */
    @WithDefault("8192")
    int maxRegistrationOctets();

    /** A service is asked whether it is well no more often than this, whatever interval it registered. */
    @WithDefault("1s")
    Duration minHealthCheckInterval();

    /** How long a service may take to answer its health check. */
    @WithDefault("5s")
    Duration healthCheckTimeout();

    /** How many health checks may be under way at once. */
    @WithDefault("16")
    int maxHealthChecks();

    /** What EdgeX's own services find when they ask for the configuration that all have in common. */
    Common common();

    /** EdgeX's common configuration. */
    interface Common {
        /** Whether it is stored at the start, where nobody has stored another. */
        @WithDefault("true")
        boolean enabled();

        /** The bus's broker as those services reach it; when absent as this one does. */
        Optional<String> busHost();

        /** Its port as they reach it; when absent as this one does. */
        OptionalInt busPort();
    }
}
