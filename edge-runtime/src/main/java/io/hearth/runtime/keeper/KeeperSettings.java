package io.hearth.runtime.keeper;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where core-keeper is, which has the settings that change while a service runs, and the list of services. */
@ConfigMapping(prefix = "hearth.keeper")
public interface KeeperSettings {
    /** Whether core-keeper is asked for settings, and told where this process's services are. */
    @WithDefault("true")
    boolean enabled();

    /** Where core-keeper answers, without a path. */
    @WithDefault("http://localhost:59890")
    URI url();

    /** How long core-keeper may take for a whole answer. */
    @WithDefault("2s")
    Duration timeout();

    /** The largest answer that is taken from core-keeper, in bytes. */
    @WithDefault("16777216")
    long maxAnswerBytes();

    /** The longest pause before core-keeper is asked again while it is away. */
    @WithDefault("5s")
    Duration maxRetryDelay();

    /** How often the settings are read again, should a change have gone unheard. */
    @WithDefault("1m")
    Duration refreshInterval();

    /** How many changes may wait to be put in force; past it all settings are read again. */
    @WithDefault("1000")
    int queue();

    /** The host under which others reach the services of this process; when absent what they are bound to. */
    Optional<String> serviceHost();

    /** How often core-keeper is to look whether a service of this process is well, EdgeX's HealthCheckInterval. */
    @WithDefault("10s")
    Duration healthCheckInterval();
}
