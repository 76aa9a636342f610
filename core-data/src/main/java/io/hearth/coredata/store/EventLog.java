package io.hearth.coredata.store;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.rest.Page;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what was stored, newest first: by the origin of the event, and within an event by that of the reading. Totals are the
 * sums of the devices' counts, which the script keeps with the events, so they are exact at any time and after any crash.
 */
@ApplicationScoped
public class EventLog {
    private final RedisBatch redis;
    private final Devices devices;
    private final DataConfig.Query limits;

    EventLog(RedisBatch redis, Devices devices, DataConfig config) {
        this.redis = redis;
        this.devices = devices;
        this.limits = config.query();
    }

    /** How many events there are of the selected device or of all; the resource is not looked at. */
    public long countEvents(Selection selection) {
        return sum(among(selection), DeviceKeys.EVENTS);
    }

    /** How many readings are selected. */
    public long countReadings(Selection selection) {
        return sum(among(selection), readingsField(selection));
    }

    /** A page of the events of the selected device or of all; 416 when it is past the end. */
    public Listing<Event> events(Selection selection, Page page) {
        List<Devices.Latest> among = among(selection);
        long total = page.total() ? sum(among, DeviceKeys.EVENTS) : 0;
        List<Event> events = new ArrayList<>();
        long wanted = wanted(page, total);
        Iterator<Packing.Packed> newestFirst = newestFirst(among, page);
        for (long skip = page.offset(); wanted > events.size() && newestFirst.hasNext(); skip--) {
            Packing.Packed event = newestFirst.next();
            if (skip <= 0) {
                events.add(event.event());
            }
        }
        return new Listing<>(total, events);
    }

    /** A page of the selected readings; 416 when it is past the end. */
    public Listing<Reading> readings(Selection selection, Page page) {
        List<Devices.Latest> among = among(selection);
        long total = page.total() ? sum(among, readingsField(selection)) : 0;
        List<Reading> readings = new ArrayList<>();
        long wanted = wanted(page, total);
        long skip = page.offset();
        Iterator<Packing.Packed> newestFirst = newestFirst(among, page);
        while (wanted > readings.size() && newestFirst.hasNext()) {
            Packing.Packed event = newestFirst.next();
            int selected = event.readings(selection.resource());
            if (skip < selected) {
                selected(event.event(), selection.resource())
                        .skip(skip)
                        .limit(wanted - readings.size())
                        .forEach(readings::add);
            }
            skip = Math.max(0, skip - selected);
        }
        return new Listing<>(total, readings);
    }

    private static Stream<Reading> selected(Event event, Optional<String> resource) {
        return event.readings().stream()
                .filter(reading -> resource.isEmpty() || resource.get().equals(reading.resourceName()));
    }

    /** How many items the answer will have at most: when the total is known, no search goes on for what is not there. */
    private static long wanted(Page page, long total) {
        if (!page.total()) {
            return page.limit();
        }
        return page.within(total) ? Math.min(page.limit(), total - page.offset()) : 0;
    }

    private Iterator<Packing.Packed> newestFirst(List<Devices.Latest> among, Page page) {
        return new NewestFirst(redis, limits, among, (long) page.offset() + page.limit());
    }

    private List<Devices.Latest> among(Selection selection) {
        return selection
                .device()
                .map(device -> List.of(new Devices.Latest(device, Long.MAX_VALUE)))
                .orElseGet(devices::newestFirst);
    }

    private static String readingsField(Selection selection) {
        return selection.resource().map(DeviceKeys::readingsOf).orElse(DeviceKeys.READINGS);
    }

    private long sum(List<Devices.Latest> among, String field) {
        List<Response> counts = redis.sendRepeatable(among.stream()
                .map(latest -> Request.cmd(Command.HGET)
                        .arg(DeviceKeys.of(latest.device()).counts())
                        .arg(field))
                .toList());
        long sum = 0;
        for (Response count : counts) {
            sum += count == null ? 0 : count.toLong();
        }
        return sum;
    }
}
