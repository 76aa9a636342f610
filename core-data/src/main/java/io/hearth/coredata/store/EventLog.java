package io.hearth.coredata.store;

import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads what was stored, newest first: events by their origin, readings by their own. A list of one device costs one round
 * trip when its first step holds the page, one of all devices two.
 */
@ApplicationScoped
public class EventLog {
    /** How many events the first step of reading all of a range takes: how large they are is known only behind it. */
    private static final int FIRST_OF_ALL = 16;

    private static final String EVENTS = "events";
    private static final String READINGS = "readings";

    private final RedisBatch redis;
    private final Devices devices;
    private final DataConfig.Query limits;
    private final KnownShapes known;
    private final RangeCount ranges;

    EventLog(RedisBatch redis, Devices devices, DataConfig config) {
        this.redis = redis;
        this.devices = devices;
        this.limits = config.query();
        this.known = KnownShapes.of(config);
        this.ranges = new RangeCount(redis, limits, known);
    }

    /** How many events are selected; resources are not looked at. */
    public long countEvents(Selection selection) {
        return total(eventScope(selection), EVENTS);
    }

    /** How many readings are selected. */
    public long countReadings(Selection selection) {
        return total(withSkew(scope(selection)), READINGS);
    }

    /** A part of the list of the selected events, newest first; 416 when it is past the end. */
    public Listing<StoredEvent> events(ListRequest request) {
        Position after = request.after(EVENTS);
        Scope scope = eventScope(request.selection());
        boolean kept = request.page().total() && scope.selection().range().isAll();
        Totals totals = Totals.ofEvents(scope.among());
        NewestFirst events = walk(scope, after, request.expected());
        List<Response> counts = events.begin(kept ? totals.requests() : List.of());
        long total = kept ? totals.sum(counts) : request.page().total() ? total(scope, EVENTS) : 0;

        long wanted = request.wanted(total);
        List<StoredEvent> items = new ArrayList<>();
        long skip = request.offset();
        if (isDeep(request, scope) && wanted > 0) {
            RangeCount.Sought sought = ranges.seek(scope, true, skip);
            events = sought.passedOver() > 0 ? walkFrom(scope, sought.newest(), wanted) : events;
            skip -= sought.passedOver();
        }
        while (items.size() < wanted && events.hasNext()) {
            StoredEvent event = events.next();
            if ((after == null || after.compareTo(Position.of(event)) < 0) && --skip < 0) {
                items.add(event);
            }
        }
        boolean last = request.isLast(total, items.size());
        return new Listing<>(total, items, last ? "" : request.next(Position.of(items.getLast()), EVENTS));
    }

    /** A part of the list of the selected readings, newest first; 416 when it is past the end. */
    public Listing<StoredReading> readings(ListRequest request) {
        Position after = request.after(READINGS);
        Scope scope = having(scope(request.selection()));
        boolean kept = request.page().total() && scope.selection().range().isAll();
        Totals totals = Totals.ofReadings(scope.among(), scope.selection());
        List<Request> beside = new ArrayList<>(kept ? totals.requests() : List.of());
        scope.selection().device().ifPresent(device -> beside.add(Devices.skewOf(device)));
        NewestFirst events = walk(scope, after, request.expected());
        List<Response> replies = events.begin(beside);
        if (scope.selection().device().isPresent()) {
            Scope skewed = scope.skewed(bounded(Devices.skew(replies.getLast())));
            // Rarely so: then the first step may have begun too late.
            events = skewed.skew() > 0 ? walk(skewed, after, request.expected()) : events;
            scope = skewed;
        }
        long total = kept
                ? totals.sum(replies.subList(0, scope.among().size()))
                : request.page().total() ? total(scope, READINGS) : 0;
        return readings(request, after, scope, events, total);
    }

