package io.hearth.command.journal;

import io.hearth.command.CommandConfig;
import io.hearth.runtime.redis.StoreUnavailable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Finds entries that are under way though nobody is at them: those of a predecessor of this replica's name at the start, and
 * those of anybody after a while. Their outcome is unknown. Also removes what is too old.
 */
@Singleton
class Leftovers {
    private static final Logger LOG = Logger.getLogger(Leftovers.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final String WHY =
            "the process that carried the command out ended before it knew the outcome; the device may have acted";

    private final JournalStore store;
    private final JournalWriter writer;
    private final JournalConfig config;
    private final String instance;
    private final String run;
    private final Thread looking =
            Thread.ofVirtual().name("command-journal-leftovers").unstarted(this::run);

    Leftovers(JournalStore store, JournalWriter writer, Journal journal, CommandConfig config) {
        this.store = store;
        this.writer = writer;
        this.config = config.journal();
        this.instance = config.instance();
        this.run = journal.run();
    }

    void start(@Observes StartupEvent event) {
        looking.start();
    }

    void stop(@Observes ShutdownEvent event) {
        looking.interrupt();
    }

    private void run() {
        boolean predecessors = true;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                predecessors = look(predecessors);
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException stop) {
            LOG.debug("no longer looking for leftovers");
        }
    }

    /** False when the predecessor's have been found. */
    private boolean look(boolean predecessors) {
        try {
            if (predecessors) {
                end(store.underWay(Instant.now()).stream()
                        .filter(entry -> instance.equals(entry.instance()) && !run.equals(entry.run()))
                        .toList());
            }
            end(store.underWay(Instant.now().minus(config.unknownAfter())));
            store.trim();
            return false;
        } catch (StoreUnavailable later) {
            return predecessors;
        } catch (RuntimeException defect) {
            LOG.error("leftovers of the journal cannot be looked for", defect);
            return predecessors;
        }
    }

    private void end(List<Entry> left) {
        for (Entry entry : left) {
            Entry ended = entry.ended(entry.serviceName(), JournalOutcome.UNKNOWN, 0, WHY, null, 0);
            writer.writeIfUnderWay(ended, JournalOutcome.UNKNOWN);
        }
    }
}
