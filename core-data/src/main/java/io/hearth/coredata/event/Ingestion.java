package io.hearth.coredata.event;

import io.hearth.contracts.event.Event;
import io.hearth.coredata.CoreData;
import io.hearth.coredata.DataConfig;
import io.hearth.coredata.DataMetrics;
import io.hearth.coredata.reported.Reported;
import io.hearth.coredata.store.Added;
import io.hearth.coredata.store.EventStore;
import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.redis.RedisError;
import io.hearth.runtime.redis.StoreUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The one door of core-data. Whatever brings events, bus or REST, decodes them and calls {@link #ingest}: here they are
 * counted, checked and stored.
 */
@ApplicationScoped
public class Ingestion {
    private static final Logger LOG = Logger.getLogger(Ingestion.class);

    private final EventCheck check;
    private final EventStore store;
    private final DataMetrics metrics;
    private final Reported reported;
    private final Supplier<Boolean> persistData;

    Ingestion(
            EventCheck check,
            EventStore store,
            DataMetrics metrics,
            Reported reported,
            LiveConfig live,
            DataConfig config) {
        this.check = check;
        this.store = store;
        this.metrics = metrics;
        this.reported = reported;
        this.persistData = live.follow(CoreData.KEY, "Writable/PersistData", LiveConfig::flag, config.persistData());
    }

    /**
     * Takes in a batch: good events become durable in one round trip to Redis, a bad one does not touch the others.
     *
     * @return what became of each, in the order of the batch
     * @throws StoreUnavailable when Redis did not take it; the same batch may be given again, nothing is stored twice
     */
    public List<Outcome> ingest(List<Arrival> batch) {
        List<EventCheck.Checked> checked = batch.stream().map(check::of).toList();
        List<Event> good = new ArrayList<>(batch.size());
        for (EventCheck.Checked one : checked) {
            if (one instanceof EventCheck.Good(Event event)) {
                good.add(event);
            }
        }
        List<Outcome> stored = persistData.get() ? store(good) : notKept(good);
        // Counted only now: a batch that Redis did not take comes again.
        metrics.received(batch.size());
        List<Outcome> outcomes = new ArrayList<>(batch.size());
        int next = 0;
        for (EventCheck.Checked one : checked) {
            outcomes.add(
                    switch (one) {
                        case EventCheck.Good taken -> stored.get(next++);
                        case EventCheck.Bad(Outcome.Rejected why) -> why;
                    });
        }
        return outcomes;
    }

    private static List<Outcome> notKept(List<Event> events) {
        return events.stream()
                .<Outcome>map(event -> new Outcome.NotKept(event.id()))
                .toList();
    }

    private List<Outcome> store(List<Event> events) {
        try {
            List<Added> added = store.add(events);
            List<Outcome> outcomes = new ArrayList<>(events.size());
            List<Event> fresh = new ArrayList<>(events.size());
            for (int i = 0; i < events.size(); i++) {
                outcomes.add(outcome(events.get(i), added.get(i)));
                if (added.get(i) == Added.STORED) {
                    fresh.add(events.get(i));
                }
            }
            reported.stored(fresh);
            return outcomes;
        } catch (StoreUnavailable | RedisError notTheEvents) {
            throw notTheEvents;
        } catch (RuntimeException defect) {
            return oneByOne(events, defect);
        }
    }

    /** One event that brings us down must not hold back the others for ever. */
    private List<Outcome> oneByOne(List<Event> events, RuntimeException defect) {
        if (events.size() > 1) {
            return events.stream()
                    .flatMap(event -> store(List.of(event)).stream())
                    .toList();
        }
        LOG.errorf(defect, "event cannot be stored device=%s", events.getFirst().deviceName());
        return List.of(new Outcome.Rejected(Outcome.Reason.FAILED, defect.toString()));
    }

    private Outcome outcome(Event event, Added added) {
        return switch (added) {
            case STORED -> {
                metrics.stored(event.readings().size());
                yield new Outcome.Stored(event.id());
            }
            case DUPLICATE -> {
                metrics.duplicate();
                yield new Outcome.Duplicate(event.id());
            }
            case CROWDED ->
                new Outcome.Rejected(
                        Outcome.Reason.CROWDED,
                        "device " + event.deviceName() + " has too many events with the origin " + event.origin());
        };
    }
}
