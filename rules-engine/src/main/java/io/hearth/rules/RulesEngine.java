package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.engine.Clockwork;
import io.hearth.rules.engine.Engine;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.bus.BatchConsumer;
import io.hearth.runtime.bus.Bus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * The life of the service: subscribes at once, so that the broker keeps what comes, and evaluates when the rules are there.
 * A Redis that is away at the start is waited for.
 */
@ApplicationScoped
public class RulesEngine {
    private static final Logger LOG = Logger.getLogger(RulesEngine.class);
    private static final String EVENTS = "re-events";
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);

    private final Multi<Message<byte[]>> events;
    private final RulesConfig config;
    private final Engine engine;
    private final RuleBook book;
    private final Actions actions;
    private volatile BatchConsumer consumer;
    private volatile Thread loader;
    private volatile Clockwork clockwork;

    RulesEngine(
            @Channel(EVENTS) Multi<Message<byte[]>> events,
            RulesConfig config,
            Engine engine,
            RuleBook book,
            Actions actions) {
        this.events = events;
        this.config = config;
        this.engine = engine;
        this.book = book;
        this.actions = actions;
    }

    void start(@Observes StartupEvent started, Bus bus) {
        consumer = BatchConsumer.start(EVENTS, events, bus.consumerLimits(), engine);
        clockwork = Clockwork.start(engine);
        loader = Thread.ofVirtual().name("rules-load").start(this::load);
    }

    void stop(@Observes ShutdownEvent stopping) {
        // A start that failed half-way is stopped as well.
        Optional.ofNullable(loader).ifPresent(Thread::interrupt);
        Optional.ofNullable(consumer).ifPresent(BatchConsumer::close);
        Optional.ofNullable(clockwork).ifPresent(Clockwork::close);
        actions.close();
    }

    /** Whether readings are taken and evaluated. */
    boolean isAtWork() {
        return engine.isReady() && consumer != null && consumer.running();
    }

    private void load() {
        Backoff backoff = new Backoff(FIRST_RETRY, config.longestLoadRetry());
        try {
            while (!engine.isReady()) {
                if (!tryToLoad(backoff.failures() == 0)) {
                    Thread.sleep(backoff.next());
                }
            }
            LOG.infof("rules are at work rules=%d", book.size());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tryToLoad(boolean first) {
        try {
            book.load();
            return true;
        } catch (RuntimeException notNow) {
            if (first) {
                LOG.warnf(notNow, "rules cannot be loaded yet, trying again");
            }
            return false;
        }
    }
}