    private Listing<StoredReading> readings(
            ListRequest request, Position after, Scope scope, NewestFirst events, long total) {
        long wanted = request.wanted(total);
        NewestFirst from = events;
        long skip = request.offset();
        if (isDeep(request, scope) && wanted > 0) {
            RangeCount.Sought sought = ranges.seek(scope, false, skip);
            from = sought.passedOver() > 0 ? walkFrom(scope, sought.newest(), wanted) : events;
            skip -= sought.passedOver();
        }
        ReadingsNewestFirst readings = new ReadingsNewestFirst(from, scope.selection(), scope.skew());
        if (wanted > 0) {
            readings.skip(skip);
        }
        List<StoredReading> items = new ArrayList<>();
        while (items.size() < wanted && readings.hasNext()) {
            StoredReading reading = readings.next();
            if (after == null || after.compareTo(ReadingsNewestFirst.position(reading, scope.skew())) < 0) {
                items.add(reading);
            }
        }
        boolean last = request.isLast(total, items.size());
        String next = last ? "" : request.next(ReadingsNewestFirst.position(items.getLast(), scope.skew()), READINGS);
        return new Listing<>(total, items, next);
    }

    /** All selected events, newest first, read as they are asked for. */
    public Iterator<StoredEvent> events(Selection selection) {
        return walk(eventScope(selection), (Position) null, FIRST_OF_ALL);
    }

    /** All selected readings, newest first, read as they are asked for. */
    public Iterator<StoredReading> readings(Selection selection) {
        Scope scope = withSkew(having(scope(selection)));
        return new ReadingsNewestFirst(walk(scope, (Position) null, FIRST_OF_ALL), selection, scope.skew());
    }

    /** Events go by their own origin, whatever those of their readings are. */
    private Scope eventScope(Selection selection) {
        return scope(selection.of(Set.of())).skewed(0);
    }

    private Scope scope(Selection selection) {
        if (selection.device().isPresent()) {
            Devices.Latest device = new Devices.Latest(selection.device().get(), Long.MAX_VALUE);
            return new Scope(selection, List.of(device), 0);
        }
        Devices.Known all = devices.all();
        long skew = bounded(all.skew());
        Place oldest = selection.range().widened(skew).oldest();
        Stream<Devices.Latest> inRange =
                all.devices().stream().filter(device -> oldest == null || device.millis() >= oldest.millis());
        return new Scope(selection, inRange.toList(), skew);
    }

    private long bounded(long skew) {
        return Math.min(skew, limits.readingSkew().toNanos());
    }

    private Scope withSkew(Scope scope) {
        return scope.selection()
                .device()
                .map(device -> scope.skewed(bounded(Devices.skew(redis.sendRepeatable(Devices.skewOf(device))))))
                .orElse(scope);
    }

    /** Of many devices few may have a resource: the others are not to be searched for it. */
    private Scope having(Scope scope) {
        if (scope.among().size() < 2 || scope.selection().resources().isEmpty()) {
            return scope;
        }
        Totals totals = Totals.ofReadings(scope.among(), scope.selection());
        return scope.among(totals.having(redis.sendRepeatable(totals.requests())));
    }

    /** Whether there is so much to pass over that it is worth knowing what the parts of the stream hold. */
    private boolean isDeep(ListRequest request, Scope scope) {
        return request.offset() >= limits.countedFrom()
                && scope.selection().device().isPresent()
                && scope.skew() == 0;
    }

    private NewestFirst walk(Scope scope, Position after, long expected) {
        return walk(scope, scope.bounds(after), expected);
    }

    private NewestFirst walkFrom(Scope scope, Place newest, long expected) {
        return walk(scope, new DeviceCursor.Bounds(scope.bounds(null).oldest(), newest), expected);
    }

    private NewestFirst walk(Scope scope, DeviceCursor.Bounds bounds, long expected) {
        return new NewestFirst(
                redis, limits, known, ranges::blocks, scope.among(), scope.selection(), bounds, expected);
    }

    private long total(Scope scope, String kind) {
        boolean events = kind.equals(EVENTS);
        if (scope.selection().range().isAll()) {
            Totals totals =
                    events ? Totals.ofEvents(scope.among()) : Totals.ofReadings(scope.among(), scope.selection());
            return totals.sum(redis.sendRepeatable(totals.requests()));
        }
        return events ? ranges.events(scope) : ranges.readings(scope);
    }
}
