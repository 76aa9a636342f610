package io.hearth.metadata.keeper;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.door.Doors;
import io.hearth.runtime.redis.RedisError;
import io.hearth.runtime.redis.StoreUnavailable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Stores {@link CommonConfig} when core-keeper starts, again and again until Redis takes it; nobody waits for it. */
@Singleton
class CommonConfigSeed {
    private static final Logger LOG = Logger.getLogger(CommonConfigSeed.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final KeyStore keys;
    private final CommonConfig common;
    private final KeeperConfig config;
    private final Thread worker = Thread.ofVirtual().name("common-config").unstarted(this::run);

    CommonConfigSeed(KeyStore keys, CommonConfig common, KeeperConfig config) {
        this.keys = keys;
        this.common = common;
        this.config = config;
    }

    /** When the doors are open: their ports are told. */
    void start(@Observes @Priority(Doors.OPENED + 1) StartupEvent started) {
        if (config.common().enabled()) {
            worker.start();
        }
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY);
        while (true) {
            try {
                keys.seed(CommonConfig.READY, common.texts());
                return;
            } catch (EdgexException tooMuch) {
                LOG.warnf("common configuration of EdgeX's services not stored reason='%s'", tooMuch.getMessage());
                return;
            } catch (StoreUnavailable | RedisError notNow) {
                LOG.debugf("common configuration not stored yet reason='%s'", notNow.getMessage());
            }
            try {
                Thread.sleep(backoff.next());
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        worker.interrupt();
    }
}
