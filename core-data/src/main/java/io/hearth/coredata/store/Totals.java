package io.hearth.coredata.store;

import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * How many events or readings of all times there are: the sums of the devices' counts, which the script keeps with the
 * events, so they are exact at any time and after any crash.
 */
final class Totals {
    private final List<Devices.Latest> among;
    private final List<String> fields;

    private Totals(List<Devices.Latest> among, List<String> fields) {
        this.among = among;
        this.fields = fields;
    }

    static Totals ofEvents(List<Devices.Latest> among) {
        return new Totals(among, List.of(DeviceKeys.EVENTS));
    }

    static Totals ofReadings(List<Devices.Latest> among, Selection selection) {
        List<String> fields = selection.resources().isEmpty()
                ? List.of(DeviceKeys.READINGS)
                : selection.resources().stream().map(DeviceKeys::readingsOf).toList();
        return new Totals(among, fields);
    }

    /** One command per device; the replies go to {@link #sum} or {@link #having}. */
    List<Request> requests() {
        List<Request> requests = new ArrayList<>(among.size());
        for (Devices.Latest latest : among) {
            Request counts = Request.cmd(Command.HMGET)
                    .arg(DeviceKeys.of(latest.device()).counts());
            fields.forEach(counts::arg);
            requests.add(counts);
        }
        return requests;
    }

    long sum(List<Response> replies) {
        long sum = 0;
        for (Response counts : replies) {
            sum += of(counts);
        }
        return sum;
    }

    /** The devices that have any, in the same order. */
    List<Devices.Latest> having(List<Response> replies) {
        List<Devices.Latest> having = new ArrayList<>();
        Iterator<Response> counts = replies.iterator();
        for (Devices.Latest latest : among) {
            if (of(counts.next()) > 0) {
                having.add(latest);
            }
        }
        return having;
    }

    private static long of(Response counts) {
        long sum = 0;
        for (Response count : counts) {
            sum += count == null ? 0 : count.toLong();
        }
        return sum;
    }
}
