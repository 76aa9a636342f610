package io.hearth.coredata.store;

import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
    private final Rates rates;
    private final Map<String, Long> skews = new ConcurrentHashMap<>();

    EventLog(RedisBatch redis, Devices devices, DataConfig config) {
        this.redis = redis;
        this.devices = devices;
        this.limits = config.query();
        this.known = KnownShapes.of(config);
        this.ranges = new RangeCount(redis, limits, known);
        this.rates = new Rates(limits.knownRates());
    }

    /** How many events are selected; resources are not looked at. */
    public long countEvents(Selection selection) {
        return total(eventScope(selection), EVENTS);
    }

    /** How many readings are selected. */
    public long countReadings(Selection selection) {
        return total(skewed(readingScope(selection)), READINGS);
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
        Scope scope = having(readingScope(request.selection()));
        boolean kept = request.page().total() && scope.selection().range().isAll();
        Totals totals = Totals.ofReadings(scope.among(), scope.selection());
        List<Request> beside = new ArrayList<>(kept ? totals.requests() : List.of());
        scope.selection().device().ifPresent(device -> beside.add(Devices.skewOf(device)));
        NewestFirst events = walk(scope, after, request.expected());
        List<Response> replies = events.begin(beside);
        if (scope.selection().device().isPresent()) {
            Devices.Latest begun = scope.among().getFirst();
            Devices.Latest device = skewed(begun, replies.getLast());
            remember(device);
            if (device.skew() > begun.skew()) {
                // Then the first step may have begun too late.
                scope = scope.among(List.of(device));
                events = walk(scope, after, request.expected());
            }
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
        ReadingsNewestFirst readings = ReadingsNewestFirst.of(
                scope, from, behind -> walk(scope, behind, limits.chunk()), after, limits.waitingOctets());
        if (wanted > 0) {
            readings.skip(skip);
        }
        List<StoredReading> items = new ArrayList<>();
        while (items.size() < wanted && readings.hasNext()) {
            items.add(readings.next());
        }
        boolean last = request.isLast(total, items.size());
        String next = last ? "" : request.next(ReadingsNewestFirst.position(items.getLast()), READINGS);
        return new Listing<>(total, items, next);
    }

    /** All selected events, newest first, read as they are asked for. */
    public Iterator<StoredEvent> events(Selection selection) {
        return walk(eventScope(selection), (Position) null, FIRST_OF_ALL);
    }

    /** All selected readings, newest first, read as they are asked for. */
    public Iterator<StoredReading> readings(Selection selection) {
        Scope scope = skewed(having(readingScope(selection)));
        ReadingsNewestFirst.Walk walk = behind -> walk(scope, behind, FIRST_OF_ALL);
        return ReadingsNewestFirst.of(scope, walk.behind(null), walk, null, limits.waitingOctets());
    }

    /** Events go by their own origin, whatever those of their readings are. */
    private Scope eventScope(Selection selection) {
        Selection events = selection.of(Set.of());
        return new Scope(
                events,
                events.device()
                        .map(device -> List.of(Devices.Latest.of(device)))
                        .orElseGet(() -> inRange(devices.byLatestEvent(), events)));
    }

    /** Of one device it is only remembered how far its readings were from their events, see {@link #skewed}. */
    private Scope readingScope(Selection selection) {
        return new Scope(
                selection,
                selection
                        .device()
                        .map(device -> List.of(Devices.Latest.of(device).skewed(skews.getOrDefault(device, 0L))))
                        .orElseGet(() -> inRange(
                                devices.byLatestReading(limits.readingSkew().toNanos()), selection)));
    }

    private static List<Devices.Latest> inRange(List<Devices.Latest> devices, Selection selection) {
        Place oldest = selection.range().oldest();
        return oldest == null
                ? devices
                : devices.stream()
                        .filter(device -> device.newestReading() >= oldest.millis())
                        .toList();
    }

    private Scope skewed(Scope scope) {
        return scope.selection()
                .device()
                .map(device -> scope.among(
                        List.of(skewed(scope.among().getFirst(), redis.sendRepeatable(Devices.skewOf(device))))))
                .orElse(scope);
    }

    private Devices.Latest skewed(Devices.Latest device, Response skew) {
        return device.skewed(Math.min(limits.readingSkew().toNanos(), Devices.skew(skew)));
    }

    /** So that the next list of the device can begin where it has to, with its first step. */
    private void remember(Devices.Latest device) {
        if (device.skew() == 0) {
            skews.remove(device.device());
            return;
        }
        if (skews.size() >= limits.knownRates()) {
            skews.clear();
        }
        skews.put(device.device(), device.skew());
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
                && !scope.isSkewed();
    }

    private NewestFirst walk(Scope scope, Position after, long expected) {
        return walk(scope, device -> scope.bounds(device, after), expected);
    }

    private NewestFirst walkFrom(Scope scope, Place newest, long expected) {
        return walk(
                scope, device -> new DeviceCursor.Bounds(scope.bounds(device).oldest(), newest), expected);
    }

    private NewestFirst walk(Scope scope, NewestFirst.Bounds bounds, long expected) {
        return new NewestFirst(
                redis, limits, known, rates, ranges::blocks, scope.among(), scope.selection(), bounds, expected);
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
